// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Letters
import Printing
import Store
import Testing
import Vault

/// A letter that was true at the plan is asked again at the print: whoever it would tell something that was
/// taken back since is held.
@Suite struct TakenBackEvidenceTests {
    private static let people = (1...3).map { HeldAtThePlanTests.reader($0) }

    /// Of VB-1 and VB-2 the laboratory had data, VB-3 stands on its list alone.
    private func makeCase() throws -> PrintedCase {
        let test = try PrintedCase(Self.people)
        try test.disclose(["VB-1", "VB-2"], [.name, .address])
        try test.open()
        try test.list("list", of: ["VB-2", "VB-3"], [.name, .citizenNumber])
        try test.freeze("first")
        return test
    }

    private func standing(_ test: PrintedCase, _ wave: String = "one") throws -> WaveStanding {
        try #require(
            try ListWaves(incident: "case").run(in: test.store).first { $0.name == wave }
        )
    }

    private func held(_ test: PrintedCase, _ wave: String = "one") throws -> [PersonNumber] {
        try ListHeld(
            incident: "case",
            wave: wave,
            lanes: [.evidenceGone],
            officer: test.officer,
            reason: StatedReason("who is held")
        ).run(in: test.store).map(\.number)
    }

    private func waiting(_ test: PrintedCase) throws -> [String] {
        try ShowStatus(now: test.now).run(in: test.store).waiting
            .filter { $0.kind == .outdatedVersion }.map { "\($0.name ?? "") \($0.count)" }
    }

    private func again(_ test: PrintedCase, to person: PersonNumber) throws {
        _ = try PrintAgain(
            incident: "case",
            wave: "one",
            person: person,
            settings: PrintedCase.settings(),
            folder: test.folder.appendingPathComponent("again"),
            officer: test.officer,
            reason: StatedReason("asked for it")
        ).run(in: test.store)
    }

    @Test func `whose list was withdrawn after the plan is held at the print, and nobody else`()
        throws
    {
        let test = try makeCase()
        #expect(try test.plan("one").toPrint == 3)
        #expect(try waiting(test).isEmpty && standing(test).takenBackSince == 0)
        try test.withdraw("list")
        #expect(try waiting(test) == ["first 1"])
        #expect(try standing(test).takenBackSince == 1)
        let printed = try test.print("one")
        #expect(printed.answer.letters == 1 && printed.answer.heldLate == 2)
        #expect(printed.answer.reconciliation?.addsUp == true)
        #expect(!printed.letters.contains { $0.contains("burgerservicenummer") })
        #expect(try standing(test).heldLate == ["evidenceGone": 2])
        #expect(try held(test) == [test.number("VB-2"), test.number("VB-3")].sorted())
        // The next version has it right, and the next wave writes to whom it still concerns.
        try test.freeze("second")
        #expect(try waiting(test).isEmpty && standing(test).takenBackSince == 0)
        #expect(try test.plan("two", onlyNews: true).toPrint == 1)
        #expect(try test.print("two").letters.count == 1)
    }

    @Test func `what only adds to a letter holds nobody; a list that excludes somebody does`()
        throws
    {
        let test = try makeCase()
        _ = try test.plan("one")
        try test.list("more", of: ["VB-1", "VB-2"], [.email])
        try test.disclose(["VB-2"], [.telephone])
        #expect(try test.print("one").answer.letters == 3)
        try test.freeze("second")
        try test.disclose(["VB-3"], [.name])
        _ = try test.plan("two")
        try test.list("not", of: ["VB-1"], [.name, .address], .excluded)
        #expect(try test.print("two").answer.heldLate == 1)
        #expect(try held(test, "two") == [test.number("VB-1")])
    }

    @Test func `a result that turned out to be of several people holds the letter that names it`()
        throws
    {
        let test = try makeCase()
        func record(_ digest: UInt64, of person: String?, _ categories: Set<DataCategory>) throws {
            var batch = DisclosureBatch()
            let flow = Flow(
                party: PrintedCase.lab,
                agreement: "v1",
                purpose: "screening",
                basis: .publicTask,
                origin: person == nil ? .producedThere : .givenByUs,
                channel: "hl7v2",
                grade: .kept
            )
            batch.append(
                digest: DigestPair(high: digest, low: 1),
                subject: try person.map { .person(try test.number($0)) } ?? .sampleOnly,
                flow: batch.number(of: flow),
                categories: CategorySet(categories),
                disclosedOn: 20_100,
                keepUntil: nil,
                samples: [DigestPair(high: 7, low: 7)]
            )
            let act = Act(by: "test", at: try test.officer.now, counterparty: "lab")
            _ = try test.store.record(batch, act: act)
        }
        try record(1, of: "VB-1", [.name])
        try record(2, of: nil, [.gynaecologicalComplaints])
        try test.freeze("with the result")
        _ = try test.plan("one")
        try record(3, of: "VB-2", [.name])
        let printed = try test.print("one")
        #expect(printed.answer.letters == 2 && printed.answer.heldLate == 1)
        #expect(try held(test) == [test.number("VB-1")])
    }

    @Test func `a version that is not true any more plans no letter to whom it is wrong about`()
        throws
    {
        let test = try makeCase()
        try test.withdraw("list")
        let wave = try test.plan("one")
        #expect(wave.planned == 3 && wave.toPrint == 1 && wave.held == ["evidenceGone": 2])
        let printed = try test.print("one")
        #expect(printed.answer.heldLate == 0 && printed.answer.reconciliation?.addsUp == true)
    }

    @Test
    func
        `a letter is not made again when what it says was taken back; a lost file is, to the byte`()
        throws
    {
        let test = try makeCase()
        _ = try test.plan("one")
        _ = try test.print("one")
        let out = test.folder.appendingPathComponent("out/one-0001.pdf")
        let before = try Data(contentsOf: out)
        try again(test, to: test.number("VB-3"))
        try test.withdraw("list")
        let person = try test.number("VB-3")
        #expect(throws: PrintingError.heldNow(person, .evidenceGone)) {
            try again(test, to: person)
        }
        try again(test, to: test.number("VB-1"))
        try FileManager.default.removeItem(at: out)
        let made = try ReprintWave(
            incident: "case",
            wave: "one",
            settings: PrintedCase.settings(),
            folder: out.deletingLastPathComponent(),
            officer: test.officer,
            reason: StatedReason("the post room lost it")
        ).run(in: test.store)
        #expect(try made.made == [1] && Data(contentsOf: out) == before)
    }
}
