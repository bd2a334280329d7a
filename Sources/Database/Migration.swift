// SPDX-License-Identifier: EUPL-1.2

import GRDB

/// One step from a schema to the next; never edited after a release.
public struct Migration: Sendable {
    public let name: String
    private let apply: @Sendable (Connection) throws -> Void

    public init(_ name: String, _ apply: @escaping @Sendable (Connection) throws -> Void) {
        self.name = name
        self.apply = apply
    }

    /// A step that is SQL alone.
    public init(_ name: String, statements: [String]) {
        self.init(name) { connection in
            for statement in statements { try connection.execute(statement) }
        }
    }

    static func migrator(_ migrations: [Migration]) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for migration in migrations {
            migrator.registerMigration(migration.name) { try migration.apply(Connection($0)) }
        }
        return migrator
    }
}
