// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import GRDB
import Incidents
import Letters
import Store
import Testing

@Suite struct RegisterTests {
    private let test: TestStore
    private let people: [PersonNumber]
    private let incident: IncidentFact
    private let order = CategorySet([.name, .citizenNumber])

    init() throws {
        test = try TestStore()
        people = try test.add(
            .named("VB-1", "Een"),
            .named("VB-2", "Twee"),
            .named("VB-3", "Drie"),
            .named("VB-4", "Vier")
        )
        for person in people.prefix(3) {
            try test.record(.order("order \(person.value % 100_000)", of: person, order))
        }
        incident = try test.openIncident()
    }

    private func listed(_ person: PersonNumber?, line: Int = 2) -> ListedRecord {
        ListedRecord(
            line: line,
            person: person,
            categories: CategorySet([.name]),
            basis: 2,
            record: person == nil ? [1, 2, 3] : nil
        )
    }

    @Test func `the register starts full: everyone with a disclosure cannot be excluded`() throws {
        let register = try test.store.computeRegister(of: incident).register
        #expect(register.counts == [.cannotBeExcluded: 3])
        #expect(register.row(of: people[3]) == nil)
    }

    @Test func `a list only moves certainty, and its unresolved records are counted as records`()
        throws
    {
        let first = try test.freeze("opening", incident)
        _ = try test.list(
            "list-1",
            incident,
            [listed(people[0]), listed(people[0]), listed(nil)]
        )
        let second = try test.freeze("after list 1", incident)
        #expect(second.counts == ["reported": 1, "cannotBeExcluded": 2])
        #expect(second.people == first.people)
        #expect(second.records == 3)
        #expect(second.unresolved == 1)
        let difference = RegisterDifference(
            from: try test.store.load(first),
            to: try test.store.load(second)
        )
        #expect(difference.moves.count == 1)
        #expect(difference.moves.first?.value == 1)
        #expect(difference.moves.first?.key.from == .cannotBeExcluded)
        #expect(difference.moves.first?.key.to == .reported)
        #expect(difference.unchanged == 2)
    }

    @Test func `a person known only from a list of the processor is in the register too`() throws {
        _ = try test.list("list-1", incident, [listed(people[3])])
        #expect(try test.store.computeRegister(of: incident).register.counts[.reported] == 1)
        #expect(try test.store.computeRegister(of: incident).register.count == 4)
    }

