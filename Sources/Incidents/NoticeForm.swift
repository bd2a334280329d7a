// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// The questions that a notification answers, in the order of whoever takes it (meldformulier). The
/// supervisory authority takes its web form only, so the answers are copied over one by one.
///
/// Numbers of the questions of the Autoriteit Persoonsgegevens as its form had them in 2026; sections of
/// the template that the European Data Protection Board published on 10 June 2026; stages of the
/// Cyberbeveiligingswet.
public struct NoticeForm: Sendable {
    public enum Layout: String, Sendable, Hashable, Codable, CaseIterable {
        /// Of the Dutch authority.
        case authority = "ap"
        /// The common template of the EDPB, version 1.0.
        case european = "edpb"
        case earlyWarning = "cbw-26"
        case incidentNotification = "cbw-27"
        case interimReport = "cbw-28"
        case progressReport = "cbw-29-progress"
        case finalReport = "cbw-29"

        public var notice: NoticeKind {
            switch self {
            case .authority, .european: .dataBreach
            case .earlyWarning: .earlyWarning
            case .incidentNotification: .incidentNotification
            case .interimReport: .interimReport
            case .progressReport: .progressReport
            case .finalReport: .finalReport
            }
        }
    }

    public struct Section: Sendable, Identifiable {
        public let id: Int
        public let dutch: String
        public let english: String
        public let questions: [NoticeQuestion]

        public func title(in language: Language) -> String {
            language == .dutch ? dutch : english
        }
    }

    public let layout: Layout
    public let sections: [Section]

    public var questions: [NoticeQuestion] { sections.flatMap(\.questions) }

    public init(_ layout: Layout) {
        self.layout = layout
        sections =
            switch layout {
            case .authority: Self.authority
            case .european: Self.european
            case .earlyWarning: Self.earlyWarning
            case .incidentNotification: Self.incidentNotification
            case .interimReport: Self.interimReport
            case .progressReport: Self.progressReport
            case .finalReport: Self.finalReport
            }
    }

    private static let authority: [Section] = [
        Section(
            id: 1,
            dutch: "Soort melding",
            english: "Kind of notification",
            questions: [.kind, .legalBasis, .otherSupervisors]
        ),
        Section(
            id: 2,
            dutch: "Andere landen",
            english: "Other countries",
            questions: [.peopleAbroad, .otherAuthorities]
        ),
        Section(
            id: 3,
            dutch: "Wie meldt",
            english: "Who notifies",
            questions: [
                .organisation, .organisationAddress, .sector, .reporter, .contact,
                .otherOrganisations,
            ]
        ),
        Section(
            id: 4,
            dutch: "Tijdlijn",
            english: "Timeline",
            questions: [
                .began, .ended, .discovered, .told, .aware, .howDiscovered, .reasonsForDelay,
            ]
        ),
        Section(
            id: 5,
            dutch: "Wat er gebeurde",
            english: "What happened",
            questions: [.nature, .incidentKind, .summary]
        ),
        Section(
            id: 6,
            dutch: "Welke gegevens",
            english: "Which data",
            questions: [.ordinaryData, .specialData, .records]
        ),
        Section(
            id: 7,
            dutch: "Welke mensen",
            english: "Which people",
            questions: [.groups, .groupDescription, .fewestPeople, .mostPeople]
        ),
        Section(
            id: 8,
            dutch: "Beveiliging vooraf",
            english: "Protection before",
            questions: [.unintelligible]
        ),
        Section(
            id: 9,
            dutch: "Gevolgen",
            english: "Consequences",
            questions: [.consequencesForData, .consequencesForPeople, .severity]
        ),
        Section(
            id: 10,
            dutch: "Wat u doet",
            english: "What you do",
            questions: [.peopleTold, .peopleToldCount, .toldHow, .whyNotTold, .measures]
        ),
    ]

    private static let european: [Section] = [
        Section(
            id: 1,
            dutch: "Soort melding",
            english: "Kind of notification",
            questions: [.kind, .legalBasis]
        ),
        Section(
            id: 2,
            dutch: "Wie betrokken is",
            english: "Who is involved",
            questions: [
                .organisation, .organisationAddress, .sector, .reporter, .contact,
                .otherOrganisations,
            ]
        ),
        Section(
            id: 3,
            dutch: "Het datalek",
            english: "The breach",
            questions: [
                .began, .ended, .discovered, .aware, .told, .howDiscovered, .reasonsForDelay,
                .nature,
                .incidentKind, .summary, .groups, .groupDescription, .fewestPeople, .mostPeople,
                .ordinaryData, .specialData, .records, .unintelligible,
            ]
        ),
        Section(
            id: 4,
            dutch: "Gevolgen en maatregelen",
            english: "Consequences and measures",
            questions: [.consequencesForData, .consequencesForPeople, .severity, .measures]
        ),
        Section(
            id: 5,
            dutch: "Mensen inlichten",
            english: "Telling people",
            questions: [.peopleTold, .peopleToldCount, .whyNotTold, .toldHow]
        ),
        Section(
            id: 6,
            dutch: "Andere autoriteiten",
            english: "Other authorities",
            questions: [.otherSupervisors, .peopleAbroad, .otherAuthorities]
        ),
    ]
}

