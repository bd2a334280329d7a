// SPDX-License-Identifier: EUPL-1.2

/// The box for the letter code: label and frame; the characters are those of each letter.
///
/// Characters stand in cells of equal width, so codes are read aloud and compared group by group.
struct SetCode {
    var label: [[UInt8]] = []
    var labelWidth = 0.0
    /// Characters in each group.
    let groups: [Int]
    let labelStyle: TextStyle
    let leading: Double
    /// Of the text; the box is as wide as its contents.
    let width: Double

    static let padding = 8.0
    /// Width of a cell as a part of the size of the characters.
    static let cellPerSize = 1.02

    init(groups: [String], layout: PageLayout) {
        self.groups = groups.map { $0.unicodeScalars.count }
        labelStyle = layout.body
        leading = layout.leading
        width = layout.textWidth
    }

    private var cells: Int { groups.reduce(groups.count - 1, +) }

    /// A fifth larger than the body, or as large as fits on one line.
    var style: TextStyle {
        let fitting = (width - 2 * Self.padding) / (Double(max(1, cells)) * Self.cellPerSize)
        let size = min(labelStyle.size * 1.2, fitting)
        return TextStyle(face: .bold, size: (size * 10).rounded(.down) / 10)
    }

    var height: Double {
        2 * Self.padding + Double(label.count) * leading + style.size * 1.3
    }

    /// First cell's left edge and the baseline, from the top left corner of the box.
    var origin: (x: Double, y: Double) {
        (Self.padding, -(height - Self.padding - style.size * 0.2))
    }

    func draw() -> PDFBytes {
        var drawing = PDFBytes()
        let contents = max(Double(cells) * style.size * Self.cellPerSize, labelWidth)
        let boxWidth = min(width, contents + 2 * Self.padding)
        drawing.add(".8 w 0 G ")
        drawing.add(0, -height, boxWidth, height)
        drawing.add("re S BT ")
        drawing.addFont(labelStyle)
        drawing.add(leading)
        drawing.add("TL ")
        drawing.add(Self.padding, -Self.padding - labelStyle.baseline(leading: leading) + 2)
        drawing.add("Td ")
        for (line, code) in label.enumerated() {
            drawing.add(line == 0 ? "" : "T*")
            drawing.add(code)
        }
        drawing.add("ET ")
        return drawing
    }
}