    @Test func `a withdrawn statement no longer counts, and the version before it still does`()
        throws
    {
        let list = try test.list("list-1", incident, [listed(people[0])])
        let frozen = try test.freeze("with list", incident)
        try test.store.withdraw(list, because: "wrong file", act: test.act())
        #expect(try test.store.computeRegister(of: incident).register.counts[.reported] == nil)
        #expect(try test.store.load(frozen).counts[.reported] == 1)
        let again = try test.store.computeRegister(
            of: incident,
            asOfEntries: frozen.asOfEntries
        )
        #expect(
            try Store.hash(of: test.store.canonical(again, for: test.reason())) == frozen.hash,
            "every figure ever published can be reproduced, also when it goes down"
        )
        #expect(throws: StoreError.alreadyThere(.withdrawal(of: "list-1"))) {
            try test.store.withdraw(list, because: "again", act: test.act())
        }
    }

    @Test func `the same list twice is refused`() throws {
        _ = try test.list("list-1", incident, [listed(people[0])])
        #expect(throws: StoreError.alreadyThere(.list(as: "list-1"))) {
            try test.store.add(
                statement: "other name",
                to: incident,
                source: "",
                happenedAt: 0,
                certainty: .reported,
                content: Array("list-1".utf8),
                mapping: "",
                records: [],
                act: test.act()
            )
        }
    }

    @Test func `excluded lowers what the ledger alone says, and never what was reported`() throws {
        _ = try test.list(
            "excluded",
            incident,
            certainty: .excluded,
            [
                ListedRecord(
                    line: 2,
                    person: people[0],
                    categories: order,
                    basis: 2,
                    record: nil
                )
            ]
        )
        #expect(
            try test.store.computeRegister(of: incident).register.row(of: people[0])?.certainty
                == .excluded
        )
        _ = try test.list("list-1", incident, [listed(people[0])])
        let row = try #require(
            try test.store.computeRegister(of: incident).register.row(of: people[0])
        )
        #expect(row.certainty == .reported)
        #expect(row.certainty(of: .name) == .reported)
        #expect(row.certainty(of: .citizenNumber) == .excluded)
        #expect(row.certainty(of: .email) == nil)
    }

    @Test func `freezing twice gives the same hash; publishing takes two officers`() throws {
        let one = try test.freeze("one", incident)
        let two = try test.freeze("two", incident)
        #expect(one.hash == two.hash)
        #expect(throws: StoreError.refused(.sameOfficerTwice)) {
            try test.store.publish(one, of: incident, second: "officer", act: test.act())
        }
        try test.store.publish(one, of: incident, second: "another", act: test.act())
        #expect(try test.store.isPublished(one))
        #expect(try !test.store.isPublished(two))
        #expect(throws: StoreError.alreadyThere(.registerVersion(name: "one"))) {
            try test.freeze("one", incident)
        }
    }

    @Test func `a frozen version reads back person by person`() throws {
        let frozen = try test.freeze("one", incident)
        let whole = try test.store.load(frozen)
        for person in people.prefix(3) {
            #expect(try test.store.row(of: person, in: frozen) == whole.row(of: person))
        }
        #expect(try test.store.row(of: people[3], in: frozen) == nil)
    }

    @Test func `one letter per person per wave, and its code leads back to the person`() throws {
        let frozen = try test.freeze("one", incident)
        let letters = people.prefix(3).sorted().map {
            PlannedLetter(person: $0, group: .notExcluded, whyAgain: nil, held: nil, batch: 1)
        }
        let wave = try test.store.record(
            wave: "first",
            of: incident,
            version: frozen,
            who: "everyone",
            decision: "test",
            letters: letters,
            heldByReason: [:],
            act: test.act()
        )
        #expect(try test.store.letters(of: wave, batch: 1).map(\.person) == letters.map(\.person))
        let code = test.store.letterCodes(wave: wave.number).code(for: letters[0].person)
        #expect(try test.store.person(of: code) == letters[0].person)
        #expect(test.store.letterCodes(wave: wave.number).code(for: letters[0].person) == code)
        #expect(test.store.letterCodes(wave: wave.number).code(for: letters[1].person) != code)
        // The table of codes is derived: what somebody takes out of it is found among the letters.
        let database = try DatabaseQueue(
            path: test.folder.appendingPathComponent("spoor.sqlite").path
        )
        try database.write { db in
            try db.execute(sql: "DROP TRIGGER letter_code_refuses_delete")
            try db.execute(sql: "DELETE FROM letter_code")
        }
        #expect(try test.store.person(of: code) == letters[0].person)
        let other = test.store.letterCodes(wave: wave.number).code(for: PersonNumber(1))
        #expect(try test.store.person(of: other) == nil)
        #expect(throws: (any Error).self) {
            try test.store.record(
                wave: "second",
                of: incident,
                version: frozen,
                who: "everyone",
                decision: "test",
                letters: [letters[0], letters[0]],
                heldByReason: [:],
                act: test.act()
            )
        }
    }

    @Test func `why names every source with its dates`() throws {
        _ = try test.list("list-1", incident, [listed(people[0], line: 42)])
        let evidence = try test.store.evidence(about: people[0], for: test.reason())
        #expect(evidence.disclosed.count == 1)
        #expect(evidence.stated.map(\.line) == [42])
        #expect(try test.store.recordedAt(entry: evidence.disclosed[0].entry) > 0)
    }

    @Test func `lists recorded in another order give the same hash on another store`() throws {
        func hash(_ names: [String]) throws -> String {
            let test = try TestStore()
            let people = try test.add(.named("VB-1", "Een"))
            try test.record(.order("order", of: people[0], order))
            let incident = try test.openIncident()
            for name in names { _ = try test.list(name, incident, [listed(people[0])]) }
            return try test.hash(incident)
        }
        #expect(try hash(["list-a", "list-b"]) == hash(["list-b", "list-a"]))
        #expect(try hash(["list-a", "list-b"]) != hash(["list-a", "list-c"]))
    }

    @Test func `the first list is that of the version, whatever is withdrawn later`() throws {
        _ = try test.list("files", incident, certainty: .stolen, [listed(people[2])])
        let one = try test.list("list-1", incident, [listed(people[0])])
        let two = try test.list("list-2", incident, [listed(people[1])])
        let before = try test.freeze("both", incident)
        try test.store.withdraw(one, because: "wrong file", act: test.act())
        let after = try test.freeze("second only", incident)
        #expect(try test.store.firstList(of: before) == one.number)
        #expect(try test.store.firstList(of: after) == two.number)
        var old = before
        old.firstStatement = nil
        #expect(
            try test.store.firstList(of: old) == one.number,
            "a version frozen before it was kept"
        )
    }

    @Test func `a version frozen as of an earlier moment is not the last`() throws {
        let early = try test.store.entryCount
        _ = try test.list("list-1", incident, [listed(people[0])])
        let second = try test.freeze("second", incident)
        let computed = try test.store.computeRegister(of: incident, asOfEntries: early)
        let old = try test.store.freeze(
            computed,
            hash: try Store.hash(of: test.store.canonical(computed, for: test.reason())),
            name: "as it was",
            of: incident,
            act: test.act()
        )
        #expect(old.version > second.version)
        #expect(try test.store.lastRegister(of: incident)?.version == second.version)
        #expect(try test.store.registerVersion(nil, of: incident).name == "second")
        #expect(try test.store.registerVersion(number: old.version, of: incident).name == old.name)
        #expect(try test.store.registerVersion("v2", of: incident).name == old.name)
        #expect(throws: StoreError.notFound(.registerVersion("v3"))) {
            try test.store.registerVersion(number: 3, of: incident)
        }
    }

    @Test(
        arguments: [
            ("", .emptyName(.registerVersion)), ("  ", .emptyName(.registerVersion)),
            ("4", .versionNamedByNumber("4")), ("v4", .versionNamedByNumber("v4")),
            ("V12", .versionNamedByNumber("V12")),
            ("a\tb", .controlCharacter(in: .registerVersion)),
            ("a\nb", .controlCharacter(in: .registerVersion)),
        ] as [(String, StoreError.Refusal)]
    )
    func `a version is not called by a number, by nothing or across lines`(
        name: String,
        refusal: StoreError.Refusal
    ) throws {
        #expect(throws: StoreError.refused(refusal)) { try test.freeze(name, incident) }
        #expect(try test.freeze("version 4", incident).version == 1)
    }

    @Test(
        arguments: [
            ("", .emptyName(.wave)), ("7", .waveNamedByNumber), ("a/b", .waveNameIsNoFileName),
            ("a\\b", .waveNameIsNoFileName), (".hidden", .waveNameIsNoFileName),
            ("..", .waveNameIsNoFileName), ("a\u{7}b", .controlCharacter(in: .wave)),
            (String(repeating: "a", count: 101), .waveNameIsNoFileName),
        ] as [(String, StoreError.Refusal)]
    )
    func `the name of a wave must do as a file name`(
        name: String,
        refusal: StoreError.Refusal
    ) throws {
        let frozen = try test.freeze("one", incident)
        #expect(throws: StoreError.refused(refusal)) { try wave(name, frozen, people.prefix(1)) }
        #expect(try wave("2e golf", frozen, people.prefix(1)).name == "2e golf")
    }

    @Test(
        arguments: [
            ("", .emptyName(.incident)), (" ", .emptyName(.incident)),
            ("lab\u{1B}[31m", .controlCharacter(in: .incident)),
        ] as [(String, StoreError.Refusal)]
    )
    func `an incident has a name that can be shown`(
        reference: String,
        refusal: StoreError.Refusal
    ) throws {
        #expect(throws: StoreError.refused(refusal)) {
            try test.store.openIncident(
                reference: reference,
                title: "Hack",
                party: .lab,
                said: "",
                act: test.act()
            )
        }
    }

    @Test(arguments: ["officer", " Officer ", "OFFICER", "", " "])
    func `one officer in another spelling is not two officers`(second: String) throws {
        let frozen = try test.freeze("one", incident)
        #expect(throws: StoreError.refused(.sameOfficerTwice)) {
            try test.store.publish(frozen, of: incident, second: second, act: test.act())
        }
    }

    @Test func `whoever looks at the evidence stands in the access log`() throws {
        func lines() throws -> Int {
            try String(
                contentsOf: test.folder.appendingPathComponent("access.log"),
                encoding: .utf8
            )
            .split(separator: "\n").filter { $0.contains(people[0].reference) }.count
        }
        let before = try lines()
        let evidence = try test.store.evidence(about: people[0], for: test.reason())
        #expect(try lines() == before + 1)
        let look = try test.store.look(at: people[0], for: test.reason())
        #expect(try lines() == before + 2, "one look, one line")
        #expect(look.person.sourceID.text == "VB-1")
        #expect(look.evidence.disclosed.count == evidence.disclosed.count)
    }

    @Test func `an incident and its moments are opened in one act`() throws {
        let entries = try test.store.entryCount
        let opened = try test.store.openIncident(
            reference: "second",
            title: "Hack",
            party: .lab,
            said: "",
            moments: [
                GivenMoment(.processorToldController, happenedAt: 1),
                GivenMoment(.controllerAware, happenedAt: 2, note: "decided"),
            ],
            act: test.act()
        )
        #expect(try test.store.entryCount == entries + 1)
        #expect(try test.store.entriesAtOpening(of: opened) == entries + 1)
        #expect(
            try test.store.moments(of: opened).map(\.body.moment)
                == ["processorToldController", "controllerAware"]
        )
        #expect(try test.store.moments(of: opened).map(\.body.note) == ["", "decided"])
    }

    @Test func `a role recorded later with the same date wins, and only what was recorded counts`()
        throws
    {
        try test.store.set(role: .disputed, of: .lab, from: 0, act: test.act())
        let then = test.act().at
        #expect(try test.store.role(of: .lab, on: 10) == .disputed)
        try test.store.set(role: .ownController, of: .lab, from: 5, act: test.act())
        #expect(try test.store.role(of: .lab, on: 10) == .ownController)
        #expect(try test.store.role(of: .lab, on: 4) == .disputed)
        #expect(try test.store.role(of: .lab, on: 10, recordedBy: then) == .disputed)
        #expect(try test.store.role(of: .lab, on: 10, recordedBy: 0) == nil)
        try test.store.add(
            agreement: "v9",
            with: .lab,
            from: 0,
            incidentHours: 24,
            keepMonths: nil,
            act: test.act()
        )
        #expect(try test.store.agreements(with: .lab, recordedBy: then).isEmpty)
        #expect(
            try test.store.agreements(with: .lab, recordedBy: .max).map(\.body.version) == ["v9"]
        )
    }

    // MARK: Waves

    private func wave(
        _ name: String,
        _ version: RegisterFact,
        _ people: some Sequence<PersonNumber>,
        of incident: IncidentFact? = nil
    ) throws -> WaveFact {
        try test.store.record(
            wave: name,
            of: incident ?? self.incident,
            version: version,
            who: "everyone",
            decision: "test",
            letters: people.sorted().enumerated().map {
                PlannedLetter(
                    person: $1,
                    group: .notExcluded,
                    whyAgain: nil,
                    held: nil,
                    batch: $0 + 1
                )
            },
            heldByReason: [:],
            act: test.act()
        )
    }

    private func print(_ batch: Int, of wave: WaveFact, dated day: Int? = nil) throws {
        try test.store.recordBatch(
            batch,
            of: wave,
            letters: 1,
            pdfSHA256: "",
            manifestSHA256: "",
            letterDate: day,
            act: test.act()
        )
    }

    @Test func `waves are numbered over all incidents`() throws {
        let other = try test.store.openIncident(
            reference: "other",
            title: "Hack",
            party: .lab,
            said: "",
            act: test.act()
        )
        let frozen = try test.freeze("one", incident)
        let first = try wave("first", frozen, people.prefix(1))
        #expect(try test.store.nextWaveNumber == first.number + 1)
        let elsewhere = try wave("first", try test.freeze("one", other), people, of: other)
        #expect(elsewhere.number == first.number + 1)
        #expect(try wave("second", frozen, people).number == elsewhere.number + 1)
    }

    @Test func `a letter that was only planned was no letter, and each has the date that is on it`()
        throws
    {
        let wave = try wave("first", try test.freeze("one", incident), people.prefix(3))
        let sorted = people.prefix(3).sorted()
        #expect(try test.store.lettersWritten(in: incident).isEmpty)
        try print(2, of: wave, dated: 20_310)
        try print(1, of: wave)
        let written = try test.store.lettersWritten(in: incident)
        // 6 August 2025: without a date of its own, the day on which it was recorded.
        #expect(written.map(\.letterDate) == [20_306, 20_310])
        #expect(written.map(\.people) == [[sorted[0]], [sorted[1]]])
        #expect(try test.store.letterDate(ofBatch: 2, wave: wave) == 20_310)
        #expect(try test.store.letterDate(ofBatch: 3, wave: wave) == nil)
        #expect(try test.store.lettersWritten(in: incident, before: wave.number).isEmpty)
        let planned = try #require(test.store.waves(of: incident).first)
        #expect(try test.store.printedAt(planned) / 86_400_000 == 20_310, "the date of the first")
    }

    @Test func `of a cancelled wave nothing more is printed, and what was printed stays sent`()
        throws
    {
        let wave = try wave("first", try test.freeze("one", incident), people.prefix(2))
        try print(1, of: wave)
        #expect(try !test.store.isEnded(wave))
        try test.store.cancel(wave, because: "wrong text", act: test.act())
        #expect(try test.store.isEnded(wave))
        #expect(try test.store.cancellation(of: wave)?.because == "wrong text")
        #expect(throws: StoreError.refused(.waveCancelled(name: "first"))) {
            try print(2, of: wave)
        }
        #expect(throws: StoreError.alreadyThere(.cancellation(of: "first"))) {
            try test.store.cancel(wave, because: "again", act: test.act())
        }
        #expect(
            try test.store.lettersWritten(in: incident).map(\.people)
                == [[people.prefix(2).sorted()[0]]]
        )
        let whole = try self.wave("whole", try test.freeze("two", incident), people.prefix(1))
        try print(1, of: whole)
        #expect(throws: StoreError.refused(.nothingToCancel(wave: "whole")), "all of it is printed")
        {
            try test.store.cancel(whole, because: "late", act: test.act())
        }
    }
}
