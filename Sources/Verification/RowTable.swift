// SPDX-License-Identifier: EUPL-1.2

/// A table of rows under the ledger, and how its columns stand in a commitment (`docs/formats.md`).
struct RowTable: Sendable, Equatable {
    /// The kind of the entries whose rows stand here.
    let kind: UInt8
    let name: String
    let tag: UInt8
    let columns: [(name: String, form: Form)]
    /// How rows of a later format stand here; in those of the first the added column is NULL.
    var later: Later?

    /// A kind of entries whose rows have one column more, with a tag of their own.
    struct Later: Sendable {
        let kind: UInt8
        let tag: UInt8
        let column: (name: String, form: Form)
    }

    func holds(_ kind: UInt8) -> Bool { kind == self.kind || kind == later?.kind }

    static func == (left: RowTable, right: RowTable) -> Bool { left.name == right.name }

    enum Form: Sendable {
        /// So many bytes, big-endian.
        case number(Int)
        /// A day, which may lie before 1970; an absent one is the least there is.
        case day
        /// The number of a person, which is positive; nobody's is -1.
        case person
        /// Its length in four bytes, and UTF-8.
        case text
        /// The SHA-256 of a blob; zeros for none.
        case hash
        /// So many bytes as they are.
        case bytes(Int)
    }

    /// The columns that are read of each row, in this order.
    var readColumns: [String] {
        ["entry", "row", "commitment_key"] + columns.map(\.name)
            + (later.map { [$0.column.name] } ?? [])
    }

    /// The rows from a place on, in their order; all of them from nil.
    func query(from start: RowPlace?) -> (sql: String, arguments: [Int64]) {
        let names = readColumns.map { "\"\($0)\"" }.joined(separator: ", ")
        let select = "SELECT \(names) FROM \(name)"
        let order = "ORDER BY entry, \"row\""
        return switch start {
        case nil: ("\(select) \(order)", [])
        case let start? where start.row == RowPlace.firstRow:
            ("\(select) WHERE entry >= ? \(order)", [start.entry])
        case let start?:
            (
                "\(select) WHERE (entry, \"row\") >= (?, ?) \(order)",
                [start.entry, start.row]
            )
        }
    }

    static let format1 = [
        RowTable(
            kind: 1,
            name: "fact",
            tag: UInt8(ascii: "f"),
            columns: [("kind", .text), ("body", .text)]
        ),
        RowTable(
            kind: 2,
            name: "disclosure",
            tag: UInt8(ascii: "d"),
            columns: [
                ("person", .number(8)), ("flow", .number(4)), ("categories", .number(8)),
                ("disclosed_on", .day), ("keep_until", .day),
            ]
        ),
        RowTable(
            kind: 3,
            name: "unresolved_disclosure",
            tag: UInt8(ascii: "u"),
            columns: [
                ("reason", .number(2)), ("flow", .number(4)), ("categories", .number(8)),
                ("disclosed_on", .day), ("claims", .hash),
            ]
        ),
        RowTable(
            kind: 4,
            name: "assertion",
            tag: UInt8(ascii: "a"),
            columns: [
                ("statement", .number(4)), ("line", .number(4)), ("person", .person),
                ("certainty", .number(1)), ("categories", .number(8)), ("basis", .number(4)),
                ("happened_at", .number(8)), ("record", .hash),
            ]
        ),
        RowTable(
            kind: 5,
            name: "letter",
            tag: UInt8(ascii: "l"),
            columns: [
                ("wave", .number(4)), ("person", .number(8)), ("affected_group", .number(1)),
                ("why_again", .number(1)), ("held", .number(1)), ("batch", .number(4)),
                ("code", .hash),
            ]
        ),
        RowTable(
            kind: 6,
            name: "resolution",
            tag: UInt8(ascii: "r"),
            columns: [
                ("settled_entry", .number(8)), ("settled_row", .number(4)), ("person", .number(8)),
            ]
        ),
    ]
}

extension RowTable {
    /// Format 2: the same tables with a sealed column, and what was erased.
    static let format2 =
        format1.map { table in
            var table = table
            table.later = sealed[table.name]
            return table
        } + [
            RowTable(
                kind: 8,
                name: "erasure",
                tag: UInt8(ascii: "e"),
                columns: [
                    ("kind", .number(1)), ("erased_entry", .number(8)), ("erased_row", .number(4)),
                    ("commitment", .bytes(32)),
                ]
            ), personVersions,
        ]

    private static let sealed = [
        "disclosure": Later(
            kind: 9,
            tag: UInt8(ascii: "D"),
            column: ("days", .number(8))
        ),
        "unresolved_disclosure": Later(
            kind: 10,
            tag: UInt8(ascii: "U"),
            column: ("days", .number(8))
        ),
        "assertion": Later(kind: 11, tag: UInt8(ascii: "A"), column: ("place", .hash)),
        "letter": Later(kind: 12, tag: UInt8(ascii: "L"), column: ("lane", .hash)),
    ]

    /// What people were at each import: the hashes of their two halves.
    static let personVersions = RowTable(
        kind: 7,
        name: "person_version",
        tag: UInt8(ascii: "p"),
        columns: [("person", .number(8)), ("dossier", .bytes(32)), ("mail", .bytes(32))]
    )
}

/// Where a row stands in its table.
struct RowPlace: Comparable, Sendable {
    var entry: Int64
    var row: Int64

    /// Before whatever an entry may have.
    static let firstRow = Int64.min

    @inline(__always)
    static func < (left: RowPlace, right: RowPlace) -> Bool {
        left.entry < right.entry || left.entry == right.entry && left.row < right.row
    }
}
