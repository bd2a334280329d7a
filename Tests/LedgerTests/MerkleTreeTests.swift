// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Ledger
import Testing

/// RFC 6962 section 2.1 word for word, recursive and slow, sharing nothing with the ledger.
enum Naive {
    static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    static func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        guard let first = leaves.first else { return sha256([]) }
        guard leaves.count > 1 else { return sha256([0] + first) }
        let middle = leaves.startIndex + split(leaves.count)
        return sha256([1] + root(leaves[..<middle]) + root(leaves[middle...]))
    }

    static func path(_ place: Int, _ leaves: ArraySlice<[UInt8]>) -> [[UInt8]] {
        guard leaves.count > 1 else { return [] }
        let half = split(leaves.count)
        let left = leaves.prefix(half)
        let right = leaves.dropFirst(half)
        return place < half
            ? path(place, left) + [root(right)] : path(place - half, right) + [root(left)]
    }

    static func proof(_ older: Int, _ leaves: ArraySlice<[UInt8]>, known: Bool = true) -> [[UInt8]]
    {
        guard older < leaves.count else { return known ? [] : [root(leaves)] }
        let half = split(leaves.count)
        let left = leaves.prefix(half)
        let right = leaves.dropFirst(half)
        return older <= half
            ? proof(older, left, known: known) + [root(right)]
            : proof(older - half, right, known: false) + [root(left)]
    }

    private static func split(_ count: Int) -> Int {
        var half = 1
        while half * 2 < count { half *= 2 }
        return half
    }
}

let entries = (0..<70).map { number in Array("entry number \(number)".utf8) }
let leafHashes = entries.map { MerkleTree.leafHash(of: $0) }

func flipped(_ hash: MerkleHash, bit: Int) -> MerkleHash {
    var bytes = hash.bytes
    bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    return MerkleHash(bytes) ?? hash
}

struct MerkleTreeTests {
    @Test func `the empty tree has the hash of nothing`() {
        #expect(MerkleTree.emptyRoot.bytes == Naive.sha256([]))
        #expect(MerkleTree.root(of: []) == MerkleTree.emptyRoot)
        #expect(MerkleFrontier().root == MerkleTree.emptyRoot)
    }

    @Test(arguments: 1...70) func `a root equals the recursive definition`(size: Int) {
        #expect(
            MerkleTree.root(of: leafHashes.prefix(size)).bytes == Naive.root(entries.prefix(size))
        )
    }

    @Test func `the frontier has the root of every size it passes and can stop anywhere`() throws {
        var frontier = MerkleFrontier()
        for (number, leaf) in leafHashes.enumerated() {
            frontier = try #require(MerkleFrontier(bytes: frontier.bytes))
            frontier = try #require(MerkleFrontier(size: frontier.size, peaks: frontier.peaks))
            frontier.append(leaf)
            #expect(frontier.size == UInt64(number + 1))
            #expect(frontier.root == MerkleTree.root(of: leafHashes.prefix(number + 1)))
        }
        var again = MerkleFrontier()
        again.append(contentsOf: leafHashes)
        #expect(again == frontier)
    }

    @Test func `a frontier with a peak too few or too many is refused`() {
        var frontier = MerkleFrontier()
        frontier.append(contentsOf: Array(leafHashes.prefix(7)))
        #expect(MerkleFrontier(size: 7, peaks: Array(frontier.peaks.dropLast())) == nil)
        #expect(MerkleFrontier(size: 8, peaks: frontier.peaks) == nil)
        #expect(MerkleFrontier(bytes: frontier.bytes + [0]) == nil)
        #expect(MerkleFrontier(bytes: Array(frontier.bytes.dropLast())) == nil)
        #expect(MerkleFrontier(bytes: []) == nil)
    }

    @Test func `a leaf is never taken for a node`() {
        let pair = leafHashes[0].bytes + leafHashes[1].bytes
        #expect(MerkleTree.leafHash(of: pair) != MerkleTree.node(leafHashes[0], leafHashes[1]))
    }

    @Test func `order matters`() {
        let left = MerkleTree.node(leafHashes[0], leafHashes[1])
        #expect(left != MerkleTree.node(leafHashes[1], leafHashes[0]))
    }
}

struct MerkleHashTests {
    @Test func `spellings come back`() {
        for hash in leafHashes {
            #expect(MerkleHash(hash.bytes) == hash)
            #expect(MerkleHash(base64: hash.base64) == hash)
            #expect(MerkleHash(hex: hash.hex) == hash)
            #expect("\(hash)" == hash.hex)
        }
        #expect(Set(leafHashes).count == leafHashes.count)
    }

    @Test func `anything but 32 bytes is refused`() {
        #expect(MerkleHash([]) == nil)
        #expect(MerkleHash(leafHashes[0].bytes.dropLast()) == nil)
        #expect(MerkleHash(leafHashes[0].bytes + [0]) == nil)
        #expect(MerkleHash(hex: leafHashes[0].hex + "00") == nil)
        #expect(MerkleHash(hex: "zz" + leafHashes[0].hex.dropFirst(2)) == nil)
        #expect(MerkleHash(hex: String(leafHashes[0].hex.dropLast())) == nil)
    }

    @Test(arguments: [
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        "AAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAA=",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_AA=",
        "=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "",
    ]) func `base64 with another spelling is refused`(text: String) {
        #expect(MerkleHash(base64: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=") != nil)
        #expect(MerkleHash(base64: text) == nil)
    }
}
