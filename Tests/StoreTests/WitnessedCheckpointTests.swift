// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Foundation
import Testing

@testable import Verification

/// A checkpoint that was kept elsewhere may come back with the signatures of witnesses: C2SP
/// signed-note has unknown keys and kinds of signatures ignored.
@Suite struct WitnessedCheckpointTests {
    private static let dash = "\u{2014}"

    private static func note() throws -> String {
        try String(
            contentsOf: SampleStore.folder.get().appendingPathComponent("ledger/checkpoint"),
            encoding: .utf8
        )
    }

    private static func line(_ name: String, _ bytes: [UInt8]) -> String {
        "\(dash) \(name) \(Data(bytes).base64EncodedString())\n"
    }

    /// Four bytes of a key, then a signature of this length.
    private static func witness(_ name: String, signature: Int) -> String {
        line(name, [1, 2, 3, 4] + [UInt8](repeating: 9, count: signature))
    }

    private func report(against note: String) throws -> VerificationReport {
        try LedgerVerifier(folder: SampleStore.folder.get(), against: [note]).verify()
    }

    @Test(arguments: [
        // Ed25519, a timestamped cosignature, ML-DSA-44, and one byte of something to come.
        [64], [72], [2420], [1], [64, 72, 64, 72],
    ])
    func `signatures of witnesses are ignored`(lengths: [Int]) throws {
        let note = try Self.note()
        let others = lengths.enumerated().map {
            Self.witness("witness.example/w\($0.offset)", signature: $0.element)
        }
        let behind = try report(against: note + others.joined())
        #expect(behind.isIntact && behind.continuesOlderCheckpoint)
        let parts = note.components(separatedBy: "\n\n")
        let before = try report(against: parts[0] + "\n\n" + others.joined() + parts[1])
        #expect(before.isIntact && before.continuesOlderCheckpoint)
    }

    @Test func `our name with the number of another key is a signature of somebody else`() throws {
        let note = try Self.note()
        let name = try #require(note.split(separator: "\n").first).description
        #expect(try report(against: note + Self.witness(name, signature: 64)).isIntact)
    }

    @Test func `witnesses alone do not make it ours`() throws {
        let text = try #require(try Self.note().components(separatedBy: "\n\n").first)
        let note = text + "\n\n" + Self.witness("witness.example/w", signature: 64)
        #expect(try report(against: note).findings.map(\.kind) == [.signature])
    }

    @Test func `a second signature of our key that does not hold is refused`() throws {
        let note = try Self.note()
        let ours = try #require(note.split(separator: "\n").last)
        let words = ours.split(separator: " ")
        var bytes = [UInt8](try #require(Data(base64Encoded: String(words[2]))))
        bytes[20] ^= 1
        let wrong = Self.line(String(words[1]), bytes)
        #expect(try report(against: note + wrong).findings.map(\.kind) == [.signature])
        bytes[20] ^= 1
        #expect(try report(against: note + Self.line(String(words[1]), bytes)).isIntact)
    }

    @Test(arguments: [
        "\u{2014} witness.example/w\n", "\u{2014} witness.example/w AQIDBA==\n",
        "\u{2014} witness.example/w no-base-64\n", "\u{2014}  AQIDBAU=\n", "- witness AQIDBAU=\n",
        "\n", "\u{2014} witness.example/w AQIDBAU= more\n", "\u{2014} witness.example/w AQIDBAU=",
    ])
    func `a signature line that is none is refused`(line: String) throws {
        let note = try Self.note()
        #expect(throws: VerificationError.self) { try report(against: note + line) }
    }

    @Test func `more signatures than anybody makes are refused`() throws {
        let note = try Self.note()
        let many = (0..<99).map { Self.witness("w\($0)", signature: 64) }.joined()
        #expect(try report(against: note + many).isIntact)
        #expect(throws: VerificationError.self) {
            try report(against: note + many + Self.witness("w", signature: 64))
        }
    }

    @Test func `a checkpoint in the store has our signature and no other`() throws {
        let copy = try StoreCopy(of: SampleStore.folder.get())
        let other = Self.witness("witness.example/w", signature: 64)
        try copy.alter(
            "UPDATE checkpoint SET note = note || '\(other)' WHERE size = (SELECT MIN(size) FROM checkpoint)"
        )
        let kinds = try copy.kinds()
        #expect(kinds == [.signature])
    }
}
