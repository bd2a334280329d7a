// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Store
import Testing

/// August and September again, hour by hour: at each hour only what was known then, and only duties that
/// were there. What is expected is written out from the calendar of the case, not computed by the program.
@Suite struct ReplayTests {
    /// What somebody sees who looks at one hour.
    private struct Seen {
        var at: Int64
        var isOpen: Bool
        var duties: [String: JudgeDuties.Duty] = [:]
        var hints: [DutyHint] = []
        var versions: [String] = []
        var counts: [String: Int] = [:]
        var waves: [String] = []
        var lists = 0
        var notices: [String] = []
        var sent: [NoticeKind] = []
    }

    private static func look(at hour: Int64, _ store: Store) throws -> Seen {
        try store.snapshot(asOf: hour) { store in
            guard try !ListIncidents().run(in: store).isEmpty else {
                return Seen(at: hour, isOpen: false)
            }
            let judged = try JudgeDuties(incident: "case", now: hour).run(in: store)
            let all = judged.standings.flatMap(\.duties)
            let shown = try ShowIncident("case").run(in: store)
            let sent = try ShowTimeline(incident: "case").run(in: store).compactMap {
                if case .noticeSent(let notice, _, _, _) = $0.done { notice } else { nil }
            }
            return Seen(
                at: hour,
                isOpen: true,
                duties: Dictionary(uniqueKeysWithValues: all.map { ($0.duty, $0) }),
                hints: judged.standings.flatMap(\.hints),
                versions: shown.versions.map(\.name),
                counts: shown.versions.last?.counts ?? [:],
                waves: try ListWaves(incident: "case").run(in: store).map(\.name),
                lists: shown.statements.count,
                notices: try ListNotices(incident: "case", now: hour).run(in: store)
                    .map(\.notice.code),
                sent: sent
            )
        }
    }

    /// Each whole hour of August and September 2025, or of the same weeks later.
    private static func hours(weeks: Int) throws -> StrideTo<Int64> {
        let from = try ReplayedCase.moment("2025-08-01 09:00", weeks: weeks)
        let to = try ReplayedCase.moment("2025-10-01 00:00", weeks: weeks)
        return stride(from: from, to: to, by: 3_600_000)
    }

    /// What was there from a moment on, of things in the order in which they came.
    private func expected(_ days: [(String, String)], at hour: Int64, weeks: Int) throws -> [String]
    {
        try days.filter { try ReplayedCase.moment($0.1, weeks: weeks) <= hour }.map(\.0)
    }

