// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Letters
import Printing
import Store
import Testing

/// Somebody who had a letter and is not concerned any more gets one that takes it back.
@Suite struct RetractionTests {
    private static let readers = [
        HeldAtThePlanTests.reader(1), HeldAtThePlanTests.reader(2),
        HeldAtThePlanTests.reader(3) { $0.language = .english },
        HeldAtThePlanTests.reader(4) { $0.birthDate = PartialDate("2018-03-04") },
    ]

    /// The laboratory had data of VB-1; the others stand only on a list of it that is taken back.
    private func written(handedOver: Bool = true) throws -> PrintedCase {
        let test = try PrintedCase(Self.readers)
        try test.disclose(["VB-1"], [.name, .address])
        try test.open()
        try test.list("list", of: ["VB-1", "VB-2", "VB-3", "VB-4"], [.name, .citizenNumber])
        try test.freeze("first")
        _ = try test.plan("one")
        let letters = try test.print("one").letters
        #expect(letters.count == 4)
        if handedOver { try test.handOver("one") }
        try test.withdraw("list")
        try test.freeze("second")
        return test
    }

    private func told(_ test: PrintedCase) throws -> ToldShare? {
        try JudgeDuties(incident: test.incident, now: test.now).run(in: test.store)
            .standings.first?.duties.first { $0.duty == "gdpr-34" }?.told
    }

