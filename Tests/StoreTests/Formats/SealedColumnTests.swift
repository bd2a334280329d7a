// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import GRDB
import Incidents
import Letters
import Testing
import Vault

@testable import Identities
@testable import Store

/// What somebody has who stole the store without its key, and holds the list of the processor.
struct SealedColumnTests {
    /// Asks the database as the thief does.
    private func stolen<Result>(_ test: TestStore, _ read: (Database) throws -> Result) throws
        -> Result
    {
        let database = try DatabaseQueue(
            path: test.folder.appendingPathComponent("spoor.sqlite").path
        )
        defer { try? database.close() }
        return try database.read(read)
    }

    private func people(_ count: Int, _ test: TestStore) throws -> [PersonNumber] {
        var intake = try test.store.populationIntake(for: test.reason())
        var sealed = SealedPeople()
        let people = (0..<count).map { Person.named("VB-\($0)", "Achternaam\($0)") }
        _ = try intake.seal(people, into: &sealed)
        _ = try test.store.record(people: sealed, progress: nil, act: test.act())
        return try people.map { try test.number($0.sourceID.text) }
    }

    @Test func `no column of a list's records says on which line they stood`() throws {
        let test = try TestStore()
        let people = try people(40, test)
        let incident = try test.openIncident()
        let known = people.enumerated().map { place, person in
            ListedRecord(
                line: 2 + place * 2,
                person: person,
                categories: CategorySet([.name]),
                basis: place % 2 == 0 ? 10 : 42,
                record: nil
            )
        }
        let unknown = (0..<40).map { place in
            ListedRecord(
                line: 3 + place * 2,
                person: nil,
                categories: CategorySet([.name]),
                basis: 1 + place % 9,
                record: [UInt8(place)]
            )
        }
        let list = try test.list("list-1", incident, zip(known, unknown).flatMap { [$0, $1] })
        try stolen(test) { db in
            let rows = try Row.fetchAll(db, sql: "SELECT * FROM assertion ORDER BY entry, \"row\"")
            #expect(rows.count == 80)
            for column in ["line", "basis", "certainty", "categories", "happened_at", "statement"] {
                #expect(Set(rows.map { $0[column] as Int64 }).count == 1, "\(column)")
            }
            #expect(Set(rows.map { ($0["place"] as Data).count }) == [44])
            #expect(Set(rows.map { $0["place"] as Data }).count == 80)
            // The order is that of the random numbers, and behind them one that is not the list's.
            let numbers = rows.prefix(40).map { $0["person"] as Int64 }
            #expect(numbers == numbers.sorted())
            let open = rows.suffix(40).map { ($0["record"] as Data)[0] }
            #expect(Set(open).count == 40)
            #expect(open != open.sorted())
        }
        // Whoever has the key reads it all.
        for (place, person) in people.enumerated() {
            let stated = try test.store.evidence(about: person, for: test.reason()).stated
            #expect(stated.map(\.line) == [2 + place * 2])
            #expect(stated.map(\.basis) == [place % 2 == 0 ? 10 : 42])
        }
        #expect(list.unresolved == 40)
        #expect(try test.store.computeRegister(of: incident).register.count == 40)
    }

