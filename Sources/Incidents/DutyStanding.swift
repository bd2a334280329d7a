// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// A moment of an incident as it was recorded. Milliseconds since 1970-01-01 UTC.
public struct RecordedMoment: Hashable, Sendable {
    public var moment: DutyMoment
    /// When the time is not known, the latest that it can have been.
    public var happenedAt: Int64
    /// The earliest that it can have been, when the time is not known; else nil.
    public var notBefore: Int64?
    public var recordedAt: Int64

    public init(
        _ moment: DutyMoment,
        happenedAt: Int64,
        notBefore: Int64? = nil,
        recordedAt: Int64
    ) {
        self.moment = moment
        self.happenedAt = happenedAt
        self.notBefore = notBefore
        self.recordedAt = recordedAt
    }
}

extension DutyMoments {
    /// The moments that had been recorded by `limit`, given in the order in which they were
    /// recorded: a later one of the same name corrects an earlier one.
    public init(_ recorded: some Sequence<RecordedMoment>, recordedBy limit: Int64 = .max) {
        self = recorded.reduce(into: [:]) { moments, next in
            guard next.recordedAt <= limit else { return }
            moments.set(
                next.moment,
                to: Span(earliest: next.notBefore ?? next.happenedAt, latest: next.happenedAt)
            )
        }
    }
}

/// What has to be decided or recorded before a clock can run.
public enum DutyHint: String, Hashable, Sendable, Codable, CaseIterable {
    /// No role of the party had been recorded: the clocks run as for a disputed role.
    case roleNotRecorded = "roleNotRecorded"
    /// Nobody has decided when the controller became aware, so the 72 hours do not run.
    case awarenessNotDecided = "awarenessNotDecided"
}

/// The clocks of one party in an incident, from what had been recorded by a moment: moments, roles
/// and agreements alike.
public struct DutyStanding: Hashable, Sendable {
    public let clocks: [DutyClock]
    /// Of the party on the day it told us; nil when none had been recorded.
    public let role: PartyRole?
    public let hints: [DutyHint]

    /// `role` is the one of `roleDay`; `terms` in the order in which they were recorded.
    public init(
        moments: DutyMoments,
        role: PartyRole?,
        terms: [DutyRuleSet.AgreedTerm],
        now: Int64
    ) {
        self.role = role
        let found = moments[.processorDiscovered] ?? moments[.processorToldController] ?? now
        let agreement = DutyRuleSet.agreement(
            inForceOn: DutyLocalTime(utcMilliseconds: found).date,
            of: terms
        )
        clocks = DutyClock.clocks(
            of: DutyRuleSet.standard + [agreement].compactMap(\.self),
            for: role ?? .disputed,
            moments: moments,
            now: now
        )
        var hints: [DutyHint] = []
        if role == nil { hints.append(.roleNotRecorded) }
        let notice = clocks.first { $0.rule.id == DutyRuleSet.authorityNotice.id }
        if notice?.state == .notStarted, moments[.controllerAware] == nil {
            hints.append(.awarenessNotDecided)
        }
        self.hints = hints
    }

    /// The day whose role of the party decides: when it told us, else today. Days since 1970-01-01
    /// by the calendar of Amsterdam.
    public static func roleDay(_ moments: DutyMoments, now: Int64) -> Int {
        DutyLocalTime(utcMilliseconds: moments[.processorToldController] ?? now).date.dayNumber
    }

    /// Is a duty overdue, so that somebody must act?
    public var isOverdue: Bool { clocks.contains { $0.state == .overdue } }
}
