// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Letters
import Printing
import Store
import Testing

/// Somebody with two numbers is dead, or in hiding, when either of them says so.
@Suite struct JoinedHoldTests {
    private static func reader(
        _ id: Int,
        _ change: (inout Person) -> Void = { _ in }
    ) -> Person { HeldAtThePlanTests.reader(id, change) }

    /// Five people; the other number of the first says `change`.
    private func makeCase(_ change: (inout Person) -> Void) throws -> PrintedCase {
        let test = try PrintedCase(
            [Self.reader(1), Self.reader(2, change)] + (3...5).map { Self.reader($0) }
        )
        try test.disclose((1...5).map { "VB-\($0)" }, [.name, .address])
        try test.open()
        _ = try JoinPeople(
            .named("VB-2"),
            to: .named("VB-1"),
            expectsUnknown: false,
            because: StatedReason("one patient"),
            officer: test.officer
        ).run(in: test.store)
        try test.freeze("one")
        return test
    }

    private func lanes(_ test: PrintedCase) throws -> [HoldReason] {
        try ListHeld(
            incident: "case",
            wave: "one",
            lanes: [],
            officer: test.officer,
            reason: StatedReason("who is held")
        ).run(in: test.store).map(\.lane)
    }

    @Test func `where both numbers may be written to one letter goes`() throws {
        let test = try makeCase { _ in }
        _ = try test.plan("one")
        #expect(try test.print("one").answer.letters == 4)
        #expect(try lanes(test).isEmpty)
    }

    @Test func `a letter is held when the other number is of somebody dead or in hiding`()
        throws
    {
        let dead = try makeCase { $0.deceasedOn = PartialDate("2025-08-01") }
        _ = try dead.plan("one")
        #expect(try lanes(dead) == [.deceased])
        #expect(try dead.print("one").answer.letters == 3)
        let hidden = try makeCase { $0.secrecy = 7 }
        _ = try hidden.plan("one")
        #expect(try lanes(hidden) == [.safety])
        #expect(try hidden.print("one").answer.letters == 3)
    }

    @Test func `what changes after the plan holds the letter at the print`()
        throws
    {
        let test = try makeCase { _ in }
        _ = try test.plan("one")
        try test.add([Self.reader(2) { $0.addressStatus = .shelter }])
        let answer = try test.print("one").answer
        #expect(answer.letters == 3 && answer.heldLate == 1)
        #expect(try lanes(test) == [.safety])
    }

    @Test func `a letter is not made again for somebody whose other number came later`() throws {
        let test = try PrintedCase([Self.reader(1), Self.reader(2) { $0.secrecy = 7 }])
        try test.disclose(["VB-1"], [.name, .address])
        try test.open()
        _ = try test.plan("one")
        _ = try test.print("one")
        let person = try test.number("VB-1")
        func again() throws {
            _ = try PrintAgain(
                incident: "case",
                wave: "one",
                person: person,
                form: PrintAgain.Form(),
                settings: PrintedCase.settings(),
                folder: test.folder.appendingPathComponent("again"),
                officer: test.officer,
                reason: StatedReason("asked for it")
            ).run(in: test.store)
        }
        try again()
        _ = try JoinPeople(
            .named("VB-1"),
            to: .named("VB-2"),
            expectsUnknown: false,
            because: StatedReason("one patient"),
            officer: test.officer
        ).run(in: test.store)
        #expect(throws: PrintingError.heldNow(person, .safety)) { try again() }
    }

    @Test func `who became one person with a number that came after the plan is held at the print`()
        throws
    {
        let test = try PrintedCase([Self.reader(1), Self.reader(3)])
        try test.disclose(["VB-1", "VB-3"], [.name, .address])
        try test.open()
        _ = try JoinPeople(
            .named("VB-1"),
            to: .named("VB-2"),
            expectsUnknown: true,
            because: StatedReason("moved, and has a new number"),
            officer: test.officer
        ).run(in: test.store)
        try test.freeze("one")
        _ = try test.plan("one")
        try test.add([Self.reader(2) { $0.houseNumber = "99" }])
        let answer = try test.print("one").answer
        #expect(answer.letters == 1 && answer.heldLate == 1)
        #expect(try lanes(test) == [.addressInDoubt])
    }

    @Test
    func `a child by one number and an adult by the other is held until an officer says which`()
        throws
    {
        let test = try makeCase { $0.birthDate = PartialDate("2018-05-06") }
        _ = try test.plan("one")
        #expect(try lanes(test) == [.youngPerson])
        _ = try ReleaseHeld(
            incident: "case",
            wave: "one",
            person: test.number("VB-1").reference,
            lane: .youngPerson,
            toParents: false,
            because: StatedReason("the register has the wrong year"),
            officer: test.officer
        ).run(in: test.store)
        _ = try test.print("one")
        #expect(try test.plan("two", onlyNews: true).toPrint == 1)
        #expect(try test.print("two").letters.count == 1)
    }

    @Test func `who is a child by the second number only since the plan is held at the print`()
        throws
    {
        let test = try makeCase { _ in }
        _ = try test.plan("one")
        try test.add([Self.reader(2) { $0.birthDate = PartialDate("2011-05-06") }])
        let printed = try test.print("one")
        #expect(printed.answer.heldLate == 1)
    }

    @Test func `dead by one number and a child by another is dead`() throws {
        #expect(HoldReason.strictest(.youngPerson, .deceased) == .deceased)
        #expect(HoldReason.strictest(.safety, .youngPerson) == .safety)
        #expect(HoldReason.strictest(nil, .youngPerson) == .youngPerson)
        #expect(HoldReason.strictest(nil, nil) == nil)
    }
}
