// SPDX-License-Identifier: EUPL-1.2

internal import Custody

/// The duties that Spoor knows. What is not yet in force stands here without a date, until the
/// organisation configures one.
public enum DutyRuleSet {
    private static let gdprApplies = DutyDate(year: 2018, month: 5, day: 25)
    private static let ourBreach: Set<PartyRole> = [.processor, .jointController, .disputed]

    public static let standard: [DutyRule] = [
        processorNotice, awareness, authorityNotice, authorityFollowUp, personsNotice,
        controllerNotice,
    ]

    /// By which rules the clocks are judged.
    public enum Edition: String, Hashable, Sendable, Codable, CaseIterable {
        case law = "law"
        /// The Digital Omnibus of November 2025, a proposal and no law: 96 hours in place of 72, and the
        /// authority only at a high risk. For what-if alone.
        case omnibusDraft = "omnibus-draft"
    }

    /// The rules of an edition, as they read after what happened.
    public static func standard(_ moments: DutyMoments, _ edition: Edition = .law) -> [DutyRule] {
        standard.map { rule in
            var rule = rule
            switch rule.id {
            // Nobody told us, and we suspect it ourselves.
            case awareness.id where moments.span(of: .processorToldController) == nil:
                rule.trigger = .controllerFirstSuspicion
            case authorityFollowUp.id
            where moments.span(of: .authorityNotificationWithdrawn) != nil:
                rule.fulfilledBy = .authorityNotificationWithdrawn
                rule.dutchTitle = "De melding is ingetrokken"
                rule.englishTitle = "The notification was withdrawn"
            case authorityNotice.id where edition == .omnibusDraft: rule.period = .hours(96)
            default: break
            }
            return rule
        }
    }

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

    /// Where we are the processor: the controller decides about its authority and its people, and cannot
    /// before it knows.
    public static let controllerNotice = DutyRule(
        id: DutyRule.ID(rawValue: "gdpr-33-2-ours"),
        law: "GDPR",
        article: "33(2)",
        dutchTitle: "Wij melden het lek aan de verwerkingsverantwoordelijke",
        englishTitle: "We tell the controller of the breach",
        bearer: .ourselvesAsProcessor,
        recipient: .controller,
        trigger: .discoveredByUs,
        fulfilledBy: .controllerTold,
        period: .withoutUndueDelay,
        inForceFrom: gdprApplies,
        appliesWhen: [.ourController]
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

    /// A controller is in principle aware once its processor informs it (EDPB Guidelines 9/2022): as
    /// long as nobody decides, this clock runs in the place of the 72 hours.
    public static let awareness = DutyRule(
        id: DutyRule.ID(rawValue: "gdpr-33-1-aware"),
        law: "GDPR",
        article: "33(1)",
        dutchTitle: "Beslissen of wij kennis van het lek hebben",
        englishTitle: "Decide whether we are aware of the breach",
        bearer: .controller,
        recipient: .controller,
        trigger: .processorToldController,
        fulfilledBy: .controllerAware,
        period: .withoutUndueDelay,
        inForceFrom: gdprApplies,
        appliesWhen: ourBreach
    )

    /// A version of the agreement, as far as it decides about a breach.
    public struct AgreedTerm: Hashable, Sendable {
        public var version: String
        public var from: DutyDate
        /// Nil: this version says nothing about it.
        public var incidentHours: Int?
        public var recorded: DutyRecording

        public init(
            version: String,
            from: DutyDate,
            incidentHours: Int?,
            recorded: DutyRecording = DutyRecording(at: 0)
        ) {
            self.version = version
            self.from = from
            self.incidentHours = incidentHours
            self.recorded = recorded
        }
    }

    /// What the agreement in force on a day asks, and what is odd about it.
    public struct Agreed: Hashable, Sendable {
        /// Nil when there was no agreement, or when it names no hours.
        public var strictest: DutyRule?
        public var findings: [DutyHint]
    }

    /// The duty under the version in force on a day: of those that had begun the last to begin, and of
    /// several that began together the one with the fewest hours. An older version does not come back
    /// for one that names no hours.
    public static func agreements(inForceOn day: DutyDate, of terms: [AgreedTerm]) -> Agreed {
        guard let last = terms.map(\.from).filter({ $0 <= day }).max() else {
            return Agreed(strictest: nil, findings: [.noAgreement])
        }
        let current = terms.filter { $0.from == last }
        let strictest = current.filter { $0.incidentHours != nil }
            .min { $0.incidentHours ?? 0 < $1.incidentHours ?? 0 }
        let versions = current.map(\.version)
        guard let strictest, let hours = strictest.incidentHours else {
            let together = versions.joined(separator: ", ")
            return Agreed(strictest: nil, findings: [.noHoursAgreed(version: together)])
        }
        return Agreed(
            strictest: agreement(strictest.version, hours: hours, inForceFrom: strictest.from),
            findings: current.count > 1
                ? [.agreementsOfOneDay(versions: versions, strictest: strictest.version)] : []
        )
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

    /// The same term where we are the processor, and the hours are ours.
    static func ofOurs(_ agreed: DutyRule) -> DutyRule {
        var rule = agreed
        rule.dutchTitle = "Wij melden het lek binnen de afgesproken tijd"
        rule.englishTitle = "We tell of the breach within the agreed time"
        rule.bearer = .ourselvesAsProcessor
        rule.trigger = .discoveredByUs
        rule.fulfilledBy = .controllerTold
        rule.appliesWhen = [.ourController]
        return rule
    }
}
