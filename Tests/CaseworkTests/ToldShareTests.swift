// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Letters
import Store
import Testing

/// Who was told, by letters that were handed over (GDPR Art. 34).
@Suite struct ToldShareTests {
    private let test: CaseStore

    init() throws {
        test = try CaseStore()
        try test.open(
            "case",
            GivenMoment(.controllerAware, happenedAt: test.now, note: "the call was certain")
        )
        try test.list("list-1", of: ["VB-1"])
        try test.freeze("listed")
    }

    private func judged() throws -> (duty: JudgeDuties.Duty, hints: [DutyHint]) {
        let answer = try JudgeDuties(incident: "case", now: test.now).run(in: test.reader())
        let standing = try #require(answer.standings.first)
        return (try #require(standing.duties.first { $0.duty == "gdpr-34" }), standing.hints)
    }

    @discardableResult
    private func handOver(_ wave: String, _ text: String? = nil) throws -> HandOverWave.Answer {
        let officer = try test.officer
        return try HandOverWave(
            incident: "case",
            wave: wave,
            when: WrittenMoment(text ?? Instant(milliseconds: officer.now).text),
            carrier: "the post",
            officer: officer
        ).run(in: test.store)
    }

    @Test
    func `letters that are planned or printed told nobody; handed over they did, group by group`()
        throws
    {
        _ = try test.plan("first", .reported)
        try #expect(judged().duty.told?.told == 0)
        try test.printAll("first")
        let printed = try judged()
        #expect(printed.duty.told?.told == 0 && printed.duty.state == .running)
        #expect(printed.hints.contains(.printedNotHandedOver(wave: "first", letters: 1)))
        let handed = try handOver("first")
        #expect(handed.letters == 1 && handed.printFiles == 1)
        let told = try judged()
        #expect(told.duty.told?.told == 1 && told.duty.told?.people == 3)
        #expect(told.duty.told?.left == ["noLetter": 2])
        #expect(told.duty.told?.groups.first == ToldShare.Group(group: "first", people: 1, told: 1))
        #expect(told.duty.state == .running && told.hints.contains(.peopleNotTold(2)))
        #expect(!told.hints.contains(.printedNotHandedOver(wave: "first", letters: 1)))
    }

    @Test func `when everybody was told the duty is met, at the last handing over`() throws {
        _ = try test.plan("all", .everyone)
        try test.printAll("all")
        try handOver("all")
        let told = try judged()
        #expect(told.duty.state == .met && told.duty.told?.left == [:])
        #expect(told.duty.metAt?.milliseconds == told.duty.told?.lastHandedOver)
        #expect(!told.hints.contains { if case .peopleNotTold = $0 { true } else { false } })
        let clocks = try ShowClocks(now: test.now).run(in: test.reader()).clocks
        #expect(!clocks.contains { $0.duty.duty == "gdpr-34" })
    }

    @Test func `a handing over that is taken back told nobody, and may be recorded anew`() throws {
        _ = try test.plan("all", .everyone)
        try test.printAll("all")
        func takeBack() throws -> HandOverWave.Answer {
            try TakeBackHandover(
                incident: "case",
                wave: "all",
                because: StatedReason("the van did not come"),
                officer: test.officer
            ).run(in: test.store)
        }
        #expect(throws: StoreError.refused(.nothingHandedOver(wave: "all"))) { try takeBack() }
        try handOver("all")
        let then = test.now
        let taken = try takeBack()
        #expect(taken.letters == 3 && taken.printFiles == 1)
        let told = try judged()
        #expect(told.duty.state == .running && told.duty.told?.told == 0)
        #expect(told.hints.contains(.printedNotHandedOver(wave: "all", letters: 3)))
        #expect(throws: StoreError.refused(.nothingHandedOver(wave: "all"))) { try takeBack() }
        // As of the moment before, it stood.
        let wave = try test.store.wave("all", of: test.store.incident("case"))
        #expect(try test.store.handovers(of: wave, recordedBy: then).count == 1)
        #expect(try handOver("all").letters == 3)
        #expect(try judged().duty.state == .met)
    }

    @Test func `said to be informed with people left is met only with a reason for those`() throws {
        func inform(_ note: String) throws {
            let officer = try test.officer
            _ = try RecordMoment(
                incident: "case",
                moment: GivenMoment(.personsInformed, happenedAt: officer.now, note: note),
                officer: officer
            ).run(in: test.store)
        }
        try inform("")
        let bare = try judged()
        #expect(bare.duty.state == .running && bare.hints.contains(.peopleNotTold(3)))
        _ = try DecideDuty(
            incident: "case",
            decision: .reasonNotReached,
            because: StatedReason("told by telephone, all three"),
            officer: test.officer
        ).run(in: test.store)
        let reasoned = try judged()
        #expect(reasoned.duty.state == .met && reasoned.duty.told?.notTold == 3)
        #expect(!reasoned.hints.contains(.peopleNotTold(3)))
    }

    @Test func `somebody who is held is left with that reason`() throws {
        _ = try test.plan("all", .everyone)
        let person = try test.number("VB-2")
        try test.printAll("all", heldLate: [LateHold(person: person, reason: .deceased)])
        try handOver("all")
        #expect(try judged().duty.told?.left == ["deceased": 1])
    }

    @Test func `nothing is handed over that is not printed, twice, or before it was there`() throws
    {
        let planned = try test.plan("all", .everyone).wave.name
        let nothing = StoreError.refused(.nothingToHandOver(wave: planned))
        #expect(throws: nothing) { try handOver("all") }
        try test.printAll("all")
        let early = StoreError.refused(.handedOverWhenNotThere(wave: planned))
        #expect(throws: early) { try handOver("all", "2025-08-05 09:00") }
        #expect(throws: early) { try handOver("all", "2025-08-07") }
        // A day without a time had come by the time it is recorded.
        try handOver("all", "2025-08-06")
        #expect(throws: nothing) { try handOver("all") }
    }

    @Test
    func `who was told is not counted again as long as nothing changed, and at once when it did`()
        throws
    {
        let reader = try test.reader()
        func judged() throws -> ToldShare? {
            try Store.leavingCounts {
                try JudgeDuties(incident: "case", now: test.now).run(in: reader)
            }.standings.first?.duties.first { $0.duty == "gdpr-34" }?.told
        }
        /// Counts what is left, once.
        func counted() throws -> ToldShare? {
            do {
                _ = try judged()
                Issue.record("nothing was left to count")
            } catch let left as NotCounted {
                try reader.count(left.question)
            }
            return try judged()
        }
        _ = try test.plan("all", .everyone)
        #expect(try counted()?.told == 0)
        try test.printAll(
            "all",
            heldLate: [LateHold(person: test.number("VB-2"), reason: .deceased)]
        )
        let printed = try counted()
        #expect(printed?.told == 0 && printed?.left == ["noLetter": 2, "deceased": 1])
        try handOver("all")
        #expect(try counted()?.told == 2)
        // A moment that is recorded changes nobody's letter.
        _ = try DecideDuty(
            incident: "case",
            decision: .reasonNotReached,
            because: StatedReason("told by telephone"),
            officer: test.officer
        ).run(in: test.store)
        #expect(try judged()?.told == 2)
        try test.freeze("later")
        #expect(try counted()?.told == 2)
        // The version before is compared with this one, and what each says of data is counted, once.
        func compared() throws {
            try Store.leavingCounts {
                _ = try SummarizeVersion(incident: "case").run(in: reader)
                _ = try CompareRegisters(incident: "case", from: "2", to: "3").run(in: reader)
            }
        }
        for _ in 0..<2 {
            do { try compared() } catch let left as NotCounted { try reader.count(left.question) }
        }
        try compared()
    }

    @Test func `a call more or less that is measured is a forecast of its own`() throws {
        let reader = try test.reader()
        let asked = ShowForecast(incident: "case", now: test.now)
        let before = try asked.run(in: reader)
        // Later on the same day nothing is computed again.
        var later = asked
        later.now += 60_000
        #expect(try Store.leavingCounts { try later.run(in: reader) } == before)
        later.now += 86_400_000
        #expect(throws: NotCounted.self) { try Store.leavingCounts { try later.run(in: reader) } }
        _ = try RecordContactDays(
            incident: "case",
            days: [ContactFigures(day: 20_305, offered: 40)],
            because: nil,
            officer: test.officer
        ).run(in: test.store)
        #expect(throws: NotCounted.self) { try Store.leavingCounts { try asked.run(in: reader) } }
        #expect(try asked.run(in: reader).measuredDays == 1)
    }
}