/// One question of a notification, whatever its number in a form. Its code stands in the ledger.
public enum NoticeQuestion: String, Sendable, Hashable, Codable, CaseIterable {
    case kind = "kind"
    case legalBasis = "legalBasis"
    case otherSupervisors = "otherSupervisors"
    case peopleAbroad = "peopleAbroad"
    case otherAuthorities = "otherAuthorities"
    case organisation = "organisation"
    case organisationAddress = "organisationAddress"
    case sector = "sector"
    case reporter = "reporter"
    case contact = "contact"
    case otherOrganisations = "otherOrganisations"
    case began = "began"
    case ended = "ended"
    case discovered = "discovered"
    case told = "told"
    case aware = "aware"
    case howDiscovered = "howDiscovered"
    case reasonsForDelay = "reasonsForDelay"
    case nature = "nature"
    case incidentKind = "incidentKind"
    case summary = "summary"
    case ordinaryData = "ordinaryData"
    case specialData = "specialData"
    case records = "records"
    case groups = "groups"
    case groupDescription = "groupDescription"
    case fewestPeople = "fewestPeople"
    case mostPeople = "mostPeople"
    case unintelligible = "unintelligible"
    case consequencesForData = "consequencesForData"
    case consequencesForPeople = "consequencesForPeople"
    case severity = "severity"
    case peopleTold = "peopleTold"
    case peopleToldCount = "peopleToldCount"
    case toldHow = "toldHow"
    case whyNotTold = "whyNotTold"
    case measures = "measures"

    // Of the Cyberbeveiligingswet.
    case responsibleOfficer = "responsibleOfficer"
    case knownAt = "knownAt"
    case service = "service"
    case significance = "significance"
    case malicious = "malicious"
    case crossBorder = "crossBorder"
    case updates = "updates"
    case incidentSeverity = "incidentSeverity"
    case incidentEffects = "incidentEffects"
    case indicators = "indicators"
    case measuresGoingOn = "measuresGoingOn"
    case askedAt = "askedAt"
    case asked = "asked"
    case whyStillRunning = "whyStillRunning"
    case expectedEnd = "expectedEnd"
    case handledAt = "handledAt"
    case fullDescription = "fullDescription"
    case cause = "cause"

    public var code: String { rawValue }

    /// In the form of the Dutch authority; nil of what it does not ask.
    public var number: String? {
        switch self {
        case .kind: "1.1"
        case .legalBasis: "1.2"
        case .otherSupervisors: "1.3"
        case .peopleAbroad: "2.1.1"
        case .otherAuthorities: "2.2.1"
        case .organisation: "3.1.1 a"
        case .organisationAddress: "3.1.1 c"
        case .sector: "3.1.2"
        case .reporter: "3.2.1"
        case .contact: "3.2.2"
        case .otherOrganisations: "3.3"
        case .began: "4.1.1"
        case .ended: "4.1.2"
        case .discovered: "4.2"
        case .told: "4.2, verwerker"
        case .aware: "4.2, kennis"
        case .howDiscovered: "4.3"
        case .reasonsForDelay: "4.5"
        case .nature: "5.1"
        case .incidentKind: "5.2"
        case .summary: "5.3"
        case .ordinaryData: "6.1"
        case .specialData: "6.2"
        case .records: "6.3.1"
        case .groups: "7.1"
        case .groupDescription: "7.2"
        case .fewestPeople: "7.3, minimum"
        case .mostPeople: "7.3, maximum"
        case .unintelligible: "8.1"
        case .consequencesForData: "9.1"
        case .consequencesForPeople: "9.2"
        case .severity: "9.3"
        case .peopleTold: "10.1.1"
        case .peopleToldCount: "10.1.3"
        case .toldHow: "10.1.7"
        case .whyNotTold: "10.1.1, waarom niet"
        case .measures: "10.2"
        case .responsibleOfficer, .knownAt, .service, .significance, .malicious, .crossBorder,
            .updates, .incidentSeverity, .incidentEffects, .indicators, .measuresGoingOn, .askedAt,
            .asked, .whyStillRunning, .expectedEnd, .handledAt, .fullDescription, .cause:
            nil
        }
    }

    /// Is it answered anew in each notification, so that an earlier answer says nothing?
    public var isOfOneStage: Bool {
        [.updates, .asked, .askedAt, .whyStillRunning, .measuresGoingOn].contains(self)
    }

    public func title(in language: Language) -> String {
        let (dutch, english) = titles
        return language == .dutch ? dutch : english
    }

