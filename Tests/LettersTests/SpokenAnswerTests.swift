// SPDX-License-Identifier: EUPL-1.2

import Custody
import Letters
import Testing

/// An agent says the sentences of the letter: what is changed in one alone shows here.
@Suite struct SpokenAnswerTests {
    /// The letter with the words for care that are used on the telephone.
    private static func letter(_ reader: LetterCase) throws -> [String] {
        var wave = Fixtures.wave
        // On the telephone it keeps its name.
        for language in Language.allCases { wave.words[language]?.theProcessor = nil }
        wave.words[.dutch]?.careData = "gegevens over uw zorg"
        wave.words[.dutch]?.careDataOfChild = "gegevens over de zorg voor uw kind"
        wave.words[.english]?.careData = "data about your care"
        wave.words[.english]?.careDataOfChild = "data about your child's care"
        let text = try LetterComposer(wave: wave).letter(for: reader).plainText
        return text.split(separator: "\n").flatMap { sentences(String($0)) }
    }

    /// Up to a full stop, a question mark or a colon; a bullet is one.
    private static func sentences(_ text: String) -> [String] {
        var sentences: [String] = []
        var rest = Substring(text)
        while let end = rest.firstRange(of: #/[.?:][ ]/#) {
            sentences.append(String(rest[..<end.lowerBound]))
            rest = rest[end.upperBound...]
        }
        sentences.append(String(rest))
        return sentences.map { $0.trimmingPrefix("- ") }.map { text in
            String(text.last.map(".?:".contains) == true ? text.dropLast() : text)
        }
    }

    /// What an agent says to the reader of a letter.
    private static func spoken(_ truth: LetterTruth) -> [String] {
        var truth = truth
        truth.earlierLetters = []
        if truth.whyAgain != .retraction { (truth.whyAgain, truth.told) = (nil, nil) }
        return SpokenAnswer(truth, processor: Fixtures.wave.processor).paragraphs
    }

    @Test(arguments: GoldenLetterTests.letters.indices)
    func `each sentence of the telephone stands in the letter to the same reader`(index: Int) throws
    {
        let (kind, language) = GoldenLetterTests.letters[index]
        let reader = kind.reader(in: language)
        let letter = Set(try Self.letter(reader))
        let paragraphs = Self.spoken(reader.truth)
        #expect(!paragraphs.isEmpty)
        let later: Set<String> = [
            "Weten wij later meer", "Dan kunt u een brief krijgen",
            "If we learn more later, you may get a letter",
        ]
        for sentence in paragraphs.flatMap(Self.sentences) where !letter.contains(sentence) {
            // Nobody needs to have had a letter.
            if reader.truth.whyAgain == .retraction, later.contains(sentence) { continue }
            // The kinds of data, which are bullets on paper.
            let kinds = sentence.replacing(language == .dutch ? " en " : " and ", with: ", ")
                .split(separator: ", ").map(String.init)
            #expect(kinds.allSatisfy(letter.contains), "\(sentence)")
        }
    }

    @Test func `who is excluded, and who is in no register, is never told that they are safe`() {
        for language in Language.allCases {
            let unknown = SpokenAnswer(
                .notInRegister(language, isToParents: true),
                processor: "Laboratorium Westerlicht"
            ).paragraphs.joined(separator: " ")
            let excluded = Self.spoken(GoldenLetterTests.Kind.excluded.reader(in: language).truth)
                .joined(separator: " ")
            #expect(unknown.contains(language == .dutch ? "van uw kind" : "about your child"))
            #expect(
                excluded.contains(
                    language == .dutch
                        ? "had via ons gegevens van u." : "had data about you through us."
                )
            )
            #expect(
                excluded.contains(
                    language == .dutch
                        ? "Helemaal zeker weten wij dit niet." : "not completely sure of this."
                )
            )
            for word in ["veilig", "safe", "gelekt", "leaked"] {
                #expect(!(unknown + excluded).lowercased().contains(word))
            }
        }
    }
}
