// SPDX-License-Identifier: EUPL-1.2

/// A ruled table with its cells broken into lines; row 0 is the header and returns on a new page.
struct SetTable {
    var width: Double
    /// Left edge of each column.
    var columns: [Double]
    var style: TextStyle
    var leading: Double
    /// Each cell is its lines.
    var rows: [[[[UInt8]]]]

    private var padding: Double { style.size * 0.3 }

    func height(_ range: Range<Int>) -> Double {
        visible(range).reduce(0) { $0 + height(ofRow: $1) }
    }

    func draw(_ range: Range<Int>) -> PDFBytes {
        var drawing = PDFBytes()
        var top = 0.0
        for row in visible(range) {
            let style = TextStyle(face: row == 0 ? .bold : .regular, size: style.size)
            drawing.add("BT ")
            drawing.addFont(style)
            drawing.add(leading)
            drawing.add("TL ")
            for (cell, left) in zip(rows[row], columns) {
                drawing.add("1 0 0 1 ")
                drawing.add(left, top - padding - style.baseline(leading: leading))
                drawing.add("Tm ")
                for (line, code) in cell.enumerated() {
                    drawing.add(line == 0 ? "" : "T*")
                    drawing.add(code)
                }
            }
            drawing.add("ET ")
            top -= height(ofRow: row)
            let isEdge = row == 0 || row == range.upperBound - 1
            drawing.add(isEdge ? ".8 w 0 G " : ".4 w .65 G ")
            drawing.addLine(from: (0, top), to: (width, top))
        }
        return drawing
    }

    private func visible(_ range: Range<Int>) -> [Int] {
        (range.lowerBound == 0 ? [] : [0]) + range
    }

    private func height(ofRow row: Int) -> Double {
        let lines = rows[row].map(\.count).max() ?? 1
        return Double(max(lines, 1)) * leading + 2 * padding
    }
}
