// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// The words with which a letter begins.
public enum Salutation {
    /// The default for everyone: no sex is needed and none is shown (`Geachte R.M. van Puffelen`).
    public static func neutral(_ name: RegisteredName, in language: Language) -> String {
        neutral(named: name.neutralName, in: language)
    }

    /// The same out of a neutral name that is known already; empty for an unknown one.
    static func neutral(named name: String, in language: Language) -> String {
        guard !name.isEmpty else { return language == .dutch ? "Geachte lezer" : "Dear reader" }
        return (language == .dutch ? "Geachte" : "Dear").joined(by: " ", to: name)
    }

    /// The form of the civil registry (aanhef), for those who chose it; nil when the name that
    /// should be used is unknown.
    public static func formal(_ name: RegisteredName) -> String? {
        let used = UsedName(name)
        if let style = used.style?.words(for: name.sex) { return style }
        guard !used.parts.isEmpty else { return nil }
        switch name.sex {
        case .male: return "Geachte heer " + used.plain.capitalizedFirst
        case .female: return "Geachte mevrouw " + used.plain.capitalizedFirst
        case .unknown: return "Geachte " + name.neutralName
        }
    }
}

/// How a person stands on an envelope (aanschrijfwijze).
public struct Addressee: Hashable, Sendable, Masked {
    /// `J.A. barones van den Aedel`.
    public let name: String
    /// Aanspreekvorm, on a line of its own above the name: `De hoogwelgeboren vrouwe`.
    public let style: String?
}

extension RegisteredName {
    /// Initials and the surnames in use, in the registered case and without titles; empty when the
    /// surname is unknown.
    public var neutralName: String {
        let used = UsedName(self)
        return used.parts.isEmpty ? "" : withInitials(used.plain)
    }

    /// Given names and the surnames in use; empty when either is unknown.
    var nameByGivenNames: String {
        let used = UsedName(self)
        let given = givenNames.singleSpaced
        guard !used.parts.isEmpty, !given.isEmpty else { return "" }
        return given.joined(by: " ", to: used.plain)
    }

    /// Aanschrijfwijze; nil when the name that should be used is unknown.
    public var addressee: Addressee? {
        let used = UsedName(self)
        guard let first = used.parts.first else { return nil }
        let style = used.shownStyle?.words(for: sex).map { "De " + $0.lowercased() }
        guard first.isPredicate, let predicate = first.title else {
            return Addressee(name: withInitials(used.titled), style: style)
        }
        // A predicate goes before the initials where the own name comes first; a line of a name begins
        // with a capital, and the name behind it keeps its own.
        let name = [predicate.capitalizedFirst, initials, used.plain].nonEmpty
        return Addressee(name: name.joined(separator: " "), style: style)
    }

    /// Gebruik in lopende tekst: `mevrouw Van den Aedel`; nil when the name is unknown.
    public var inText: String? {
        let used = UsedName(self)
        guard let first = used.parts.first else { return nil }
        if first.title != nil { return used.titled }
        switch sex {
        case .male: return "de heer " + used.titled.capitalizedFirst
        case .female: return "mevrouw " + used.titled.capitalizedFirst
        case .unknown: return neutralName
        }
    }

    /// Volledige naam: given names and the own surname, with the title or predicate.
    public var fullName: String {
        let title = surname.title?.word(for: sex) ?? ""
        let given = givenNames.words.joined(separator: " ")
        let isPredicate = surname.title?.isPredicate ?? false
        return
            (isPredicate
            ? [title, given, surname.plain] : [given, title, surname.plain])
            .nonEmpty.joined(separator: " ")
    }

    private func withInitials(_ surnames: String) -> String {
        let initials = initials
        return initials.isEmpty ? surnames.capitalizedFirst : initials.joined(by: " ", to: surnames)
    }
}
