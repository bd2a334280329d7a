// SPDX-License-Identifier: EUPL-1.2

/// Breaks the blocks of a letter into lines at the sizes and distances of a layout.
struct BlockSetter {
    let layout: PageLayout

    private var leading: Double { layout.leading }
    private var indent: Double { layout.bodySize * 1.5 }

    func blocks(
        of sheet: LetterSheet,
        with typesetter: inout Typesetter
    ) throws -> [SetBlock] {
        var blocks: [SetBlock] = []
        for block in sheet.text.blocks {
            switch block {
            case .heading(let text):
                var heading = try text.set(
                    layout.strong,
                    .heading,
                    before: 0.9 * leading,
                    self,
                    &typesetter
                )
                heading.keepsWithNext = true
                heading.keepsTogether = true
                blocks.append(heading)
            case .paragraph(let text):
                let afterHeading = blocks.last?.keepsWithNext ?? false
                blocks.append(
                    try text.set(
                        layout.body,
                        .paragraph,
                        before: (afterHeading ? 0.1 : 0.6) * leading,
                        self,
                        &typesetter
                    )
                )
            case .bullets(let items):
                blocks += try bullets(items, &typesetter)
            case .table(let header, let rows):
                let table = try table([header] + rows, &typesetter)
                blocks.append(
                    SetBlock(spaceBefore: 0.6 * leading, content: .table(table), part: .table)
                )
            }
        }
        // The signature and the letter code never stand on a page without words of the letter.
        blocks.indices.last.map { blocks[$0].keepsWithNext = true }
        if !sheet.text.closingLines.isEmpty {
            var closing = try sheet.text.closingLines.joined(separator: "\n").set(
                layout.body,
                .closing,
                before: leading,
                self,
                &typesetter
            )
            closing.keepsTogether = true
            closing.keepsWithNext = !sheet.codeGroups.isEmpty
            blocks.append(closing)
        }
        if !sheet.codeGroups.isEmpty {
            blocks.append(try code(sheet, &typesetter))
        }
        return blocks
    }

    private func bullets(
        _ items: [String],
        _ typesetter: inout Typesetter
    ) throws -> [SetBlock] {
        var sign = PDFBytes()
        try typesetter.appendLine("•", layout.body, in: .bullet, to: &sign)
        return try items.enumerated().map { index, item in
            let lines = try typesetter.lines(
                item,
                layout.body,
                width: layout.textWidth - indent,
                in: .bullet
            )
            return SetBlock(
                spaceBefore: (index == 0 ? 0.35 : 0.2) * leading,
                content: .lines(
                    SetBlock.Lines(
                        style: layout.body,
                        leading: leading,
                        indent: indent,
                        bullet: sign.bytes,
                        codes: lines.map(\.code)
                    )
                ),
                part: .bullet
            )
        }
    }

    private func code(_ sheet: LetterSheet, _ typesetter: inout Typesetter) throws -> SetBlock {
        var box = SetCode(groups: sheet.codeGroups, layout: layout)
        if !sheet.text.codeLabel.isEmpty {
            let lines = try typesetter.lines(
                sheet.text.codeLabel,
                layout.body,
                width: layout.textWidth - 2 * SetCode.padding,
                in: .code
            )
            box.label = lines.map(\.code)
            box.labelWidth = lines.map(\.width).max() ?? 0
        }
        return SetBlock(
            spaceBefore: leading,
            content: .code(box),
            keepsTogether: true,
            part: .code
        )
    }

    private func table(
        _ rows: [[String]],
        _ typesetter: inout Typesetter
    ) throws -> SetTable {
        let count = rows[0].count
        guard count > 0, rows.allSatisfy({ $0.count == count }) else {
            throw LetterPDFError.unevenTable
        }
        let gap = layout.bodySize * 0.9
        let widths = try columnWidths(rows, gap: gap, &typesetter)
        let cells = try rows.enumerated().map { index, row in
            try zip(row, widths).map { text, width in
                try typesetter.lines(
                    text,
                    index == 0 ? layout.strong : layout.body,
                    width: width,
                    in: .table
                ).map(\.code)
            }
        }
        var left = 0.0
        let columns = widths.map { width in
            defer { left += width + gap }
            return left
        }
        return SetTable(
            width: layout.textWidth,
            columns: columns,
            style: layout.body,
            leading: leading * 0.95,
            rows: cells
        )
    }

    /// As wide as the longest cell where that fits; else shared in proportion, with no column
    /// narrower than its longest word if the page allows it.
    private func columnWidths(
        _ rows: [[String]],
        gap: Double,
        _ typesetter: inout Typesetter
    ) throws -> [Double] {
        var natural = [Double](repeating: 0, count: rows[0].count)
        var word = natural
        for (index, row) in rows.enumerated() {
            let style = index == 0 ? layout.strong : layout.body
            for (column, text) in row.enumerated() {
                natural[column] = max(
                    natural[column],
                    try typesetter.width(of: text, style, in: .table)
                )
                for part in text.split(separator: " ") {
                    word[column] = max(
                        word[column],
                        try typesetter.width(of: String(part), style, in: .table)
                    )
                }
            }
        }
        let room = layout.textWidth - gap * Double(natural.count - 1)
        let total = natural.reduce(0, +)
        if total <= room {
            let spare = (room - total) / Double(natural.count)
            return natural.map { $0 + spare }
        }
        let needed = word.reduce(0, +)
        if needed >= room {
            return word.map { max(1, $0 * room / needed) }
        }
        // Above its longest word a column gets of the rest what it lacks, but one long cell may not
        // take the room of all others.
        let lacking = zip(natural, word).map { max(1, min($0, room * 0.42) - $1) }
        let share = (room - needed) / lacking.reduce(0, +)
        return zip(word, lacking).map { ($0 + $1 * share - 0.01) }
    }
}

extension String {
    fileprivate func set(
        _ style: TextStyle,
        _ part: LetterPart,
        before: Double,
        _ setter: BlockSetter,
        _ typesetter: inout Typesetter
    ) throws -> SetBlock {
        let layout = setter.layout
        let lines = try typesetter.lines(self, style, width: layout.textWidth, in: part)
        return SetBlock(
            spaceBefore: before,
            content: .lines(
                SetBlock.Lines(style: style, leading: layout.leading, codes: lines.map(\.code))
            ),
            part: part
        )
    }
}
