// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7

/// The explicit table of fields to categories: which kinds of data a filled field carries.
///
/// A user can print it, read it, and extend it by a file of the same form (`path,category,comment`);
/// later rows win over earlier rows of the same path. Of a value's rows the most specific counts:
/// subcomponent, component, qualified field, field, whole segment.
public struct FieldMap: Sendable {
    /// Why a row of the table does not read.
    public struct Problem: Error, Equatable {
        /// Line in the file, from 1.
        public var line: Int
        public var what: What

        public enum What: Sendable, Equatable {
            case path
            case category(String)
            /// The table has, with the rows before that line, more than can be read with.
            case tooMany(Excess)
        }

        public init(line: Int, what: What) {
            self.line = line
            self.what = what
        }
    }

    /// What a table may have no more of.
    public enum Excess: Error, Sendable, Equatable {
        case segments(limit: Int)
        /// Elements and qualified elements of FHIR resources, those of any resource in each.
        case elements(limit: Int)
        case meanings(limit: Int)
        /// Different names of elements, systems, codes and types.
        case names(limit: Int)
    }

    /// The rows as text, the user's behind the shipped ones.
    public private(set) var text: String
    private var rows: [FieldMapRow]
    /// As messages to the processor are read, and as its results are.
    let orders: FieldMapLookup
    let results: FieldMapLookup

    /// The table as it ships.
    public static let standard = FieldMap(trusted: standardText)

    private init(trusted text: String) {
        do {
            let rows = try FieldMap.rows(of: text)
            try self.init(text: text, rows: rows, lastLine: 0)
        } catch {
            preconditionFailure("line \(error.line) of the shipped table does not read")
        }
    }

    private init(text: String, rows: [FieldMapRow], lastLine: Int) throws(Problem) {
        guard Set(rows.map(\.segment)).count <= FieldMapLookup.mostSegments else {
            let excess = Excess.segments(limit: FieldMapLookup.mostSegments)
            throw Problem(line: lastLine, what: .tooMany(excess))
        }
        self.text = text
        self.rows = rows
        orders = FieldMapLookup(rows.filter { $0.direction != .results })
        results = FieldMapLookup(rows.filter { $0.direction != .orders })
    }

    /// This table with the rows of a user's file over it; throws a `Problem` with the line of that
    /// file.
    public func merging(_ more: String) throws -> FieldMap {
        try FieldMap(
            text: text + "\n" + more,
            rows: rows + FieldMap.rows(of: more),
            lastLine: FieldMap.lastLine(of: more)
        )
    }

    private static func rows(of text: String) throws(Problem) -> [FieldMapRow] {
        try cells(of: text).map { row throws(Problem) in
            guard let made = FieldMapRow(path: row.path, row.meaning) else {
                throw Problem(line: row.line, what: .path)
            }
            return made
        }
    }

    /// From 1.
    static func lastLine(of text: String) -> Int {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
    }

    /// The paths and meanings of a table with their lines; comments and the heading are left out.
    static func cells(
        of text: String
    ) throws(Problem) -> [(line: Int, path: Substring, meaning: FieldMeaning)] {
        var rows: [(line: Int, path: Substring, meaning: FieldMeaning)] = []
        var number = 0
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            number += 1
            let cells = line.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
                .map(FieldMap.trimmed)
            guard let path = cells.first, !path.isEmpty || cells.count > 1, path.first != "#",
                path != "path"
            else { continue }
            guard cells.count >= 2 else { throw Problem(line: number, what: .path) }
            guard let meaning = FieldMeaning(text: cells[1]) else {
                throw Problem(line: number, what: .category(String(cells[1])))
            }
            rows.append((number, path, meaning))
        }
        return rows
    }

    private static func trimmed(_ cell: Substring) -> Substring {
        var cell = cell
        while let first = cell.first, first.isWhitespace { cell.removeFirst() }
        while let last = cell.last, last.isWhitespace { cell.removeLast() }
        return cell
    }

    /// May this field hold personal data of anyone, by the table? nil when it is not mapped.
    public func isPersonal(segment: String, field: Int) -> Bool? {
        guard let name = HL7SegmentName(segment) else { return nil }
        let meaning = orders.cell(field, of: name).meaning
        return meaning.kind == .unclassified && meaning.categories.isEmpty
            ? nil : meaning.kind != .structural
    }
}

/// What the table says of a value.
struct FieldMeaning: Sendable, Hashable {
    var kind: FieldKind
    /// Only of the person whom the message is about.
    var categories: CategorySet

    static let structural = FieldMeaning(kind: .structural, categories: [])
    /// No row maps it.
    static let unmapped = FieldMeaning(kind: .unclassified, categories: [])

    init(kind: FieldKind, categories: CategorySet) {
        self.kind = kind
        self.categories = categories
    }

    /// `structural`, `professional`, or category codes joined by `+`.
    init?(text: Substring) {
        switch text {
        case "structural": self = .structural
        case "professional": self.init(kind: .professional, categories: [])
        default:
            guard let set = CategorySet(text: text), !set.isEmpty else { return nil }
            self.init(
                kind: set.contains(.unclassified) ? .unclassified : .personal,
                categories: set
            )
        }
    }
}

/// What a field is to the person whom the message is about.
public enum FieldKind: UInt8, Sendable, Hashable, CaseIterable {
    /// A category of data of the person.
    case personal
    /// Personal data of somebody at work, which says nothing about the person: who typed it in.
    case professional
    /// No personal data: routing, set ids, codes that only name the kind of what stands beside them.
    case structural
    /// Filled, and no row maps it: counted as a category of its own, never dropped in silence.
    case unclassified
}
