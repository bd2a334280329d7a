// SPDX-License-Identifier: EUPL-1.2

import Custody
import Incidents
import Testing

struct DutyStandingTests {
    private static let hour: Int64 = 3_600_000
    private static let told = DutyLocalTime.utcMilliseconds(
        on: DutyDate(year: 2025, month: 8, day: 6),
        hour: 14
    )
    private static let moments: DutyMoments = [
        .processorDiscovered: told - 31 * 24 * hour, .processorToldController: told,
    ]
    private static let term = DutyRuleSet.AgreedTerm(
        version: "v3",
        from: DutyDate(year: 2017, month: 1, day: 1),
        incidentHours: 24
    )

    private func standing(
        _ moments: DutyMoments = moments,
        role: PartyRole? = .processor,
        terms: [DutyRuleSet.AgreedTerm] = [term],
        after hours: Int64 = 1
    ) -> DutyStanding {
        DutyStanding(
            moments: moments,
            role: role,
            terms: terms,
            now: Self.told + hours * Self.hour
        )
    }

    @Test func `as long as nobody decided about awareness, that is the hint`() {
        #expect(standing().hints == [.awarenessNotDecided])
        var decided = Self.moments
        decided[.controllerAware] = Self.told
        #expect(standing(decided).hints.isEmpty)
    }

    @Test func `without a role the clocks run as for a disputed one, and the hint says so`() {
        let unknown = standing(role: nil)
        #expect(unknown.hints == [.roleNotRecorded, .awarenessNotDecided])
        #expect(unknown.role == nil)
        #expect(unknown.clocks == standing(role: .disputed).clocks)
    }

    @Test func `a controller of its own has its own clocks, and no decision of ours is missing`() {
        let own = standing(role: .ownController)
        #expect(!own.clocks.contains { $0.rule.id == DutyRuleSet.authorityNotice.id })
        #expect(own.hints.isEmpty)
    }

    @Test func `the agreement is the one that held when the breach was found`() {
        let agreed = standing().clocks.filter { $0.rule.law == "agreement" }
        #expect(agreed.map(\.rule.article) == ["v3"])
        #expect(agreed.first?.lateness?.days == 30)
        let later = DutyRuleSet.AgreedTerm(
            version: "v4",
            from: DutyDate(year: 2025, month: 8, day: 1),
            incidentHours: 12
        )
        #expect(standing(terms: [Self.term, later]).clocks == standing().clocks)
        #expect(!standing(terms: [later]).clocks.contains { $0.rule.law == "agreement" })
        #expect(!standing(terms: []).clocks.contains { $0.rule.law == "agreement" })
    }

    @Test func `overdue is said once anything is overdue`() {
        var decided = Self.moments
        decided[.controllerAware] = Self.told
        #expect(!standing(decided, after: 72).isOverdue)
        #expect(standing(decided, after: 73).isOverdue)
        decided[.authorityNotified] = Self.told + Self.hour
        #expect(!standing(decided, after: 73).isOverdue)
    }

    @Test func `the role is that of the day on which we were told`() {
        #expect(
            DutyStanding.roleDay(Self.moments, now: .max / 4)
                == DutyDate(year: 2025, month: 8, day: 6).dayNumber
        )
        #expect(DutyStanding.roleDay([:], now: 0) == 0)
    }

    @Test func `of one name the last that had been recorded counts`() {
        let recorded = [
            RecordedMoment(.controllerAware, happenedAt: 10, recordedAt: 100),
            RecordedMoment(.personsInformed, happenedAt: 11, recordedAt: 150),
            RecordedMoment(.controllerAware, happenedAt: 12, recordedAt: 200),
        ]
        #expect(DutyMoments(recorded) == [.controllerAware: 12, .personsInformed: 11])
        #expect(DutyMoments(recorded, recordedBy: 199)[.controllerAware] == 10)
        #expect(DutyMoments(recorded, recordedBy: 100) == [.controllerAware: 10])
        #expect(DutyMoments(recorded, recordedBy: 99) == [:])
    }

    @Test(
        arguments: [
            ([.controllerAware: 5], [:], []),
            ([.controllerAware: 11], [:], [.inTheFuture(.controllerAware)]),
            (
                [.processorToldController: 3], [.processorDiscovered: 4],
                [.impossible(.processorToldController, before: .processorDiscovered)]
            ),
            (
                [.controllerAware: 3], [.processorToldController: 4],
                [.odd(.controllerAware, before: .processorToldController)]
            ),
            (
                [.processorDiscovered: 2], [.processorDiscovered: 9, .processorToldController: 4],
                []
            ),
        ] as [(DutyMoments, DutyMoments, [DutyMomentDoubt])]
    )
    func `a moment is doubted beside those that are known`(
        new: DutyMoments,
        known: DutyMoments,
        doubts: [DutyMomentDoubt]
    ) {
        #expect(DutyMoment.doubts(about: new, known: known, now: 10) == doubts)
    }

    @Test func `of a day without a time only what cannot be is refused, and what has not come yet`()
    {
        var told = DutyMoments()
        told.set(.processorToldController, to: DutyMoments.Span(earliest: 5, latest: 9))
        func doubts(_ found: Int64, now: Int64) -> [DutyMomentDoubt] {
            DutyMoment.doubts(about: [.processorDiscovered: found], known: told, now: now)
        }
        #expect(doubts(8, now: 10).isEmpty, "it can have been told after it")
        #expect(
            doubts(10, now: 10) == [
                .impossible(.processorToldController, before: .processorDiscovered)
            ]
        )
        #expect(DutyMoment.doubts(about: told, known: [:], now: 6).isEmpty)
        #expect(
            DutyMoment.doubts(about: told, known: [:], now: 4)
                == [.inTheFuture(.processorToldController)]
        )
    }

    @Test func `of a moment without a time the end that speaks against us counts`() {
        let (begin, hour) = (Self.told, Self.hour)
        let day = DutyMoments.Span(earliest: begin, latest: begin + 24 * hour - 1)
        var moments = DutyMoments()
        moments.set(.controllerAware, to: day)
        moments.set(
            .authorityNotified,
            to: DutyMoments.Span(earliest: begin + 72 * hour - 1, latest: begin + 72 * hour + 1)
        )
        let now = begin + 1000 * hour
        let ours = DutyClock(rule: DutyRuleSet.authorityNotice, moments: moments, now: now)
        #expect(ours.startsAt == begin && ours.lateness?.milliseconds == 1)
        var theirs = DutyMoments()
        theirs.set(.processorDiscovered, to: day)
        theirs.set(.processorToldController, to: day)
        let agreed = DutyRuleSet.agreement(
            "v1",
            hours: 24,
            inForceFrom: DutyDate(year: 1960, month: 1, day: 1)
        )
        let clock = DutyClock(rule: agreed, moments: theirs, now: now)
        #expect(clock.startsAt == day.latest && clock.metAt == day.earliest)
        #expect(clock.lateness == nil && clock.elapsed?.milliseconds == 0)
    }

    @Test func `whatever stands beside a duty has a name in both languages`() {
        for language in Language.allCases {
            let states = DutyClock.State.allCases.map { $0.name(in: language) }
            #expect(Set(states).count == states.count)
            let recipients = DutyRule.Recipient.allCases.map { $0.name(in: language) }
            #expect(Set(recipients).count == recipients.count)
            #expect(Set(DutyRule.Bearer.allCases.map { $0.name(in: language) }).count == 2)
        }
        #expect(DutyClock.State.overdue.name(in: .english) == "overdue")
        #expect(DutyClock.State.overdue.name(in: .dutch) == "te laat")
    }
}
