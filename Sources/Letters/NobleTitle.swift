// SPDX-License-Identifier: EUPL-1.2

/// Noble title or predicate (adellijke titel of predicaat, element 02.20); the raw value is the registry's code.
public enum NobleTitle: String, Sendable, Hashable, CaseIterable {
    case baron = "B"
    case baroness = "BS"
    case count = "G"
    case countess = "GI"
    case duke = "H"
    case duchess = "HI"
    /// Predicate: not a title, and lost by a woman through her marriage.
    case jonkheer = "JH"
    case jonkvrouw = "JV"
    case marquess = "M"
    case marchioness = "MI"
    case prince = "P"
    case princess = "PS"
    case knight = "R"

    public var isPredicate: Bool { self == .jonkheer || self == .jonkvrouw }

    /// The words for a man and for a woman; a knight has no female form.
    private var words: (male: String, female: String?) {
        switch self {
        case .baron, .baroness: ("baron", "barones")
        case .count, .countess: ("graaf", "gravin")
        case .duke, .duchess: ("hertog", "hertogin")
        case .jonkheer, .jonkvrouw: ("jonkheer", "jonkvrouw")
        case .marquess, .marchioness: ("markies", "markiezin")
        case .prince, .princess: ("prins", "prinses")
        case .knight: ("ridder", nil)
        }
    }

    private var isFemaleForm: Bool {
        switch self {
        case .baroness, .countess, .duchess, .jonkvrouw, .marchioness, .princess: true
        default: false
        }
    }

    /// The title as this person bears it: the sex decides, and the code where the sex is unknown.
    func word(for sex: RegisteredSex) -> String? {
        switch sex {
        case .male: words.male
        case .female: words.female
        case .unknown: isFemaleForm ? words.female : words.male
        }
    }

    /// What a wife may use of her husband's title (hoffelijkheidstitel): only of a male title that
    /// has a female form and is no predicate.
    var courtesyWord: String? {
        isFemaleForm || isPredicate ? nil : words.female
    }

    var style: NobleStyle {
        switch self {
        case .prince, .princess: .highness
        case .count, .countess: .highBorn
        default: .wellBorn
        }
    }
}

/// How a bearer of a title is addressed (aanspreekvorm), lowest first.
enum NobleStyle: Int, Comparable {
    case wellBorn
    case highBorn
    case highness

    /// `Hoogwelgeboren heer`; nil where the form needs a sex that is not known.
    func words(for sex: RegisteredSex) -> String? {
        if self == .highness { return "Hoogheid" }
        let adjective = self == .highBorn ? "Hooggeboren" : "Hoogwelgeboren"
        switch sex {
        case .male: return adjective + " heer"
        case .female: return adjective + " vrouwe"
        case .unknown: return nil
        }
    }

    static func < (left: NobleStyle, right: NobleStyle) -> Bool { left.rawValue < right.rawValue }
}
