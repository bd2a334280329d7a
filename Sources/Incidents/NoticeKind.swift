// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// A notification that a law asks for, with questions, versions and a proof of sending of its own
/// (melding). Its code stands in the ledger.
public enum NoticeKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Of a breach of personal data, to the supervisory authority (GDPR Art. 33).
    case dataBreach = "gdpr-33"
    /// Within 24 hours of knowing of a significant incident (Cbw Art. 26).
    case earlyWarning = "cbw-26"
    /// Within 72 hours of knowing of it (Cbw Art. 27).
    case incidentNotification = "cbw-27"
    /// When the response team or the authority asks for it (Cbw Art. 28).
    case interimReport = "cbw-28"
    /// A month after the notification, when the incident still runs (Cbw Art. 29).
    case progressReport = "cbw-29-progress"
    /// A month after the notification, or after the handling of an incident that still ran (Cbw Art. 29).
    case finalReport = "cbw-29"

    public var code: String { rawValue }

    public var isOfCyberAct: Bool { self != .dataBreach }

    /// The forms in which it is shown; the first is that of whoever takes it.
    public var layouts: [NoticeForm.Layout] {
        NoticeForm.Layout.allCases.filter { $0.notice == self }
    }

    /// Its questions, in the order of its form.
    public var questions: [NoticeQuestion] {
        layouts.first.map { NoticeForm($0).questions } ?? []
    }

    /// What is recorded when it is sent for the first time.
    public var moment: DutyMoment {
        switch self {
        case .dataBreach: .authorityNotified
        case .earlyWarning: .earlyWarningSent
        case .incidentNotification: .incidentNotificationSent
        case .interimReport: .interimReportSent
        case .progressReport: .progressReportSent
        case .finalReport: .incidentFinalReportSent
        }
    }

    /// The rules that ask for it. A progress report is sent in the place of a final one that is due.
    public var duties: [DutyRule.ID] {
        switch self {
        case .dataBreach: [DutyRuleSet.authorityNotice.id]
        case .earlyWarning: [CyberActRules.earlyWarning.id]
        case .incidentNotification: [CyberActRules.notification.id]
        case .interimReport: [CyberActRules.interimReport.id]
        case .progressReport: [CyberActRules.progressReport.id, CyberActRules.finalReport.id]
        case .finalReport: [CyberActRules.finalReport.id]
        }
    }

    /// Those of the same law that go before it, oldest first: what they said is carried over.
    public var stagesBefore: [NoticeKind] {
        guard isOfCyberAct, let place = Self.allCases.firstIndex(of: self) else { return [] }
        return Self.allCases[..<place].filter(\.isOfCyberAct)
    }

    public func title(in language: Language) -> String {
        let (dutch, english) =
            switch self {
            case .dataBreach: ("Melding van het datalek", "Notification of the breach")
            case .earlyWarning: ("Vroegtijdige waarschuwing", "Early warning")
            case .incidentNotification: ("Incidentmelding", "Incident notification")
            case .interimReport: ("Tussentijds verslag", "Interim report")
            case .progressReport: ("Voortgangsverslag", "Progress report")
            case .finalReport: ("Eindverslag", "Final report")
            }
        return language == .dutch ? dutch : english
    }
}
