// SPDX-License-Identifier: EUPL-1.2

/// A table of the known schema with its indexes, as SQLite keeps them: each a tree of pages.
struct StoredTable: Sendable {
    let name: String
    /// The columns by which the table itself is ordered: its key, or the number SQLite gives a row.
    let key: [String]
    /// The index that is the table, when the key is its order.
    let primaryIndex: String?
    let indexes: [StoredIndex]

    /// All tables of a schema, which must be known: names stand in the questions as they are.
    static func all(of schema: KnownSchema, _ snapshot: Snapshot) throws -> [StoredTable] {
        try schema.objects.filter { $0.kind == Array("table".utf8) }
            .map { String(decoding: $0.name, as: UTF8.self) }.sorted()
            .map { try StoredTable($0, snapshot) }
    }

    private init(_ name: String, _ snapshot: Snapshot) throws {
        self.name = name
        let isByKey =
            try snapshot.integer("SELECT wr FROM pragma_table_list('\(name)')") == 1
        var key = ["rowid"]
        var primaryIndex: String?
        var indexes: [StoredIndex] = []
        let list = try snapshot.cursor(
            "SELECT name, origin, \"unique\" FROM pragma_index_list('\(name)') ORDER BY name"
        )
        while try list.step() {
            let index = try StoredIndex(
                String(decoding: list[0].bytes, as: UTF8.self),
                isUnique: list[2].integer == 1,
                snapshot
            )
            if isByKey, list[1].bytes.elementsEqual("pk".utf8) {
                key = Array(index.columns.prefix(index.keyCount))
                primaryIndex = index.name
            } else {
                indexes.append(index)
            }
        }
        self.key = key
        self.primaryIndex = primaryIndex
        self.indexes = indexes
    }
}

/// An index of a table: columns, then what leads to the row.
struct StoredIndex: Sendable {
    let name: String
    let columns: [String]
    /// How many of the columns it was made of.
    let keyCount: Int
    let isUnique: Bool

    fileprivate init(_ name: String, isUnique: Bool, _ snapshot: Snapshot) throws {
        self.name = name
        self.isUnique = isUnique
        var columns: [String] = []
        var keyCount = 0
        let rows = try snapshot.cursor(
            "SELECT name, key FROM pragma_index_xinfo('\(name)') ORDER BY seqno"
        )
        while try rows.step() {
            columns.append(
                rows[0].form == .null ? "rowid" : String(decoding: rows[0].bytes, as: UTF8.self)
            )
            if rows[1].integer == 1 { keyCount += 1 }
        }
        self.columns = columns
        self.keyCount = keyCount
    }
}
