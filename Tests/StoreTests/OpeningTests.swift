// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import GRDB
import Store
import Testing
import Vault

/// A store answers from what its ledger commits to, or says what is wrong when it is opened.
struct OpeningTests {
    private let test: TestStore

    init() throws {
        test = try TestStore()
        let anna = try test.add(.named("VB-1", "Een"))[0]
        try test.record(.order("1", of: anna, CategorySet([.name])))
    }

    /// What each way of opening says; nil when it opens.
    private func refusals() -> [StoreError?] {
        [Store.Mode.reading, .writing].map { mode in
            do {
                try test.open(mode)
                test.close()
                return nil
            } catch {
                return error as? StoreError
            }
        }
    }

    private func isRefused() -> Bool {
        refusals().allSatisfy {
            if case .integrity = $0 { true } else { false }
        }
    }

    @Test func `a store as it was made opens`() {
        #expect(refusals() == [nil, nil])
    }

    @Test(arguments: [
        [
            "ALTER TABLE disclosure RENAME TO kept",
            "CREATE VIEW disclosure AS SELECT * FROM kept WHERE person < 0",
        ],
        [
            "ALTER TABLE letter RENAME TO kept",
            """
            CREATE VIEW letter AS SELECT kept.* FROM kept, pragma_cache_size
            WHERE cache_size <> -16384
            """,
        ],
        [
            "DROP INDEX disclosure_by_person",
            "CREATE INDEX disclosure_by_person ON disclosure (person) WHERE person < 0",
        ],
        ["DROP INDEX fact_by_kind"],
        ["DROP TRIGGER fact_refuses_update"],
        ["DROP TRIGGER letter_refuses_delete"],
        ["CREATE TABLE more (value INTEGER) STRICT"],
        ["CREATE INDEX another ON fact (kind)"],
        [
            """
            CREATE TRIGGER taken AFTER INSERT ON fact
            BEGIN INSERT INTO setting (name, value) VALUES (NEW.body, NEW.body); END
            """
        ],
        ["ALTER TABLE assertion ADD COLUMN more INTEGER"],
        ["DELETE FROM grdb_migrations WHERE identifier = '0002-letter-codes'"],
    ])
    func `whatever differs in the schema is named, and nothing is answered`(
        statements: [String]
    ) throws {
        test.close()
        let database = try DatabaseQueue(
            path: test.folder.appendingPathComponent("spoor.sqlite").path
        )
        try database.writeWithoutTransaction { db in
            for statement in statements { try db.execute(sql: statement) }
        }
        try database.close()
        #expect(isRefused())
    }

    @Test func `a store of a newer program is left alone`() throws {
        try test.alterSchema(
            "CREATE TABLE newer (value INTEGER) STRICT",
            "INSERT INTO grdb_migrations (identifier) VALUES ('9999-newer')"
        )
        let path = test.folder.appendingPathComponent("spoor.sqlite")
        // Whoever closes first takes in what those before left in the WAL.
        _ = refusals()
        let before = try Data(contentsOf: path)
        #expect(refusals() == [.newerMigration("9999-newer"), .newerMigration("9999-newer")])
        let after = try Data(contentsOf: path)
        let places = zip(before, after).enumerated().filter { $1.0 != $1.1 }.map(\.offset)
        #expect(after.count == before.count && places == [], "\(places.prefix(20))")
    }

    @Test func `a store of the program before is migrated by who writes, read and continued`()
        throws
    {
        let old = try OldStore()
        #expect(throws: StoreError.needsUpgrade) { try old.open(.reading) }
        do { _ = try old.open() }
        var store = try old.open(.reading)
        let (origin, checkpoint) = (store.origin, try store.checkpoint())
        #expect(try store.parties.count == 1)
        store = try old.open()
        #expect(store.origin == origin)
        #expect(try store.checkpoint() == checkpoint, "nothing was recorded by it")
        _ = try store.openIncident(
            reference: "second",
            title: "Hack",
            party: try #require(store.parties.first).id,
            said: "",
            act: test.act()
        )
        store = try old.open(.reading)
        #expect(try store.incidents.count == 2)
    }