    private var titles: (String, String) {
        switch self {
        case .kind: ("Soort melding", "Kind of notification")
        case .legalBasis: ("Wettelijke grondslag van de melding", "Law under which you notify")
        case .otherSupervisors: ("Andere toezichthouders ingelicht", "Other supervisors told")
        case .peopleAbroad: ("Mensen in andere landen", "People in other countries")
        case .otherAuthorities:
            ("Andere privacytoezichthouders ingelicht", "Other data protection authorities told")
        case .organisation: ("Naam van de organisatie", "Name of the organisation")
        case .organisationAddress: ("Adres en KvK-nummer", "Address and register number")
        case .sector: ("Sector", "Sector")
        case .reporter: ("Wie meldt", "Who notifies")
        case .contact:
            ("Contactpersoon, als dat een ander is", "Contact, when that is somebody else")
        case .otherOrganisations: ("Andere betrokken organisaties", "Other organisations involved")
        case .began: ("Begin van de inbreuk", "Beginning of the breach")
        case .ended: ("Einde van de inbreuk", "End of the breach")
        case .discovered: ("De verwerker ontdekte het op", "The processor discovered it on")
        case .told: ("De verwerker vertelde het op", "The processor told us on")
        case .aware: ("Wij hadden er kennis van op", "We were aware of it on")
        case .howDiscovered: ("Hoe het is ontdekt", "How it was discovered")
        case .reasonsForDelay:
            ("Waarom later dan 72 uur gemeld is", "Why it is notified later than 72 hours")
        case .nature: ("Aard van de inbreuk", "Nature of the breach")
        case .incidentKind: ("Soort incident", "Kind of incident")
        case .summary: ("Samenvatting", "Summary")
        case .ordinaryData: ("Gewone persoonsgegevens", "Ordinary personal data")
        case .specialData: ("Bijzondere persoonsgegevens", "Special categories of data")
        case .records: ("Aantal records", "Number of records")
        case .groups: ("Groepen mensen", "Groups of people")
        case .groupDescription: ("Omschrijving van de groep", "Description of the group")
        case .fewestPeople: ("Aantal mensen, ten minste", "Number of people, at least")
        case .mostPeople: ("Aantal mensen, ten hoogste", "Number of people, at most")
        case .unintelligible:
            (
                "Waren de gegevens versleuteld of onleesbaar?",
                "Were the data encrypted or unreadable?"
            )
        case .consequencesForData:
            ("Gevolgen voor de gegevens", "Consequences for the data")
        case .consequencesForPeople: ("Gevolgen voor mensen", "Consequences for people")
        case .severity: ("Hoe ernstig", "How severe")
        case .peopleTold: ("Zijn mensen ingelicht?", "Were people told?")
        case .peopleToldCount: ("Hoeveel mensen zijn ingelicht", "How many people were told")
        case .toldHow: ("Hoe zij zijn ingelicht", "How they were told")
        case .whyNotTold: ("Waarom anderen niet", "Why others were not")
        case .measures: ("Maatregelen", "Measures")
        case .responsibleOfficer:
            ("Verantwoordelijke, en hoe u die bereikt", "Who is responsible, and how to reach them")
        case .knownAt: ("Het incident werd bekend op", "The incident became known on")
        case .service: ("Welke dienst geraakt is", "Which service is affected")
        case .significance:
            ("Waarom het incident significant is", "Why the incident is significant")
        case .malicious:
            (
                "Is er een vermoeden van kwaad opzet of een strafbaar feit?",
                "Is intent or a criminal act suspected?"
            )
        case .crossBorder:
            ("Kan het gevolgen hebben in andere landen?", "Can it have effects in other countries?")
        case .updates:
            ("Nieuwe informatie sinds de vorige melding", "New since the last notification")
        case .incidentSeverity: ("Hoe ernstig het incident is", "How severe the incident is")
        case .incidentEffects: ("Gevolgen van het incident", "Effects of the incident")
        case .indicators: ("Sporen van de inbraak", "Indicators of compromise")
        case .measuresGoingOn: ("Maatregelen die nog lopen", "Measures that still go on")
        case .askedAt: ("Verslag gevraagd op", "Report asked for on")
        case .asked: ("Wie wat heeft gevraagd", "Who asked for what")
        case .whyStillRunning: ("Waarom het incident nog loopt", "Why the incident still runs")
        case .expectedEnd: ("Verwacht einde van de afhandeling", "Expected end of the handling")
        case .handledAt: ("Afgehandeld op", "Handled on")
        case .fullDescription:
            ("Uitvoerige beschrijving van het incident", "Detailed description of the incident")
        case .cause: ("Soort dreiging of oorzaak", "Kind of threat, or cause")
        }
    }
}

extension DataCategory {
    /// Of the special categories of GDPR Art. 9: health, religion, origin. Whoever fills in the form says
    /// the rest.
    public var isSpecial: Bool {
        switch self {
        case .testRequested, .testIndication, .testResult, .gynaecologicalComplaints, .menstruation,
            .contraception, .hormoneUse, .clinicalFinding, .earlierResult, .religion, .ethnicity,
            .allergy, .diagnosis, .medication, .procedure, .observation, .visit, .death, .freeText,
            .sampleDate, .genetics:
            true
        default: false
        }
    }
}
