// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// A duty as data: what law asks what of whom, from which moment, within what period, and since
/// when (plicht). Replaying an old incident never shows a duty that did not exist yet.
public struct DutyRule: Hashable, Sendable, Identifiable {
    public struct ID: RawRepresentable, Hashable, Sendable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    public let id: ID
    /// `GDPR`, `Cbw`, or the version of the agreement.
    public var law: String
    public var article: String
    public var dutchTitle: String
    public var englishTitle: String
    public var bearer: Bearer
    public var recipient: Recipient
    public var trigger: DutyMoment
    /// The moment that fulfils it.
    public var fulfilledBy: DutyMoment
    public var period: Period
    /// Nil: not in force, or not known to be.
    public var inForceFrom: DutyDate?
    /// The last day on which a trigger still starts it; nil when it has no end.
    public var inForceUntil: DutyDate?
    /// The roles of the party in the flow for which the duty runs.
    public var appliesWhen: Set<PartyRole>

    public init(
        id: ID,
        law: String,
        article: String,
        dutchTitle: String,
        englishTitle: String,
        bearer: Bearer,
        recipient: Recipient,
        trigger: DutyMoment,
        fulfilledBy: DutyMoment,
        period: Period,
        inForceFrom: DutyDate?,
        inForceUntil: DutyDate? = nil,
        appliesWhen: Set<PartyRole>
    ) {
        self.id = id
        self.law = law
        self.article = article
        self.dutchTitle = dutchTitle
        self.englishTitle = englishTitle
        self.bearer = bearer
        self.recipient = recipient
        self.trigger = trigger
        self.fulfilledBy = fulfilledBy
        self.period = period
        self.inForceFrom = inForceFrom
        self.inForceUntil = inForceUntil
        self.appliesWhen = appliesWhen
    }

    public func title(in language: Language) -> String {
        language == .dutch ? dutchTitle : englishTitle
    }

    public func isInForce(on date: DutyDate) -> Bool {
        guard let inForceFrom, date >= inForceFrom else { return false }
        return inForceUntil.map { date <= $0 } ?? true
    }

    public enum Bearer: String, Sendable, Hashable, Codable, CaseIterable {
        case controller = "controller"
        case processor = "processor"
        /// Essentiële of belangrijke entiteit (Cbw).
        case entity = "entity"
        /// Ourselves, where we process on behalf of the party.
        case ourselvesAsProcessor = "ourselvesAsProcessor"
    }

    public enum Recipient: String, Sendable, Hashable, Codable, CaseIterable {
        case controller = "controller"
        /// Autoriteit Persoonsgegevens.
        case supervisoryAuthority = "supervisoryAuthority"
        case affectedPersons = "affectedPersons"
        /// Both, at once; who they are depends on sector and date (`CyberActRecipient`).
        case incidentResponseTeamAndAuthority = "incidentResponseTeamAndAuthority"
        /// Afnemers van de dienst.
        case serviceRecipients = "serviceRecipients"
    }

    /// How long, which also says how it is counted.
    public enum Period: Hashable, Sendable {
        /// Elapsed hours, weekends and changes of the clock included.
        case hours(Int)
        /// Calendar months in local time.
        case calendarMonths(Int)
        /// Working days in local time, to the end of the last.
        case workingDays(Int)
        /// No number in the law: shown as time that passes, never as overdue.
        case withoutUndueDelay

        public var counting: Counting? {
            switch self {
            case .hours: .elapsedHours
            case .calendarMonths: .calendarMonths
            case .workingDays: .workingDays
            case .withoutUndueDelay: nil
            }
        }
    }

    public enum Counting: String, Sendable, Hashable, CaseIterable {
        case elapsedHours = "elapsedHours"
        case calendarMonths = "calendarMonths"
        case workingDays = "workingDays"
    }
}
