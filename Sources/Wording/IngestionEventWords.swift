// SPDX-License-Identifier: EUPL-1.2

import Custody
public import Ingestion

extension IngestionEvent {
    /// What is said of it, and whether also to somebody who asked for quiet; nil for what only moves a
    /// progress line.
    public var words: (text: String, isWarning: Bool)? {
        switch self {
        case .begins, .progress: nil
        case .columnRead(let column, let meaning): ("column '\(column)' is \(meaning)", false)
        case .datesRead(let column, let order):
            ("column '\(column)': dates are read as \(order.rawValue)", false)
        case .columnNotRead(let column): ("column '\(column)' is not read", false)
        case .columnsNotRead(let places):
            (
                """
                \(places.count.counted("column is", "columns are")) not read, counted from the left: \
                \(places.map { "\($0) (\(Self.letters($0)))" }.joined(separator: ", ")). \
                The names are not shown: they are not known as names of columns, and may be of people.
                """, false
            )
        case .columnsKept(let name): ("columns as kept under '\(name)'", false)
        case .sheetRead(let sheet, let others):
            (
                "sheet '\(sheet)' is read"
                    + (others.isEmpty
                        ? ""
                        : "; others with rows: "
                            + others.map { "'\($0)'" }.joined(separator: ", ")),
                false
            )
        case .goesOn(let line): ("going on at line \(line.grouped)", false)
        case .takenInBefore(let file):
            ("\(file) was taken in before; nothing changed since", false)
        case .remark(let file, let remark): ("\(file) \(remark.words)", true)
        case .guessedEncoding(let rows):
            ("\(rows.grouped) rows are not UTF-8 and were read as Windows-1252, by guess", true)
        case .committed(let count): ("committed \(count)", true)
        case .sharedNumbers(let count):
            (
                """
                \(count.grouped) citizen numbers stand with several people: what names them by \
                number stays unresolved
                """, true
            )
        }
    }
}

extension IngestionEvent {
    /// As a spreadsheet calls a column, from 1: A to Z, AA, AB.
    static func letters(_ place: Int) -> String {
        var (rest, text) = (place, "")
        while rest > 0 {
            rest -= 1
            text = String(UnicodeScalar(UInt8(0x41 + rest % 26))) + text
            rest /= 26
        }
        return text
    }
}
