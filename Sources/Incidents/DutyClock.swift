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
    /// Is the time of the start, or of what fulfilled it, not known? Then the end of it that speaks
    /// against us was counted.
    public let isTimeUnknown: Bool
    /// What ended it, or makes it wait.
    public let decision: DutyDecision?

    public enum State: String, Sendable, Hashable, Codable, CaseIterable {
        case notStarted = "notStarted"
        case running = "running"
        /// Fulfilled, in time or late: `lateness` tells.
        case met = "met"
        case overdue = "overdue"
        case notInForce = "notInForce"
        /// A decision ended it before it was met: `decision` tells.
        case ended = "ended"
        /// A decision makes it wait: `decision` tells until when.
        case waiting = "waiting"
    }

    public init(
        rule: DutyRule,
        moments: DutyMoments,
        decisions: [DutyDecision] = [],
        now: Int64
    ) {
        // Of a moment whose time is not known, the end that speaks against us: our own duty began as
        // early and was met as late as can be; that of the processor, whom we blame, the other way.
        let isOurs = rule.bearer != .processor
        func known(_ moment: DutyMoment, late: Bool) -> Int64? {
            moments.span(of: moment).map { late ? $0.latest : $0.earliest }
                .flatMap { $0 <= now ? $0 : nil }
        }
        func isVague(_ moment: DutyMoment) -> Bool {
            moments.span(of: moment).map { !$0.isExact } ?? false
        }
        self.rule = rule
        self.now = now
        let trigger = known(rule.trigger, late: !isOurs)
        let judgedOn = DutyLocalTime(utcMilliseconds: trigger ?? now).date
        guard rule.isInForce(on: judgedOn) else {
            state = .notInForce
            (startsAt, dueAt, regulationDueAt, metAt) = (nil, nil, nil, nil)
            (isTimeUnknown, decision) = (false, nil)
            return
        }
        let due = trigger.flatMap { DutyClock.due(rule.period, from: $0) }
        let standing = decisions.filter { $0.decidedAt <= now }
        // In place of telling everybody, a public communication.
        let inPublic = standing.last {
            $0.kind == .disproportionateEffort && rule.id == DutyRuleSet.personsNotice.id
        }
        // Recorded to have happened before it started counts as met at once; without the start it is
        // met all the same, and nobody can say whether in time.
        let met =
            known(rule.fulfilledBy, late: isOurs)
            ?? inPublic.flatMap { _ in known(.publicCommunicationMade, late: true) }
        let ending = standing.last { $0.kind.ends(rule) }
        let wait = standing.last {
            $0.kind == .lawEnforcementAsks && rule.id == DutyRuleSet.personsNotice.id
                && ($0.until ?? .max) > now
        }
        startsAt = trigger
        dueAt = due?.strict
        regulationDueAt = due?.byRegulation
        metAt = met
        isTimeUnknown =
            trigger != nil && isVague(rule.trigger) || met != nil && isVague(rule.fulfilledBy)
        // A period in months or days ends with a day, and never before a working day; one in hours
        // with its hour.
        let limit = DutyClock.limit(rule, due)
        if met != nil {
            (state, decision) = (.met, inPublic)
        } else if let ending {
            (state, decision) = (.ended, ending)
        } else if let wait, trigger != nil {
            (state, decision) = (.waiting, wait)
        } else if trigger == nil {
            (state, decision) = (.notStarted, nil)
        } else if let limit, now > limit {
            (state, decision) = (.overdue, inPublic)
        } else {
            (state, decision) = (.running, inPublic)
        }
    }

    /// The clocks of all rules that apply to the party's role, in the order of the rules.
    public static func clocks(
        of rules: [DutyRule],
        for role: PartyRole,
        moments: DutyMoments,
        decisions: [DutyDecision] = [],
        now: Int64
    ) -> [DutyClock] {
        rules.filter { $0.appliesWhen.contains(role) }.map {
            DutyClock(rule: $0, moments: moments, decisions: decisions, now: now)
        }
    }

    /// From the start until it was met or ended, or until now.
    public var elapsed: DutySpan? {
        startsAt.map { DutySpan(milliseconds: max(0, end - $0)) }
    }

    /// What is left until the strict deadline while it runs; nil when nothing is left.
    public var remaining: DutySpan? {
        guard state == .running, let dueAt, dueAt >= now else { return nil }
        return DutySpan(milliseconds: dueAt - now)
    }

    /// How long after the deadline it was met, or how long it is overdue by now.
    public var lateness: DutySpan? {
        guard let limit = DutyClock.limit(rule, due), end > limit else { return nil }
        return DutySpan(milliseconds: end - limit)
    }

    /// Must somebody act?
    public var asksForAction: Bool {
        state == .overdue || state == .running && rule.id == DutyRuleSet.awareness.id
    }

    private var end: Int64 { metAt ?? (state == .ended ? decision?.decidedAt : nil) ?? now }

    private var due: (strict: Int64, byRegulation: Int64)? {
        guard let dueAt, let regulationDueAt else { return nil }
        return (dueAt, regulationDueAt)
    }

    private static func limit(
        _ rule: DutyRule,
        _ due: (strict: Int64, byRegulation: Int64)?
    ) -> Int64? {
        guard let due else { return nil }
        if case .hours = rule.period { return due.strict }
        return max(due.strict, due.byRegulation)
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
