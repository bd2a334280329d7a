// SPDX-License-Identifier: EUPL-1.2

/// What stands in the window: return line, addressee, a blank line and the bars.
///
/// Everything keeps 5 mm from the sides of the window, so a sheet that shifts stays readable.
struct AddressBlock {
    private let layout: PageLayout
    /// Of each setting: font, leading and the place of the first line.
    private let starts: [[UInt8]]
    private let barCode = BarCode()

    private static let sideMargin = 5.0
    private static let returnStyle = TextStyle(face: .regular, size: 7)
    private static let returnBaseline = 4.0

    /// Looser first; the tighter ones are for addresses of five and six lines.
    private static let settings: [(size: Double, leading: Double, gap: Double)] = [
        (10.5, 4.6, 6.2), (10, 4.2, 5.6), (10, 3.8, 5),
    ]

    init(layout: PageLayout) {
        self.layout = layout
        let left = PageLayout.points(layout.window.x + Self.sideMargin)
        starts = Self.settings.map { setting in
            var start = PDFBytes()
            start.add("BT ")
            start.addFont(TextStyle(face: .regular, size: setting.size))
            start.add(PageLayout.points(setting.leading))
            start.add("TL ")
            start.add(
                left,
                PageLayout.height(layout.window.y + Self.returnBaseline + setting.gap)
            )
            start.add("Td ")
            return start.bytes
        }
    }

    private var left: Double { PageLayout.points(layout.window.x + Self.sideMargin) }
    private var room: Double { PageLayout.points(layout.window.width - 2 * Self.sideMargin) }

    func appendReturnLine(
        _ text: String,
        _ typesetter: inout Typesetter,
        to content: inout PDFBytes
    ) throws {
        if text.isEmpty { return }
        content.add("BT ")
        content.addFont(Self.returnStyle)
        content.add(left, PageLayout.height(layout.window.y + Self.returnBaseline))
        content.add("Td ")
        let width = try typesetter.appendLine(
            text,
            Self.returnStyle,
            in: .returnLine,
            to: &content
        )
        if width > room { throw LetterPDFError.tooWide(.returnLine) }
        content.add("ET ")
    }

    func append(
        _ addressee: [String],
        bars: String,
        _ typesetter: inout Typesetter,
        to content: inout PDFBytes
    ) throws {
        let start = content.count
        for setting in Self.settings.indices {
            let end = try appendLines(addressee, setting, bars, &typesetter, to: &content)
            if end <= layout.window.y + layout.window.height - 1 { return }
            content.bytes.removeSubrange(start...)
        }
        throw LetterPDFError.tooTall(.addressee)
    }

    /// Returns the lowest ink, in millimetres from the top of the page.
    private func appendLines(
        _ addressee: [String],
        _ index: Int,
        _ bars: String,
        _ typesetter: inout Typesetter,
        to content: inout PDFBytes
    ) throws -> Double {
        let setting = Self.settings[index]
        let style = TextStyle(face: .regular, size: setting.size)
        var baseline = layout.window.y + Self.returnBaseline + setting.gap
        content.add(starts[index])
        for line in addressee {
            let before = content.count
            if try typesetter.appendLine(line, style, in: .addressee, to: &content) <= room {
                content.add("T*")
                baseline += setting.leading
                continue
            }
            content.bytes.removeSubrange(before...)
            for part in try typesetter.lines(line, style, width: room, in: .addressee) {
                content.add(part.code)
                content.add("T*")
                baseline += setting.leading
            }
        }
        content.add(" ET ")
        // The baseline is now that of the blank line.
        if bars.isEmpty { return baseline - setting.leading + 1 }
        let bottom = baseline + 1 + BarCode.height
        try barCode.append(
            bars,
            x: left,
            y: PageLayout.height(bottom),
            room: room,
            to: &content
        )
        return bottom
    }
}
