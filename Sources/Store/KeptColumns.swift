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

    /// Says that what is kept under a name no longer counts. Throws when nothing is kept under it.
    ///
    /// What was read so stays as it is. The name may be given again.
    public func drop(columns name: String, of table: String, because: String, act: Act) throws {
        try commit(act) { store, db, entries in
            guard try store.keptColumns(of: table).contains(where: { $0.body.name == name }) else {
                throw StoreError.notFound(.columns(name: name))
            }
            try entries.record(
                db,
                [ColumnsDropFact(name: name, table: table, by: act.by, because: because)]
            )
        }
    }

    /// What counts of each name, the newest first; nil is every table.
    public func keptColumns(of table: String? = nil) throws -> [Recorded<ColumnsFact>] {
        let dropped = try facts.all(ColumnsDropFact.self).reduce(into: [:]) {
            $0[[$1.body.table, $1.body.name]] = $1.entry
        }
        var names: Set<[String]> = []
        return try facts.all(ColumnsFact.self).reversed().filter { fact in
            let name = [fact.body.table, fact.body.name]
            return (table ?? fact.body.table) == fact.body.table && names.insert(name).inserted
                && fact.entry > dropped[name] ?? -1
        }
    }
}
