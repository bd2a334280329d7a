// SPDX-License-Identifier: EUPL-1.2

import Custody
import Incidents
import LetterPDF
import Letters
import Store

/// Turns register rows into letters: what planning, preview and rendering share.
enum LetterDesk {
    /// What all readers of a truth are told, as the page writer takes it: a sheet to fill in.
    static func sheet(_ body: LetterBody) -> LetterSheet {
        let isDutch = body.language == .dutch
        return LetterSheet(
            LetterText(
                senderLines: body.senderLines,
                returnLine: body.returnLine,
                dateLine: body.dateLine,
                subject: body.subject,
                blocks: body.blocks.map { block in
                    switch block {
                    case .heading(let text): .heading(text)
                    case .paragraph(let text): .paragraph(text)
                    case .bullets(let texts): .bullets(texts)
                    case .table(let rows): .bullets(rows.map { $0.joined(separator: ": ") })
                    }
                },
                closingLines: [body.closing] + body.signatureLines,
                codeLabel: isDutch ? "Uw briefcode" : "Your letter code",
                mark: body.syntheticMark == nil ? nil : (isDutch ? "SYNTHETISCH" : "SYNTHETIC"),
                language: body.language.rawValue,
                footer: isDutch ? "{page} van {pages}" : "{page} of {pages}"
            ),
            referenceLine: body.referenceLine
        )
    }

    /// A composed letter as the page writer takes it.
    static func sheet(_ letter: LetterContent) -> LetterSheet {
        var sheet = sheet(letter.body)
        sheet.fill(
            letter.addressing,
            codeGroups: letter.letterCode.split(separator: "-").map(String.init)
        )
        return sheet
    }
}

extension LetterSheet {
    /// Makes it the letter of one reader.
    mutating func fill(_ addressing: LetterAddressing, codeGroups: [String]) {
        addresseeLines = addressing.lines
        kixBars = addressing.sortingCode?.text ?? ""
        salutation = addressing.salutation
        self.codeGroups = codeGroups
    }
}
