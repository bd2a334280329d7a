// SPDX-License-Identifier: EUPL-1.2

/// The texts of one letter that no page template holds, set before anything of the letter is written. Buffers are used again for the next letter.
struct VariableText {
    private let layout: PageLayout
    private let block: AddressBlock
    /// Drawn whole: the window does not move.
    private var address = PDFBytes()
    private var reference = PDFBytes()
    /// What is set in `reference`: often the same for a whole wave.
    private var referenceLine: String?
    private var salutation = PDFBytes()
    private(set) var salutationLines = 0
    private var code = PDFBytes()
    private var cells: (count: Int, cells: CodeCells)?

    init(layout: PageLayout) {
        self.layout = layout
        block = AddressBlock(layout: layout)
    }

    mutating func set(_ sheet: LetterSheet, _ typesetter: inout Typesetter) throws {
        address.removeAll()
        try block.append(
            sheet.addresseeLines,
            bars: sheet.kixBars,
            &typesetter,
            to: &address
        )
        try setReference(sheet.referenceLine, &typesetter)
        try setSalutation(sheet.salutation, &typesetter)
        try setCode(sheet.codeGroups, &typesetter)
    }

    private mutating func setReference(_ text: String, _ typesetter: inout Typesetter) throws {
        if referenceLine == text { return }
        referenceLine = nil
        reference.removeAll()
        let width = try typesetter.appendLine(text, layout.body, in: .reference, to: &reference)
        if width > layout.textWidth { throw LetterPDFError.tooWide(.reference) }
        referenceLine = text
    }

    private mutating func setSalutation(_ text: String, _ typesetter: inout Typesetter) throws {
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

    private mutating func setCode(_ groups: [String], _ typesetter: inout Typesetter) throws {
        code.removeAll()
        if groups.isEmpty { return }
        // The size of the characters depends on how many there are.
        let count = groups.reduce(groups.count) { $0 + $1.unicodeScalars.count }
        if cells?.count != count {
            cells = (count, CodeCells(style: SetCode(groups: groups, layout: layout).style))
        }
        try cells?.cells.append(groups, &typesetter, to: &code)
    }

    func appendFirstPage(_ template: PageTemplate, to content: inout PDFBytes) {
        content.add(address.bytes)
        if let before = template.beforeReference {
            content.add(before)
            content.add(reference.bytes)
        }
        content.add(template.beforeSalutation)
        content.add(salutation.bytes)
        content.add("ET ")
    }

    func appendCode(at place: PageTemplate.CodePlace, to content: inout PDFBytes) {
        content.add(place.before)
        content.add(code.bytes)
        content.add("ET ")
    }
}
