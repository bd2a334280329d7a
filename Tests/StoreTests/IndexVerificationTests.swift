// SPDX-License-Identifier: EUPL-1.2

import Foundation
import GRDB
import Testing

@testable import Verification

/// Answers come through indexes, so an index that leaves a row out hides it.
@Suite struct IndexVerificationTests {
    private static let text = [
        "disclosure_by_person": "disclosure (person)", "assertion_by_person": "assertion (person)",
        "letter_by_batch": "letter (wave, batch)",
    ]

    /// Another index under the full one's text.
    private func disguise(_ index: String, as other: String, _ copy: StoreCopy) throws {
        let full = try #require(Self.text[index])
        try copy.alter(
            "DROP INDEX \(index)",
            "CREATE INDEX \(index) ON \(other)",
            "UPDATE sqlite_master SET sql = 'CREATE INDEX \(index) ON \(full)'"
                + " WHERE name = '\(index)'"
        )
    }

    @Test(arguments: [
        ("disclosure_by_person", "WHERE \"row\" <> 5"),
        ("disclosure_by_person", "WHERE \"row\" < 39"),
        ("disclosure_by_person", "WHERE person IS NULL"),
        ("assertion_by_person", "WHERE \"row\" <> 7"),
        ("assertion_by_person", "WHERE person NOT NULL"),
        ("letter_by_batch", "WHERE person <> (1 << 62) AND \"row\" > 0"),
    ])
    func `an index that leaves rows out is found`(index: String, condition: String) throws {
        let copy = try StoreCopy(of: SampleStore.folder.get())
        let full = try #require(Self.text[index])
        try disguise(index, as: "\(full) \(condition)", copy)
        for runs in [1, 3, 64] { #expect(try copy.kinds(treeRuns: runs) == [.index]) }
    }

    @Test(arguments: [
        ("disclosure_by_person", "disclosure (flow)"),
        ("disclosure_by_person", "disclosure (-person)"),
        ("disclosure_by_person", "disclosure (person + 1)"),
        ("disclosure_by_person", "disclosure (person DESC)"),
        ("assertion_by_person", "assertion (line)"), ("letter_by_batch", "letter (wave, person)"),
    ])
    func `an index of something else is found`(index: String, other: String) throws {
        let copy = try StoreCopy(of: SampleStore.folder.get())
        try disguise(index, as: other, copy)
        for runs in [1, 3, 64] { #expect(try copy.kinds(treeRuns: runs) == [.index]) }
    }

    @Test(arguments: [
        ("sqlite_autoindex_letter_2", "letter (person, wave) WHERE \"row\" > 0"),
        ("sqlite_autoindex_fact_1", "fact (entry, \"row\") WHERE entry <> 1"),
        (
            "sqlite_autoindex_resolution_2",
            "resolution (settled_entry, settled_row) WHERE entry < 0"
        ),
        (
            "sqlite_autoindex_register_page_1",
            "register_page (incident, version, first_person) WHERE incident < 0"
        ),
    ])
    func `an index that SQLite made by itself is compared too`(index: String, other: String) throws
    {
        let copy = try StoreCopy(of: SampleStore.folder.get())
        try copy.alter(
            "CREATE INDEX other ON \(other)",
            "UPDATE sqlite_master SET rootpage ="
                + " (SELECT rootpage FROM sqlite_master WHERE name = 'other') WHERE name = '\(index)'",
            "DELETE FROM sqlite_master WHERE name = 'other'"
        )
        #expect(try copy.kinds().contains(.index))
    }

    @Test(arguments: [
        "UPDATE letter_code SET person = person + 1",
        "DELETE FROM letter_code", "UPDATE letter_code SET wave = 2",
        "DELETE FROM letter_code WHERE person = (SELECT MIN(person) FROM letter_code)",
        "INSERT INTO letter_code VALUES (x'00', 1, 1)",
        "UPDATE letter_code SET code = CAST(x'00' || substr(code, 2) AS BLOB)",
        "UPDATE letter_code SET person = (SELECT MIN(person) FROM letter)",
    ])
    func `codes that are not those of the letters are found`(statement: String) throws {
        let copy = try StoreCopy(of: SampleStore.folder.get())
        try copy.alter(statement)
        #expect(try copy.kinds() == [.letterCode])
    }

    @Test func `every index is looked at, however the tables are cut`() throws {
        let copy = try StoreCopy(of: SampleStore.folder.get())
        let indexes: Int = try #require(
            try copy.read("SELECT COUNT(*) FROM sqlite_master WHERE type = 'index'")
        )
        for runs in [1, 2, 5, 64, 1000] {
            let report = try copy.report(treeRuns: runs)
            #expect(report.findings.isEmpty, "\(runs) runs")
            #expect(report.indexes == indexes && indexes > 8)
        }
    }

    /// The pages above the rows of a table say which row is where; they hold no row themselves.
    @Test(arguments: ["unresolved_disclosure", "person", "fact"])
    func `a wrong signpost in a table is found`(table: String) throws {
        let copy = try StoreCopy(of: SampleStore.folder.get())
        // Enough rows that the root leads to other pages.
        if table == "person" {
            try copy.alter(
                """
                INSERT INTO person SELECT 1000 + value, 0, zeroblob(400), zeroblob(60)
                FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT 90)
                      SELECT value FROM n)
                """
            )
        } else {
            try copy.alter(
                """
                INSERT INTO \(table) SELECT 100000 + value, 0, \
                \(table == "fact" ? "'x', hex(zeroblob(200)), zeroblob(32)" : "1, 1, 1, 1, zeroblob(400), zeroblob(32), NULL")
                FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT 90)
                      SELECT value FROM n)
                """
            )
        }
        let root: Int = try #require(
            try copy.read("SELECT rootpage FROM sqlite_master WHERE name = '\(table)'")
        )
        var bytes = [UInt8](try Data(contentsOf: copy.file))
        let page = (root - 1) * 4096
        try #require(bytes[page] == 0x05, "the root is above other pages")
        let cell = page + Int(bytes[page + 12]) << 8 + Int(bytes[page + 13])
        // The number behind the child's four bytes: the last row that is under it.
        let last = bytes[cell + 4] & 0x80 == 0 ? cell + 4 : cell + 5
        try #require(bytes[last] & 0x80 == 0)
        let before = try copy.kinds()
        bytes[last] ^= 0x02
        try Data(bytes).write(to: copy.file)
        #expect(!before.contains(.structure))
        do {
            #expect(try copy.kinds().contains(.structure))
        } catch VerificationError.databaseDoesNotRead {
            // Facts are looked up by an index, so the wrong signpost is met before it is looked for.
            #expect(table == "fact")
        }
    }
}
