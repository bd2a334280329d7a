// SPDX-License-Identifier: EUPL-1.2

import CSV
import Intake

/// The beginning of a table: its header, some rows, and how its fields are told apart.
struct TableHead: Sendable {
    var header: FileRow
    /// Rows of people: no second header, no totals.
    var sample: [FileRow]
    var dialect: CSVDialect
    /// What other programs wrote before the header and around cells.
    var remarks: Set<FileRemark> = []

    /// `rows`: the first ones, as they stand. Excel begins a file with `sep=;`; reports begin with
    /// lines of a title.
    init(_ rows: [FileRow], _ dialect: CSVDialect, name: String) throws {
        self.dialect = dialect
        var rows = rows[...]
        if let first = rows.first, TableHead.separator(first) != nil {
            rows = rows.dropFirst()
            remarks.insert(.separatorLine)
        }
        let titles = TableHead.titleLines(rows)
        if titles > 0 { remarks.insert(.titleLines(titles)) }
        rows = rows.dropFirst(titles)
        guard let header = rows.first else { throw IngestionError.noRows(file: name) }
        if let problem = header.problem {
            throw IngestionError.header(file: name, line: header.line, problem)
        }
        guard !HeaderLook.isOfARecord(header.fields) else {
            throw IngestionError.headerIsRecord(file: name, line: header.line)
        }
        self.header = header
        sample = []
        let judge = RowJudge(header: header.fields)
        sample = rows.dropFirst().filter {
            $0.problem == nil && judge.problem(of: $0.fields) == nil
        }
    }

    /// The delimiter that a line `sep=;` names.
    static func separator(_ row: FileRow) -> UInt8? {
        // The delimiter itself divides the line: `sep=` and nothing.
        let text = row.fields.joined(separator: "\u{1}").lowercased()
        guard row.problem == nil, text.hasPrefix("sep="), row.fields.count <= 2,
            text.utf8.count <= 5
        else { return nil }
        return text.utf8.count == 5 && text.utf8.last != 1 ? text.utf8.last : 0
    }

    /// How many lines stand before the one that names the columns: they have no more than two filled
    /// fields each, and a line behind them has names that are known, or more fields.
    private static func titleLines(_ rows: ArraySlice<FileRow>) -> Int {
        let first = rows.prefix(mostTitleLines)
        func filled(_ row: FileRow) -> Int { row.fields.count { !$0.isBlank } }
        guard let row = rows.first, row.problem == nil, filled(row) <= 2,
            HeaderLook.knownNames(row.fields) < 2
        else { return 0 }
        for (place, row) in first.enumerated() where row.problem == nil {
            if HeaderLook.knownNames(row.fields) >= 2 { return place }
            // A record before any header: the first line is to blame, and is said.
            if filled(row) > 2 { break }
        }
        // Names that nobody knows, behind lines that are one cell wide.
        for (place, row) in first.enumerated() where filled(row) > 1 {
            return row.problem == nil && !HeaderLook.isOfARecord(row.fields) ? place : 0
        }
        return 0
    }

    private static let mostTitleLines = 20
}

/// Tells rows that are no record although they read well.
struct RowJudge: Sendable {
    private let header: [String]

    init(header: [String]) { self.header = header.map { $0.trimmed.lowercased() } }

    /// The row with what is wrong with it; nil of a row of empty cells, which is nothing.
    func judged(_ row: FileRow) -> FileRow? {
        guard row.problem == nil else { return row }
        guard row.fields.contains(where: { !$0.isBlank }) else { return nil }
        guard let problem = problem(of: row.fields) else { return row }
        var row = row
        (row.asItStands, row.problem) = (row.raw, problem)
        return row
    }

    func problem(of fields: [String]) -> SetAsideReason? {
        if isHeader(fields) { return .headerAgain }
        // A line that is drawn between rows.
        guard fields.contains(where: { $0.contains { $0.isLetter || $0.isNumber } }) else {
            return .noRecordInIt
        }
        return HeaderLook.isOfTotals(fields) ? .totalsRow : nil
    }

    private func isHeader(_ fields: [String]) -> Bool {
        guard fields.count == header.count,
            let place = header.firstIndex(where: { !$0.isEmpty }),
            fields[place].utf8.count < 128, fields[place].trimmed.lowercased() == header[place]
        else { return false }
        // Some print only the first names again.
        var count = 0
        for (field, name) in zip(fields, header) {
            let text = field.trimmed.lowercased()
            if text.isEmpty { continue }
            guard text == name else { return false }
            count += 1
        }
        return count > 1
    }
}

extension String {
    /// Without white space and byte order mark around it.
    var trimmed: String {
        var rest = Substring(self).unicodeScalars
        let isOutside = { (scalar: Unicode.Scalar) in
            scalar.properties.isWhitespace || scalar == "\u{FEFF}"
        }
        while let first = rest.first, isOutside(first) { rest.removeFirst() }
        while let last = rest.last, isOutside(last) { rest.removeLast() }
        return String(rest)
    }

    var isBlank: Bool { utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
}
