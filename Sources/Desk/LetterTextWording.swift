// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Letters
import Printing

/// What tells the texts of a wave apart, and a text as its readers will see it.
struct LetterTextWording {
    let text: PreviewedText
    /// The one that most of the same readers get; itself for that one.
    let usual: PreviewedText
    let words: Words

    init(_ text: PreviewedText, among texts: [PreviewedText], _ words: Words) {
        self.text = text
        usual = texts.filter { $0.isAlike(text) }.max { $0.letters < $1.letters } ?? text
        self.words = words
    }

    /// For whom it is: `wie op de eerste lijst staat`.
    var readers: String {
        if text.truth.whyAgain == .retraction {
            return words.text("wie er toch niet bij hoort", "who is not concerned after all")
        }
        return switch text.truth.group {
        case .first: words.text("wie op de eerste lijst staat", "who is on the first list")
        case .second:
            words.text(
                "wie later is gemeld of gevonden",
                "who was reported or found later"
            )
        case .notExcluded:
            words.text("wie niet uit te sluiten is", "who cannot be excluded")
        case .reconstructed:
            words.text(
                "wie niet uit te sluiten is, door een ander gegeven",
                "who cannot be excluded, given by another"
            )
        }
    }

    /// What is different from the usual text for these readers.
    var difference: String {
        let truth = text.truth
        var parts = [
            truth.language == .dutch
                ? words.text("Nederlands", "Dutch") : words.text("Engels", "English"),
            why,
        ]
        parts += data
        if truth.finding != nil {
            parts.append(
                words.text("gevonden in gestolen bestanden", "found in stolen files")
            )
        }
        if truth.isToParents { parts.append(words.text("aan de ouders", "to the parents")) }
        if truth.hadOtherIncident {
            parts.append(
                words.text(
                    "had een brief over een ander incident",
                    "had a letter about another incident"
                )
            )
        }
        return parts.joined(separator: "; ")
    }

    /// Which kinds of data it names; of a text that is not the usual one, how it differs.
    private var data: [String] {
        let (own, usual) = (text.kinds, usual.kinds)
        guard text.digest != self.usual.digest else {
            guard own.count > 0 else { return [] }
            return [
                words.count(
                    own.count,
                    ("soort gegevens", "soorten gegevens"),
                    ("kind of data", "kinds of data")
                )
            ]
        }
        func names(_ kinds: CategorySet) -> String {
            words.list(kinds.categories.map { $0.name(in: words.language) })
        }
        let (more, less) = (own.subtracting(usual), usual.subtracting(own))
        var parts: [String] = []
        if more.count > 0 { parts.append(words.text("ook \(names(more))", "also \(names(more))")) }
        if less.count > 0 {
            parts.append(words.text("zonder \(names(less))", "without \(names(less))"))
        }
        return parts.isEmpty
            ? [words.text("dezelfde gegevens, anders verteld", "the same data, told otherwise")]
            : parts
    }

    private var why: String {
        switch text.truth.whyAgain {
        case nil: words.text("eerste brief", "first letter")
        case .correction:
            words.text("verbetert een eerdere brief", "corrects an earlier letter")
        case .moreCertain:
            words.text("nieuwe brief: zekerder", "another letter: more certain")
        case .moreData:
            words.text("nieuwe brief: meer gegevens", "another letter: more data")
        case .everyone:
            words.text("nieuwe brief: niets is veranderd", "another letter: nothing changed")
        case .retraction:
            words.text("neemt een eerdere brief terug", "takes an earlier letter back")
        }
    }

    /// The letter to the invented reader, from the address to the signature.
    var letter: HTML {
        let letter = text.letter
        let lines = (letter.body.senderLines + [""] + letter.addressing.lines).map {
            "\($0)" as HTML
        }
        let head = [letter.body.dateLine, letter.body.referenceLine].map { "\($0)" as HTML }
        let blocks = letter.blocks.map { block -> HTML in
            switch block {
            case .heading(let text): "<h3>\(text)</h3>"
            case .paragraph(let text): "<p>\(text)</p>"
            case .bullets(let texts):
                "<ul>\(texts.map { "<li>\($0)</li>" as HTML })</ul>"
            case .table(let rows): Piece.facts(rows.map(Self.row))
            }
        }
        let end = ([letter.body.closing] + letter.body.signatureLines).map { "\($0)" as HTML }
        let mark: HTML = letter.body.syntheticMark.map { "<p class=\"hint\">\($0)</p>" } ?? ""
        return """
            <div class="card" lang="\(letter.body.language.rawValue)">
            <p>\(lines.joined("<br>"))</p>
            <p>\(head.joined("<br>"))</p>
            <h2>\(letter.body.subject)</h2>
            <p>\(letter.addressing.salutation)</p>
            \(blocks)
            <p>\(end.joined("<br>"))</p>
            \(mark)</div>
            """
    }

    private static func row(_ cells: [String]) -> (String, HTML) {
        (cells.first ?? "", "\(cells.dropFirst().joined(separator: ", "))")
    }
}

extension PreviewedText {
    /// All kinds of data that the letter speaks of.
    fileprivate var kinds: CategorySet { truth.categories.all.union(truth.reported) }

    /// For the same readers, for the same reason, in the same language?
    fileprivate func isAlike(_ other: PreviewedText) -> Bool {
        truth.language == other.truth.language && truth.group == other.truth.group
            && truth.whyAgain == other.truth.whyAgain
    }
}
