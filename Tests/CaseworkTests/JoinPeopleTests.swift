// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Incidents
import Letters
import Store
import Testing
import Verification

/// Two numbers of the population that are one person: an officer says so, and may take it back.
@Suite struct JoinPeopleTests {
    fileprivate let test: CaseStore

    init() throws { test = try CaseStore() }

    @discardableResult
    fileprivate func join(
        _ other: String,
        to kept: String,
        expectsUnknown: Bool = false
    ) throws -> PersonJoin {
        try JoinPeople(
            .named(other),
            to: .named(kept),
            expectsUnknown: expectsUnknown,
            because: StatedReason("one patient"),
            officer: test.officer
        ).run(in: test.store)
    }

    @discardableResult
    fileprivate func part(_ number: Int) throws -> PersonJoin {
        try PartPeople(
            number: number,
            because: StatedReason("two people after all"),
            officer: test.officer
        ).run(in: test.store)
    }

    fileprivate func answer(_ sourceID: String) throws -> PersonAnswer {
        try AnswerPerson(.named(sourceID), officer: test.officer, reason: test.reason)
            .run(in: test.reader())
    }

    fileprivate func verify() throws {
        let report = try LedgerVerifier(folder: test.folder).verify()
        #expect(report.findings.isEmpty, "\(report.findings)")
        #expect(
            try test.store.exposures(today: 20_400)
                == test.store.recountedExposures(today: 20_400)
        )
    }

    @Test func `the evidence of both is one person's, in exposure, register and answer`() throws {
        try test.open()
        try test.list("list-1", of: ["VB-3"])
        try test.freeze("two")
        let before = try #require(try test.store.exposures(today: 20_400).first)
        let joined = try join("VB-3", to: "VB-1")
        #expect(joined.number == 1)
        #expect(joined.kept == (try test.number("VB-1").reference))
        let after = try #require(try test.store.exposures(today: 20_400).first)
        #expect(after.people == before.people - 1)
        #expect(after.disclosures == before.disclosures)
        #expect(after.peoplePerCategory[.name] == 2)
        #expect(after.peoplePerCategory[.testResult] == 2)
        #expect(after.peoplePerOrigin == [.givenByUs: 2, .givenByThirdParty: 1])
        try test.freeze("one")
        let incident = try test.store.incident("case")
        let version = try test.store.registerVersion("one", of: incident)
        let register = try test.store.load(version)
        #expect(register.people == (try ["VB-1", "VB-2"].map(test.number).sorted()))
        let row = try #require(register.row(of: test.number("VB-1")))
        #expect(row.certainty == .reported)
        #expect(row.categories(from: .givenByThirdParty).contains(.address))
        #expect(row.categories(from: .givenByUs).contains(.testResult))
        // The one frozen before stays what it was.
        #expect(try test.store.load(test.store.registerVersion("two", of: incident)).count == 3)
        for name in ["VB-1", "VB-3"] {
            let answer = try answer(name)
            #expect(answer.reference == joined.kept)
            #expect(answer.otherNumbers == [joined.other])
            #expect(answer.disclosed.map(\.origin) == [.givenByUs, .givenByThirdParty])
            #expect(answer.incidents.map(\.certainty) == [.reported])
        }
        let why = try ExplainRow(
            incident: "case",
            person: .named("VB-3"),
            officer: test.officer,
            reason: test.reason
        ).run(in: test.reader())
        #expect(why.sources.count == 3)
        let difference = try CompareRegisters(incident: "case", from: "two", to: "one")
            .run(in: test.store)
        #expect(difference.joined.map(\.kept) == [joined.kept])
        #expect(difference.joined.map(\.other) == [joined.other])
        #expect(difference.joined.map(\.isTakenBack) == [false])
        #expect(difference.joined.map(\.because) == ["one patient"])
        try verify()
    }

    @Test func `taken back they are two people again, each with what was their own`() throws {
        try test.open()
        try test.list("list-1", of: ["VB-3"])
        let incident = try test.store.incident("case")
        let before = try test.store.computeRegister(of: incident)
        let exposures = try test.store.exposures(today: 20_400)
        try join("VB-3", to: "VB-1")
        try test.freeze("one")
        try part(1)
        let after = try test.store.computeRegister(of: incident)
        #expect(after.register == before.register)
        #expect(try test.store.exposures(today: 20_400) == exposures)
        #expect(try answer("VB-3").otherNumbers == [])
        // As of the moment when they were one, they still are.
        let then = try test.store.registerVersion("one", of: incident)
        #expect(
            try test.store.computeRegister(of: incident, asOfEntries: then.asOfEntries).register
                == test.store.load(then)
        )
        try test.freeze("two again")
        let difference = try CompareRegisters(incident: "case", from: "one", to: "two again")
            .run(in: test.store)
        #expect(difference.joined.map(\.isTakenBack) == [true])
        #expect(difference.joined.map(\.because) == ["two people after all"])
        let listed = try ListJoins().run(in: test.reader())
        #expect(listed.map(\.takenBackBecause) == ["two people after all"])
        try verify()
    }

    @Test func `one letter goes out, from a version that knows it, and says what is new`() throws {
        try test.open()
        try test.list("list-1", of: ["VB-1", "VB-3"])
        try test.freeze("two")
        _ = try test.plan("first", .reported)
        #expect(throws: StoreError.refused(.waveNotEnded(name: "first"))) {
            try join("VB-3", to: "VB-1")
        }
        try test.printAll("first")
        try join("VB-3", to: "VB-1")
        // Both had a letter, so there is nothing new; the old version has them twice.
        #expect(throws: CaseworkError.peopleJoinedSince(version: "two", people: 2)) {
            try test.plan("second", .reported, version: "two")
        }
        try test.freeze("one")
        #expect(throws: CaseworkError.nobodyToWriteTo(alreadyTold: 1, outside: 1)) {
            try test.plan("second", .reported)
        }
        try test.list("list-2", of: ["VB-3", "VB-2"])
        try test.freeze("more")
        let plan = try test.plan("second", .everyone)
        #expect(plan.wave.planned == 2)
        try test.printAll("second")
        // Taken back: what was said to Anna of Cora's data was not so.
        try part(1)
        try test.freeze("two again")
        _ = try test.plan("third", .reported)
        let wave = try test.store.wave("third", of: test.store.incident("case"))
        var again: [PersonNumber: WhyAgain?] = [:]
        try test.store.forEachLetter(of: wave) {
            for letter in $0 { again[letter.person] = letter.whyAgain }
        }
        #expect(again[try test.number("VB-1")] == .correction)
    }

    @Test func `what makes no sense is refused, and nothing is recorded`() throws {
        #expect(throws: CaseworkError.nobodyHasReference) { try join("VB-9", to: "VB-1") }
        #expect(throws: StoreError.refused(.onePersonAlready)) { try join("VB-1", to: "VB-1") }
        #expect(throws: (any Error).self) {
            try join(PersonNumber(17).reference, to: "VB-1")
        }
        #expect(throws: StoreError.notFound(.personJoin(1))) { try part(1) }
        #expect(throws: CaseworkError.reasonMissing) { try StatedReason("x") }
        try join("VB-3", to: "VB-1")
        #expect(throws: StoreError.refused(.onePersonAlready)) { try join("VB-1", to: "VB-3") }
        try part(1)
        #expect(throws: StoreError.alreadyThere(.parting(of: 1))) { try part(1) }
        // And joined again, the other way round.
        #expect(try join("VB-1", to: "VB-3").number == 2)
        #expect(try answer("VB-1").reference == (try test.number("VB-3").reference))
        #expect(try ListJoins().run(in: test.store).count == 2)
    }

    @Test func `three numbers are one person, whatever the order in which it was said`() throws {
        try join("VB-3", to: "VB-2")
        try join("VB-2", to: "VB-1")
        #expect(try answer("VB-3").reference == (try test.number("VB-1").reference))
        #expect(try answer("VB-1").otherNumbers.count == 2)
        #expect(try test.store.exposures(today: 20_400).first?.people == 1)
        try part(2)
        #expect(try answer("VB-3").reference == (try test.number("VB-2").reference))
        #expect(try test.store.exposures(today: 20_400).first?.people == 2)
        try verify()
    }

    @Test func `somebody who is waited for changes nothing before they come`() throws {
        try test.open()
        let joined = try join("VB-9", to: "VB-1", expectsUnknown: true)
        #expect(joined.waitsFor == joined.other)
        #expect(throws: StoreError.refused(.expectedTwice)) {
            try join("VB-8", to: "VB-7", expectsUnknown: true)
        }
        #expect(try answer("VB-1").otherNumbers == [])
        try test.freeze("one")
        try test.add([CaseStore.person("VB-9", "Eenhoorn", bsn: CaseStore.annasNumber)])
        #expect(try test.number("VB-9").reference == joined.other)
        #expect(try answer("VB-9").reference == joined.kept)
        try verify()
    }

    /// Else the letter of the one would go to the other, or the hold of the dead would be gone.
    @Test func `nobody is taken out who is one person with another, or has a letter to come`()
        throws
    {
        func withdraw(_ sourceID: String) throws {
            _ = try test.store.withdraw(
                try test.number(sourceID),
                because: "not a patient",
                act: Act(by: "officer", at: test.now)
            )
        }
        try join("VB-1", to: "VB-4")
        #expect(throws: StoreError.refused(.personJoined)) { try withdraw("VB-4") }
        try part(1)
        try test.open()
        try test.list("list-1", of: ["VB-4"])
        try test.freeze("with Dora")
        _ = try test.plan("first", .reported)
        try WithdrawStatement(
            incident: "case",
            statement: "list-1",
            because: StatedReason("another's list"),
            officer: test.officer
        ).run(in: test.store)
        #expect(throws: StoreError.refused(.waveNotEnded(name: "first"))) { try withdraw("VB-4") }
        try test.printAll("first")
        try withdraw("VB-4")
        #expect(throws: CaseworkError.peopleWithdrawnSince(version: "with Dora", people: 1)) {
            try test.plan("second", .everyone, version: "with Dora")
        }
    }

    /// The last wave told Cora less than the first told Anna: together they were told all of it.
    @Test func `what was said to each number before was said to the person`() throws {
        try test.open()
        try test.list("list-1", of: ["VB-1"])
        try test.freeze("two")
        _ = try test.plan("first", .reported)
        try test.printAll("first")
        let others = try test.plan("second", .everyone, onlyNews: true)
        #expect(others.wave.planned == 2)
        try test.printAll("second")
        try join("VB-3", to: "VB-1")
        try test.freeze("one")
        #expect(throws: CaseworkError.nobodyToWriteTo(alreadyTold: 2, outside: 0)) {
            try test.plan("third", .everyone, onlyNews: true)
        }
    }
}

