// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// What is wrong with the header of a file that has fixed columns.
public enum TabularHeaderProblem: Error, Equatable, Sendable {
    case missing(columns: [String])
    case twice(column: String)
}

/// What is wrong with one row: the column and the fault, never the value.
public enum RowProblem: Error, Equatable, Hashable, Sendable {
    case fieldCount(expected: Int, found: Int)
    case field(column: String, fault: RowFault)
}

/// The columns that a kind of file can have, numbered from 0.
protocol TabularColumn: RawRepresentable<Int>, CaseIterable, Sendable {
    /// As the header of a file has it: never changes, whatever the case is called.
    var name: String { get }
}

/// Where the columns of a file with fixed names stand, in any order.
struct TabularHeader<Column: TabularColumn>: Sendable {
    /// By the number of the column; -1 when the file has no such column.
    fileprivate let places: [Int]
    let count: Int
    /// Places of the columns of the file that are none of ours: reported, not read. From 0.
    let unknown: [Int]

    /// Case, white space around and a byte order mark are forgiven.
    init(_ header: [String], required: [Column]) throws(TabularHeaderProblem) {
        let byName = Dictionary(
            uniqueKeysWithValues: Column.allCases.map { ($0.name.lowercased(), $0) }
        )
        var places = [Int](repeating: -1, count: Column.allCases.count)
        var unknown: [Int] = []
        for (place, name) in header.enumerated() {
            guard let column = byName[name.trimmedField.lowercased()] else {
                unknown.append(place)
                continue
            }
            guard places[column.rawValue] < 0 else { throw .twice(column: column.name) }
            places[column.rawValue] = place
        }
        let missing = required.filter { places[$0.rawValue] < 0 }
        guard missing.isEmpty else { throw .missing(columns: missing.map(\.name)) }
        self.places = places
        self.unknown = unknown
        count = header.count
    }

    /// Columns of ours that the file does not have.
    var absent: [Column] { Column.allCases.filter { places[$0.rawValue] < 0 } }

    /// The fields of one row by their column. A control character in one of `strict` (nil: in any column)
    /// is a problem of the row.
    func row(_ fields: [String], strict: [Column]? = nil) throws(RowProblem) -> TabularRow<Column> {
        guard fields.count == count else {
            throw .fieldCount(expected: count, found: fields.count)
        }
        let row = TabularRow(
            fields: fields,
            header: self,
            holdsControls: fields.contains { $0.utf8.holdControlCharacter }
        )
        guard row.holdsControls else { return row }
        for column in strict ?? Array(Column.allCases) where row[column].utf8.holdControlCharacter {
            throw row.problem(column, .controlCharacter)
        }
        return row
    }
}

/// One row of a file with fixed columns.
struct TabularRow<Column: TabularColumn> {
    fileprivate let fields: [String]
    fileprivate let header: TabularHeader<Column>
    /// Does a control character stand in any field, also of a column that is not read?
    let holdsControls: Bool

    /// The field without white space around it; empty when the file has no such column.
    subscript(column: Column) -> String {
        let place = header.places[column.rawValue]
        return place < 0 ? "" : fields[place].trimmedField
    }

    /// The field read as `Value`, nil when it is empty.
    func read<Value>(
        _ column: Column,
        or fault: RowFault,
        _ parse: (String) -> Value?
    ) throws(RowProblem) -> Value? {
        let text = self[column]
        guard !text.isEmpty else { return nil }
        guard let value = parse(text) else { throw problem(column, fault) }
        return value
    }

    func problem(_ column: Column, _ fault: RowFault) -> RowProblem {
        .field(column: column.name, fault: fault)
    }
}

extension String {
    /// Without white space and byte order mark around it.
    var trimmedField: String {
        guard let first = utf8.first, let last = utf8.last else { return self }
        // Almost every field begins and ends with a visible ASCII character.
        if 0x21...0x7E ~= first, 0x21...0x7E ~= last { return self }
        let isOutside = { (scalar: Unicode.Scalar) in
            scalar.properties.isWhitespace || scalar == "\u{FEFF}"
        }
        var rest = Substring(self).unicodeScalars
        while let first = rest.first, isOutside(first) { rest.removeFirst() }
        while let last = rest.last, isOutside(last) { rest.removeLast() }
        return String(rest)
    }
}
