// SPDX-License-Identifier: EUPL-1.2

/// The bars of the customer index (KIX) as filled rectangles.
///
/// A tracker is 1.5 mm high, a full bar 4.5; bars are 0.5 mm wide, 0.5 mm apart: inside the
/// tolerances of the post (1 to 1.6, 4.2 to 5.8, 0.4 to 0.6 and 0.4 to 0.7 mm).
struct BarCode {
    static let height = 4.5
    static let pitch = 1.0

    /// Four drawings for each place on the line (full, ascender, descender, tracker), each in a cell of
    /// its own after its length.
    private let drawings: [UInt8]

    /// A code has at most 72 bars, and a drawing at most 13 bytes.
    private static let places = 72
    private static let cell = 14

    init() {
        var drawings: [UInt8] = []
        for place in 0..<Self.places {
            for kind in 0..<4 {
                let drawing = Self.drawing(of: kind, at: place)
                let rest = Self.cell - 1 - drawing.count
                drawings += [UInt8(drawing.count)] + drawing + Array(repeating: 0, count: rest)
            }
        }
        self.drawings = drawings
    }

    /// Appends the bars with their bottom left corner at a point of the page.
    func append(
        _ bars: String,
        x: Double,
        y: Double,
        room: Double,
        to content: inout PDFBytes
    ) throws {
        var bars = bars
        try bars.withUTF8 { bars in
            if bars.count % 4 != 0 { throw LetterPDFError.invalidBars }
            if PageLayout.points(Double(bars.count) * Self.pitch) > room {
                throw LetterPDFError.tooWide(.addressee)
            }
            // Half a millimetre across and a third of a bar up: all that follows are small numbers.
            content.add("q 1.41732 0 0 4.25197 ")
            content.add(x, y)
            content.add("cm ")
            for (index, bar) in bars.enumerated() {
                let kind: Int
                switch bar {
                case UInt8(ascii: "F"): kind = 0
                case UInt8(ascii: "A"): kind = 1
                case UInt8(ascii: "D"): kind = 2
                case UInt8(ascii: "T"): kind = 3
                default: throw LetterPDFError.invalidBars
                }
                if index < Self.places {
                    let start = (index * 4 + kind) * Self.cell
                    drawings.withUnsafeBufferPointer { drawings in
                        let drawing = drawings[start + 1..<start + 1 + Int(drawings[start])]
                        content.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: drawing))
                    }
                } else {
                    content.add(Self.drawing(of: kind, at: index))
                }
            }
            content.add("f Q ")
        }
    }

    private static func drawing(of kind: Int, at index: Int) -> [UInt8] {
        var drawing = PDFBytes()
        drawing.add(index * 2)
        switch kind {
        case 0: drawing.add(" 0 1 3 re ")
        case 1: drawing.add(" 1 1 2 re ")
        case 2: drawing.add(" 0 1 2 re ")
        default: drawing.add(" 1 1 1 re ")
        }
        return drawing.bytes
    }
}
