// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Custody
import Testing

@testable import Store

/// The bytes to which ledgers of format 2 are committed, as `docs/formats.md` gives them. Those of
/// format 1 are pinned by the store under Tests/Fixtures, which must verify.
struct CanonicalRowTests {
    private func hexadecimal(_ row: CanonicalRow) -> String {
        row.bytes.map { String(UInt16($0) + 0x100, radix: 16).dropFirst() }.joined()
    }

    /// SHA-256 of one byte 01, of 02, of 03.
    private static let one = "4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a"
    private static let two = "dbc1b4c900ffe48d575b5da5c638040125f65db0fe3e24494b76ea986457d986"

    @Test func `a fact is its kind and its text`() {
        #expect(
            hexadecimal(.fact(kind: "role", body: "{}")) == "66" + "00000004" + "726f6c65"
                + "00000002" + "7b7d"
        )
    }

    @Test func `a disclosure has no day in the clear`() throws {
        #expect(
            try hexadecimal(
                .disclosure(person: 7, flow: 2, categories: 5, hasTerm: true, days: -2)
            ) == "44" + "0000000000000007" + "00000002" + "0000000000000005" + "00000000"
                + "00000000" + "fffffffffffffffe"
        )
        #expect(
            try hexadecimal(
                .disclosure(person: 7, flow: 2, categories: 5, hasTerm: false, days: 1)
            ) == "44" + "0000000000000007" + "00000002" + "0000000000000005" + "00000000"
                + "80000000" + "0000000000000001"
        )
    }

    @Test func `an unresolved disclosure has its claims by hash`() throws {
        #expect(
            try hexadecimal(.unresolved(reason: 4, flow: 2, categories: 5, claims: [1], days: 3))
                == "55" + "0004" + "00000002" + "0000000000000005" + "00000000" + Self.one
                + "0000000000000003"
        )
    }

    @Test func `a resolution is as it was`() throws {
        #expect(
            try hexadecimal(.resolution(settledEntry: 9, settledRow: 1, person: 7)) == "72"
                + "0000000000000009" + "00000001" + "0000000000000007"
        )
    }

    @Test func `an assertion has neither line nor basis in the clear`() throws {
        #expect(
            try hexadecimal(
                .assertion(
                    statement: 3,
                    person: 7,
                    certainty: 2,
                    categories: 5,
                    happenedAt: 16,
                    record: nil,
                    place: [1]
                )
            ) == "41" + "00000003" + "00000000" + "0000000000000007" + "02" + "0000000000000005"
                + "00000000" + "0000000000000010" + String(repeating: "0", count: 64) + Self.one
        )
        #expect(
            try hexadecimal(
                .assertion(
                    statement: 3,
                    person: nil,
                    certainty: 2,
                    categories: 5,
                    happenedAt: 16,
                    record: [2],
                    place: [1]
                )
            ).contains("ffffffffffffffff")
        )
    }

    @Test func `a letter does not say in the clear whether it is held`() throws {
        #expect(
            try hexadecimal(
                .letter(
                    wave: 1,
                    person: 7,
                    group: 3,
                    whyAgain: 0,
                    batch: 4,
                    code: [1],
                    lane: [2]
                )
            ) == "4c" + "00000001" + "0000000000000007" + "03" + "00" + "00" + "00000004"
                + Self.one + Self.two
        )
    }

    @Test func `an erasure names its row and keeps its commitment`() throws {
        #expect(
            try hexadecimal(
                .erasure(
                    of: .sealedDisclosures,
                    entry: 5,
                    row: 6,
                    commitment: [UInt8](repeating: 0xAB, count: 32)
                )
            ) == "65" + "09" + "0000000000000005" + "00000006" + String(repeating: "ab", count: 32)
        )
    }

    @Test func `a number that does not fit is refused and never cut`() {
        let tooWide = Int(UInt32.max) + 1
        #expect(throws: StoreError.refused(.tooLarge(.numberOfRow))) {
            try CanonicalRow.disclosure(
                person: 1,
                flow: tooWide,
                categories: 0,
                hasTerm: false,
                days: 0
            )
        }
        #expect(throws: StoreError.refused(.tooLarge(.numberOfRow))) {
            try CanonicalRow.unresolved(
                reason: Int(UInt16.max) + 1,
                flow: 1,
                categories: 0,
                claims: [],
                days: 0
            )
        }
        #expect(throws: StoreError.refused(.tooLarge(.numberOfRow))) {
            try CanonicalRow.resolution(settledEntry: -1, settledRow: 0, person: 0)
        }
        #expect(throws: StoreError.refused(.tooLarge(.numberOfRow))) {
            try CanonicalRow.letter(
                wave: 1,
                person: 1,
                group: 1,
                whyAgain: 256,
                batch: 1,
                code: [],
                lane: []
            )
        }
    }

    @Test func `rows of other tables leave no doubt where a column ends`() throws {
        var digest = RowsDigest()
        digest.addRow { row in
            row.add(258)
            row.add(nil as Int?)
            row.add("ab")
            row.add(blob: [1, 2])
        }
        var same = ColumnBytes()
        same.add(258)
        same.add(nil as Int?)
        same.add("ab")
        same.add(blob: [1, 2])
        let text = same.bytes.map { String(UInt16($0) + 0x100, radix: 16).dropFirst() }.joined()
        #expect(text == "69" + "0000000000000102" + "6e" + "74000000026162" + "62000000020102")
        #expect(digest.rows == 1)
        #expect(
            digest.hexadecimal
                == "bd59c47320570124f4c463e6a0e9a5a5a9aad64d87d6121964e9c9e623ec125d"
        )
    }

    @Test func `the hash of many rows is that of their bytes, however long each is`() {
        var digest = RowsDigest()
        var all: [UInt8] = []
        for row in 0..<600 {
            let blob = [UInt8](repeating: UInt8(row % 251), count: row == 300 ? 50_000 : row % 97)
            var columns = ColumnBytes()
            columns.add(row)
            columns.add(blob: blob)
            all += columns.bytes
            digest.addRow {
                $0.add(row)
                $0.add(blob: blob)
            }
        }
        #expect(digest.rows == 600)
        #expect(digest.hexadecimal == Hexadecimal.text(SHA256.hash(data: all)))
        let once = digest.hexadecimal
        #expect(digest.hexadecimal == once)
    }
}
