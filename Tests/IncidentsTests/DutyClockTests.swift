// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

@testable import Incidents

struct DutyClockTests {
    /// Local time in Amsterdam as milliseconds UTC.
    private func local(_ month: Int, _ day: Int, _ hour: Int, _ minute: Int = 0) -> Int64 {
        DutyLocalTime.utcMilliseconds(
            on: DutyDate(year: 2025, month: month, day: day),
            hour: hour,
            minute: minute
        )
    }

    private func text(_ moment: Int64?) -> String? {
        moment.map { DutyLocalTime(utcMilliseconds: $0).text }
    }

    @Test(arguments: [
        (8, 6, 14, 20, "2025-08-09 14:20 CEST", "2025-08-09 15:00 CEST"),
        (8, 6, 14, 0, "2025-08-09 14:00 CEST", "2025-08-09 15:00 CEST"),
        (10, 25, 12, 0, "2025-10-28 11:00 CET", "2025-10-28 12:00 CET"),
        (3, 29, 12, 0, "2025-04-01 13:00 CEST", "2025-04-01 14:00 CEST"),
        (12, 31, 23, 59, "2026-01-03 23:59 CET", "2026-01-04 00:00 CET"),
    ])
    func `the authority must know 72 elapsed hours after awareness`(
        month: Int,
        day: Int,
        hour: Int,
        minute: Int,
        strict: String,
        byRegulation: String
    ) {
        let aware = local(month, day, hour, minute)
        let clock = DutyClock(
            rule: DutyRuleSet.authorityNotice,
            moments: [.controllerAware: aware],
            now: aware + 3_600_000
        )
        #expect(text(clock.dueAt) == strict)
        #expect(text(clock.regulationDueAt) == byRegulation)
        #expect(clock.dueAt == aware + 72 * 3_600_000)
        #expect(clock.state == .running)
        #expect(clock.elapsed?.text(in: .english) == "1 h")
        #expect(clock.remaining?.text(in: .dutch) == "2 dagen 23 uur")
    }

    @Test func `a clock that nobody started does not run`() {
        let clock = DutyClock(
            rule: DutyRuleSet.authorityNotice,
            moments: [.processorToldController: local(8, 6, 10)],
            now: local(8, 20, 10)
        )
        #expect(clock.state == .notStarted)
        #expect(clock.dueAt == nil)
        #expect(clock.elapsed == nil)
    }

    @Test func `is running until the deadline, overdue after it, met when it was done`() {
        let aware = local(8, 6, 14, 20)
        var moments: DutyMoments = [.controllerAware: aware]
        func clock(_ now: Int64) -> DutyClock {
            DutyClock(rule: DutyRuleSet.authorityNotice, moments: moments, now: now)
        }
        #expect(clock(local(8, 9, 14, 20)).state == .running)
        let overdue = clock(local(8, 9, 15, 50))
        #expect(overdue.state == .overdue)
        #expect(overdue.remaining == nil)
        #expect(overdue.lateness?.text(in: .dutch) == "1 uur 30 min")
        moments[.authorityNotified] = local(8, 8, 9)
        #expect(clock(local(8, 20, 0)).state == .met)
        #expect(clock(local(8, 20, 0)).lateness == nil)
        #expect(clock(local(8, 7, 0)).state == .running, "what was recorded later is not known yet")
        moments[.authorityNotified] = local(8, 10, 14, 20)
        #expect(clock(local(8, 20, 0)).state == .met)
        #expect(clock(local(8, 20, 0)).lateness?.text(in: .english) == "1 day 0 h")
    }

    @Test func `says how late the processor was against its agreement`() {
        let rule = DutyRuleSet.agreement(
            "v3",
            hours: 24,
            inForceFrom: DutyDate(year: 2017, month: 1, day: 1)
        )
        let moments: DutyMoments = [
            .processorDiscovered: local(7, 6, 9), .processorToldController: local(8, 6, 9),
        ]
        let clock = DutyClock(rule: rule, moments: moments, now: local(8, 7, 9))
        #expect(clock.state == .met)
        #expect(clock.elapsed?.text(in: .english) == "31 days 0 h")
        #expect(clock.lateness?.text(in: .english) == "30 days 0 h")
        #expect(clock.lateness?.text(in: .dutch) == "30 dagen 0 uur")
        let law = DutyClock(
            rule: DutyRuleSet.processorNotice,
            moments: moments,
            now: local(8, 7, 9)
        )
        #expect(law.state == .met)
        #expect(law.lateness == nil, "the law gives no number of hours")
    }

