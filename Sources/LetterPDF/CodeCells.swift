// SPDX-License-Identifier: EUPL-1.2

/// The characters of a letter code, each in the middle of a cell of equal width.
///
/// A code has a few dozen different characters: each is shaped once.
struct CodeCells {
    private let style: TextStyle
    /// In thousandths of the size.
    private let width: Int
    private var shaped = [Character?](repeating: nil, count: 128)

    private struct Character {
        let code: [UInt8]
        let width: Int
    }

    init(style: TextStyle) {
        self.style = style
        width = Int(SetCode.cellPerSize * 1000)
    }

    /// Appends the groups with an empty cell between them.
    mutating func append(
        _ groups: [String],
        _ typesetter: inout Typesetter,
        to content: inout PDFBytes
    ) throws {
        var space = 0
        // Wide cells look like spaces to a reader; this says what stands there.
        content.add("/Span<</ActualText")
        content.addTextString(groups)
        content.add(">>BDC[(")
        for (index, group) in groups.enumerated() {
            space += index == 0 ? 0 : width
            for scalar in group.unicodeScalars {
                let character = try character(scalar, &typesetter)
                let before = max(0, (width - character.width) / 2)
                content.addKern(-(space + before))
                content.add(character.code)
                space = width - character.width - before
            }
        }
        content.add(")]TJ EMC ")
    }

    private mutating func character(
        _ scalar: Unicode.Scalar,
        _ typesetter: inout Typesetter
    ) throws -> Character {
        let place = Int(scalar.value)
        if place < shaped.count, let known = shaped[place] { return known }
        var code = PDFBytes()
        let width = try typesetter.appendWord(String(scalar), style, in: .code, to: &code)
        let character = Character(code: code.bytes, width: width)
        if place < shaped.count { shaped[place] = character }
        return character
    }
}
