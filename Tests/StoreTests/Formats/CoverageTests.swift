// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Custody
import Database
import Foundation
import GRDB
import Incidents
import Testing
import Verification

@testable import Store

/// Every table is under the ledger, or is named as not: what somebody changes in one of them by hand is
/// found.
struct CoverageTests {
    private func verify(_ test: TestStore) throws -> VerificationReport {
        try test.store.publishTiles()
        return try LedgerVerifier(folder: test.folder).verify()
    }

    /// A store in which every table that an import fills has rows of several entries.
    private func filled() throws -> TestStore {
        let test = try TestStore()
        let people = try test.add(.named("VB-1", "Een"), .named("VB-2", "Twee"))
        try test.add(.named("VB-3", "Drie"))
        let sample = ReceivedDisclosure.digest("sample")
        try test.record(.order("plain", of: people[0], CategorySet([.name])))
        try test.record(.result("waits", samples: sample))
        try test.record(
            .order("other", of: people[1], CategorySet([.name])),
            .order("joins", of: people[0], CategorySet([.address]), samples: sample)
        )
        let rejected = (1...3).map {
            Rejected(source: "a.hl7", line: $0, reason: "does not read", content: [UInt8($0)])
        }
        for fields in [["PID-31"], ["PID-31", "NK1-2"]] {
            var batch = DisclosureBatch()
            batch.append(
                digest: ReceivedDisclosure.digest(fields.joined()),
                subject: .person(people[1]),
                flow: batch.number(of: .toLab(.givenByUs)),
                categories: CategorySet([.name]),
                disclosedOn: 1,
                keepUntil: nil,
                samples: [],
                fields: fields
            )
            _ = try test.store.record(batch, rejected: rejected, act: test.act())
        }
        return test
    }

    @Test func `a store with all of it verifies, and names only how far files were read`() throws {
        let test = try filled()
        let report = try verify(test)
        #expect(report.findings == [])
        let named = report.unproven.first { $0.hasPrefix("What the ledger does not commit to") }
        #expect(named?.contains("how far files were read") == true)
        #expect(named?.contains("settings") == false)
        #expect(named?.contains("received") == false)
    }

    private static let changes = [
        "DELETE FROM received WHERE digest = (SELECT MAX(digest) FROM received)",
        "INSERT INTO received (digest) VALUES (x'00112233445566778899aabbccddeeff')",
        "INSERT INTO received (digest, entry) VALUES (x'00112233445566778899aabbccddeeff', 1)",
        "UPDATE received SET entry = NULL",
        "UPDATE received SET entry = (SELECT MIN(entry) FROM received)",
        "DELETE FROM sample_message WHERE person IS NULL",
        "DELETE FROM sample_message WHERE person IS NOT NULL",
        "UPDATE sample_message SET person = person + 1 WHERE person IS NOT NULL",
        "UPDATE sample_message SET days = days + 1 WHERE days IS NOT NULL",
        "UPDATE sample_message SET flow = flow + 1",
        "DELETE FROM reject WHERE line = 2", "UPDATE reject SET reason = 'read well'",
        "UPDATE reject SET content = zeroblob(70)", "UPDATE reject SET line = line + 10",
        "UPDATE unclassified_field SET messages = messages - 1 WHERE path = 'PID-31'",
        "DELETE FROM unclassified_field",
        "INSERT INTO unclassified_field (path, messages) VALUES ('PID-9', 1)",
        "DELETE FROM person_by_source WHERE bucket = (SELECT MAX(bucket) FROM person_by_source)",
        "DELETE FROM person_by_citizen_number", "DELETE FROM person_by_birth_and_name",
        "UPDATE person_by_address SET id = id + 1",
        "UPDATE person_by_address SET pointer = (SELECT MAX(pointer) FROM person_by_address)",
        "UPDATE setting SET value = 'no' WHERE name = 'synthetic'",
        "UPDATE setting SET value = 'Another' WHERE name = 'organisation'",
        "UPDATE setting SET value = '1' WHERE name = 'format'",
        "DELETE FROM setting WHERE name = 'root'",
        "UPDATE wrapped_key SET wrapped = (SELECT wrapped FROM wrapped_key WHERE name = 'people')",
        "UPDATE disclosure SET days = days + 1", "UPDATE disclosure SET days = NULL",
    ]

