// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Ledger
import Testing

private func reference(_ byte: UInt8) -> OpaqueReference {
    OpaqueReference([UInt8](repeating: byte, count: 16)) ?? .zero
}

private let entry = LedgerEntry(
    type: EntryType(rawValue: 0xA1),
    sequence: 0x0102_0304_0506_0708,
    utcMilliseconds: 0x1112_1314_1516_1718,
    actorReference: reference(0x21),
    counterparty: reference(0x31),
    placeInAct: 0x4142,
    rows: 0x5152_5354,
    manifestRoot: MerkleHash([UInt8](repeating: 0x61, count: 32)) ?? MerkleTree.emptyRoot,
    payloadIdentifier: reference(0x71),
    accessLogCount: 0x8182_8384_8586_8788,
    accessLogHead: MerkleHash([UInt8](repeating: 0x91, count: 32)) ?? MerkleTree.emptyRoot
)

struct LedgerEntryTests {
    @Test func `its fields stand in the order of the format, big-endian`() {
        var expected = Array("spoor/1".utf8) + [0xA1, 1, 2, 3, 4, 5, 6, 7, 8]
        expected += [0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18]
        expected += [UInt8](repeating: 0x21, count: 16) + [UInt8](repeating: 0x31, count: 16)
        expected += [0x41, 0x42, 0x51, 0x52, 0x53, 0x54]
        expected += [UInt8](repeating: 0x61, count: 32) + [UInt8](repeating: 0x71, count: 16)
        expected += [0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88]
        expected += [UInt8](repeating: 0x91, count: 32)
        #expect(expected.count == LedgerEntry.byteCount)
        #expect(entry.bytes == expected)
        #expect(entry.leafHash.bytes == Naive.sha256([0] + expected))
    }

    @Test func `it comes back`() throws {
        #expect(try LedgerEntry(bytes: entry.bytes) == entry)
    }

    @Test func `any altered byte is refused or is another leaf`() throws {
        let leaves = leafHashes.prefix(5) + [entry.leafHash]
        let proof = try InclusionProof(index: 5, leafHashes: Array(leaves))
        let root = MerkleTree.root(of: leaves)
        #expect(proof.verify(leafHash: entry.leafHash, root: root))
        for place in entry.bytes.indices {
            for bit in 0..<8 {
                var bytes = entry.bytes
                bytes[place] ^= 1 << UInt8(bit)
                #expect(!proof.verify(leafHash: MerkleTree.leafHash(of: bytes), root: root))
                if place < 7 {
                    #expect(throws: LedgerEntryError.unknownVersion) {
                        try LedgerEntry(bytes: bytes)
                    }
                } else {
                    let altered = try LedgerEntry(bytes: bytes)
                    #expect(altered != entry)
                    #expect(altered.bytes == bytes)
                }
            }
        }
    }

    @Test func `any other length is refused`() {
        for count in 0..<LedgerEntry.byteCount {
            #expect(throws: LedgerEntryError.wrongLength(count)) {
                try LedgerEntry(bytes: Array(entry.bytes.prefix(count)))
            }
        }
        #expect(throws: LedgerEntryError.wrongLength(151)) {
            try LedgerEntry(bytes: entry.bytes + [0])
        }
    }

    @Test func `a reference has sixteen bytes`() {
        let bytes = Array(UInt8(0)..<16)
        #expect(OpaqueReference(bytes)?.bytes == bytes)
        #expect(OpaqueReference(bytes)?.description == "000102030405060708090a0b0c0d0e0f")
        #expect(OpaqueReference(bytes.dropLast()) == nil)
        #expect(OpaqueReference(bytes + [0]) == nil)
        #expect(OpaqueReference.zero.bytes == [UInt8](repeating: 0, count: 16))
    }
}

struct RowCommitmentTests {
    @Test func `it equals the library's HMAC for rows of every length`() throws {
        for length in 0..<300 {
            let secret = Naive.sha256([UInt8(length % 256), UInt8(length / 256)])
            let row = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) }
            let payload = try #require(OpaqueReference(secret.prefix(16)))
            let index = UInt32(length) &* 0x0101_0107
            var code = HMAC<SHA256>(key: SymmetricKey(data: secret))
            code.update(data: Array("row/1".utf8) + payload.bytes)
            code.update(data: withUnsafeBytes(of: index.bigEndian) { Array($0) } + row)
            let commitment = RowCommitment(
                key: try #require(CommitmentKey(secret)),
                payloadIdentifier: payload,
                index: index,
                canonicalRow: row
            )
            #expect(commitment.bytes == Array(code.finalize()))
            #expect(RowCommitment(commitment.bytes) == commitment)
        }
    }

    @Test func `it changes with the key, the payload, the place and the row`() throws {
        func commitment(
            _ key: UInt8 = 1,
            _ payload: UInt8 = 2,
            _ index: UInt32 = 3,
            _ row: [UInt8] = [4, 5]
        ) throws -> RowCommitment {
            RowCommitment(
                key: try #require(CommitmentKey([UInt8](repeating: key, count: 32))),
                payloadIdentifier: reference(payload),
                index: index,
                canonicalRow: row
            )
        }
        let all = try [
            commitment(), commitment(9), commitment(1, 9), commitment(1, 2, 9),
            commitment(1, 2, 3, [4, 6]), commitment(1, 2, 3, [4]), commitment(1, 2, 3, [4, 5, 0]),
        ]
        #expect(Set(all).count == all.count)
        #expect(try commitment() == commitment())
    }

    @Test func `a key has 32 bytes and shows none of them`() throws {
        #expect(CommitmentKey([UInt8](repeating: 1, count: 31)) == nil)
        #expect(CommitmentKey([UInt8](repeating: 1, count: 33)) == nil)
        let key = try #require(CommitmentKey([UInt8](repeating: 0xAB, count: 32)))
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped] {
            #expect(!text.lowercased().contains("ab"))
            #expect(!text.contains("171"))
        }
    }

    @Test func `a manifest is the tree of its commitments`() throws {
        var manifest = Manifest()
        #expect(manifest.root == MerkleTree.emptyRoot)
        for leaf in leafHashes {
            let commitment = try #require(RowCommitment(leaf.bytes))
            #expect(commitment.leafHash == MerkleTree.leafHash(of: leaf.bytes))
            manifest.append(commitment)
        }
        #expect(manifest.rows == 70)
        #expect(manifest.root.bytes == Naive.root(leafHashes.map(\.bytes)[...]))
    }
}