    @Test
    func `who had a letter and left the register reads what is known now, in their language, once`()
        throws
    {
        let test = try written()
        try #expect(told(test)?.outside == 3 && told(test)?.retracted == 0)
        let proposed = try test.preview(.proposed(test.request("two", audience: .reported)))
        #expect(proposed.texts.count { $0.truth.whyAgain == .retraction } == 3)
        let wave = try test.plan("two", audience: .reported)
        #expect(wave.planned == 3 && wave.retractions == 3 && wave.outside == 1)
        let letters = try test.print("two").letters.map { $0.replacing("\n", with: " ") }
        let dutch = letters.filter { $0.contains("gaven wij geen gegevens van u aan Lab") }
        let child = letters.filter { $0.contains("geen gegevens van uw kind aan Lab") }
        let english = letters.filter { $0.contains("did not give any data about you to Lab") }
        #expect(dutch.count == 1 && english.count == 1 && child.count == 1)
        #expect(letters.allSatisfy { !$0.contains("BSN") && !$0.contains("burgerservice") })
        #expect(dutch.allSatisfy { $0.contains("Wij schreven u op 6 augustus 2025 over") })
        #expect(child.allSatisfy { $0.contains("ouders of verzorgers van") })
        // Printed it corrected nobody; handed over it did.
        try #expect(told(test)?.outside == 3 && told(test)?.retracted == 0)
        try test.handOver("two")
        try #expect(told(test)?.outside == 3 && told(test)?.retracted == 3)
        #expect(throws: CaseworkError.nobodyToWriteTo(alreadyTold: 0, outside: 1)) {
            try test.plan("three", audience: .reported)
        }
        let answer = try AnswerPerson(
            .named("VB-2"),
            officer: test.officer,
            reason: StatedReason("a call")
        ).run(in: test.store)
        #expect(answer.letters.map(\.isRetraction) == [false, true])
    }

    @Test
    func `a letter that was not handed over is not taken back: nobody knows whether they have it`()
        throws
    {
        let test = try written(handedOver: false)
        let planned = try test.request("two").run(in: test.store)
        #expect(planned.wave.retractions == 0 && planned.notHandedOver == 3)
        _ = try test.print("two")
        try test.handOver("one")
        #expect(try test.plan("three").retractions == 3)
    }

    @Test func `the dead, hidden and withdrawn are held; their other number counts too`() throws {
        let test = try written()
        try test.add([
            HeldAtThePlanTests.reader(2) { $0.deceasedOn = PartialDate("2025-08-01") },
            HeldAtThePlanTests.reader(5) { $0.secrecy = 7 },
        ])
        _ = try JoinPeople(
            .named("VB-5"),
            to: .named("VB-3"),
            expectsUnknown: false,
            because: StatedReason("one patient"),
            officer: test.officer
        ).run(in: test.store)
        _ = try test.store.withdraw(
            test.number("VB-4"),
            because: "an entry for practice",
            act: Act(by: "test", at: test.officer.now)
        )
        try test.freeze("third")
        let wave = try test.plan("two")
        #expect(wave.held == ["deceased": 1, "safety": 1, "noAddress": 1])
        #expect(wave.retractions == 3 && wave.toPrint == 1)
    }

    @Test
    func `who is concerned again gets no letter that says the opposite, planned or printed`()
        throws
    {
        let test = try written()
        try test.list("again", of: ["VB-2"], [.name])
        #expect(try test.plan("two").retractions == 2)
        try test.list("again-2", of: ["VB-3"], [.name])
        let printed = try test.print("two")
        #expect(printed.answer.heldLate == 1)
        let wave = try #require(
            try ListWaves(incident: "case").run(in: test.store).first { $0.name == "two" }
        )
        #expect(wave.heldLate == ["foundAgain": 1])
        #expect(!printed.letters.contains { $0.contains("did not give any data") })
    }

    @Test
    func `who is concerned after all reads that the letter before was wrong, and is told anew`()
        throws
    {
        let test = try written()
        _ = try test.plan("two")
        _ = try test.print("two")
        try test.handOver("two")
        try test.list("again", of: ["VB-2"], [.name, .citizenNumber])
        try test.freeze("third")
        // The last word was that nothing is known of them.
        try #expect(told(test)?.told == 1)
        #expect(try test.plan("three", onlyNews: true).toPrint == 1)
        let letter = try #require(test.print("three").letters.first)
        let text = letter.replacing("\n", with: " ")
        #expect(
            text.contains("Wij schreven dat wij niets wisten van gegevens van u bij Laboratorium")
        )
        #expect(text.contains("Gebruik alleen deze brief.") && !text.contains("ook gaat om"))
        try test.handOver("three")
        try #expect(told(test)?.told == 2 && told(test)?.outside == 2)
    }

    /// All six had a letter; five are excluded after it. VB-1, VB-3 and VB-4 stood on a list that was wrong, VB-3
    /// on nothing else; VB-2 and VB-6 read that it is possible.
    private func excluded() throws -> PrintedCase {
        let test = try PrintedCase([
            HeldAtThePlanTests.reader(1), HeldAtThePlanTests.reader(2),
            HeldAtThePlanTests.reader(3) { $0.language = .english }, HeldAtThePlanTests.reader(4),
            HeldAtThePlanTests.reader(5),
            HeldAtThePlanTests.reader(6) { $0.birthDate = PartialDate("2018-03-04") },
        ])
        let had = ["VB-1", "VB-2", "VB-4", "VB-5", "VB-6"]
        try test.disclose(had, [.name, .address])
        try test.open()
        try test.list("list", of: ["VB-1", "VB-3", "VB-4"], [.name, .address])
        try test.freeze("first")
        _ = try test.plan("one")
        #expect(try test.print("one").letters.count == 6)
        try test.handOver("one")
        try test.withdraw("list")
        try test.list(
            "not",
            of: ["VB-1", "VB-2", "VB-3", "VB-4", "VB-6"],
            [.name, .address],
            .excluded
        )
        try test.freeze("second")
        return test
    }

    private static let notStolen =
        "Volgens de informatie die wij nu hebben, zijn die niet gestolen."

    @Test
    func `who is excluded now reads it: at once if the letter was wrong, else with everyone`()
        throws
    {
        let test = try excluded()
        try test.add([HeldAtThePlanTests.reader(4) { $0.deceasedOn = PartialDate("2025-08-01") }])
        try #expect(told(test)?.outside == 5 && told(test)?.retracted == 0)
        let proposed = try test.preview(.proposed(test.request("two", audience: .reported)))
        let wave = try test.plan("two", audience: .reported)
        #expect(wave.retractions == 3 && wave.held == ["deceased": 1] && wave.outside == 3)
        let letters = try test.print("two").letters.map { $0.replacing("\n", with: " ") }
        #expect(letters.count == 2 && proposed.texts.count == 2)
        let dutch = try #require(
            letters.first { $0.contains("Wij schreven u op 6 augustus 2025 over") }
        )
        #expect(
            dutch.contains(
                "zijn gestolen. Die informatie klopte niet. Het spijt ons dat u van ons verkeerde"
            )
        )
        #expect(dutch.contains("Laboratorium Vlietzicht had via ons gegevens van u."))
        #expect(dutch.contains(Self.notStolen + " Helemaal zeker weten wij dit niet."))
        #expect(!dutch.contains("gaven wij geen gegevens") && !dutch.contains("konden ook niet"))
        let english = try #require(
            letters.first { $0.contains("We wrote to you on 6 August 2025 about") }
        )
        #expect(english.contains("no data about you were stolen at Laboratorium Vlietzicht"))
        #expect(english.contains("We also found no record that we gave data about you"))
        try test.handOver("two")
        try #expect(told(test)?.outside == 5 && told(test)?.retracted == 2)

        // What the others read was true: it may be.
        let all = try test.plan("three", onlyNews: true)
        #expect(all.retractions == 3 && all.toPrint == 2 && all.alreadyTold == 1)
        let others = try test.print("three").letters.map { $0.replacing("\n", with: " ") }
        #expect(others.allSatisfy { $0.contains("misschien zijn gestolen. Nu weten wij meer.") })
        #expect(others.allSatisfy { $0.contains(Self.notStolen) && !$0.contains("spijt") })
        #expect(others.count { $0.contains("via ons gegevens van uw kind.") } == 1)
        try test.handOver("three")
        let four = try test.plan("four", audience: .reported)
        #expect(four.planned == 1 && four.held == ["deceased": 1] && four.outside == 5)
    }

    @Test
    func
        `who is not excluded any more is held at the print, and planned is nobody of whom it is so`()
        throws
    {
        let test = try excluded()
        #expect(try test.plan("two").retractions == 5)
        try test.list("again", of: ["VB-1"], [.name])
        let shown = try test.preview(.planned(incident: "case", wave: "two"))
        #expect(shown.held == ["foundAgain": 1] && shown.letters == 5)
        #expect(try test.print("two").answer.heldLate == 1)
        let other = try excluded()
        try other.withdraw("not")
        #expect(throws: CaseworkError.nobodyToWriteTo(alreadyTold: 0, outside: 6)) {
            try other.plan("two", audience: .reported)
        }
    }

    @Test
    func
        `who was excluded and is concerned, or knows nothing of the processor, reads that in turn`()
        throws
    {
        let test = try excluded()
        _ = try test.plan("two")
        _ = try test.print("two")
        try test.handOver("two")
        try test.withdraw("not")
        try test.list("again", of: ["VB-1"], [.name])
        try test.freeze("third")
        // VB-3 stands on no list now: even that they are excluded is not so.
        let wave = try test.plan("three", onlyNews: true)
        #expect(wave.retractions == 1 && wave.toPrint == 5)
        let letters = try test.print("three").letters.map { $0.replacing("\n", with: " ") }
        let again = letters.filter {
            $0.contains("niet zijn gestolen, volgens de informatie van toen.")
        }
        #expect(again.count == 4 && again.allSatisfy { $0.contains("niet meer van uitgaan.") })
        #expect(letters.count { $0.contains("What we wrote then about your data was wrong.") } == 1)
        #expect(!letters.contains { $0.contains("dat wij niets wisten") })
    }
}