    @Test func `an agreement that came later does not count for an earlier breach`() {
        let rule = DutyRuleSet.agreement(
            "v4",
            hours: 24,
            inForceFrom: DutyDate(year: 2025, month: 7, day: 7)
        )
        let moments: DutyMoments = [.processorDiscovered: local(7, 6, 9)]
        #expect(
            DutyClock(rule: rule, moments: moments, now: local(8, 7, 9)).state == .notInForce
        )
    }

    @Test(arguments: [
        (2016, 12, 31, nil), (2017, 1, 1, "v1"), (2019, 12, 31, "v1"),
        // Of two that began together the strictest.
        (2020, 1, 1, "v2"), (2023, 12, 31, "v2"),
        // This one names no hours, and the older one does not come back for that.
        (2024, 1, 1, nil),
    ])
    func `the agreement that held on the day that decides is the one that counts`(
        year: Int,
        month: Int,
        day: Int,
        version: String?
    ) {
        func term(_ version: String, _ year: Int, _ hours: Int?) -> DutyRuleSet.AgreedTerm {
            DutyRuleSet.AgreedTerm(
                version: version,
                from: DutyDate(year: year, month: 1, day: 1),
                incidentHours: hours
            )
        }
        let agreed = DutyRuleSet.agreements(
            inForceOn: DutyDate(year: year, month: month, day: day),
            of: [
                term("v3", 2024, nil), term("v2", 2020, 24), term("v1", 2017, 48),
                term("v2b", 2020, 36),
            ]
        )
        #expect(agreed.strictest?.article == version)
    }

    @Test func `what has not happened yet, or cannot come in this order, is refused`() {
        let told = local(8, 6, 14, 20)
        func doubts(_ new: DutyMoments, _ known: DutyMoments = [:]) -> [DutyMomentDoubt] {
            DutyMoment.doubts(about: new, known: known, now: local(8, 7, 9))
        }
        let late = doubts([.processorDiscovered: told + 1], [.processorToldController: told])
        #expect(late == [.impossible(.processorToldController, before: .processorDiscovered)])
        #expect(late.map(\.isRefusal) == [true])
        #expect(
            doubts([.authorityNotified: local(8, 9, 9)]) == [.inTheFuture(.authorityNotified)]
        )
        #expect(doubts([.processorDiscovered: told, .processorToldController: told]).isEmpty)
        #expect(
            doubts(
                [.processorToldController: told + 2 * 3_600_000],
                [
                    .processorToldController: told, .processorDiscovered: told + 1,
                ]
            ).isEmpty,
            "a later moment of the same name corrects the earlier one"
        )
    }

    @Test func `a moment of nearly the same time may be recorded twice: it is pointed at`() {
        let told = local(8, 6, 14, 20)
        func doubts(_ minutes: Int64) -> [DutyMomentDoubt] {
            DutyMoment.doubts(
                about: [.processorToldController: told + minutes * 60_000],
                known: [.processorToldController: told],
                now: local(8, 7, 9)
            )
        }
        for minutes in [-60, -1, 0, 1, 60] as [Int64] {
            #expect(doubts(minutes) == [.again(.processorToldController)], "\(minutes)")
        }
        #expect(doubts(0).map(\.isRefusal) == [false])
        #expect(doubts(61).isEmpty && doubts(-61).isEmpty, "an hour apart it is another one")
    }

    @Test func `an order that is odd but lawful is recorded and pointed at`() {
        let doubts = DutyMoment.doubts(
            about: [.authorityNotified: local(8, 6, 9)],
            known: [.controllerAware: local(8, 6, 14)],
            now: local(8, 7, 9)
        )
        #expect(doubts == [.odd(.authorityNotified, before: .controllerAware)])
        #expect(doubts.map(\.isRefusal) == [false])
    }

    @Test func `working days leave out weekends and holidays`() {
        var rule = DutyRuleSet.authorityNotice
        rule.period = .workingDays(3)
        let aware = local(4, 17, 16)
        let clock = DutyClock(rule: rule, moments: [.controllerAware: aware], now: aware)
        // Good Friday, the weekend and Easter Monday come between.
        #expect(text(clock.dueAt) == "2025-04-25 00:00 CEST")
        #expect(rule.period.counting == .workingDays)
        #expect(DutyRule.Period.withoutUndueDelay.counting == nil)
    }

    @Test(
        arguments: [
            (.processor, ["33(2)", "33(1)", "33(1)", "33(4)", "34(1)"]),
            (.disputed, ["33(2)", "33(1)", "33(1)", "33(4)", "34(1)"]),
            (.jointController, ["33(1)", "33(1)", "33(4)", "34(1)"]), (.ownController, []),
            (.ourController, ["33(2)"]),
        ] as [(PartyRole, [String])]
    )
    func `the role of the party decides whose clock runs`(role: PartyRole, articles: [String]) {
        let clocks = DutyClock.clocks(
            of: DutyRuleSet.standard,
            for: role,
            moments: [:],
            now: local(8, 6, 10)
        )
        #expect(clocks.map(\.rule.article) == articles)
    }

    @Test func `every duty has an id of its own and a title in both languages`() {
        let rules = DutyRuleSet.standard + CyberActRules.rules([:])
        #expect(Set(rules.map(\.id)).count == rules.count)
        for rule in rules {
            #expect(!rule.title(in: .dutch).isEmpty)
            #expect(rule.title(in: .dutch) != rule.title(in: .english))
        }
        #expect(!DutyRuleSet.authorityNotice.isInForce(on: DutyDate(year: 2018, month: 5, day: 24)))
        #expect(DutyRuleSet.authorityNotice.isInForce(on: DutyDate(year: 2018, month: 5, day: 25)))
    }
}