    private func check(_ seen: Seen, weeks: Int) throws {
        func has(_ time: String) throws -> Bool {
            try ReplayedCase.moment(time, weeks: weeks) <= seen.at
        }
        func known(_ days: [(String, String)]) throws -> [String] {
            try expected(days, at: seen.at, weeks: weeks)
        }
        let hour = Comment(rawValue: Instant(milliseconds: seen.at).text)
        #expect(seen.isOpen == (try has("2025-08-06 14:41")), hour)
        guard seen.isOpen else { return }
        #expect(
            seen.versions
                == (try known([
                    ("opening", "2025-08-06 14:41"), ("with-back-file", "2025-08-08 12:01"),
                    ("first-list", "2025-08-11 17:01"), ("second-list", "2025-08-29 11:01"),
                ])),
            hour
        )
        let reported = try known([("list-1", "2025-08-11 17:01"), ("list-2", "2025-08-29 11:01")])
        #expect(seen.counts["reported"] ?? 0 == reported.count, hour)
        let people = try has("2025-08-08 12:01") ? 4 : 3
        #expect(seen.counts["cannotBeExcluded"] ?? 0 == people - reported.count, hour)
        #expect(
            seen.lists
                == (try known([("list-1", "2025-08-11 16:31"), ("list-2", "2025-08-29 10:31")]))
                .count,
            hour
        )
        #expect(
            seen.waves
                == (try known([("first", "2025-08-12 10:01"), ("second", "2025-09-01 10:01")])),
            hour
        )
        // The 72 hours end on Saturday 9 August: a period in hours does not wait for Monday.
        let notice = try #require(seen.duties["gdpr-33-1"])
        let due = try ReplayedCase.moment("2025-08-09 14:20", weeks: weeks)
        #expect(notice.dueAt?.milliseconds == due, hour)
        #expect(notice.dueAt.map { DutyDate(dayNumber: $0.day.number).weekday } == 6, hour)
        // As the European regulation counts: from the next whole hour, and no working day later.
        #expect(notice.dueByRegulation1182?.milliseconds == due + 40 * 60_000, hour)
        let isNotified = try has("2025-08-09 11:36")
        #expect(notice.state == (isNotified ? .met : .running), hour)
        #expect(notice.remainingSeconds == (isNotified ? nil : Double(due - seen.at) / 1000), hour)
        #expect(notice.lateSeconds == nil, hour)
        // The laboratory told us a month after it knew; its agreement gives it a day.
        let told = try #require(seen.duties["agreement-v3"])
        #expect(told.state == .met && Int((told.lateSeconds ?? 0) / 86_400) == 30, hour)
        #expect(seen.duties["gdpr-33-2"]?.state == .met, hour)
        #expect(seen.duties["gdpr-33-1-aware"]?.state == .met, hour)
        #expect(seen.duties["gdpr-33-4"]?.state == (isNotified ? .running : .notStarted), hour)
        #expect(seen.duties["gdpr-34"]?.state == .running, hour)
    }

    @Test func `2025: at each hour what was known then, the Saturday stands, and there is no Cbw`()
        throws
    {
        let replayed = try ReplayedCase()
        let store = try replayed.cases.reader()
        for hour in try Self.hours(weeks: 0) {
            let seen = try Self.look(at: hour, store)
            try check(seen, weeks: 0)
            guard seen.isOpen else { continue }
            #expect(seen.duties.values.allSatisfy { $0.law != "Cbw" })
            #expect(!seen.hints.contains(.cyberActNotDecided))
            #expect(seen.notices == ["gdpr-33"])
            let isSent = try ReplayedCase.moment("2025-08-09 11:36", weeks: 0) <= hour
            #expect(seen.sent == (isSent ? [.dataBreach] : []))
        }
    }

    @Test
    func `the same case in September 2026 has 24 and 72 hours, and a month from the day of filing`()
        throws
    {
        let weeks = ReplayedCase.toSeptember2026
        let replayed = try ReplayedCase(weeks: weeks)
        let store = try replayed.cases.reader()
        func moment(_ text: String) throws -> Int64 {
            try ReplayedCase.moment(text, weeks: weeks)
        }
        let known = try WrittenMoment("2026-09-02 14:20").latest
        #expect(try moment("2025-08-06 14:20") == known, "a Wednesday in both years")
        for hour in try Self.hours(weeks: weeks) {
            let seen = try Self.look(at: hour, store)
            try check(seen, weeks: weeks)
            guard seen.isOpen else { continue }
            let comment = Comment(rawValue: Instant(milliseconds: hour).text)
            let (warning, notification, final) = (
                seen.duties["cbw-26"], seen.duties["cbw-27"], seen.duties["cbw-29"]
            )
            #expect(warning?.dueAt?.milliseconds == known + 24 * 3_600_000, comment)
            #expect(notification?.dueAt?.milliseconds == known + 72 * 3_600_000, comment)
            let isWarned = try moment("2025-08-07 09:31") <= hour
            #expect(warning?.state == (isWarned ? .met : .running), comment)
            let isFiled = try moment("2025-08-09 11:41") <= hour
            #expect(notification?.state == (isFiled ? .met : .running), comment)
            // A month ends with its day; nobody sent a report by then.
            let isOver = try hour > WrittenMoment("2026-10-06 00:00").latest
            let state: DutyClock.State = isOver ? .overdue : isFiled ? .running : .notStarted
            #expect(final?.state == state, comment)
            // Filed on Saturday 5 September at 11:00: a month later, on Monday 5 October.
            #expect(final?.dueAt?.local.text == (isFiled ? "2026-10-05 11:00 CEST" : nil), comment)
            #expect(Set(seen.notices).isSuperset(of: ["gdpr-33", "cbw-26", "cbw-27", "cbw-29"]))
            #expect(seen.notices.contains("cbw-29-progress") == isFiled, comment)
            #expect(seen.sent.contains(.incidentNotification) == isFiled, comment)
        }
    }
}
