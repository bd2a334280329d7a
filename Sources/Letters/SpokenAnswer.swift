// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// What an agent reads aloud to the person: the sentences of their letter (`LetterSentences`), and no others, so
/// that letter and telephone cannot contradict each other.
public struct SpokenAnswer: Sendable, Equatable {
    /// Each to be read in one go.
    public let paragraphs: [String]

    /// `processor`: as the letter calls it. The language is that of the truth.
    public init(_ truth: LetterTruth, processor: String) {
        let sentences = LetterSentences.of(truth.language)
        let values = SpokenAnswer.values(truth, processor)
        func say(_ source: String) -> String { SpokenAnswer.filled(source, with: values) }
        let said =
            if truth.isCleared {
                [say(sentences.excluded)]
            } else if truth.whyAgain == .retraction {
                [say(sentences.unknown), SpokenAnswer.later(in: truth.language)]
            } else {
                [
                    say(sentences.nature + " " + sentences.sorry),
                    say(sentences.listOnly),
                    say(sentences.dataIntroduction) + " "
                        + SpokenAnswer.joined(values, in: truth.language) + ". "
                        + say(sentences.alsoListed + sentences.found),
                    say(sentences.notGiven),
                ]
            }
        paragraphs = said.filter { !$0.isEmpty }
    }

    /// To whom nobody knows, and to whom no code proves: the same words, whoever was found. `nl` and `en`
    /// say the same.
    public static func withoutProof(in language: Language) -> [String] {
        language == .dutch
            ? [
                "Zonder uw briefcode mag ik niet zeggen of wij gegevens van iemand hadden. Dat is om iedereen te beschermen, ook u.",
                "Wij sturen brieven over deze inbraak. Een brief gaat naar het adres waar iemand staat ingeschreven.",
                "Hebt u geen brief gekregen? Dan kunnen wij een antwoord sturen naar het adres waar u staat ingeschreven.",
            ]
            : [
                "Without the code of your letter I may not say whether we had data about anybody. That protects everybody, and you too.",
                "We send letters about this break-in. A letter goes to the address at which somebody is registered.",
                "Did you get no letter? Then we can send an answer to the address at which you are registered.",
            ]
    }

    /// To somebody of whom nothing is known, and who may never have had a letter.
    private static func later(in language: Language) -> String {
        language == .dutch
            ? "Weten wij later meer? Dan kunt u een brief krijgen."
            : "If we learn more later, you may get a letter."
    }

    /// Care is one line, as on paper: somebody may listen in.
    private static func values(_ truth: LetterTruth, _ processor: String) -> FieldValues {
        var common = FieldValues()
        common.set(.processor, processor)
        common.setProcessor(processor)
        let isDutch = truth.language == .dutch
        do {
            return try LetterComposer.values(
                for: truth,
                in: common,
                careData: isDutch ? "gegevens over uw zorg" : "data about your care",
                ofChild: isDutch
                    ? "gegevens over de zorg voor uw kind" : "data about your child's care"
            )
        } catch { preconditionFailure("a call speaks of no earlier letter") }
    }

    private static func joined(_ values: FieldValues, in language: Language) -> String {
        guard case .list(let kinds)? = values[.categories] else { return "" }
        return LetterComposer.joined(kinds, by: language == .dutch ? "en" : "and")
    }

    private static func filled(_ source: String, with values: FieldValues) -> String {
        do {
            return try TemplateText(source, paragraph: 1).filled(with: values)
        } catch { preconditionFailure("the sentences of a letter ask only for what a truth says") }
    }
}
