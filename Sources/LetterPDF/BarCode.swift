// SPDX-License-Identifier: EUPL-1.2

/// The bars of the customer index (KIX) as filled rectangles.
///
/// A tracker is 1.5 mm high, a full bar 4.5; bars are 0.5 mm wide, 0.5 mm apart: inside the
/// tolerances of the post (1 to 1.6, 4.2 to 5.8, 0.4 to 0.6 and 0.4 to 0.7 mm).
struct BarCode {
    static let height = 4.5
    static let pitch = 1.0

    /// Appends the bars with their bottom left corner at a point of the page.
    static func append(
        _ bars: String,
        x: Double,
        y: Double,
        room: Double,
        to content: inout PDFBytes
    ) throws {
        var bars = bars
        try bars.withUTF8 { bars in
            if bars.count % 4 != 0 { throw LetterPDFError.invalidBars }
            if PageLayout.points(Double(bars.count) * pitch) > room {
                throw LetterPDFError.tooWide(.addressee)
            }
            // Half a millimetre across and a third of a bar up: all that follows are small numbers.
            content.add("q 1.41732 0 0 4.25197 ")
            content.add(x, y)
            content.add("cm ")
            for (index, bar) in bars.enumerated() {
                content.add(index * 2)
                switch bar {
                case UInt8(ascii: "F"): content.add(" 0 1 3 re ")
                case UInt8(ascii: "A"): content.add(" 1 1 2 re ")
                case UInt8(ascii: "D"): content.add(" 0 1 2 re ")
                case UInt8(ascii: "T"): content.add(" 1 1 1 re ")
                default: throw LetterPDFError.invalidBars
                }
            }
            content.add("f Q ")
        }
    }
}