    @Test(arguments: changes) func `a change past the ledger is found`(change: String) throws {
        let test = try filled()
        // Nobody had a citizen number: somebody has now, so that the index has a row.
        if change.contains("citizen_number") {
            try test.add(.named("VB-9", "Negen", bsn: "111222333"))
        }
        try #require(try verify(test).findings == [])
        let database = try DatabaseQueue(
            path: test.folder.appendingPathComponent("spoor.sqlite").path
        )
        try database.write { db in
            try db.execute(sql: "DROP TRIGGER disclosure_refuses_update")
            try db.execute(sql: change)
            try #require(db.changesCount > 0)
            try db.execute(
                sql: """
                    CREATE TRIGGER disclosure_refuses_update BEFORE UPDATE ON disclosure
                    BEGIN SELECT RAISE(ABORT, 'disclosure is append-only'); END
                    """
            )
        }
        try database.close()
        let report = try LedgerVerifier(folder: test.folder).verify()
        #expect(!report.isIntact)
    }

    @Test func `an import of the population that changes a street leaves an entry`() throws {
        let test = try TestStore()
        try test.add(.named("VB-1", "Een"))
        let before = try test.store.entryCount
        var moved = Person.named("VB-1", "Een")
        moved.street = "Andere laan"
        try test.add(moved)
        #expect(try test.store.entryCount > before)
        // The same rows once more change nothing, and say so by adding nothing.
        let after = try test.store.entryCount
        try test.add(moved)
        #expect(try test.store.entryCount == after)
        #expect(try verify(test).findings == [])
    }

    @Test func `what was set aside from a list is under the ledger too`() throws {
        let test = try TestStore()
        let before = try test.store.entryCount
        let rejected = [Rejected(source: "list", line: 9, reason: "short", content: [1])]
        #expect(try test.store.record(rejected: rejected, act: test.act()) == 1)
        #expect(try test.store.entryCount == before + 1)
        // Set aside once already: nothing new, no entry.
        #expect(try test.store.record(rejected: rejected, act: test.act()) == 0)
        #expect(try test.store.entryCount == before + 1)
        #expect(try verify(test).findings == [])
    }

    @Test func `the first entry of a store says what it is and by which keys`() throws {
        let test = try TestStore()
        try stolenFacts(test) { facts in
            #expect(facts.first?.0 == "founding")
            #expect(facts.first?.1.contains(#""synthetic":"yes""#) == true)
            #expect(facts.first?.1.contains(#""letterCodes":""#) == true)
            #expect(facts.count { $0.0 == "founding" } == 1)
        }
    }

    private func stolenFacts(_ test: TestStore, _ body: ([(String, String)]) throws -> Void) throws
    {
        let database = try DatabaseQueue(
            path: test.folder.appendingPathComponent("spoor.sqlite").path
        )
        let rows = try database.read { db in
            try Row.fetchAll(db, sql: "SELECT kind, body FROM fact ORDER BY entry, \"row\"")
        }
        try body(rows.map { ($0["kind"], $0["body"]) })
        try database.close()
    }

