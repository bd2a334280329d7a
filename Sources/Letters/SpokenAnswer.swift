// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// What an agent reads aloud to the person: the sentences of their letter, and no others, so that letter and
/// telephone cannot contradict each other.
public struct SpokenAnswer: Sendable, Equatable {
    /// Each to be read in one go.
    public let paragraphs: [String]

    /// `processor`: as the letter calls it. The language is that of the truth.
    public init(_ truth: LetterTruth, processor: String) {
        let words = Sentences(truth, processor)
        paragraphs = [words.nature, words.data, words.notGiven].filter { !$0.isEmpty }
    }

    /// Of somebody who is not in the register: never that they are safe.
    public static func nothingKnown(processor: String, in language: Language) -> [String] {
        language == .dutch
            ? [
                "Voor zover wij nu weten, had \(processor) via ons geen gegevens van u.",
                "Weten wij later meer? Dan schrijven wij u.",
            ]
            : [
                "As far as we know now, \(processor) had no data about you through us.",
                "If we know more later, we will write to you.",
            ]
    }

    /// To whom nobody knows, and to whom no code proves: the same words, whoever was found. `nl` and `en`
    /// say the same.
    public static func withoutProof(in language: Language) -> [String] {
        language == .dutch
            ? [
                "Zonder uw briefcode mag ik niet zeggen of wij gegevens van iemand hadden. Dat is om iedereen te beschermen, ook u.",
                "Wij schrijven aan iedereen van wie het laboratorium via ons gegevens had. De brief gaat naar het adres waar u staat ingeschreven.",
                "Hebt u geen brief gekregen? Dan kunnen wij een antwoord sturen naar het adres waar u staat ingeschreven.",
            ]
            : [
                "Without the code of your letter I may not say whether we had data about anybody. That protects everybody, and you too.",
                "We write to everybody of whom the laboratory had data through us. The letter goes to the address at which you are registered.",
                "Did you get no letter? Then we can send an answer to the address at which you are registered.",
            ]
    }
}

private struct Sentences {
    let truth: LetterTruth
    let processor: String
    private let isDutch: Bool
    private let whose: WhoseData

    init(_ truth: LetterTruth, _ processor: String) {
        self.truth = truth
        self.processor = processor
        isDutch = truth.language == .dutch
        whose = WhoseData(truth)
    }

    private var you: String {
        truth.isToParents ? (isDutch ? "uw kind" : "your child") : (isDutch ? "u" : "you")
    }

    private func say(_ dutch: String, _ english: String) -> String { isDutch ? dutch : english }

    var nature: String {
        let news =
            switch truth.certainty {
            case .published:
                say(
                    "Ook gegevens van \(you) zijn gestolen en openbaar gemaakt. Anderen kunnen ze hebben gezien.",
                    "Data about \(you) were stolen too, and made public. Other people may have seen them."
                )
            case .stolen:
                say(
                    "Ook gegevens van \(you) zijn gestolen.",
                    "Data about \(you) were stolen too."
                )
            case .reported:
                say(
                    "Volgens \(processor) zijn ook gegevens van \(you) gestolen.",
                    "\(processor) says that data about \(you) were stolen too."
                )
            case .cannotBeExcluded, .excluded:
                say(
                    "Wij weten niet of er ook gegevens van \(you) zijn gestolen. Het is wel mogelijk.",
                    "We do not know whether data about \(you) were stolen too. It is possible."
                )
            }
        return news + " "
            + say(
                "Wij vinden dit heel erg en het spijt ons.",
                "We take this very seriously, and we are sorry."
            )
    }

    /// Care is one line, as on paper: somebody may listen in.
    private func names(_ set: CategorySet) -> String {
        let care =
            truth.isToParents
            ? say("gegevens over de zorg voor uw kind", "data about your child's care")
            : say("gegevens over uw zorg", "data about your care")
        let lines = PaperCategories(set, careData: care, whose).lines
        guard let last = lines.last, lines.count > 1 else { return lines.first ?? "" }
        return lines.dropLast().joined(separator: ", ") + say(" en ", " and ") + last
    }

    var data: String {
        var sentences: [String] = []
        if truth.isThroughUs {
            sentences.append(
                say(
                    "\(processor) had via ons deze gegevens van \(you): \(names(truth.categories.all)).",
                    "\(processor) had these data about \(you) through us: \(names(truth.categories.all))."
                )
            )
            if !truth.reported.isEmpty {
                sentences.append(
                    say(
                        "Het gaat ook om \(names(truth.reported)). Voor zover wij weten hebben wij dat niet gegeven.",
                        "The data involved also include \(names(truth.reported)). As far as we know, that did not come from us."
                    )
                )
            }
        } else {
            sentences.append(
                say(
                    "Wij weten alleen van deze gegevens, maar het kunnen er meer zijn: \(names(truth.reported)).",
                    "We know only of these data about \(you), but there may be more: \(names(truth.reported))."
                )
            )
        }
        if let finding = truth.finding, !finding.categories.isEmpty {
            let place =
                truth.certainty == .published
                ? say("openbare", "public") : say("gestolen", "stolen")
            sentences.append(
                say(
                    "In de \(place) bestanden is gevonden: \(names(finding.categories)).",
                    "This was found in the \(place) files: \(names(finding.categories))."
                )
            )
        } else {
            sentences.append(
                say(
                    "Wij weten niet precies wat er is gestolen. Het kunnen al deze gegevens zijn.",
                    "We do not know exactly what was stolen. It may be all of these data."
                )
            )
        }
        return sentences.joined(separator: " ")
    }

    var notGiven: String {
        guard truth.isThroughUs, !truth.neverGiven.isEmpty else { return "" }
        let doctor =
            truth.isToParents
            ? say("de arts of het ziekenhuis van uw kind", "your child's own doctor or hospital")
            : say("uw eigen arts of ziekenhuis", "your own doctor or hospital")
        return say(
            "Wij gaven \(names(truth.neverGiven)) niet aan \(processor). \(processor) kan deze gegevens wel hebben van \(doctor).",
            "We did not give \(names(truth.neverGiven)) to \(processor). \(processor) may have these data from \(doctor)."
        )
    }
}
