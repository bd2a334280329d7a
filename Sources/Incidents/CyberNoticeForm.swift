// SPDX-License-Identifier: EUPL-1.2

// What each stage of a notification under the Cyberbeveiligingswet asks (Cbw Art. 26 to 29, after NIS2
// Art. 23(4)). The law names the contents and no form: the order is ours.
extension NoticeForm {
    private static func who(_ more: [NoticeQuestion] = []) -> Section {
        Section(
            id: 1,
            dutch: "Wie meldt",
            english: "Who notifies",
            questions: [.organisation, .organisationAddress, .sector, .responsibleOfficer] + more
        )
    }

    static let earlyWarning: [Section] = [
        who(),
        Section(
            id: 2,
            dutch: "Wat er gebeurde",
            english: "What happened",
            questions: [.knownAt, .summary, .service, .significance]
        ),
        Section(
            id: 3,
            dutch: "Opzet, en andere landen",
            english: "Intent, and other countries",
            questions: [.malicious, .crossBorder]
        ),
    ]

    static let incidentNotification: [Section] = [
        who([.otherOrganisations]),
        Section(
            id: 2,
            dutch: "Wat er veranderde",
            english: "What changed",
            questions: [.knownAt, .updates, .malicious, .crossBorder]
        ),
        Section(
            id: 3,
            dutch: "Hoe ernstig",
            english: "How severe",
            questions: [
                .service, .significance, .incidentSeverity, .incidentEffects, .fewestPeople,
                .mostPeople,
            ]
        ),
        Section(
            id: 4,
            dutch: "Hoe zij binnenkwamen",
            english: "How they came in",
            questions: [.discovered, .howDiscovered, .indicators]
        ),
        Section(
            id: 5,
            dutch: "Wat u doet",
            english: "What you do",
            questions: [.measures, .measuresGoingOn]
        ),
    ]

    static let interimReport: [Section] = [
        who(),
        Section(
            id: 2,
            dutch: "Wat er gevraagd is",
            english: "What was asked",
            questions: [.askedAt, .asked]
        ),
        Section(
            id: 3,
            dutch: "Hoe het staat",
            english: "How it stands",
            questions: [.updates, .incidentSeverity, .incidentEffects, .indicators]
        ),
        Section(
            id: 4,
            dutch: "Wat u doet",
            english: "What you do",
            questions: [.measures, .measuresGoingOn]
        ),
    ]

    static let progressReport: [Section] = [
        who(),
        Section(
            id: 2,
            dutch: "Hoe het staat",
            english: "How it stands",
            questions: [.whyStillRunning, .updates, .incidentSeverity, .incidentEffects]
        ),
        Section(
            id: 3,
            dutch: "Wat u doet",
            english: "What you do",
            questions: [.measures, .measuresGoingOn, .expectedEnd]
        ),
    ]

    static let finalReport: [Section] = [
        who([.otherOrganisations]),
        Section(
            id: 2,
            dutch: "Wat er gebeurde",
            english: "What happened",
            questions: [
                .knownAt, .began, .ended, .handledAt, .fullDescription, .incidentSeverity,
                .incidentEffects, .fewestPeople, .mostPeople,
            ]
        ),
        Section(
            id: 3,
            dutch: "Waardoor",
            english: "By what",
            questions: [.malicious, .cause, .indicators]
        ),
        Section(
            id: 4,
            dutch: "Wat u deed, en nog doet",
            english: "What you did, and still do",
            questions: [.measures, .measuresGoingOn]
        ),
        Section(
            id: 5,
            dutch: "Andere landen",
            english: "Other countries",
            questions: [.crossBorder]
        ),
    ]
}