    @Test func `no table stands outside without a name`() throws {
        // Under the ledger by the rows of entries, recounted from those, or by an intake fact.
        let covered: Set<String> = [
            "ledger_entry", "checkpoint", "fact", "disclosure", "unresolved_disclosure",
            "resolution", "assertion", "letter", "register_page", "letter_code", "holding",
            "exposure_sum", "setting", "wrapped_key", "unclassified_field", "erasure",
            "person_version", "person", "person_dossier", "person_mail",
        ]
        // Named by every report: notes of work that can be done again, and the list of migrations.
        let named: Set<String> = ["import_progress", "grdb_migrations", "ledger_frontier"]
        let test = try TestStore()
        let database = try DatabaseQueue(
            path: test.folder.appendingPathComponent("spoor.sqlite").path
        )
        defer { try? database.close() }
        try database.read { db in
            let tables = try String.fetchAll(
                db,
                sql: "SELECT name FROM sqlite_master WHERE type = 'table'"
            )
            for table in tables where !covered.union(named).contains(table) {
                let intake = try #require(
                    IntakeTable(rawValue: table),
                    "\(table) is covered by none"
                )
                // Every column is committed to but the one that says by which entry.
                let columns = try db.columns(in: table).map(\.name)
                #expect(Set(columns) == Set(intake.columns + ["entry"]), "\(table)")
                #expect(columns.filter { $0 != "entry" } == intake.columns, "\(table)")
            }
        }
    }

    // MARK: Erasure

    /// Takes a row out and records that it was erased.
    private func erase(_ test: TestStore, row wanted: Int, commitment given: [UInt8]? = nil) throws
    {
        let database = try DatabaseQueue(
            path: test.folder.appendingPathComponent("spoor.sqlite").path
        )
        let (entry, key, days, row) = try database.write { db in
            let row = try #require(
                try Row.fetchOne(
                    db,
                    sql: "SELECT * FROM disclosure WHERE \"row\" = ? ORDER BY entry LIMIT 1",
                    arguments: [wanted]
                )
            )
            try db.execute(sql: "DROP TRIGGER disclosure_refuses_delete")
            try db.execute(
                sql: "DELETE FROM disclosure WHERE entry = ? AND \"row\" = ?",
                arguments: [row["entry"], wanted]
            )
            try db.execute(
                sql: """
                    CREATE TRIGGER disclosure_refuses_delete BEFORE DELETE ON disclosure
                    BEGIN SELECT RAISE(ABORT, 'disclosure is append-only'); END
                    """
            )
            return (
                row["entry"] as Int, row["commitment_key"] as Data, row["days"] as Int64, row
            )
        }
        let payload = try database.read { db in
            try #require(
                try Data.fetchOne(
                    db,
                    sql: "SELECT substr(body, 95, 16) FROM ledger_entry WHERE seq = ?",
                    arguments: [entry]
                )
            )
        }
        try database.close()
        let canonical = try CanonicalRow.disclosure(
            person: row["person"],
            flow: row["flow"],
            categories: row["categories"],
            hasTerm: row["keep_until"] as Int64? != nil,
            days: days
        )
        var message = Data("row/1".utf8) + payload
        withUnsafeBytes(of: UInt32(wanted).bigEndian) { message.append(contentsOf: $0) }
        message += canonical.bytes
        let commitment =
            given
            ?? Array(
                HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key))
            )
        _ = try test.store.commit(test.act()) { _, db, entries in
            try entries.append(
                db,
                kind: .erasures,
                [wanted],
                canonical: {
                    try CanonicalRow.erasure(
                        of: .sealedDisclosures,
                        entry: entry,
                        row: $0,
                        commitment: commitment
                    )
                },
                insert: { row, own, place, key in
                    try db.run(
                        """
                        INSERT INTO erasure (
                            entry, "row", kind, erased_entry, erased_row, commitment,
                            commitment_key)
                        VALUES ($1, $2, $3, $4, $5, $6, $7)
                        """,
                        own,
                        place,
                        9,
                        entry,
                        row,
                        commitment,
                        Array(key)
                    )
                }
            )
        }
    }

    private func many(_ test: TestStore) throws {
        let people = try test.add(.named("VB-1", "Een"), .named("VB-2", "Twee"))
        try test.record(
            all: (0..<9).map { .order("\($0)", of: people[$0 % 2], CategorySet([.name])) }
        )
    }

    @Test(arguments: [0, 4, 8]) func `a row that was erased is not one that vanished`(
        row: Int
    ) throws {
        let test = try TestStore()
        try many(test)
        try erase(test, row: row)
        let findings = try verify(test).findings
        #expect(!findings.contains { $0.kind == .vanished || $0.kind == .row }, "\(findings)")
    }

    @Test func `nobody passes a row off as erased that was another one`() throws {
        let test = try TestStore()
        try many(test)
        try erase(test, row: 4, commitment: [UInt8](repeating: 7, count: 32))
        let findings = try verify(test).findings
        #expect(findings.contains { $0.kind == .row || $0.kind == .vanished })
    }

    // MARK: Plans bind

    @Test func `a register that misses somebody of whom the party has data is not frozen`() throws {
        let test = try TestStore()
        let people = try test.add(.named("VB-1", "Een"), .named("VB-2", "Twee"))
        for person in people {
            try test.record(.order("\(person.value)", of: person, CategorySet([.name])))
        }
        let incident = try test.openIncident()
        _ = try test.freeze("whole", incident)
        let database = try DatabaseQueue(
            path: test.folder.appendingPathComponent("spoor.sqlite").path
        )
        try database.write { db in
            try db.execute(sql: "DROP TRIGGER disclosure_refuses_delete")
            try db.execute(
                sql: "DELETE FROM disclosure WHERE person = ?",
                arguments: [Int64(people[0].value)]
            )
        }
        try database.close()
        #expect(
            throws: StoreError.integrity(
                .peopleKept(register: people.count - 1, kept: people.count)
            )
        ) { try test.freeze("less", incident) }
        #expect(try test.store.registers(of: incident).map(\.body.name) == ["whole"])
    }

    // MARK: Several parties

    @Test func `an incident of several parties holds the people of each of them once`() throws {
        let test = try TestStore()
        let archive = Party.ID(rawValue: "archive")
        try test.store.add(
            party: Party(id: archive, name: "Archief Vlietzicht"),
            role: .processor,
            from: 0,
            act: test.act()
        )
        let people = try test.add(
            .named("VB-1", "Een"),
            .named("VB-2", "Twee"),
            .named("VB-3", "Drie")
        )
        try test.record(.order("1", of: people[0], CategorySet([.name])))
        for person in people.prefix(2) {
            var order = ReceivedDisclosure.order(
                "a\(person.value)",
                of: person,
                CategorySet([.address])
            )
            order.flow.party = archive
            try test.record(order)
        }
        let one = try test.openIncident()
        #expect(one.concerned == ["lab"])
        #expect(one.parties == nil)
        #expect(try test.store.computeRegister(of: one).register.count == 1)
        let both = try test.store.openIncident(
            reference: "both-2025",
            title: "Hack",
            parties: [.lab, archive],
            said: "",
            act: test.act()
        )
        #expect(both.party == "lab")
        #expect(both.concerned == ["lab", "archive"])
        let register = try test.store.computeRegister(of: both).register
        #expect(register.count == 2)
        #expect(
            register.row(of: people[0])?.categories(from: .givenByUs)
                == CategorySet([.name, .address])
        )
        _ = try test.freeze("both", both)
        #expect(try verify(test).findings == [])
        let nobody = Party.ID(rawValue: "nobody")
        for (parties, refusal) in [
            ([], .refused(.noParty)), ([.lab, .lab], .refused(.partyTwice)),
            ([.lab, nobody], .notFound(.party(nobody))),
        ] as [([Party.ID], StoreError)] {
            #expect(throws: refusal) {
                try test.store.openIncident(
                    reference: "other-2025",
                    title: "Hack",
                    parties: parties,
                    said: "",
                    act: test.act()
                )
            }
        }
    }

    @Test func `an agreement keeps its clauses`() throws {
        let test = try TestStore()
        try test.store.add(
            agreement: "v1",
            with: .lab,
            from: 0,
            incidentHours: 24,
            keepMonths: nil,
            clauses: ["sub-processors": "in writing"],
            act: test.act()
        )
        #expect(
            try test.store.agreements(with: .lab).first?.clauses
                == ["sub-processors": "in writing"]
        )
    }
}
