// SPDX-License-Identifier: EUPL-1.2

internal import Custody

/// The duties that Spoor knows. What is not yet in force stands here without a date, until the
/// organisation configures one.
public enum DutyRuleSet {
    private static let gdprApplies = DutyDate(year: 2018, month: 5, day: 25)
    private static let ourBreach: Set<PartyRole> = [.processor, .jointController, .disputed]

    public static let standard: [DutyRule] = [
        processorNotice, authorityNotice, authorityFollowUp, personsNotice, earlyWarning,
        incidentNotification, incidentFinalReport,
    ]

    public static let processorNotice = DutyRule(
        id: DutyRule.ID(rawValue: "gdpr-33-2"),
        law: "GDPR",
        article: "33(2)",
        dutchTitle: "De verwerker meldt het lek aan ons",
        englishTitle: "The processor tells us of the breach",
        bearer: .processor,
        recipient: .controller,
        trigger: .processorDiscovered,
        fulfilledBy: .processorToldController,
        period: .withoutUndueDelay,
        inForceFrom: gdprApplies,
        appliesWhen: [.processor, .disputed]
    )

    public static let authorityNotice = DutyRule(
        id: DutyRule.ID(rawValue: "gdpr-33-1"),
        law: "GDPR",
        article: "33(1)",
        dutchTitle: "Melding aan de Autoriteit Persoonsgegevens",
        englishTitle: "Notification to the supervisory authority",
        bearer: .controller,
        recipient: .supervisoryAuthority,
        trigger: .controllerAware,
        fulfilledBy: .authorityNotified,
        period: .hours(72),
        inForceFrom: gdprApplies,
        appliesWhen: ourBreach
    )

    public static let authorityFollowUp = DutyRule(
        id: DutyRule.ID(rawValue: "gdpr-33-4"),
        law: "GDPR",
        article: "33(4)",
        dutchTitle: "Aanvulling van de melding aan de Autoriteit Persoonsgegevens",
        englishTitle: "Further information to the supervisory authority, in phases",
        bearer: .controller,
        recipient: .supervisoryAuthority,
        trigger: .authorityNotified,
        fulfilledBy: .authorityNotificationCompleted,
        period: .withoutUndueDelay,
        inForceFrom: gdprApplies,
        appliesWhen: ourBreach
    )

    public static let personsNotice = DutyRule(
        id: DutyRule.ID(rawValue: "gdpr-34"),
        law: "GDPR",
        article: "34(1)",
        dutchTitle: "Mededeling aan de betrokkenen",
        englishTitle: "Communication to the people concerned",
        bearer: .controller,
        recipient: .affectedPersons,
        trigger: .controllerAware,
        fulfilledBy: .personsInformed,
        period: .withoutUndueDelay,
        inForceFrom: gdprApplies,
        appliesWhen: ourBreach
    )

    public static let earlyWarning = incidentDuty(
        "nis2-23-4-a",
        article: "23(4)(a)",
        dutch: "Vroegtijdige waarschuwing",
        english: "Early warning",
        from: .significantIncidentKnown,
        by: .earlyWarningSent,
        within: .hours(24)
    )

    public static let incidentNotification = incidentDuty(
        "nis2-23-4-b",
        article: "23(4)(b)",
        dutch: "Incidentmelding",
        english: "Incident notification",
        from: .significantIncidentKnown,
        by: .incidentNotificationSent,
        within: .hours(72)
    )

    public static let incidentFinalReport = incidentDuty(
        "nis2-23-4-d",
        article: "23(4)(d)",
        dutch: "Eindverslag van het incident",
        english: "Final report of the incident",
        from: .incidentNotificationSent,
        by: .incidentFinalReportSent,
        within: .calendarMonths(1)
    )

    /// NIS2 Art. 23 binds only through national law (Cyberbeveiligingswet), so it has no date here.
    private static func incidentDuty(
        _ id: String,
        article: String,
        dutch: String,
        english: String,
        from trigger: DutyMoment,
        by fulfilledBy: DutyMoment,
        within period: DutyRule.Period
    ) -> DutyRule {
        DutyRule(
            id: DutyRule.ID(rawValue: id),
            law: "NIS2",
            article: article,
            dutchTitle: dutch,
            englishTitle: english,
            bearer: .controller,
            recipient: .incidentResponseTeam,
            trigger: trigger,
            fulfilledBy: fulfilledBy,
            period: period,
            inForceFrom: nil,
            appliesWhen: Set(PartyRole.allCases)
        )
    }

    /// A version of the agreement, as far as it decides about a breach.
    public struct AgreedTerm: Hashable, Sendable {
        public var version: String
        public var from: DutyDate
        /// Nil: this version says nothing about it.
        public var incidentHours: Int?

        public init(version: String, from: DutyDate, incidentHours: Int?) {
            self.version = version
            self.from = from
            self.incidentHours = incidentHours
        }
    }

    /// The duty under the version in force on a day: of those that had begun the last to begin,
    /// and of several that began together the last that was recorded. Nil when there was none or
    /// when it names no hours; an older version does not come back for that.
    public static func agreement(
        inForceOn day: DutyDate,
        of terms: [AgreedTerm]
    ) -> DutyRule? {
        let current = terms.filter { $0.from <= day }
            .reduce(nil as AgreedTerm?) { last, term in
                if let last, last.from > term.from { last } else { term }
            }
        guard let current, let hours = current.incidentHours else { return nil }
        return agreement(current.version, hours: hours, inForceFrom: current.from)
    }

    /// What the agreement with the processor (verwerkersovereenkomst) asks beyond the law.
    public static func agreement(
        _ version: String,
        hours: Int,
        inForceFrom: DutyDate,
        inForceUntil: DutyDate? = nil
    ) -> DutyRule {
        DutyRule(
            id: DutyRule.ID(rawValue: "agreement-\(version)"),
            law: "agreement",
            article: version,
            dutchTitle: "De verwerker meldt het lek binnen de afgesproken tijd",
            englishTitle: "The processor tells us of the breach within the agreed time",
            bearer: .processor,
            recipient: .controller,
            trigger: .processorDiscovered,
            fulfilledBy: .processorToldController,
            period: .hours(hours),
            inForceFrom: inForceFrom,
            inForceUntil: inForceUntil,
            appliesWhen: [.processor, .disputed]
        )
    }
}
