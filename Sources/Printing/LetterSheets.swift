// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Incidents
public import LetterPDF
public import Letters

/// Turns rows of the register into letters, and letters into sheets: what preview and printing share.
public enum LetterSheets {
    /// The contact data people wonder about, as far as nobody gave them on our behalf.
    private static func neverGiven(_ row: RegisterRow) -> CategorySet {
        CategorySet([.telephone, .email]).subtracting(row.categories)
    }

    /// What the processor had of the person through us, by origin.
    private static func categories(_ row: RegisterRow) -> HeldCategories {
        var held = HeldCategories()
        for origin in Origin.allCases { held[origin] = row.held(origin) }
        return held
    }

    private static func isListed(_ row: RegisterRow) -> Bool {
        row.lines.contains { line in
            if case .statement = line.source { line.certainty == .reported } else { false }
        }
    }

    /// One truth per group.
    public static func truth(
        _ row: RegisterRow,
        in language: Language,
        group: LetterGroup,
        whyAgain: WhyAgain?,
        earlier: [PartialDate]
    ) -> LetterTruth {
        LetterTruth(
            language: language,
            group: group,
            certainty: row.certainty,
            earlierLetters: earlier,
            whyAgain: whyAgain,
            categories: categories(row),
            reported: row.categories,
            isListed: isListed(row),
            neverGiven: neverGiven(row)
        )
    }

    /// A person of the register as a reader; nil when the person cannot be written to.
    public static func reader(
        _ person: Person,
        _ row: RegisterRow,
        group: LetterGroup,
        whyAgain: WhyAgain?,
        earlier: [PartialDate],
        code: LetterCode
    ) -> LetterCase? {
        LetterCase(
            person,
            truth: truth(
                row,
                in: person.language,
                group: group,
                whyAgain: whyAgain,
                earlier: earlier
            ),
            letterCode: code
        )
    }

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
