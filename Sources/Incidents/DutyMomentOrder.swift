// SPDX-License-Identifier: EUPL-1.2

/// What is wrong, or only odd, about a moment that somebody wants to record beside the others.
public enum DutyMomentDoubt: Hashable, Sendable, Codable {
    /// It has not happened yet: a moment is recorded when it has.
    case inTheFuture(DutyMoment)
    /// The first cannot come before the second.
    case impossible(DutyMoment, before: DutyMoment)
    /// The first usually does not come before the second, but the law allows it: an authority may
    /// be told before anybody is certain.
    case odd(DutyMoment, before: DutyMoment)
    /// There is one already, which stands: this is further information.
    case second(DutyMoment)
    /// There is one of nearly the same time, of which this takes the place: it may be recorded twice.
    case again(DutyMoment)

    /// Must the moment be refused?
    public var isRefusal: Bool {
        switch self {
        case .odd, .second, .again: false
        case .inTheFuture, .impossible: true
        }
    }
}

extension DutyMoment {
    /// What happens in this order; a pair may be the other way round in law, or never.
    private static let order: [(earlier: DutyMoment, later: DutyMoment, mayTurn: Bool)] = [
        (.processorDiscovered, .processorToldController, false),
        (.discoveredByUs, .controllerTold, false),
        (.authorityNotified, .authorityNotificationCompleted, false),
        (.authorityNotified, .authoritySupplemented, false),
        (.authorityNotified, .authorityNotificationWithdrawn, false),
        (.incidentNotificationSent, .incidentFinalReportSent, false),
        (.incidentNotificationSent, .progressReportSent, false),
        (.interimReportRequested, .interimReportSent, false),
        (.processorToldController, .controllerAware, true),
        (.controllerFirstSuspicion, .controllerAware, true),
        (.controllerAware, .authorityNotified, true),
        (.controllerAware, .personsInformed, true),
        (.significantIncidentKnown, .earlyWarningSent, true),
        (.significantIncidentKnown, .incidentNotificationSent, true),
    ]

    /// Milliseconds between two moments of one name that may be the same.
    private static let nearlyTheSame: Int64 = 3_600_000

    /// What speaks against recording `new` at `now` beside what is known; what refuses comes first.
    /// A later moment of the same name takes the place of the earlier one, but for a second notification
    /// to the authority, which is further information.
    public static func doubts(
        about new: DutyMoments,
        known: DutyMoments,
        now: Int64
    ) -> [DutyMomentDoubt] {
        let all = known.merging(new)
        var doubts = allCases.filter { moment in
            new.span(of: moment).map { $0.earliest > now } == true
        }
        .map(DutyMomentDoubt.inTheFuture)
        for (earlier, later, mayTurn) in order where new[earlier] != nil || new[later] != nil {
            // A report was sent, and another one is asked for.
            if earlier == .interimReportRequested, new[later] == nil { continue }
            // Of moments without a time, only what cannot be.
            guard let first = all.span(of: earlier)?.earliest,
                let second = all.span(of: later)?.latest, second < first
            else { continue }
            doubts.append(
                mayTurn ? .odd(later, before: earlier) : .impossible(later, before: earlier)
            )
        }
        for moment in allCases where moment.isFirstThatCounts {
            guard let first = known[moment], let second = new[moment], first <= second else {
                continue
            }
            doubts.append(.second(moment))
        }
        for moment in allCases where !moment.isFirstThatCounts {
            guard let first = known[moment], let second = new[moment],
                abs(first - second) <= nearlyTheSame
            else { continue }
            doubts.append(.again(moment))
        }
        return doubts
    }
}
