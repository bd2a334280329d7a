// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// What somebody can do, by which kinds of data of theirs were at the processor.
public enum Advice: String, Hashable, Sendable, Codable, CaseIterable {
    case beAlert = "beAlert"
    case citizenNumber = "citizenNumber"
    case health = "health"
    case generalPractitioner = "generalPractitioner"
    case telephone = "telephone"
    case email = "email"

    /// What to say to somebody of whom these kinds of data were there, in the order in which it is
    /// said. The whole set decides, for kinds of data are worse together. Nothing when nothing was
    /// there.
    public static func advice(for categories: CategorySet) -> [Advice] {
        guard !categories.isEmpty else { return [] }
        return allCases.filter { advice in
            switch advice {
            case .beAlert: true
            case .citizenNumber: categories.contains(.citizenNumber)
            case .health: categories.concernsHealth
            case .generalPractitioner: categories.contains(.generalPractitioner)
            case .telephone: categories.contains(.telephone)
            case .email: categories.contains(.email)
            }
        }
    }

    public func text(in language: Language) -> String {
        language == .dutch ? dutch : english
    }

    private var dutch: String {
        switch self {
        case .beAlert:
            "Wees alert op brieven, telefoontjes en berichten waarin deze gegevens voorkomen. Vraag wie er belt en bel zelf terug op een nummer dat u kent."
        case .citizenNumber:
            "Burgerservicenummer: dat verandert niet. Meld echt misbruik bij het Centraal Meldpunt Identiteitsfraude (CMI) en bij de politie."
        case .health:
            "Gegevens over uw gezondheid: betaal niet als iemand dreigt ze openbaar te maken. Meld het bij de politie."
        case .generalPractitioner: "Huisarts: bel de praktijk op het nummer dat u al hebt."
        case .telephone:
            "Telefoon: hang op. Bel zelf een nummer dat u al had, nooit het nummer dat u belde."
        case .email: "E-mail: open geen links en controleer wie de afzender is."
        }
    }

    private var english: String {
        switch self {
        case .beAlert:
            "Be alert to letters, calls and messages that use these data. Ask who is calling, and call back yourself on a number you know."
        case .citizenNumber:
            "Citizen service number: it stays the same. Report real misuse to the Dutch identity fraud desk (CMI) and the police."
        case .health:
            "Health data: do not pay anyone who threatens to publish them. Report it to the police."
        case .generalPractitioner:
            "General practitioner: call the practice on the number you already have."
        case .telephone:
            "Telephone: hang up. Call a number that you already had, never the one that called you."
        case .email: "E-mail: open no links, and check the sender."
        }
    }
}
