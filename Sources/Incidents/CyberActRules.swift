// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// The duties of the Cyberbeveiligingswet (Stb. 2026, 187), in force since 15 August 2026 (Stb. 2026,
/// 189, Art. 35): Articles 26 to 30. What was known before that day starts none of them.
public enum CyberActRules {
    public static let inForceFrom = DutyDate(year: 2026, month: 8, day: 15)

    /// Those that can run, given what happened: an interim report when one was asked for, and a
    /// progress report in the place of the final one when the incident still ran.
    public static func rules(_ moments: DutyMoments) -> [DutyRule] {
        var rules = [earlyWarning, notification, recipientsNotice]
        if moments.span(of: .interimReportRequested) != nil { rules.append(interimReport) }
        if moments.span(of: .progressReportSent) == nil {
            rules.append(finalReport)
        } else {
            rules += [progressReport, finalReportAfterHandling]
        }
        return rules
    }

    public static let earlyWarning = duty(
        "cbw-26",
        article: "26",
        dutch: "Vroegtijdige waarschuwing: kwaad opzet? gevolgen over de grens? wie is bereikbaar?",
        english: "Early warning: malicious? effects across a border? who can be reached?",
        from: .significantIncidentKnown,
        by: .earlyWarningSent,
        within: .hours(24)
    )

    public static let notification = duty(
        "cbw-27",
        article: "27",
        dutch: "Incidentmelding: ernst, gevolgen, aanwijzingen van de inbraak",
        english: "Incident notification: severity, effects, indicators",
        from: .significantIncidentKnown,
        by: .incidentNotificationSent,
        within: .hours(72)
    )

    public static let interimReport = duty(
        "cbw-28",
        article: "28",
        dutch: "Tussentijds verslag, op verzoek",
        english: "Interim report, as was asked for",
        from: .interimReportRequested,
        by: .interimReportSent,
        within: .withoutUndueDelay
    )

    /// From the filing of the 72-hour notification, not from knowing of the incident.
    public static let finalReport = duty(
        "cbw-29",
        article: "29",
        dutch: "Eindverslag, of een voortgangsverslag als het incident nog loopt",
        english: "Final report, or a progress report when the incident still runs",
        from: .incidentNotificationSent,
        by: .incidentFinalReportSent,
        within: .calendarMonths(1)
    )

    public static let progressReport = duty(
        "cbw-29-progress",
        article: "29",
        dutch: "Voortgangsverslag, omdat het incident nog liep",
        english: "Progress report, because the incident still ran",
        from: .incidentNotificationSent,
        by: .progressReportSent,
        within: .calendarMonths(1)
    )

    public static let finalReportAfterHandling = duty(
        "cbw-29",
        article: "29",
        dutch: "Eindverslag, een maand nadat het incident is afgehandeld",
        english: "Final report, a month after the incident was handled",
        from: .incidentHandled,
        by: .incidentFinalReportSent,
        within: .calendarMonths(1)
    )

    public static let recipientsNotice = duty(
        "cbw-30",
        article: "30",
        dutch: "Mededeling aan de afnemers van de dienst, met wat zij kunnen doen",
        english: "Telling the recipients of the service, with what they can do",
        from: .significantIncidentKnown,
        by: .serviceRecipientsTold,
        within: .withoutUndueDelay,
        to: .serviceRecipients
    )

    private static func duty(
        _ id: String,
        article: String,
        dutch: String,
        english: String,
        from trigger: DutyMoment,
        by fulfilledBy: DutyMoment,
        within period: DutyRule.Period,
        to recipient: DutyRule.Recipient = .incidentResponseTeamAndAuthority
    ) -> DutyRule {
        DutyRule(
            id: DutyRule.ID(rawValue: id),
            law: "Cbw",
            article: article,
            dutchTitle: dutch,
            englishTitle: english,
            bearer: .entity,
            recipient: recipient,
            trigger: trigger,
            fulfilledBy: fulfilledBy,
            period: period,
            inForceFrom: inForceFrom,
            appliesWhen: []
        )
    }
}

/// Whether the Cyberbeveiligingswet applies to an organisation: somebody decides it, from a day on, and
/// says why. Ourselves, or a party.
public struct CyberActDecision: Hashable, Sendable, Codable {
    public var applies: Bool
    /// By which authority and incident response team are found: `care`.
    public var sector: String
    /// Days since 1970-01-01.
    public var from: Int
    public var by: String
    public var because: String
    /// Milliseconds since 1970-01-01 UTC.
    public var recordedAt: Int64
    /// What the organisation knows better than the table: where it files.
    public var channel: String?

    public init(
        applies: Bool,
        sector: String,
        from: Int,
        by: String,
        because: String,
        recordedAt: Int64,
        channel: String? = nil
    ) {
        self.applies = applies
        self.sector = sector
        self.from = from
        self.by = by
        self.because = because
        self.recordedAt = recordedAt
        self.channel = channel
    }

    /// The one that holds on a day, of those in the order in which they were recorded: the last to
    /// begin, and of the same day the last that was recorded.
    public static func inForce(on day: DutyDate, of decisions: [CyberActDecision])
        -> CyberActDecision?
    {
        decisions.filter { $0.from <= day.dayNumber }
            .reduce(nil as CyberActDecision?) { last, next in
                if let last, last.from > next.from { last } else { next }
            }
    }
}

/// To whom a sector notifies, from a day on: data with a date, for laws and decrees move it.
public struct CyberActRecipient: Hashable, Sendable, Codable {
    public var sector: String
    /// Days since 1970-01-01.
    public var from: Int
    /// Bevoegde autoriteit, Art. 15.
    public var authority: String
    public var dutchAuthority: String
    /// Art. 16.
    public var responseTeam: String
    /// Where it is filed; nil where sources disagree, and the organisation must say.
    public var channel: String?

    /// For care the minister is the authority (Art. 15(1)) and the inspectorate (IGJ) supervises; Z-CERT
    /// is the response team by decree. Sources disagree on the portal, so none stands here.
    static let table = [
        CyberActRecipient(
            sector: "care",
            from: CyberActRules.inForceFrom.dayNumber,
            authority: "the Minister of Health (VWS), with IGJ as supervisor",
            dutchAuthority: "de minister van VWS (de IGJ houdt toezicht)",
            responseTeam: "Z-CERT",
            channel: nil
        )
    ]

    public static var sectors: Set<String> { Set(table.map(\.sector)) }

    /// The response team first, as the law names them.
    public func names(in language: Language) -> [String] {
        [responseTeam, language == .dutch ? dutchAuthority : authority]
    }

    /// What a sector is called; its code when the table does not have it.
    public static func name(ofSector sector: String, in language: Language) -> String {
        sector == "care" ? language == .dutch ? "zorg" : "care" : sector
    }

    /// Nil of a sector, or a day, that the table does not have.
    public static func of(sector: String, on day: DutyDate) -> CyberActRecipient? {
        table.filter { $0.sector == sector && $0.from <= day.dayNumber }.max { $0.from < $1.from }
    }
}
