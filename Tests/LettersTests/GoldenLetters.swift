// SPDX-License-Identifier: EUPL-1.2
import Custody
import Letters
import Testing

/// A letter as it must come out, word for word; a change of the text shows here in review.
struct GoldenLetter: Sendable, CustomTestStringConvertible {
    var group: LetterGroup
    var language: Language
    var text: String

    var testDescription: String { "\(group) \(language)" }
}

enum GoldenLetters {
    static let all = dutch + english
}
