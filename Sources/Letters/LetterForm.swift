// SPDX-License-Identifier: EUPL-1.2
import Custody

/// How the window and the first line name the reader.
public struct LetterForm: Hashable, Sendable {
    /// To the parents or carers of a child, who is named in their window.
    public var toParents: Bool
    /// By given names instead of initials: somebody at the same address has the same initials and
    /// name, and each must know which letter is theirs.
    public var byGivenNames: Bool

    public init(toParents: Bool = false, byGivenNames: Bool = false) {
        self.toParents = toParents
        self.byGivenNames = byGivenNames
    }

    /// The usual one: to an adult, by initials and name.
    public static let usual = LetterForm()

    /// The line above the name in the window of parents or carers.
    static func windowLine(in language: Language) -> String {
        language == .dutch ? "Aan de ouders of verzorgers van" : "To the parents or carers of"
    }

    static func salutation(ofParentsOf name: String, in language: Language) -> String {
        (language == .dutch ? "Geachte ouders of verzorgers van" : "Dear parents or carers of")
            .joined(by: " ", to: name)
    }
}
