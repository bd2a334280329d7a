// SPDX-License-Identifier: EUPL-1.2

import Foundation
import GRDB
import Testing

@testable import Verification

/// A store whose tables, indexes, triggers or views are not the program's is not read.
@Suite struct SchemaVerificationTests {
    /// The verifier holds its own text of the schema; this is where the two meet.
    @Test func `a new store has the newest schema that the verifier knows, to the byte`() throws {
        let test = try TestStore()
        let database = try DatabaseQueue(
            path: test.folder.appendingPathComponent("spoor.sqlite").path
        )
        let objects = try database.read { db in
            try Row.fetchAll(db, sql: "SELECT type, name, tbl_name, sql FROM sqlite_master").map {
                SchemaObject(
                    kind: Array(($0[0] as String).utf8),
                    name: Array(($0[1] as String).utf8),
                    table: Array(($0[2] as String).utf8),
                    text: ($0[3] as String?).map { Array($0.utf8) }
                )
            }
        }
        let known = try #require(KnownSchema.all.first)
        #expect(Set(objects).subtracting(known.objects).map(\.words) == [])
        #expect(known.objects.subtracting(objects).map(\.words) == [])
        #expect(objects.count == known.objects.count)
        #expect(try StoreCopy(of: SampleStore.folder.get()).report().findings.isEmpty)
    }

    @Test func `a store from before letter codes is known too`() throws {
        let old = try OldStore()
        let copy = try StoreCopy(of: old.folder)
        withExtendedLifetime(old) {}
        #expect(try copy.report().findings.isEmpty)
        try copy.alter(
            "DROP TABLE letter_code",
            "DELETE FROM grdb_migrations WHERE identifier = '0002-letter-codes'"
        )
        #expect(try copy.report().findings.isEmpty)
    }

    private static let views = [
        // The verifier has another cache than the program, and so is shown other rows.
        [
            "ALTER TABLE holding RENAME TO shown",
            "CREATE VIEW holding AS SELECT * FROM shown WHERE"
                + " (SELECT cache_size FROM pragma_cache_size) NOT IN (-16384, -32768)",
        ],
        [
            "CREATE VIEW endless AS WITH RECURSIVE more(n) AS"
                + " (SELECT 1 UNION ALL SELECT n + 1 FROM more) SELECT n FROM more"
        ],
        [
            "ALTER TABLE ledger_entry RENAME TO shown",
            "CREATE VIEW ledger_entry AS WITH RECURSIVE more(seq, body) AS"
                + " (SELECT 0, x'00' UNION ALL SELECT seq + 1, body FROM more)"
                + " SELECT seq, body FROM more",
        ],
    ]

    private static let others = [
        ["DROP TRIGGER fact_refuses_update"],
        ["CREATE TRIGGER more AFTER INSERT ON letter BEGIN DELETE FROM received; END"],
        ["CREATE TABLE more (a)"],
        ["CREATE INDEX more ON letter (batch)"],
        ["CREATE VIRTUAL TABLE more USING dbstat"],
        ["DROP INDEX letter_by_batch"],
        ["DROP TABLE received"],
        ["ALTER TABLE fact ADD COLUMN more TEXT"],
        ["ALTER TABLE fact RENAME COLUMN body TO content"],
        [
            "DROP INDEX disclosure_by_person",
            "CREATE INDEX disclosure_by_person ON disclosure (person) WHERE person > 0",
        ],
        [
            "UPDATE sqlite_master SET sql = replace(sql, 'BEFORE DELETE', 'AFTER INSERT')"
                + " WHERE name = 'letter_refuses_delete'"
        ],
        [
            "UPDATE sqlite_master SET sql = replace(sql, ' CHECK (length(commitment_key) = 32)', '')"
                + " WHERE name = 'assertion'"
        ],
        ["UPDATE sqlite_master SET sql = sql || ' ' WHERE name = 'setting'"],
        ["UPDATE sqlite_master SET sql = replace(sql, ' STRICT', ' strict') WHERE name = 'person'"],
        ["ANALYZE"],
        ["INSERT INTO grdb_migrations VALUES ('0099-later')"],
        ["DELETE FROM grdb_migrations WHERE identifier LIKE '0002%'"],
        ["UPDATE grdb_migrations SET identifier = upper(identifier)"],
    ]

