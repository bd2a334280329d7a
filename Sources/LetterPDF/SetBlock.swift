// SPDX-License-Identifier: EUPL-1.2

/// A block of the letter with its lines broken, not yet on a page.
///
/// Draws itself from its own top left corner, so the same block is the same bytes on every page.
struct SetBlock {
    /// Not used at the top of a page.
    var spaceBefore: Double
    var content: Content
    /// May not be the last thing on a page, as a heading.
    var keepsWithNext = false
    /// Moves to the next page as a whole.
    var keepsTogether = false
    var part: LetterPart

    enum Content {
        case lines(Lines)
        case table(SetTable)
        case code(SetCode)
    }

    struct Lines {
        var style: TextStyle
        var leading: Double
        var indent = 0.0
        /// Hangs left of the first line.
        var bullet: [UInt8]?
        var codes: [[UInt8]]
    }

    /// Rows are what may be parted by the end of a page: lines of text or rows of a table.
    var rowCount: Int {
        switch content {
        case .lines(let lines): lines.codes.count
        case .table(let table): table.rows.count
        case .code: 1
        }
    }

    func height(_ rows: Range<Int>) -> Double {
        switch content {
        case .lines(let lines): Double(rows.count) * lines.leading
        case .table(let table): table.height(rows)
        case .code(let code): code.height
        }
    }

    func draw(_ rows: Range<Int>) -> PDFBytes {
        switch content {
        case .lines(let lines): lines.draw(rows)
        case .table(let table): table.draw(rows)
        case .code(let code): code.draw()
        }
    }
}

extension SetBlock.Lines {
    fileprivate func draw(_ rows: Range<Int>) -> PDFBytes {
        var drawing = PDFBytes()
        drawing.add("BT ")
        drawing.addFont(style)
        drawing.add(leading)
        drawing.add("TL ")
        let baseline = -style.baseline(leading: leading)
        if let bullet, rows.lowerBound == 0 {
            drawing.add(indent - style.size, baseline)
            drawing.add("Td ")
            drawing.add(bullet)
            drawing.add(style.size, 0)
        } else {
            drawing.add(indent, baseline)
        }
        drawing.add("Td ")
        for row in rows {
            drawing.add(row == rows.lowerBound ? "" : "T*")
            drawing.add(codes[row])
        }
        drawing.add("ET ")
        return drawing
    }
}

extension TextStyle {
    /// From the top of a line to its baseline, so that capitals stand in the middle.
    func baseline(leading: Double) -> Double { leading / 2 + size * 0.36 }
}

extension PDFBytes {
    mutating func addFont(_ style: TextStyle) {
        add(style.face == .regular ? "/R " : "/B ")
        add(style.size)
        add("Tf ")
    }

    mutating func addLine(from start: (Double, Double), to end: (Double, Double)) {
        add(start.0, start.1)
        add("m ")
        add(end.0, end.1)
        add("l S ")
    }
}