    @Test func `a place is bound to its statement and its row`() throws {
        let ring = try KeyRing.create(under: try #require(RootKey(bytes: 0..<32))).0
        let seal = RecordPlaceSeal(ring)
        var random = RandomBytes()
        let place = try RecordPlace(file: 3, line: 70_000, basis: 42)
        let sealed = seal.seal(place, statement: 1, row: 5, random: &random)
        #expect(try sealed.withUnsafeBytes { try seal.open($0, statement: 1, row: 5) } == place)
        for (statement, row) in [(1, 6), (2, 5)] {
            #expect(throws: VaultError.self) {
                try sealed.withUnsafeBytes { try seal.open($0, statement: statement, row: row) }
            }
        }
        #expect(
            place.bytes == [1, 0, 3, 0, 1, 0x11, 0x70, 0, 42, 0, 0, 0, 0, 0, 0, 0]
        )
        #expect(RecordPlace(bytes: place.bytes) == place)
        #expect(RecordPlace(bytes: [2] + place.bytes.dropFirst()) == nil)
        #expect(RecordPlace(bytes: place.bytes.dropLast()) == nil)
        #expect(throws: IdentitiesError.misfit(.recordPlace)) {
            try RecordPlace(line: Int(UInt32.max) + 1, basis: 0)
        }
        #expect(throws: IdentitiesError.misfit(.recordPlace)) {
            try RecordPlace(line: 1, basis: 65_536)
        }
    }

    @Test func `no row says on which day something was given`() throws {
        let test = try TestStore()
        let people = try people(3, test)
        let sample = ReceivedDisclosure.digest("sample")
        for (place, person) in people.enumerated() {
            var order = ReceivedDisclosure.order("\(place)", of: person, CategorySet([.name]))
            order.disclosedOn = 20_000 + place
            order.keepUntil = place == 0 ? nil : 24_000 + place
            try test.record(order)
        }
        try test.record(.result("waits", samples: sample))
        try test.recordUnresolved(settledAs: people[2])
        try stolen(test) { db in
            for table in ["disclosure", "unresolved_disclosure", "sample_message"] {
                let days = try Int64.fetchAll(db, sql: "SELECT DISTINCT disclosed_on FROM \(table)")
                #expect(days == [0], "\(table)")
                let clear = "SELECT COUNT(*) FROM \(table) WHERE days IS NULL"
                #expect(try Int.fetchOne(db, sql: clear) == 0, "\(table)")
            }
            #expect(
                try Set(Int64?.fetchAll(db, sql: "SELECT keep_until FROM disclosure")) == [nil, 0]
            )
            // Two rows with the same days do not look the same.
            #expect(
                try Int.fetchOne(db, sql: "SELECT COUNT(DISTINCT days) - COUNT(*) FROM disclosure")
                    == 0
            )
            // The first bytes of the claims were the last day, in format 1.
            #expect(
                try Set(
                    Data.fetchAll(db, sql: "SELECT substr(claims, 1, 4) FROM unresolved_disclosure")
                )
                    == [Data([0x80, 0, 0, 0])]
            )
        }
        let held = try test.store.evidence(about: people[1], for: test.reason()).disclosed
        #expect(held.map(\.disclosure.disclosedOn) == [20_001])
        #expect(held.map(\.disclosure.keepUntil) == [24_001])
        let settled = try test.store.evidence(about: people[2], for: test.reason()).disclosed
        #expect(settled.map(\.disclosure.disclosedOn) == [1, 2, 20_002])
        #expect(settled.map(\.disclosure.keepUntil) == [9, nil, 24_002])
        #expect(
            try test.store.exposures(today: 24_002) == test.store.recountedExposures(today: 24_002)
        )
        // The order that comes late gets the result with the day that was sealed.
        var order = ReceivedDisclosure.order("late", of: people[0], CategorySet([.name]))
        order.samples = [sample]
        try test.record(order)
        let joined = try test.store.evidence(about: people[0], for: test.reason()).disclosed
        #expect(joined.map(\.disclosure.disclosedOn) == [20_000, 20_000, 20_010])
        #expect(joined.last?.disclosure.keepUntil == 25_000)
    }

    @Test func `days are kept exactly or not at all`() throws {
        let days = SealedDays.ofRows(
            try KeyRing.create(under: try #require(RootKey(bytes: 0..<32))).0
        )
        let key = (0..<32).map { UInt8($0) }
        for (first, last) in [(0, nil), (-5, 7), (Int(Int32.max), -1), (20_000, 0)] as [(Int, Int?)]
        {
            try key.withUnsafeBytes { key in
                let sealed = try days.seal(disclosedOn: first, keepUntil: last, key)
                let open = days.open(sealed, key)
                #expect(open.disclosedOn == first)
                #expect(open.keepUntil == last)
            }
        }
        key.withUnsafeBytes { key in
            #expect(throws: IdentitiesError.misfit(.days)) {
                try days.seal(disclosedOn: Int(Int32.max) + 1, keepUntil: nil, key)
            }
            #expect(throws: IdentitiesError.misfit(.days)) {
                try days.seal(disclosedOn: 0, keepUntil: Int(Int32.min), key)
            }
        }
    }

    @Test func `a day that does not fit is refused with the whole batch`() throws {
        let test = try TestStore()
        let person = try people(1, test)[0]
        var order = ReceivedDisclosure.order("far", of: person, CategorySet([.name]))
        order.disclosedOn = Int(Int32.max) + 1
        #expect(throws: StoreError.refused(.tooLarge(.numberOfRow))) { try test.record(order) }
        #expect(try test.store.evidence(about: person, for: test.reason()).disclosed.isEmpty)
    }

    /// Three to print and two held, one of them first by number and one in the midst.
    private func wave(_ test: TestStore) throws -> (WaveFact, [PersonNumber], IncidentFact) {
        let people = try people(5, test).sorted()
        for person in people {
            try test.record(.order("\(person.value)", of: person, CategorySet([.name])))
        }
        let incident = try test.openIncident()
        let version = try test.freeze("one", incident)
        let held: [PersonNumber: HoldReason] = [people[0]: .safety, people[2]: .abroadUnknown]
        let wave = try test.store.record(
            wave: "first",
            of: incident,
            version: version,
            who: "everyone",
            decision: "test",
            letters: people.filter { held[$0] == nil }.enumerated().map {
                PlannedLetter(
                    person: $0.element,
                    group: .notExcluded,
                    whyAgain: nil,
                    held: nil,
                    batch: $0.offset / 2 + 1
                )
            }
                + held.map {
                    PlannedLetter(
                        person: $0.key,
                        group: .notExcluded,
                        whyAgain: nil,
                        held: $0.value,
                        batch: 0
                    )
                },
            heldByReason: ["safety": 1, "abroadUnknown": 1],
            act: test.act()
        )
        return (wave, people, incident)
    }

    @Test func `neither column, order nor print file says whose letter is held`() throws {
        let test = try TestStore()
        let (wave, people, _) = try wave(test)
        try stolen(test) { db in
            let rows = try Row.fetchAll(db, sql: "SELECT * FROM letter ORDER BY entry, \"row\"")
            #expect(rows.map { $0["person"] as Int64 } == people.map { Int64($0.value) })
            #expect(rows.map { $0["held"] as Int64 } == [0, 0, 0, 0, 0])
            #expect(rows.map { $0["batch"] as Int64 } == [1, 1, 1, 1, 2])
            #expect(Set(rows.map { ($0["lane"] as Data).count }) == [29])
        }
        #expect(try test.store.letters(of: wave, batch: 1).map(\.person) == [people[1], people[3]])
        #expect(try test.store.letters(of: wave, batch: 2).map(\.person) == [people[4]])
        #expect(try test.store.letters(to: people[0]).map(\.held) == [.safety])
        #expect(try test.store.letters(to: people[0]).map(\.batch) == [0])
        #expect(try test.store.letters(to: people[2]).map(\.held) == [.abroadUnknown])
        #expect(try test.store.letters(to: people[4]).map(\.batch) == [2])
    }

    @Test func `who is held at the printing stands sealed in the fact, of one length with nobody`()
        throws
    {
        let test = try TestStore()
        let (wave, people, incident) = try wave(test)
        try test.store.recordBatch(
            1,
            of: wave,
            letters: 1,
            heldLate: [LateHold(person: people[1], reason: .safety)],
            pdfSHA256: "aa",
            manifestSHA256: "bb",
            act: test.act()
        )
        try test.store.recordBatch(
            2,
            of: wave,
            letters: 1,
            pdfSHA256: "aa",
            manifestSHA256: "bb",
            act: test.act()
        )
        try stolen(test) { db in
            let facts = try String.fetchAll(db, sql: "SELECT body FROM fact WHERE kind = 'batch'")
            #expect(facts.count == 2)
            #expect(Set(facts.map(\.count)).count == 1)
            for fact in facts {
                #expect(!fact.contains("heldLate"))
                for person in people { #expect(!fact.contains("\(person.value)")) }
            }
        }
        #expect(try test.store.heldLate(in: wave) == [LateHold(person: people[1], reason: .safety)])
        let written = try test.store.lettersWritten(in: incident).flatMap(\.people)
        #expect(Set(written) == [people[3], people[4]])
        #expect(try test.store.letters(to: people[1]).map(\.held) == [.safety])
    }

    @Test func `a print file with other letters than were planned is refused`() throws {
        let test = try TestStore()
        let (wave, people, _) = try wave(test)
        func record(_ letters: Int, _ held: [PersonNumber]) throws {
            try test.store.recordBatch(
                1,
                of: wave,
                letters: letters,
                heldLate: held.map { LateHold(person: $0, reason: .safety) },
                pdfSHA256: "aa",
                manifestSHA256: "bb",
                act: test.act()
            )
        }
        #expect(
            throws: StoreError.refused(
                .printFile(batch: 1, wave: wave.name, planned: 2, printed: 1, held: 0)
            )
        ) { try record(1, []) }
        #expect(
            throws: StoreError.refused(
                .printFile(batch: 1, wave: wave.name, planned: 2, printed: 3, held: 0)
            )
        ) { try record(3, []) }
        #expect(
            throws: StoreError.refused(
                .printFile(batch: 1, wave: wave.name, planned: 2, printed: 0, held: 1)
            )
        ) { try record(0, [people[1]]) }
        // Held already when it was planned; somebody of another print file; the same one twice.
        #expect(
            throws: StoreError.refused(
                .printFile(batch: 1, wave: wave.name, planned: 2, printed: 1, held: 1)
            )
        ) { try record(1, [people[0]]) }
        #expect(
            throws: StoreError.refused(
                .printFile(batch: 1, wave: wave.name, planned: 2, printed: 1, held: 1)
            )
        ) { try record(1, [people[4]]) }
        #expect(
            throws: StoreError.refused(
                .printFile(batch: 1, wave: wave.name, planned: 2, printed: 0, held: 2)
            )
        ) { try record(0, [people[1], people[1]]) }
        #expect(try test.store.finishedBatches(of: wave).isEmpty)
        try record(1, [people[3]])
        #expect(try test.store.finishedBatches(of: wave).count == 1)
    }
}
