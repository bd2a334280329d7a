// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// A figure of the programme that somebody counted or assumes, while a processor is suspended. Its code
/// stands in the ledger.
public enum ProgrammeFigure: String, Sendable, Hashable, Codable, CaseIterable {
    /// Samples a week that a party can examine, from a week on.
    case capacity = "capacity"
    /// Samples that wait, on a day.
    case backlog = "backlog"
    /// Invitations a week, from a week on.
    case invitations = "invitations"
    /// People a week who asked not to be invited any more (bezwaar), from a week on.
    case optOuts = "optOuts"
    /// Of a thousand who are invited, how many send a sample (deelname), from a week on.
    case participation = "participation"

    public var code: String { rawValue }

    /// Is it of one party?
    public var isOfParty: Bool { self == .capacity }

    public func title(in language: Language) -> String {
        let (dutch, english) =
            switch self {
            case .capacity: ("Capaciteit per week", "Capacity a week")
            case .backlog: ("Monsters die wachten", "Samples that wait")
            case .invitations: ("Uitnodigingen per week", "Invitations a week")
            case .optOuts: ("Afmeldingen per week", "Opt-outs a week")
            case .participation: ("Deelname", "Participation")
            }
        return language == .dutch ? dutch : english
    }
}

/// What an examination of results says: are they still what the processor made of them? Its code stands in
/// the ledger.
public enum ResultsFinding: String, Sendable, Hashable, Codable, CaseIterable {
    /// None of those that were examined was changed or lost.
    case intact = "intact"
    /// Some were changed or lost.
    case notIntact = "notIntact"
    /// What was examined does not tell.
    case undetermined = "undetermined"

    public var code: String { rawValue }

    public func title(in language: Language) -> String {
        let (dutch, english) =
            switch self {
            case .intact: ("De uitslagen kloppen", "Results are intact")
            case .notIntact:
                ("Er zijn uitslagen veranderd of kwijt", "Results were changed or lost")
            case .undetermined: ("Niet vast te stellen", "It cannot be told")
            }
        return language == .dutch ? dutch : english
    }
}
