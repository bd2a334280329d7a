// SPDX-License-Identifier: EUPL-1.2

extension LetterTemplate {
    /// The body of the letter; what a condition left empty is not there, nor, as long as the values
    /// hold no letter code, the rows that show it.
    func blocks(with values: FieldValues) throws(LetterFailure) -> [LetterBlock] {
        var blocks: [LetterBlock] = []
        for paragraph in paragraphs {
            switch paragraph.kind {
            case .heading, .text:
                let text = try paragraph.lines[0][0].filled(with: values)
                guard !text.isEmpty else { continue }
                blocks.append(paragraph.kind == .heading ? .heading(text) : .paragraph(text))
            case .bullets:
                var bullets: [String] = []
                for line in paragraph.lines {
                    bullets += try LetterTemplate.bullets(of: line[0], with: values)
                }
                if !bullets.isEmpty { blocks.append(.bullets(bullets)) }
            case .table:
                var rows: [[String]] = []
                for line in paragraph.lines where values[.letterCode] != nil || !line.asksForCode {
                    var cells: [String] = []
                    for cell in line { cells.append(try cell.filled(with: values)) }
                    if cells.allSatisfy({ !$0.isEmpty }) { rows.append(cells) }
                }
                if !rows.isEmpty { blocks.append(.table(rows: rows)) }
            }
        }
        return blocks
    }

    private static func bullets(
        of text: TemplateText,
        with values: FieldValues
    ) throws(LetterFailure) -> [String] {
        guard let field = text.list else {
            let filled = try text.filled(with: values)
            return filled.isEmpty ? [] : [filled]
        }
        guard case .list(let list)? = values[field], !list.isEmpty else {
            throw .fieldMissing(field)
        }
        return list
    }
}
