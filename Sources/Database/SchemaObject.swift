// SPDX-License-Identifier: EUPL-1.2

import GRDB

/// A table, index, trigger or view as the database file describes it: its text decides what every
/// statement means, so it is compared to the byte.
public struct SchemaObject: Sendable, Hashable {
    /// `table`, `index`, `trigger`, `view`.
    public var kind: String
    public var name: String
    public var table: String
    /// Bytes, for two spellings of a letter are not the same text; empty for an index that a table
    /// makes by itself.
    public var text: [UInt8]

    /// Is it where the applied migrations are listed?
    public var listsMigrations: Bool { name == "grdb_migrations" && kind == "table" }
}

extension Connection {
    /// What the file says of itself, in the order of the names.
    public func schema() throws -> [SchemaObject] {
        try all(
            "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name, type, tbl_name"
        ) {
            SchemaObject(kind: $0.text(0), name: $0.text(1), table: $0.text(2), text: $0.bytes(3))
        }
    }

    /// The names of the migrations that were applied, in order.
    public func appliedMigrations() throws -> [String] {
        try all("SELECT identifier FROM grdb_migrations ORDER BY identifier") { $0.text(0) }
    }
}

extension Migration {
    /// The schema that these migrations make of an empty database.
    public static func schema(after migrations: [Migration]) throws -> [SchemaObject] {
        try DatabaseFailure.translating {
            let queue = try DatabaseQueue()
            try migrator(migrations).migrate(queue)
            return try queue.read { try Connection($0).schema() }
        }
    }
}
