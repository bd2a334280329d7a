// SPDX-License-Identifier: EUPL-1.2

import Custody
import Incidents
import Testing

/// The Cyberbeveiligingswet, in force since 15 August 2026.
struct CyberActTests {
    private func local(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 10) -> Int64 {
        DutyLocalTime.utcMilliseconds(
            on: DutyDate(year: year, month: month, day: day),
            hour: hour
        )
    }

    private func decision(_ applies: Bool, _ year: Int, channel: String? = nil) -> CyberActDecision
    {
        CyberActDecision(
            applies: applies,
            sector: "care",
            from: DutyDate(year: year, month: 8, day: 15).dayNumber,
            by: "officer",
            because: "a care provider of medium size",
            recordedAt: local(2026, 8, 16),
            channel: channel
        )
    }

    private func standing(
        _ moments: DutyMoments,
        _ decisions: [CyberActDecision],
        now: Int64
    ) -> CyberActStanding {
        CyberActStanding(
            moments: moments,
            decisions: decisions,
            opened: local(2026, 9, 1),
            now: now
        )
    }

    private func text(_ moment: Int64?) -> String? {
        moment.map { DutyLocalTime(utcMilliseconds: $0).text }
    }

    @Test func `in 2025, and the day before it came into force, there was no such duty`() {
        for known in [local(2025, 8, 6), local(2026, 8, 14, 23)] {
            let replayed = standing(
                [.significantIncidentKnown: known],
                [decision(true, 2025)],
                now: local(2026, 11, 1)
            )
            #expect(replayed.clocks.isEmpty && replayed.hints.isEmpty && !replayed.isOverdue)
        }
    }

    @Test func `24 hours for the warning, 72 for the notification, both to two bodies`() throws {
        let known = local(2026, 9, 4, 16)
        let running = standing(
            [.significantIncidentKnown: known],
            [decision(true, 2026)],
            now: known
        )
        #expect(running.clocks.map(\.rule.article) == ["26", "27", "30", "29"])
        #expect(text(running.clocks[0].dueAt) == "2026-09-05 16:00 CEST")
        #expect(text(running.clocks[1].dueAt) == "2026-09-07 16:00 CEST")
        #expect(
            running.clocks.prefix(2).allSatisfy {
                $0.rule.recipient == .incidentResponseTeamAndAuthority && $0.rule.bearer == .entity
            }
        )
        #expect(running.recipient?.responseTeam == "Z-CERT")
        #expect(running.hints == [.channelNotRecorded(sector: "care")])
        #expect(!running.isOverdue)
        #expect(
            standing(
                [.significantIncidentKnown: known],
                [decision(true, 2026)],
                now: known + 86_400_001
            ).isOverdue
        )
        let settled = standing([:], [decision(true, 2026, channel: "portal")], now: known)
        #expect(settled.hints.isEmpty && settled.clocks.allSatisfy { $0.state == .notStarted })
    }

    @Test func `the final report runs from the filing of the notification, to a working day`()
        throws
    {
        // Known on 1 September, filed on 3 September: due on Saturday 3 October, so on Monday the 5th.
        let moments: DutyMoments = [
            .significantIncidentKnown: local(2026, 9, 1),
            .incidentNotificationSent: local(2026, 9, 3),
        ]
        func report(_ now: Int64, _ moments: DutyMoments) throws -> DutyClock {
            let clocks = standing(moments, [decision(true, 2026)], now: now).clocks
            return try #require(clocks.first { $0.rule.id.rawValue == "cbw-29" })
        }
        let clock = try report(local(2026, 10, 3, 12), moments)
        #expect(text(clock.dueAt) == "2026-10-03 10:00 CEST")
        #expect(text(clock.regulationDueAt) == "2026-10-06 00:00 CEST")
        #expect(clock.state == .running, "a month ends with its day, and not on a Saturday")
        #expect(try report(local(2026, 10, 6, 1), moments).state == .overdue)
    }

    @Test func `an incident that still runs has a progress report, and a month after handling`()
        throws
    {
        let moments: DutyMoments = [
            .significantIncidentKnown: local(2026, 9, 1),
            .incidentNotificationSent: local(2026, 9, 3), .progressReportSent: local(2026, 10, 2),
            .incidentHandled: local(2026, 11, 10), .interimReportRequested: local(2026, 9, 9),
        ]
        let clocks = standing(moments, [decision(true, 2026)], now: local(2026, 11, 11)).clocks
        func clock(_ id: String) throws -> DutyClock {
            try #require(clocks.first { $0.rule.id.rawValue == id })
        }
        #expect(try clock("cbw-29-progress").state == .met)
        #expect(text(try clock("cbw-29").dueAt) == "2026-12-10 10:00 CET")
        #expect(try clock("cbw-28").state == .running)
    }

    @Test func `a report that is asked for again is due again, and one before it was asked is not`()
        throws
    {
        var moments: DutyMoments = [
            .significantIncidentKnown: local(2026, 9, 1),
            .interimReportRequested: local(2026, 9, 9), .interimReportSent: local(2026, 9, 11),
        ]
        func report() throws -> DutyClock {
            let clocks = standing(moments, [decision(true, 2026)], now: local(2026, 10, 1)).clocks
            return try #require(clocks.first { $0.rule.id.rawValue == "cbw-28" })
        }
        #expect(try report().state == .met)
        let again: DutyMoments = [.interimReportRequested: local(2026, 9, 20)]
        let now = local(2026, 10, 1)
        #expect(DutyMoment.doubts(about: again, known: moments, now: now).isEmpty)
        let early: DutyMoments = [.interimReportSent: local(2026, 9, 8)]
        #expect(DutyMoment.doubts(about: early, known: moments, now: now).first?.isRefusal == true)
        moments[.interimReportRequested] = local(2026, 9, 20)
        #expect(try report().state == .running)
    }

    @Test func `undecided, the clocks run from what is known; decided against, they end`() {
        let known = local(2026, 9, 4)
        let later = known + 90 * 3_600_000
        let undecided = standing([.significantIncidentKnown: known], [], now: later)
        #expect(undecided.hints == [.cyberActNotDecided] && undecided.isOverdue)
        let against = standing(
            [.significantIncidentKnown: known],
            [decision(true, 2026), decision(false, 2026)],
            now: later
        )
        #expect(against.clocks.allSatisfy { $0.state == .ended } && !against.isOverdue)
        #expect(against.hints == [.cyberActDoesNotApply(decision(false, 2026))])
        #expect(standing([:], [], now: later).clocks.isEmpty)
        #expect(standing([:], [decision(true, 2027)], now: later).hints == [.cyberActNotDecided])
    }

    @Test func `authority and response team are found by sector and day`() {
        let care = CyberActRecipient.of(sector: "care", on: DutyDate(year: 2026, month: 9, day: 1))
        #expect(care?.authority.contains("VWS") == true)
        #expect(
            CyberActRecipient.of(sector: "care", on: DutyDate(year: 2025, month: 9, day: 1)) == nil
        )
        #expect(
            CyberActRecipient.of(sector: "farms", on: DutyDate(year: 2026, month: 9, day: 1)) == nil
        )
    }
}
