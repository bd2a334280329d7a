// SPDX-License-Identifier: EUPL-1.2

/// Where the columns of a table stand: as wide as what is in them asks, within the page.
struct TableColumns {
    private(set) var lefts: [Double] = []
    private(set) var rights: [Double] = []
    let isNumeric: [Bool]

    private static let gap = 10.0

    /// Each column gets the width of its longest word, and a share of the rest as its longest text asks.
    init(
        _ table: TaggedDocument.Table,
        left: Double,
        width: Double,
        _ body: TextStyle,
        _ head: TextStyle,
        _ typesetter: inout Typesetter
    ) throws {
        isNumeric = table.columns.map(\.isNumeric)
        let inner = width - Self.gap * Double(table.columns.count - 1)
        var (least, wanted): ([Double], [Double]) = ([], [])
        for (place, column) in table.columns.enumerated() {
            var (word, whole) = (0.0, 0.0)
            let cells = table.rows.lazy.compactMap { $0.count > place ? $0[place] : nil }
            for (text, style) in [(column.name, head)] + cells.map({ ($0, body) }) {
                for line in ShownText.of(text).split(separator: "\n") {
                    whole = max(
                        whole,
                        try typesetter.width(of: String(line), style, in: .table)
                    )
                    for part in line.split(separator: " ") {
                        word = max(
                            word,
                            try typesetter.width(of: String(part), style, in: .table)
                        )
                    }
                }
            }
            // A word as long as a fingerprint is broken; it does not push the others out.
            least.append(min(max(word, 18), inner / 3) + 0.5)
            wanted.append(max(whole, 18) + 0.5)
        }
        // A date or a number stays on one line, where all that is as short has room.
        let short = zip(least, wanted).map { $1 <= inner / 4 ? max($0, $1) : $0 }
        if short.reduce(0, +) < inner { least = short }
        let widths = Self.share(inner, least, wanted)
        var x = left
        for width in widths {
            lefts.append(x)
            rights.append(x + width)
            x += width + Self.gap
        }
    }

    private static func share(_ room: Double, _ least: [Double], _ wanted: [Double]) -> [Double] {
        let (all, minimum) = (wanted.reduce(0, +), least.reduce(0, +))
        if all <= room { return wanted.map { $0 * room / all } }
        if minimum >= room { return least.map { $0 * room / minimum } }
        let asks = zip(least, wanted).map { max(0, $1 - $0) }
        let sum = asks.reduce(0, +)
        return zip(least, asks).map { $0 + $1 * (room - minimum) / sum }
    }

    /// The lines of each cell; one for each column.
    func lines(
        _ cells: [String],
        _ style: TextStyle,
        _ typesetter: inout Typesetter
    ) throws -> [[Typesetter.Line]] {
        try lefts.indices.map { place in
            let text = cells.count > place ? cells[place] : ""
            guard !text.isEmpty else { return [] }
            return try typesetter.lines(
                ShownText.of(text),
                style,
                width: rights[place] - lefts[place],
                in: .table
            )
        }
    }

    func height(_ cells: [[Typesetter.Line]], _ leading: Double) -> Double {
        Double(cells.map(\.count).max() ?? 0) * leading + 5
    }
}

/// Text as the fonts can show it.
enum ShownText {
    /// Characters outside the fonts stand as their code; controls, which nobody sees, are left out.
    static func of(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { !isShown($0) }) else { return text }
        var shown = ""
        for scalar in text.unicodeScalars {
            if isShown(scalar) {
                shown.unicodeScalars.append(scalar)
            } else if scalar == "\t" {
                shown += " "
            } else if !scalar.properties.isDefaultIgnorableCodePoint,
                scalar.properties.generalCategory != .control
            {
                let code = String(scalar.value, radix: 16, uppercase: true)
                shown += "[U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code)]"
            }
        }
        return shown
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n"
            || !scalar.properties.isDefaultIgnorableCodePoint
                && FontSubset.characters.contains { $0.contains(scalar.value) }
    }
}
