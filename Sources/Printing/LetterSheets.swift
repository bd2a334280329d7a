// SPDX-License-Identifier: EUPL-1.2

import Custody
public import LetterPDF
public import Letters

/// Turns letters into sheets: what preview and printing share.
public enum LetterSheets {
    /// What all readers of a truth are told, as the page writer takes it: a sheet to fill in.
    public static func sheet(_ body: LetterBody) -> LetterSheet {
        LetterSheet(
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
                codeLabel: body.codeLabel,
                mark: body.syntheticMark,
                language: body.language.rawValue,
                footer: body.pageFooter
            ),
            referenceLine: body.referenceLine
        )
    }

    /// A composed letter as the page writer takes it.
    public static func sheet(_ letter: LetterContent) -> LetterSheet {
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
