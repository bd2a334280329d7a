// SPDX-License-Identifier: EUPL-1.2

/// The parts of a page around the running text: letterhead, date, subject, marks and footer.
struct PageFrame {
    let layout: PageLayout
    let text: LetterText

    /// Heights on the first page at which a letter continues.
    struct Heights {
        var reference: Double?
        var salutation: Double
        /// Where the blocks begin.
        var blocks: Double
    }

    private static let margin = PageLayout.points(10)

    func appendFirstPage(
        salutationLines: Int,
        hasReference: Bool,
        _ typesetter: inout Typesetter,
        to content: inout PDFBytes
    ) throws -> Heights {
        let senderEnd = try appendSender(&typesetter, to: &content)
        try AddressBlock(layout: layout).appendReturnLine(
            text.returnLine,
            &typesetter,
            to: &content
        )
        appendFoldMarks(to: &content)

        let window = layout.window
        let clear = PageLayout.height(window.y + window.height + layout.windowClearance + 4)
        var y = min(clear, senderEnd)
        let leading = layout.leading
        let baseline = layout.body.baseline(leading: leading)
        if !text.dateLine.isEmpty {
            try appendText(
                text.dateLine,
                layout.body,
                .date,
                x: layout.left,
                y: y - baseline,
                room: layout.textWidth,
                &typesetter,
                to: &content
            )
            y -= leading
        }
        var reference: Double?
        if hasReference {
            reference = y - baseline
            y -= leading
        }
        y -= leading
        if !text.subject.isEmpty {
            let lines = try typesetter.lines(
                text.subject,
                layout.strong,
                width: layout.textWidth,
                in: .subject
            )
            let block = SetBlock.Lines(
                style: layout.strong,
                leading: leading,
                codes: lines.map(\.code)
            )
            let set = SetBlock(spaceBefore: 0, content: .lines(block), part: .subject)
            content.addAt(x: layout.left, y: y, set.draw(0..<lines.count))
            y -= leading * Double(lines.count + 1)
        }
        let salutation = y - baseline
        y -= leading * Double(salutationLines)
        return Heights(reference: reference, salutation: salutation, blocks: y)
    }

    /// The name above, the rest beside the window. Returns the height below it.
    private func appendSender(
        _ typesetter: inout Typesetter,
        to content: inout PDFBytes
    ) throws -> Double {
        guard let name = text.senderLines.first else { return PageLayout.pageHeight }
        let head = TextStyle(face: .bold, size: min(16, layout.bodySize * 1.35))
        try appendText(
            name,
            head,
            .sender,
            x: layout.left,
            y: PageLayout.height(24),
            room: layout.textWidth,
            &typesetter,
            to: &content
        )
        content.add(".8 w 0 G ")
        let rule = PageLayout.height(28)
        content.addLine(from: (layout.left, rule), to: (layout.left + layout.textWidth, rule))

        let x = PageLayout.points(layout.senderColumn)
        let leading = layout.footerSize * 1.4
        var y = PageLayout.height(layout.window.y) - layout.footerSize
        for line in text.senderLines.dropFirst() {
            try appendText(
                line,
                layout.small,
                .sender,
                x: x,
                y: y,
                room: PageLayout.pageWidth - x - Self.margin,
                &typesetter,
                to: &content
            )
            y -= leading
        }
        return y
    }

    private func appendFoldMarks(to content: inout PDFBytes) {
        content.add("/Artifact BMC .4 w .5 G ")
        for mark in layout.foldMarks {
            let y = PageLayout.height(mark)
            content.addLine(
                from: (PageLayout.points(4), y),
                to: (PageLayout.points(8), y)
            )
        }
        content.add("EMC ")
    }

    func appendFooter(
        page: Int,
        of pages: Int,
        _ typesetter: inout Typesetter,
        to content: inout PDFBytes
    ) throws {
        let footer = text.footer.filling("{pages}", with: pages).filling("{page}", with: page)
        if footer.isEmpty { return }
        let width = try typesetter.width(of: footer, layout.small, in: .footer)
        content.add("/Artifact BMC ")
        try appendText(
            footer,
            layout.small,
            .footer,
            x: layout.left + layout.textWidth - width,
            y: layout.bottom - PageLayout.points(10),
            room: layout.textWidth,
            &typesetter,
            to: &content
        )
        content.add("EMC ")
    }

    /// Light, under the text, from the lower left to the upper right.
    func appendMark(_ typesetter: inout Typesetter, to content: inout PDFBytes) throws {
        guard let mark = text.mark, !mark.isEmpty else { return }
        let unit = try typesetter.width(of: mark, TextStyle(face: .bold, size: 10), in: .mark)
        // Three quarters of the diagonal, but not taller than letters need to be.
        let style = TextStyle(face: .bold, size: min(96, (7600 / unit).rounded(.down)))
        let width = try typesetter.width(of: mark, style, in: .mark)
        let (cosine, sine) = (0.57, 0.82)
        content.add("/Artifact BMC q .92 g BT ")
        content.addFont(style)
        content.add(cosine, sine, -sine, cosine)
        content.add(
            PageLayout.pageWidth / 2 - width / 2 * cosine + style.size * 0.36 * sine,
            PageLayout.pageHeight / 2 - width / 2 * sine - style.size * 0.36 * cosine
        )
        content.add("Tm ")
        try typesetter.appendLine(mark, style, in: .mark, to: &content)
        content.add("ET Q EMC ")
    }

    private func appendText(
        _ text: String,
        _ style: TextStyle,
        _ part: LetterPart,
        x: Double,
        y: Double,
        room: Double,
        _ typesetter: inout Typesetter,
        to content: inout PDFBytes
    ) throws {
        content.add("BT ")
        content.addFont(style)
        content.add(x, y)
        content.add("Td ")
        if try typesetter.appendLine(text, style, in: part, to: &content) > room {
            throw LetterPDFError.tooWide(part)
        }
        content.add("ET ")
    }
}

extension PDFBytes {
    /// A drawing with its origin moved to a point of the page.
    mutating func addAt(x: Double, y: Double, _ drawing: PDFBytes) {
        addOrigin(x: x, y: y)
        add(drawing.bytes)
        add("Q ")
    }

    mutating func addOrigin(x: Double, y: Double) {
        add("q 1 0 0 1 ")
        add(x, y)
        add("cm ")
    }
}

extension String {
    fileprivate func filling(_ field: String, with number: Int) -> String {
        split(separator: field, omittingEmptySubsequences: false).joined(separator: "\(number)")
    }
}
