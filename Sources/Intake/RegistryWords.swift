// SPDX-License-Identifier: EUPL-1.2

internal import Custody

/// The codes of the civil registry, and the words that exports have in their place.
enum RegistryWords {
    /// Aanduiding naamgebruik: E, P, V or N.
    static func nameUse(_ text: String) -> String? {
        // Nearly every row of a registry has the letter.
        if text.utf8.count == 1 {
            return "EPVN".contains(text.uppercased()) ? text.uppercased() : nil
        }
        return switch folded(text) {
        case "eigen", "eigen naam", "eigen geslachtsnaam", "own": "E"
        case "partner", "naam partner", "geslachtsnaam partner",
            "geslachtsnaam echtgenoot/geregistreerd partner", "partner's":
            "P"
        case "partner voor eigen", "partner eigen", "partner, eigen",
            "geslachtsnaam partner voor eigen geslachtsnaam",
            "geslachtsnaam echtgenoot/geregistreerd partner voor eigen geslachtsnaam":
            "V"
        case "partner na eigen", "eigen partner", "eigen, partner",
            "geslachtsnaam partner na eigen geslachtsnaam",
            "geslachtsnaam echtgenoot/geregistreerd partner na eigen geslachtsnaam":
            "N"
        default: nil
        }
    }

    /// Indicatie geheim, 0 to 7. A word that says *secret* and not how far is taken for the widest.
    static func secrecy(_ text: String) -> Int? {
        if let number = Int(text) { return 0...7 ~= number && text.first != "+" ? number : nil }
        return switch folded(text) {
        case "nee", "n", "no", "false", "onwaar", "geen", "niet geheim", "geen beperking": 0
        case "ja", "j", "y", "yes", "true", "waar", "geheim", "secret": Self.widestSecrecy
        default: nil
        }
    }

    static let widestSecrecy = 7

    static func language(_ text: String) -> Language? {
        if let language = Language(rawValue: text) { return language }
        return switch folded(text) {
        case "nl", "nld", "dut", "nederlands", "dutch", "nl-nl", "nl-be": .dutch
        case "en", "eng", "engels", "english", "en-gb", "en-us": .english
        default: nil
        }
    }

    static func addressStatus(_ text: String) -> AddressStatus? {
        if let status = AddressStatus(rawValue: text) { return status }
        // Aanduiding gegevens in onderzoek: six digits, of which category 08 is where somebody lives.
        if text.utf8.count == 6, text.hasPrefix("08"), text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) {
            return .underInvestigation
        }
        return switch folded(text) {
        case "usual", "gewoon", "w", "woonadres", "b", "briefadres": .usual
        case "shelter", "opvang", "beschermd", "beschermd adres", "vrouwenopvang", "geheim":
            .shelter
        case "unknownabroad", "vow", "onbekend waarheen", "vertrokken onbekend waarheen":
            .unknownAbroad
        case "noaddress", "geen", "geen adres", "zonder adres", "puntadres": .noAddress
        case "underinvestigation", "in onderzoek", "adres in onderzoek": .underInvestigation
        default: nil
        }
    }

    /// Words in the place of a day of death that say that somebody lives.
    static func saysLiving(_ text: String) -> Bool {
        ["nee", "n", "no", "false", "onwaar", "levend", "in leven", "niet overleden", "-"]
            .contains(folded(text))
    }

    /// The same that says that somebody has died, on a day that is not known.
    static func saysDead(_ text: String) -> Bool {
        ["ja", "j", "y", "yes", "true", "waar", "o", "overleden", "dood", "deceased"]
            .contains(folded(text))
    }

    private static func folded(_ text: String) -> String {
        text.lowercased().split { $0 == " " || $0 == "_" }.joined(separator: " ")
    }
}