    @Test func `a real store does not become a synthetic one by a setting`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-real-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try Store.create(at: folder, root: test.root, synthetic: false, organisation: "Voorbeeld")
        func addParty() throws {
            try Store(at: folder, root: test.root, mode: .writing).add(
                party: Party(id: .lab, name: "Lab Vlietzicht"),
                role: .processor,
                from: 0,
                act: test.act()
            )
        }
        try addParty()
        func set(_ name: String, _ value: String) throws {
            let database = try DatabaseQueue(
                path: folder.appendingPathComponent("spoor.sqlite").path
            )
            try database.write {
                try $0.execute(
                    sql: "UPDATE setting SET value = ? WHERE name = ?",
                    arguments: [value, name]
                )
            }
            try database.close()
        }
        try set("synthetic", "yes")
        let store = try Store(at: folder, root: test.root, mode: .reading)
        #expect(!store.isSynthetic)
        #expect(test.store.isSynthetic)
        // Nor by its origin, which every checkpoint was signed under.
        let size = try store.entryCount
        try set(
            "origin",
            store.origin.replacingOccurrences(of: "invalid/", with: "invalid/synthetic-")
        )
        #expect(throws: StoreError.integrity(.checkpointUnsigned(size: size))) {
            try Store(at: folder, root: test.root, mode: .reading)
        }
    }

    @Test(arguments: [
        "UPDATE ledger_frontier SET size = size - 1",
        "UPDATE ledger_frontier SET size = size + 1",
        "UPDATE ledger_frontier SET peaks = zeroblob(length(peaks))",
        "UPDATE ledger_frontier SET peaks = x''",
        "UPDATE ledger_frontier SET last_at = last_at - 1",
        "DELETE FROM ledger_frontier",
        "DELETE FROM checkpoint WHERE size = (SELECT MAX(size) FROM checkpoint)",
        "DELETE FROM checkpoint",
        "UPDATE checkpoint SET note = replace(note, 'a', 'b')",
        "INSERT INTO checkpoint SELECT size + 100, note FROM checkpoint",
        "DELETE FROM ledger_entry WHERE seq = (SELECT MAX(seq) FROM ledger_entry)",
        "DELETE FROM ledger_entry",
        "INSERT INTO ledger_entry SELECT MAX(seq) + 1, body FROM ledger_entry",
        "UPDATE ledger_entry SET body = x'00' WHERE seq = (SELECT MAX(seq) FROM ledger_entry)",
    ])
    func `an end of the ledger that was not signed is refused`(statement: String) throws {
        try test.alter { try $0.execute(sql: statement) }
        #expect(isRefused())
    }

    @Test func `without published files an altered entry is found before anything is signed`()
        throws
    {
        for number in 0..<4 {
            try test.store.add(
                party: Party(id: Party.ID(rawValue: "\(number)"), name: "Lab"),
                role: .processor,
                from: 0,
                act: test.act()
            )
        }
        try test.alter {
            try $0.execute(
                sql: "UPDATE ledger_entry SET body = CAST(substr(body, 1, 149) || x'07' AS BLOB)"
                    + " WHERE seq = 1"
            )
        }
        try FileManager.default.removeItem(at: test.folder.appendingPathComponent("ledger"))
        let entries = try test.count("SELECT COUNT(*) FROM ledger_entry")
        for _ in 0..<2 {
            #expect(throws: StoreError.integrity(.entriesNotAsSigned)) { try test.open() }
        }
        #expect(try test.count("SELECT COUNT(*) FROM ledger_entry") == entries)
        let checkpoint = test.folder.appendingPathComponent("ledger/checkpoint")
        #expect(!FileManager.default.fileExists(atPath: checkpoint.path))
    }

    @Test func `readers open while somebody writes, and do not ask for the lock`() throws {
        let reader = try Store(at: test.folder, root: test.root, mode: .reading)
        _ = try test.openIncident()
        #expect(try reader.incidents.count == 1, "a reader sees what was added since it opened")
        #expect {
            try Store(at: test.folder, root: test.root, mode: .writing)
        } throws: {
            if case StoreError.writerBusy = $0 { true } else { false }
        }
        #expect(throws: (any Error).self) {
            try reader.openIncident(
                reference: "two",
                title: "",
                party: .lab,
                said: "",
                act: test.act()
            )
        }
    }
}
