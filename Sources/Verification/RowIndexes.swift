// SPDX-License-Identifier: EUPL-1.2

/// The indexes of a table of rows, as columns of the query that reads its rows: so that the rows need
/// be read once only, for their commitments and for what the indexes must have.
struct RowIndexes: Sendable {
    let key: Fingerprint.Key
    /// For each index the places of its columns; for letters their codes behind them.
    let places: [[Int32]]

    /// Nil when the rows do not stand in the order of their table, or a column is not read with them.
    init?(_ table: StoredTable?, as rows: RowTable, _ key: Fingerprint.Key) {
        guard let table, table.key == ["entry", "row"] else { return nil }
        self.init(IndexVerification.columns(of: table), as: rows, key)
    }

    private init?(_ indexes: [[String]], as rows: RowTable, _ key: Fingerprint.Key) {
        let read = rows.readColumns
        var places: [[Int32]] = []
        for columns in indexes {
            let found = columns.compactMap { read.firstIndex(of: $0).map(Int32.init) }
            guard found.count == columns.count else { return nil }
            places.append(found)
        }
        self.key = key
        self.places = places
    }

    private init(key: Fingerprint.Key) {
        self.key = key
        places = []
    }

    /// No index is looked at.
    static func none(_ key: Fingerprint.Key) -> RowIndexes { RowIndexes(key: key) }
}
