// SPDX-License-Identifier: EUPL-1.2

/// A page template that is set and divided over pages; nothing of it is written yet.
struct PageTemplateDraft {
    let frames: [PDFBytes]
    let blocks: [SetBlock]
    let pages: [[Pagination.Placed]]
    let heights: PageFrame.Heights
    private let left: Double

    /// Throws if a text cannot be printed or does not fit.
    init(
        of sheet: LetterSheet,
        salutationLines: Int,
        layout: PageLayout,
        with typesetter: inout Typesetter
    ) throws {
        left = layout.left
        let frame = PageFrame(layout: layout, text: sheet.text)
        var first = PDFBytes()
        try frame.appendMark(&typesetter, to: &first)
        heights = try frame.appendFirstPage(
            salutationLines: salutationLines,
            hasReference: !sheet.referenceLine.isEmpty,
            &typesetter,
            to: &first
        )
        blocks = try BlockSetter(layout: layout).blocks(of: sheet, with: &typesetter)
        pages = try Pagination.withWholeParagraphs(
            blocks,
            start: heights.blocks,
            top: layout.top,
            bottom: layout.bottom
        ).pages
        if heights.blocks < layout.bottom {
            throw LetterPDFError.tooTall(.subject)
        }
        var frames: [PDFBytes] = []
        // A blank last side makes the number even; it carries the mark and nothing else.
        for page in 0..<(pages.count + pages.count % 2) {
            var content = PDFBytes()
            if page == 0 {
                content = first
            } else {
                try frame.appendMark(&typesetter, to: &content)
            }
            if page < pages.count {
                try frame.appendFooter(
                    page: page + 1,
                    of: pages.count,
                    &typesetter,
                    to: &content
                )
            }
            frames.append(content)
        }
        self.frames = frames
    }

    var code: PageTemplate.CodePlace? {
        for (page, placed) in pages.enumerated() {
            for place in placed {
                if case .code(let box) = blocks[place.block].content {
                    var before = PDFBytes()
                    before.add("BT ")
                    before.addFont(box.style)
                    before.add(left + box.origin.x, place.top + box.origin.y)
                    before.add("Td ")
                    return PageTemplate.CodePlace(page: page, before: before.bytes)
                }
            }
        }
        return nil
    }
}