    @Test(arguments: views + others)
    func `another schema is found, and nothing is answered from it`(statements: [String]) throws {
        let copy = try StoreCopy(of: SampleStore.folder.get())
        try copy.alter(statements)
        let report = try copy.report()
        #expect(Set(report.findings.map(\.kind)) == [.schema])
        #expect(report.entries == 0 && report.rows == 0 && report.head.isEmpty)
        #expect(report.unproven.isEmpty, "nothing is said of what was not read")
    }

    @Test func `what is otherwise is named, but not by whatever name it has`() throws {
        let copy = try StoreCopy(of: SampleStore.folder.get())
        try copy.alter(
            "DROP TRIGGER fact_refuses_update",
            "CREATE TABLE more (a)",
            "CREATE TABLE \"\u{1B}[2Jworse\" (a)",
            "UPDATE sqlite_master SET sql = sql || ' ' WHERE name = 'letter'"
        )
        let words = try copy.report().findings.map(\.detail)
        #expect(words.contains("the trigger fact_refuses_update is missing"))
        #expect(words.contains("there is a table more, which no store has"))
        #expect(words.contains("the table letter is not as the program makes it"))
        #expect(words.contains { $0.contains("a name of other signs") })
        #expect(!words.joined().contains("\u{1B}"))
    }

    @Test func `a newer migration is said to be one`() throws {
        let copy = try StoreCopy(of: SampleStore.folder.get())
        try copy.alter(
            "CREATE TABLE later (a)",
            "INSERT INTO grdb_migrations VALUES ('0099-later')"
        )
        let words = try copy.report().findings.map(\.detail)
        #expect(words.count == 1 && words[0].contains("a newer program wrote to it"))
    }

    @Test func `two objects at one place of the file are found`() throws {
        let copy = try StoreCopy(of: SampleStore.folder.get())
        let root: Int = try #require(
            try copy.read("SELECT rootpage FROM sqlite_master WHERE name = 'received'")
        )
        try copy.alter(
            "UPDATE sqlite_master SET rootpage = \(root) WHERE name = 'sample_message'"
        )
        do {
            #expect(try copy.kinds() == [.schema])
        } catch VerificationError.databaseDoesNotRead {
            // SQLite itself refuses it.
        }
    }

    /// Whoever adds a table or a column says whether the ledger covers it, or the report names it.
    @Test func `every column is covered by the ledger or named by the report`() throws {
        let test = try TestStore()
        let database = try DatabaseQueue(
            path: test.folder.appendingPathComponent("spoor.sqlite").path
        )
        let columns = try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c
                    WHERE m.type = 'table'
                    """
            ).map { ($0[0] as String, $0[1] as String) }
        }
        let known = try #require(KnownSchema.all.first)
        let unproven = try LedgerVerifier(folder: test.folder).verify().unproven.joined()
        for (table, column) in columns where !KnownSchema.covered.contains(table) {
            let named = known.named.filter { $0.columns[table]?.contains(column) == true }
            #expect(named.count == 1, "\(table).\(column) is neither covered nor named")
            for one in named { #expect(unproven.contains(one.words)) }
        }
        for named in known.named {
            for (table, names) in named.columns {
                let there = Set(columns.filter { $0.0 == table }.map(\.1))
                #expect(names.isSubset(of: there), "\(table) has no such column")
                #expect(!KnownSchema.covered.contains(table), "\(table) is both")
            }
        }
    }

    @Test func `the rig for changed bytes tries every table that is called covered`() {
        #expect(
            Set(SmallLedger.tables.keys).union(["grdb_migrations"]) == KnownSchema.covered
        )
    }
}
