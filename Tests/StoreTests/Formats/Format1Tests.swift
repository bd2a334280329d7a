// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import GRDB
import Incidents
import Store
import Testing
import Verification

/// A store of format 1 is opened, goes on in format 2 and stays the same ledger.
struct Format1Tests {
    private let reason: AccessReason

    init() throws {
        reason = try AccessReason(
            user: "officer",
            purpose: "test",
            caseReference: "format-1",
            reason: "does it say the same",
            at: 1_760_000_000_000
        )
    }

    private func act(_ second: Int64) -> Act {
        Act(by: "officer", at: 1_760_000_000_000 + second * 1000, counterparty: "vlietzicht")
    }

    private func verify(_ old: OldStore) throws -> VerificationReport {
        try LedgerVerifier(folder: old.folder, against: [OldStore.checkpoint()]).verify()
    }

    private func expectTheSameRegisters(_ store: Store) throws {
        try OldStore.expectTheSameRegisters(store, for: reason)
    }

    /// Days since 1970-01-01.
    private func day(_ text: String) throws -> Int {
        let date = try Date(text + "T00:00:00Z", strategy: .iso8601)
        return Int(date.timeIntervalSince1970) / 86_400
    }

    private func expectTheSameExposure(_ store: Store) throws {
        let then = try OldStore.exposure()
        let today = try day("2025-09-12")
        for exposures in [
            try store.exposures(today: today), try store.recountedExposures(today: today),
        ] {
            let now = try #require(exposures.first)
            #expect(now.people == then.people)
            #expect(now.disclosures == then.disclosures)
            #expect(try now.first == day(then.first))
            #expect(try now.last == day(then.last))
            #expect(now.pastTerm == then.pastTerm)
            #expect(
                now.peoplePerCategory.map(\.value).sorted()
                    == then.peoplePerCategory.map(\.value).sorted()
            )
        }
    }

    @Test func `it verifies before anybody of today has opened it`() throws {
        let old = try OldStore()
        let report = try verify(old)
        #expect(report.findings == [])
        #expect(report.continuesOlderCheckpoint)
        #expect(report.unproven.contains { $0.contains("settings and wrapped keys") })
    }

    @Test func `once upgraded it says the same, and its people are sealed again once`() throws {
        let old = try OldStore()
        let before = try verify(old).entries
        _ = try old.open(.writing)
        let store = try old.open(.reading)
        try expectTheSameRegisters(store)
        try expectTheSameExposure(store)
        let report = try verify(old)
        #expect(report.findings == [])
        #expect(report.continuesOlderCheckpoint)
        // What the store is and what stood there; the indexes; the people; the size of the buckets; that
        // it is done.
        #expect(report.entries - before == 5)
        _ = try old.open(.writing)
        #expect(try verify(old).entries == report.entries)
    }

    @Test func `when it is opened it is of format 2, and its old rows are under the ledger`() throws
    {
        let old = try OldStore()
        let store = try old.open()
        let before = try store.entryCount
        try store.set(
            role: .ownController,
            of: .init(rawValue: "vlietzicht"),
            from: 21_000,
            act: act(1)
        )
        try store.publishTiles()
        #expect(try store.entryCount == before + 1)
        try expectTheSameRegisters(store)
        try expectTheSameExposure(store)
        let report = try verify(old)
        #expect(report.findings == [])
        #expect(report.continuesOlderCheckpoint)
        #expect(!report.unproven.contains { $0.contains("settings and wrapped keys") })
        #expect(!report.unproven.contains { $0.contains("which contents were received") })
        try store.set(
            role: .processor,
            of: .init(rawValue: "vlietzicht"),
            from: 21_001,
            act: act(2)
        )
        #expect(try store.entryCount == before + 2)
    }

    @Test func `what was held late in format 1 is still held`() throws {
        let old = try OldStore()
        let store = try old.open()
        let incident = try store.incident("lab-2025")
        let wave = try store.wave("first", of: incident)
        let late = try store.heldLate(in: wave)
        #expect(late.count == 2)
        #expect(try store.letters(of: wave, batch: 1).count == 53)
        let written = try store.lettersWritten(in: incident)
        #expect(written.map(\.people.count) == [51])
        for hold in late {
            let letters = try store.letters(to: hold.person)
            #expect(letters.map(\.held) == [hold.reason])
            #expect(letters.map(\.batch) == [0])
        }
    }

    @Test func `lists of format 1 are explained line by line`() throws {
        let old = try OldStore()
        let store = try old.open()
        let incident = try store.incident("lab-2025")
        let register = try store.load(store.registerVersion(number: 4, of: incident))
        var lines: Set<Int> = []
        for person in register.people {
            for stated in try store.evidence(about: person, for: reason).stated {
                #expect(stated.basis > 0)
                lines.insert(stated.statement * 1000 + stated.line)
            }
        }
        for statement in try store.statements(of: incident) {
            var before = 0
            for record in try store.openRecords(of: statement, for: reason) {
                #expect(record.line > before)
                before = record.line
                lines.insert(statement.body.number * 1000 + record.line)
            }
        }
        #expect(lines.count == 28 + 18)
    }

    @Test func `it goes on: messages, a list, a register and letters in format 2`() throws {
        let old = try OldStore()
        let store = try old.open()
        let incident = try store.incident("lab-2025")
        let version = try store.registerVersion(number: 4, of: incident)
        let people = Array(try store.load(version).people.prefix(4))
        let evidence = try store.evidence(about: people[0], for: reason).disclosed.count
        var batch = DisclosureBatch()
        batch.append(
            digest: ReceivedDisclosure.digest("after the migration"),
            subject: .person(people[0]),
            flow: batch.number(of: try #require(try store.flows[1])),
            categories: CategorySet([.name]),
            disclosedOn: 20_350,
            keepUntil: 21_350,
            samples: []
        )
        _ = try store.record(batch, act: act(1))
        let held = try store.evidence(about: people[0], for: reason).disclosed
        #expect(held.count == evidence + 1)
        let days = held.compactMap(\.disclosure.disclosedOn)
        #expect(days == days.sorted())
        #expect(days.count == held.count)
        #expect(
            held.contains {
                $0.disclosure.disclosedOn == 20_350
                    && $0.disclosure.keepUntil == 21_350
            }
        )
        let list = try store.add(
            statement: "list-3",
            to: incident,
            source: "third list",
            happenedAt: 1_760_000_000_000,
            certainty: .reported,
            content: [3],
            mapping: "",
            records: people.enumerated().map {
                ListedRecord(
                    line: 70 - $0.offset,
                    person: $0.element,
                    categories: CategorySet([.name]),
                    basis: 2,
                    record: nil
                )
            },
            act: act(2)
        )
        #expect(
            try store.evidence(about: people[3], for: reason).stated.contains {
                $0.statement == list.number && $0.line == 67
            }
        )
        let computed = try store.computeRegister(of: incident)
        let frozen = try store.freeze(
            computed,
            hash: Store.hash(of: store.canonical(computed, for: reason)),
            name: "third-list",
            of: incident,
            act: act(3)
        )
        #expect(frozen.counts["reported"] ?? 0 >= version.counts["reported"] ?? 0)
        try store.publishTiles()
        let report = try verify(old)
        #expect(report.findings == [])
        #expect(report.continuesOlderCheckpoint)
        try expectTheSameRegisters(store)
    }

    @Test func `a row of before the migration that vanishes afterwards is found`() throws {
        for change in [
            "DELETE FROM received WHERE digest = (SELECT MIN(digest) FROM received)",
            "DELETE FROM sample_message WHERE sample = (SELECT MIN(sample) FROM sample_message)",
            "UPDATE sample_message SET categories = categories + 1 WHERE person IS NULL",
            "DELETE FROM reject", "UPDATE reject SET reason = 'another'",
            "DELETE FROM person_by_address WHERE bucket = (SELECT MIN(bucket) FROM person_by_address)",
            "UPDATE person_by_source SET bucket = bucket + 1 WHERE bucket < 65535",
            "UPDATE setting SET value = 'no' WHERE name = 'synthetic'",
            "UPDATE wrapped_key SET wrapped = zeroblob(60) WHERE name = 'letterCodes'",
            "DELETE FROM wrapped_key WHERE name = 'people'",
            "INSERT INTO setting (name, value) VALUES ('more', 'x')",
        ] {
            let old = try OldStore()
            do {
                let store = try old.open()
                try store.set(
                    role: .ownController,
                    of: .init(rawValue: "vlietzicht"),
                    from: 21_000,
                    act: act(1)
                )
                try store.publishTiles()
            }
            #expect(try verify(old).isIntact)
            let database = try DatabaseQueue(
                path: old.folder.appendingPathComponent("spoor.sqlite").path
            )
            try database.write { db in
                try db.execute(sql: change)
                try #require(db.changesCount > 0, "\(change)")
            }
            try database.close()
            #expect(!(try verify(old).isIntact), "\(change)")
        }
    }
}
