// SPDX-License-Identifier: EUPL-1.2

import CSV

/// Reads rows as the program meant them that wrote them; counts what it did.
struct RowRepair {
    /// Rows that are not UTF-8 are read as Windows-1252 when nobody said what the file is; nil when
    /// somebody did.
    let guess: CSVDialect?
    /// How many rows were.
    private(set) var guessedRows = 0
    /// Were there cells like `="0123"`?
    private(set) var hasFormulaCells = false

    /// More than that of a row is not at hand.
    private static let mostHeld = 1 << 20

    init(guess: CSVDialect?) { self.guess = guess }

    /// `="0123"`, which keeps a spreadsheet from taking zeros away, is what stands within.
    mutating func plain(_ row: FileRow) -> FileRow {
        let sign = UInt8(ascii: "=")
        guard row.fields.contains(where: { $0.utf8.first == sign }) else { return row }
        var row = row
        for place in row.fields.indices {
            let text = row.fields[place]
            guard text.utf8.count >= 3, text.hasPrefix("=\""), text.hasSuffix("\"") else {
                continue
            }
            row.fields[place] = String(text.dropFirst(2).dropLast())
            hasFormulaCells = true
        }
        return row
    }

    /// The same row read as Windows-1252, when it can be that.
    mutating func guessed(_ row: FileRow, _ problem: CSVRowProblem) -> FileRow {
        guard let guess, case .notUTF8(_, _, .windows1252?) = problem.reason,
            row.asItStands.count < RowRepair.mostHeld
        else { return row }
        var read: [[String]] = []
        var problems = 0
        var again = CSVReader(dialect: guess, encoding: .windows1252)
        again.feed(row.asItStands) {
            read.append($0.fields)
        } problem: { _ in
            problems += 1
        }
        again.finish {
            read.append($0.fields)
        } problem: { _ in
            problems += 1
        }
        guard problems == 0, read.count == 1, let fields = read.first else { return row }
        var row = row
        row.fields = fields
        row.problem = nil
        row.asItStands = []
        guessedRows += 1
        return row
    }
}
