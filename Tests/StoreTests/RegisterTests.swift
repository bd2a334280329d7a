// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
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
            Store.hash(of: try test.store.canonical(again, for: test.reason())) == frozen.hash,
            "every figure ever published can be reproduced, also when it goes down"
        )
        #expect(throws: StoreError.self) {
            try test.store.withdraw(list, because: "again", act: test.act())
        }
    }

    @Test func `the same list twice is refused`() throws {
        _ = try test.list("list-1", incident, [listed(people[0])])
        #expect(throws: StoreError.self) {
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
        #expect(throws: StoreError.self) {
            try test.store.publish(one, of: incident, second: "officer", act: test.act())
        }
        try test.store.publish(one, of: incident, second: "another", act: test.act())
        #expect(test.store.isPublished(one))
        #expect(!test.store.isPublished(two))
        #expect(throws: StoreError.self) { try test.freeze("one", incident) }
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
            PlannedLetter(person: $0, group: .notExcluded, whyAgain: 0, held: 0, batch: 1)
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
        let evidence = try test.store.evidence(about: people[0])
        #expect(evidence.held.count == 1)
        #expect(evidence.stated.map(\.line) == [42])
        #expect(try test.store.recordedAt(entry: evidence.held[0].entry) > 0)
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
}
