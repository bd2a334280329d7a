// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Ledger
import Testing

private let origin = "spoor.example/ledger"

private func signer(_ name: String = origin, seed: UInt8 = 1) throws -> SignerKey {
    let secret = [UInt8](repeating: seed, count: 32)
    return try SignerKey(
        name: name,
        privateKey: Curve25519.Signing.PrivateKey(rawRepresentation: secret)
    )
}

private func checkpoint(extensions: [String] = []) throws -> Checkpoint {
    try Checkpoint(
        origin: origin,
        size: 70,
        root: MerkleTree.root(of: leafHashes),
        extensions: extensions
    )
}

struct VerifierKeyTests {
    @Test func `its text comes back`() throws {
        let key = try signer().verifierKey
        #expect(try VerifierKey(text: key.text) == key)
        #expect(key.text.hasPrefix("spoor.example/ledger+"))
    }

    @Test func `its identifier is the start of a hash over name, type and key`() throws {
        let key = try signer().verifierKey
        let hash = Naive.sha256(Array(origin.utf8) + [10, 1] + key.publicKey)
        #expect(key.identifier == hash.prefix(4).reduce(0) { $0 << 8 | UInt32($1) })
    }

    @Test func `any altered character is refused or is another key`() throws {
        let key = try signer().verifierKey
        for place in key.text.utf8.indices {
            var text = Array(key.text.utf8)
            text[key.text.utf8.distance(from: key.text.startIndex, to: place)] ^= 1
            let altered = try? VerifierKey(text: String(decoding: text, as: UTF8.self))
            #expect(altered == nil)
        }
    }

    @Test func `an unknown signature type is refused`() {
        let typed = "AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        #expect(throws: VerifierKeyError.unknownSignatureType(2)) {
            try VerifierKey(text: "a.example+00000000+\(typed)")
        }
    }

    @Test(arguments: ["", "a b", "a+b", "a\u{2003}b", "a\nb", "a\u{7}"])
    func `a name that a note cannot carry is refused`(name: String) {
        #expect(throws: VerifierKeyError.malformedName) { try signer(name) }
    }

    @Test func `a signing key shows nothing but its name`() throws {
        let key = try signer()
        var dumped = ""
        dump(key, to: &dumped)
        #expect("\(key)" == "key of spoor.example/ledger")
        #expect(String(reflecting: key) == "key of spoor.example/ledger")
        #expect(!dumped.contains("privateKey"))
    }
}

struct SignedNoteTests {
    @Test func `a text with empty lines is separated at the last one`() throws {
        let text = Array("one\n\ntwo\n\n\n".utf8)
        let note = try SignedNote(text: text, signedBy: [signer()])
        let read = try SignedNote(bytes: note.bytes)
        #expect(read == note)
        #expect(read.text == text)
        #expect(try read.verify(with: [signer().verifierKey]) == [signer().verifierKey])
    }

    @Test func `lines of unknown keys are ignored, one bad line of a known key is not`() throws {
        let text = Array("text\n".utf8)
        let ours = try signer()
        let other = try signer("witness.example", seed: 2)
        let note = try SignedNote(text: text, signedBy: [other, ours])
        #expect(try note.verify(with: [ours.verifierKey]) == [ours.verifierKey])
        #expect(throws: SignedNoteError.noTrustedSignature) {
            try note.verify(with: [signer(seed: 3).verifierKey])
        }
        #expect(throws: SignedNoteError.noTrustedSignature) { try note.verify(with: []) }
        let elsewhere = try SignedNote(text: Array("other\n".utf8), signedBy: [other])
        let line = elsewhere.bytes.dropFirst("other\n\n".utf8.count)
        let mixed = try SignedNote(
            bytes: SignedNote(text: text, signedBy: [ours]).bytes + line
        )
        #expect(try mixed.verify(with: [ours.verifierKey]) == [ours.verifierKey])
        #expect(throws: SignedNoteError.invalidSignature(line: 1)) {
            try mixed.verify(with: [ours.verifierKey, other.verifierKey])
        }
    }

    @Test func `one key signs once`() throws {
        let note = try SignedNote(text: Array("text\n".utf8), signedBy: [signer()])
        let line = note.bytes.dropFirst("text\n\n".utf8.count)
        #expect(throws: SignedNoteError.repeatedKey(line: 1)) {
            try SignedNote(bytes: note.bytes + line)
        }
        #expect(throws: SignedNoteError.self) {
            try SignedNote(text: Array("text\n".utf8), signedBy: [signer(), signer()])
        }
    }

    @Test(arguments: [
        "", "\n", "text\n", "text\n\n", "text\n\n\n",
        "text\n\n— a.example AAAAAAA=", "text\n\n- a.example AAAAAAA=\n",
        "text\n— a.example AAAAAAA=\n", "text\n\n—a.example AAAAAAA=\n",
        "text\n\n— a.example  AAAAAAA=\n", "text\n\n— a+b AAAAAAA=\n", "text\n\n—  AAAAAAA=\n",
        "text\n\n— a.example AAAAAA==\n", "text\n\n— a.example AAAAAAB=\n",
        "text\n\n— a.example AAAAAAA\n", "text\n\n— a.example AAAAAAA= \n",
        "text\r\n\r\n— a.example AAAAAAA=\r\n", "te\txt\n\n— a.example AAAAAAA=\n",
        "text\n\n— a.example AAAAAAA=\nx\n", "text\n\n— a\u{A0}b AAAAAAA=\n",
    ]) func `a note with another form is refused`(text: String) throws {
        #expect(throws: Never.self) {
            try SignedNote(bytes: Array("text\n\n— a.example AAAAAAA=\n".utf8))
        }
        #expect(throws: SignedNoteError.self) { try SignedNote(bytes: Array(text.utf8)) }
    }

    @Test func `bytes that are not text, and too many signatures, are refused`() {
        #expect(throws: SignedNoteError.notUTF8) {
            try SignedNote(bytes: [0xFF] + Array("\n\n— a.example AAAAAAA=\n".utf8))
        }
        let lines = (0...100).map { "— a\($0).example AAAAAAA=\n" }
        #expect(throws: SignedNoteError.tooManySignatures) {
            try SignedNote(bytes: Array(("text\n\n" + lines.joined()).utf8))
        }
        #expect(throws: Never.self) {
            try SignedNote(bytes: Array(("text\n\n" + lines.dropLast().joined()).utf8))
        }
    }
}

