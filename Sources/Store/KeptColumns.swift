// SPDX-License-Identifier: EUPL-1.2

extension Store {
    /// Keeps what the columns of an export mean under a name; what was kept under it before no longer counts.
    ///
    /// `table` says of what they are (`population`). The same again changes nothing.
    public func keep(columns mapping: String, of table: String, as name: String, act: Act) throws {
        try ChosenName.checkColumns(name)
        if try keptColumns(of: table).contains(where: {
            $0.body.name == name && $0.body.mapping == mapping
        }) {
            return
        }
        try commit(act) { _, db, entries in
            try entries.record(
                db,
                [ColumnsFact(name: name, table: table, mapping: mapping, by: act.by)]
            )
        }
    }

    /// What counts of each name, the newest first.
    public func keptColumns(of table: String) throws -> [Recorded<ColumnsFact>] {
        var names: Set<String> = []
        return try facts.all(ColumnsFact.self).reversed().filter {
            $0.body.table == table && names.insert($0.body.name).inserted
        }
    }
}