extension JoinPeopleTests {
    private func listed() throws -> [PersonJoin] { try ListJoins().run(in: test.reader()) }

    @Test func `who is joined to somebody with one to come is one person now, and with them later`()
        throws
    {
        try test.open()
        // VB-1 will go on as VB-9; VB-3 is VB-1, today already.
        let first = try join("VB-1", to: "VB-9", expectsUnknown: true)
        let second = try join("VB-3", to: "VB-1")
        #expect(second.kept == (try test.number("VB-1").reference))
        #expect(try answer("VB-3").otherNumbers == [second.other])
        #expect(try listed().map(\.notThere) == [first.kept, nil])
        // The one who is waited for may be named again.
        let third = try join("VB-2", to: "VB-9", expectsUnknown: true)
        #expect(third.kept == first.kept)
        #expect(throws: StoreError.refused(.onePersonAlready)) { try join("VB-2", to: "VB-1") }
        try test.add([CaseStore.person("VB-9", "Eenhoorn", bsn: CaseStore.annasNumber)])
        #expect(try listed().map(\.notThere) == [nil, nil, nil])
        #expect(try Set(["VB-1", "VB-2", "VB-3"].map { try answer($0).reference }) == [first.kept])
        try verify()
    }

    @Test func `a sourceId of somebody who was taken out is waited for under their number`() throws
    {
        try test.add([CaseStore.person("VB-9", "Eenhoorn")])
        let number = try test.number("VB-9")
        let act = try Act(by: "test", at: test.officer.now)
        _ = try test.store.withdraw(number, because: "by mistake", act: act)
        let joined = try join("VB-9", to: "VB-1", expectsUnknown: true)
        #expect(joined.other == number.reference && joined.waitsFor == joined.other)
        #expect(try listed().map(\.withdrawn) == [joined.other])
        try test.add([CaseStore.person("VB-9", "Eenhoorn", bsn: CaseStore.annasNumber)])
        #expect(try answer("VB-9").reference == joined.kept)
        #expect(try listed().map(\.withdrawn) == [nil])
    }

    @Test func `the access log shows the looks at each number of a person`() throws {
        let other = try test.number("VB-3").reference
        _ = try answer("VB-3")
        let joined = try join("VB-3", to: "VB-1")
        func looks(_ person: String) throws -> Set<UInt64> {
            let answer = try ShowAccess(
                person: person,
                officer: test.officer,
                reason: test.reason
            ).run(in: test.reader())
            return Set(answer.looks.filter { $0.purpose != "access-review" }.map(\.line))
        }
        let both = try looks(joined.kept)
        #expect(try looks(other) == both)
        try part(1)
        #expect(try looks(other).isStrictSubset(of: both))
    }

    @Test func `somebody is found by a sourceId, and a reference is taken as it is`() throws {
        func found(_ text: String) throws -> PersonNumber {
            try FindPerson(
                .named(text),
                incident: "case",
                officer: test.officer,
                reason: test.reason
            ).run(in: test.reader())
        }
        let number = try test.number("VB-3")
        #expect(try found("VB-3") == number && found(number.reference) == number)
        #expect(throws: CaseworkError.nobodyHasReference) { try found("VB-99") }
    }
}
