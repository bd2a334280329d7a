// SPDX-License-Identifier: EUPL-1.2

import Custody
import Incidents
import LetterPDF
import Letters
import Store

/// Turns register rows into letters: what planning, preview and rendering share.
enum LetterDesk {
    /// The contact data people wonder about, as far as nobody gave them on our behalf.
    static func neverGiven(_ row: RegisterRow) -> CategorySet {
        CategorySet([.telephone, .email]).subtracting(row.categories)
    }

    /// What the processor had of the person, by origin; of a person known only from its own
    /// lists, what it reports.
    static func categories(_ row: RegisterRow) -> [Origin: CategorySet] {
        var held: [Origin: CategorySet] = [:]
        for origin in Origin.allCases where !row.held(origin).isEmpty {
            held[origin] = row.held(origin)
        }
        return held.isEmpty ? [.givenByUs: row.categories] : held
    }

    /// One truth per group; nil when the person cannot be written to.
    static func reader(
        _ person: Person,
        _ row: RegisterRow,
        group: LetterGroup,
        whyAgain: WhyAgain?,
        earlier: [PartialDate],
        code: LetterCode
    ) -> LetterCase? {
        LetterCase(
            person,
            group: group,
            certainty: row.certainty,
            earlierLetters: earlier,
            whyAgain: whyAgain,
            categories: categories(row),
            neverGiven: neverGiven(row),
            letterCode: code
        )
    }

    /// A composed letter as the page writer takes it.
    static func sheet(_ letter: LetterContent) -> LetterSheet {
        let isDutch = letter.language == .dutch
        return LetterSheet(
            senderLines: letter.senderLines,
            returnLine: letter.returnLine,
            addresseeLines: letter.addresseeLines,
            kixBars: letter.sortingCode?.text ?? "",
            dateLine: letter.dateLine,
            referenceLine: letter.referenceLine,
            subject: letter.subject,
            salutation: letter.salutation,
            blocks: letter.blocks.map { block in
                switch block {
                case .heading(let text): .heading(text)
                case .paragraph(let text): .paragraph(text)
                case .bullets(let texts): .bullets(texts)
                case .table(let rows):
                    // The code has a box of its own; without it the text is the same for many
                    // letters, and is set once for all of them.
                    .bullets(
                        rows.filter { !$0.contains(letter.letterCode) }
                            .map { $0.joined(separator: ": ") }
                    )
                }
            },
            closingLines: [letter.closing] + letter.signatureLines,
            codeLabel: isDutch ? "Uw briefcode" : "Your letter code",
            codeGroups: letter.letterCode.split(separator: "-").map(String.init),
            mark: letter.syntheticMark == nil ? nil : (isDutch ? "SYNTHETISCH" : "SYNTHETIC"),
            language: letter.language.rawValue,
            footer: isDutch ? "{page} van {pages}" : "{page} of {pages}"
        )
    }
}

extension AffectedGroup {
    /// The same group as the letters name it.
    var letterGroup: LetterGroup {
        switch self {
        case .first: .first
        case .second: .second
        case .notExcluded: .notExcluded
        case .reconstructed: .reconstructed
        }
    }
}

extension LetterGroup {
    var affectedGroup: AffectedGroup {
        switch self {
        case .first: .first
        case .second: .second
        case .notExcluded: .notExcluded
        case .reconstructed: .reconstructed
        }
    }
}
