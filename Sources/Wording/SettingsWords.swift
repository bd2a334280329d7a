// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Incidents
public import Printing

extension SettingsContradiction {
    /// Where it stands, both values, and what to do.
    public var sentence: String {
        if case .order = self { return remark(in: .english) }
        return "\(key): \(remark(in: .english))"
    }

    /// The same beside the field.
    public func remark(in language: Language) -> String {
        language == .dutch ? dutch : english
    }

    private var english: String {
        switch self {
        case .processor(let settings, let ledger):
            """
            the settings say '\(settings)', the incident is of \(Self.quoted(ledger)): write it as \
            the ledger has it
            """
        case .day(_, let settings, let moment, let ledger):
            """
            the settings say \(settings), \(moment.code) is recorded on \(ledger): correct the \
            settings, or record the moment anew
            """
        case .order(let earlier, let earlierDay, let later, let laterDay):
            "\(later) \(laterDay) comes before \(earlier) \(earlierDay): correct one of them"
        case .authorityNotNotified(_, let text):
            """
            '\(text)' names the supervisory authority, and authorityNotified is not recorded: take \
            the sentence out, or record the moment
            """
        case .toFillIn: "fill in what stands between < and >"
        case .dutchInEnglish(_, let word): "'\(word)' is Dutch: give the English words"
        case .careWords(_, let word):
            "'\(word)' tells an outcome or a test: use words that fit everybody, no figures"
        }
    }

    private var dutch: String {
        switch self {
        case .processor(let settings, let ledger):
            "hier staat '\(settings)', het incident gaat over \(Self.quoted(ledger)): schrijf het zo"
        case .day(_, let settings, _, let ledger):
            """
            hier staat \(settings), en \(ledger) is vastgelegd: verbeter het hier, of leg het moment \
            opnieuw vast
            """
        case .order(_, let earlierDay, _, let laterDay):
            "\(laterDay) ligt vóór \(earlierDay), en volgt erop: verbeter een van de twee"
        case .authorityNotNotified(_, let text):
            """
            '\(text)' noemt de toezichthouder, en een melding is nog niet vastgelegd: haal de zin weg, \
            of leg het moment vast
            """
        case .toFillIn: "vul in wat tussen < en > staat"
        case .dutchInEnglish(_, let word): "'\(word)' is Nederlands: geef de Engelse woorden"
        case .careWords(_, let word):
            """
            '\(word)' verraadt een uitslag of een onderzoek: gebruik woorden die voor iedereen kloppen, \
            zonder cijfers
            """
        }
    }

    private static func quoted(_ names: [String]) -> String {
        names.map { "'\($0)'" }.joined(separator: ", ")
    }
}
