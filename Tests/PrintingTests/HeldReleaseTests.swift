// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Letters
import Printing
import Store
import Testing

/// Somebody who is held is written to all the same, when an officer looked, asked and decided.
@Suite struct HeldReleaseTests {
    private static func reader(_ id: Int, _ change: (inout Person) -> Void = { _ in }) -> Person {
        HeldAtThePlanTests.reader(id, change)
    }

    private let test: PrintedCase

    /// VB-1 and VB-2 are 14, VB-3 and VB-4 have one name at one address, the address of VB-5 is in
    /// doubt, that of VB-6 secret, and VB-7 is written to.
    init() throws {
        func young(_ person: inout Person) { person.birthDate = PartialDate("2011-02-03") }
        func same(_ person: inout Person) {
            (person.initials, person.givenNames, person.houseNumber) = ("B.", "Bart", "9")
        }
        let people = [
            Self.reader(1, young), Self.reader(2, young), Self.reader(3, same),
            Self.reader(4, same), Self.reader(5) { $0.addressStatus = .underInvestigation },
            Self.reader(6) { $0.secrecy = 7 }, Self.reader(7),
        ]
        test = try PrintedCase(people)
        try test.disclose(people.map(\.sourceID.text), [.name, .address])
        try test.open()
        try test.freeze("first")
        _ = try test.plan("one")
    }

    @discardableResult
    private func release(
        _ sourceID: String,
        _ lane: HoldReason,
        toParents: Bool? = nil,
        wave: String = "one"
    ) throws -> ReleasedPerson {
        try ReleaseHeld(
            incident: "case",
            wave: wave,
            person: test.number(sourceID).reference,
            lane: lane,
            toParents: toParents,
            because: StatedReason("the practice asked"),
            officer: test.officer
        ).run(in: test.store)
    }

    @discardableResult
    private func hold(_ number: Int) throws -> ReleasedPerson {
        try HoldAgain(
            incident: "case",
            number: number,
            because: StatedReason("the mother may not know"),
            officer: test.officer
        ).run(in: test.store)
    }

    private func greetings(_ letters: [String]) -> [String] {
        letters.compactMap { letter in
            letter.split(separator: "\n").first { $0.hasPrefix("Geachte ") }.map(String.init)
        }.sorted()
    }

    @Test func `the next plan has the letters of those who were released, and of nobody else`()
        throws
    {
        _ = try test.print("one")
        try release("VB-1", .youngPerson, toParents: true)
        try release("VB-2", .youngPerson, toParents: false)
        try release("VB-3", .sameName)
        try release("VB-5", .addressInDoubt)
        let wave = try test.plan("two", onlyNews: true)
        #expect(wave.toPrint == 4)
        #expect(wave.held == ["sameName": 1, "safety": 1])
        let preview = try test.preview(.planned(incident: "case", wave: "two"))
        #expect(preview.texts.count { $0.truth.isToParents } == 1)
        let (letters, answer) = try test.print("two")
        #expect(answer.reconciliation?.addsUp == true && answer.heldLate == 0)
        #expect(
            greetings(letters) == [
                "Geachte A. Voorbeeld,", "Geachte A. Voorbeeld,", "Geachte B. Voorbeeld,",
                "Geachte ouders of verzorgers van A. Voorbeeld,",
            ]
        )
        #expect(letters.count { $0.contains("Aan de ouders of verzorgers van") } == 1)
        let listed = try ListReleased(
            incident: "case",
            officer: test.officer,
            reason: StatedReason("the file")
        ).run(in: test.store)
        #expect(listed.map(\.lane) == [.youngPerson, .youngPerson, .sameName, .addressInDoubt])
        #expect(listed.map(\.toParents) == [true, false, false, false])
        // The ledger names nobody of them in the clear.
        let facts = try test.store.heldReleases(in: test.store.incident("case")).map(\.fact)
        for fact in facts { #expect(!"\(fact.sealed)".contains("youngPerson")) }
    }

    @Test func `a release that is taken back holds again, and what was printed prints the same`()
        throws
    {
        _ = try test.print("one")
        try release("VB-1", .youngPerson, toParents: true)
        try release("VB-2", .youngPerson, toParents: true)
        #expect(try test.plan("two", onlyNews: true).toPrint == 2)
        #expect(try hold(2).person == (test.number("VB-2").reference))
        // Planned, and held at the print.
        let (letters, answer) = try test.print("two")
        #expect(letters.count == 1 && answer.heldLate == 1)
        try hold(1)
        #expect(throws: StoreError.notFound(.heldRelease(1))) { try hold(1) }
        let folder = test.folder.appendingPathComponent("again")
        let made = try ReprintWave(
            incident: "case",
            wave: "two",
            settings: PrintedCase.settings(),
            folder: folder,
            officer: test.officer,
            reason: StatedReason("the file was lost")
        ).run(in: test.store)
        #expect(made.made == [1] && made.letters == 1)
        // Released again, to themselves now.
        #expect(try release("VB-2", .youngPerson, toParents: false, wave: "two").number == 3)
    }

    @Test func `what nobody can decide on, and who is not held so, is refused`() throws {
        #expect(throws: StoreError.refused(.laneNotReleasable(.safety))) {
            try release("VB-6", .safety)
        }
        #expect(throws: StoreError.refused(.notHeld(.sameName, wave: "one"))) {
            try release("VB-7", .sameName)
        }
        #expect(throws: StoreError.refused(.notHeld(.sameName, wave: "one"))) {
            try release("VB-1", .sameName)
        }
        #expect(throws: CaseworkError.recipientOfYoungPerson(isMissing: true)) {
            try release("VB-1", .youngPerson)
        }
        #expect(throws: CaseworkError.recipientOfYoungPerson(isMissing: false)) {
            try release("VB-3", .sameName, toParents: true)
        }
        try release("VB-3", .sameName)
        #expect(throws: StoreError.alreadyThere(.heldRelease)) { try release("VB-3", .sameName) }
        #expect(throws: StoreError.notFound(.heldRelease(2))) { try hold(2) }
    }

    @Test func `an address that changed since it was decided over is in doubt again`() throws {
        _ = try test.print("one")
        try release("VB-5", .addressInDoubt)
        try test.add([
            Self.reader(5) {
                $0.addressStatus = .underInvestigation
                $0.houseNumber = "99"
            }
        ])
        let wave = try test.plan("two", onlyNews: true)
        #expect(wave.toPrint == 0 && wave.held["addressInDoubt"] == 1)
        let lanes = try test.store.releasedLanes(in: test.store.incident("case"))
        #expect(lanes.isEmpty)
    }

    @Test func `a release of somebody with a namesake that is taken back holds at the print`()
        throws
    {
        _ = try test.print("one")
        try release("VB-3", .sameName)
        #expect(try test.plan("two", onlyNews: true).toPrint == 1)
        try hold(1)
        let (letters, answer) = try test.print("two")
        #expect(letters.isEmpty && answer.heldLate == 1)
        let wave = try test.store.wave("two", of: test.store.incident("case"))
        #expect(try WaveStanding(wave, in: test.store).allHeld["sameName"] == 2)
    }
}
