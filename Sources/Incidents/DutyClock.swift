// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// Where a duty stands at a moment: started, due, met, or overdue. A computation and no timer:
/// `now` is an argument. All moments are milliseconds since 1970-01-01 UTC.
public struct DutyClock: Hashable, Sendable {
    public let rule: DutyRule
    public let now: Int64
    public let state: State
    /// The recorded trigger; nil before it, or where the duty is not in force.
    public let startsAt: Int64?
    /// The strict deadline: hours as they elapse, months and working days by the local calendar.
    /// Nil where the law gives no number.
    public let dueAt: Int64?
    /// The same period as Regulation (EEC, Euratom) 1182/71 counts it, shown beside the strict one:
    /// the hour or day of the event is left out, and days end at midnight of a working day.
    public let regulationDueAt: Int64?
    /// When it was fulfilled.
    public let metAt: Int64?

    public enum State: String, Sendable, Hashable, Codable, CaseIterable {
        case notStarted = "notStarted"
        case running = "running"
        /// Fulfilled, in time or late: `lateness` tells.
        case met = "met"
        case overdue = "overdue"
        case notInForce = "notInForce"
    }

    public init(rule: DutyRule, moments: DutyMoments, now: Int64) {
        self.rule = rule
        self.now = now
        // Of a moment whose time is not known, the end that speaks against us: our own duty began as
        // early and was met as late as can be; that of the processor, whom we blame, the other way.
        func known(_ moment: DutyMoment, late: Bool) -> Int64? {
            moments.span(of: moment).map { late ? $0.latest : $0.earliest }
                .flatMap { $0 <= now ? $0 : nil }
        }
        let isOurs = rule.bearer == .controller
        let trigger = known(rule.trigger, late: !isOurs)
        let judgedOn = DutyLocalTime(utcMilliseconds: trigger ?? now).date
        guard rule.isInForce(on: judgedOn), let trigger else {
            state = rule.isInForce(on: judgedOn) ? .notStarted : .notInForce
            startsAt = nil
            dueAt = nil
            regulationDueAt = nil
            metAt = nil
            return
        }
        let due = DutyClock.due(rule.period, from: trigger)
        // Recorded to have happened before it started counts as met at once.
        let met = known(rule.fulfilledBy, late: isOurs)
        startsAt = trigger
        dueAt = due?.strict
        regulationDueAt = due?.byRegulation
        metAt = met
        state =
            if met != nil {
                .met
            } else if let strict = due?.strict, now > strict {
                .overdue
            } else {
                .running
            }
    }

    /// The clocks of all rules that apply to the party's role, in the order of the rules.
    public static func clocks(
        of rules: [DutyRule],
        for role: PartyRole,
        moments: DutyMoments,
        now: Int64
    ) -> [DutyClock] {
        rules.filter { $0.appliesWhen.contains(role) }
            .map { DutyClock(rule: $0, moments: moments, now: now) }
    }

    /// From the start until it was met, or until now.
    public var elapsed: DutySpan? {
        startsAt.map { DutySpan(milliseconds: max(0, (metAt ?? now) - $0)) }
    }

    /// What is left until the strict deadline while it runs; nil when nothing is left.
    public var remaining: DutySpan? {
        guard state == .running, let dueAt else { return nil }
        return DutySpan(milliseconds: dueAt - now)
    }

    /// How long after the strict deadline it was met, or how long it is overdue by now.
    public var lateness: DutySpan? {
        guard let dueAt, (metAt ?? now) > dueAt else { return nil }
        return DutySpan(milliseconds: (metAt ?? now) - dueAt)
    }

    private static func due(
        _ period: DutyRule.Period,
        from start: Int64
    ) -> (strict: Int64, byRegulation: Int64)? {
        let local = DutyLocalTime(utcMilliseconds: start)
        func endOfDay(_ date: DutyDate) -> Int64 {
            DutyLocalTime.utcMilliseconds(on: date.adding(days: 1))
        }
        switch period {
        case .hours(let hours):
            let hour: Int64 = 3_600_000
            let nextHour = (start.floorDivided(by: hour) + 1) * hour
            return (start + Int64(hours) * hour, nextHour + Int64(hours) * hour)
        case .calendarMonths(let months):
            let last = local.date.adding(months: months)
            let strict = DutyLocalTime.utcMilliseconds(
                on: last,
                hour: local.hour,
                minute: local.minute,
                second: local.second
            )
            return (strict, endOfDay(last.orNextWorkingDay))
        case .workingDays(let days):
            let end = endOfDay(local.date.adding(workingDays: days))
            return (end, end)
        case .withoutUndueDelay: return nil
        }
    }
}