struct CheckpointTests {
    @Test func `what is signed is read back`() throws {
        for extensions in [[], ["wave 1", "second line"]] {
            let head = try checkpoint(extensions: extensions)
            let bytes = try head.signed(by: [signer()]).bytes
            let claim = try UnverifiedCheckpoint(bytes: bytes)
            #expect(claim.note.bytes == bytes)
            #expect(try claim.verified(by: signer().verifierKey) == head)
        }
    }

    @Test func `its text is three lines`() throws {
        let root = MerkleTree.root(of: leafHashes).base64
        #expect(try checkpoint().text == "spoor.example/ledger\n70\n\(root)\n")
    }

    @Test func `any altered byte is refused`() throws {
        let key = try signer().verifierKey
        let bytes = try checkpoint().signed(by: [signer()]).bytes
        for place in bytes.indices {
            for bit in 0..<8 {
                var altered = bytes
                altered[place] ^= 1 << UInt8(bit)
                #expect(throws: CheckpointError.self) {
                    try UnverifiedCheckpoint(bytes: altered).verified(by: key)
                }
            }
        }
    }

    @Test func `any other length is refused`() throws {
        let key = try signer().verifierKey
        let bytes = try checkpoint().signed(by: [signer()]).bytes
        for count in bytes.indices {
            #expect(throws: CheckpointError.self) {
                try UnverifiedCheckpoint(bytes: Array(bytes.prefix(count))).verified(by: key)
            }
        }
        for tail in ["\n", " ", "x", "\0", "\r\n", "\n\n"] {
            #expect(throws: CheckpointError.self) {
                try UnverifiedCheckpoint(bytes: bytes + Array(tail.utf8)).verified(by: key)
            }
        }
    }

    @Test func `another ledger and another key are refused`() throws {
        let note = try checkpoint().signed(by: [signer()])
        let claim = try UnverifiedCheckpoint(bytes: note.bytes)
        let key = try signer().verifierKey
        #expect(throws: CheckpointError.foreignOrigin) {
            try claim.verified(origin: "other.example/ledger", by: [key])
        }
        #expect(throws: CheckpointError.refusedNote(.noTrustedSignature)) {
            try claim.verified(by: signer(seed: 2).verifierKey)
        }
    }

    @Test(arguments: [
        "\n70\nROOT\n", "spoor.example/ledger\n070\nROOT\n", "spoor.example/ledger\n+70\nROOT\n",
        "spoor.example/ledger\n-1\nROOT\n", "spoor.example/ledger\n\nROOT\n",
        "spoor.example/ledger\n70 \nROOT\n", "spoor.example/ledger\n18446744073709551616\nROOT\n",
        "spoor.example/ledger\n70\n\n", "spoor.example/ledger\n70\nROOT=\n",
        "spoor.example/ledger\n70\nAAAA\n", "spoor.example/ledger\n70\n",
        "spoor.example/ledger\n70\nROOT\n\nx\n", "spoor.example/ledger\n70\nROOT\nx\n\n",
        "spoor.example/ledger\n0\nROOT\n", "spoor.example/ledger\n٧٠\nROOT\n",
    ]) func `a signed text that is no checkpoint is refused`(pattern: String) throws {
        let root = MerkleTree.root(of: leafHashes).base64
        let parts = pattern.split(separator: "ROOT", omittingEmptySubsequences: false)
        let text = Array(parts.joined(separator: root).utf8)
        let note = try SignedNote(text: text, signedBy: [signer()])
        #expect(throws: CheckpointError.self) { try UnverifiedCheckpoint(bytes: note.bytes) }
    }

    @Test func `a checkpoint that cannot be written is not made`() throws {
        let root = leafHashes[0]
        #expect(throws: CheckpointError.malformedOrigin) {
            try Checkpoint(origin: "", size: 1, root: root)
        }
        #expect(throws: CheckpointError.malformedOrigin) {
            try Checkpoint(origin: "a\nb", size: 1, root: root)
        }
        #expect(throws: CheckpointError.malformedExtension(line: 1)) {
            try Checkpoint(origin: "a", size: 1, root: root, extensions: ["x", ""])
        }
        #expect(throws: CheckpointError.malformedRoot) {
            try Checkpoint(origin: "a", size: 0, root: root)
        }
        #expect(throws: Never.self) {
            try Checkpoint(origin: "a", size: 0, root: MerkleTree.emptyRoot)
        }
    }
}
