// SPDX-License-Identifier: EUPL-1.2

/// The texts of one letter that no plate holds (printers' word: indruk), set before anything of the
/// letter is written. Buffers are used again for the next letter.
struct Imprint {
    /// Drawn whole: the window does not move.
    private var address = PDFBytes()
    private var reference = PDFBytes()
    private var salutation = PDFBytes()
    private(set) var salutationLines = 0
    private var code = PDFBytes()
    private var glyph = PDFBytes()

    mutating func set(
        _ sheet: LetterSheet,
        _ layout: PageLayout,
        _ typesetter: inout Typesetter
    ) throws {
        address.removeAll()
        try AddressBlock(layout: layout).append(
            sheet.addresseeLines,
            bars: sheet.kixBars,
            &typesetter,
            to: &address
        )
        reference.removeAll()
        if try typesetter.appendLine(
            sheet.referenceLine,
            layout.body,
            in: .reference,
            to: &reference
        ) > layout.textWidth {
            throw LetterPDFError.tooWide(.reference)
        }
        try setSalutation(sheet.salutation, layout, &typesetter)
        try setCode(sheet.codeGroups, layout, &typesetter)
    }

    private mutating func setSalutation(
        _ text: String,
        _ layout: PageLayout,
        _ typesetter: inout Typesetter
    ) throws {
        salutation.removeAll()
        salutationLines = text.isEmpty ? 0 : 1
        let width = try typesetter.appendLine(
            text,
            layout.body,
            in: .salutation,
            to: &salutation
        )
        if width <= layout.textWidth { return }
        salutation.removeAll()
        let lines = try typesetter.lines(
            text,
            layout.body,
            width: layout.textWidth,
            in: .salutation
        )
        salutationLines = lines.count
        for line in lines {
            salutation.add(line.code)
            salutation.add("T* ")
        }
    }

    /// Each character in the middle of its cell, an empty cell between groups.
    private mutating func setCode(
        _ groups: [String],
        _ layout: PageLayout,
        _ typesetter: inout Typesetter
    ) throws {
        code.removeAll()
        if groups.isEmpty { return }
        let style = SetCode(groups: groups, layout: layout).style
        let cell = Int(SetCode.cellPerSize * 1000)
        var space = 0
        // Wide cells look like spaces to a reader; this says what stands there.
        code.add("/Span<</ActualText")
        code.addTextString(groups)
        code.add(">>BDC[(")
        for (index, group) in groups.enumerated() {
            space += index == 0 ? 0 : cell
            for scalar in group.unicodeScalars {
                glyph.removeAll()
                let width = try typesetter.appendWord(
                    String(scalar),
                    style,
                    in: .code,
                    to: &glyph
                )
                let before = max(0, (cell - width) / 2)
                code.addKern(-(space + before))
                code.add(glyph.bytes)
                space = cell - width - before
            }
        }
        code.add(")]TJ EMC ")
    }

    func appendFirstPage(_ plate: Plate, _ layout: PageLayout, to content: inout PDFBytes) {
        content.add(address.bytes)
        content.add("BT ")
        content.addFont(layout.body)
        content.add(layout.leading)
        content.add("TL ")
        if let height = plate.reference {
            content.add("1 0 0 1 ")
            content.add(layout.left, height)
            content.add("Tm ")
            content.add(reference.bytes)
        }
        content.add("1 0 0 1 ")
        content.add(layout.left, plate.salutation)
        content.add("Tm ")
        content.add(salutation.bytes)
        content.add("ET ")
    }

    func appendCode(at place: Plate.CodePlace, to content: inout PDFBytes) {
        content.add("BT ")
        content.addFont(place.style)
        content.add(place.x, place.y)
        content.add("Td ")
        content.add(code.bytes)
        content.add("ET ")
    }
}
