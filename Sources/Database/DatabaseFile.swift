// SPDX-License-Identifier: EUPL-1.2

import CSQLite
import GRDB

/// How the file of the database is opened: WAL, `synchronous=FULL` on the one connection that writes,
/// and a schema that is not trusted.
enum DatabaseFile {
    enum Mode {
        case reading
        case writing
    }

    static func open(_ path: String, _ mode: Mode) throws -> DatabaseQueue {
        try DatabaseFailure.translating {
            var configuration = Configuration()
            configuration.readonly = mode == .reading
            configuration.busyMode = .timeout(10)
            configuration.journalMode = .wal
            configuration.prepareDatabase { db in
                guard let connection = db.sqliteConnection,
                    spoor_sqlite_defensive(connection) == SQLITE_OK,
                    spoor_sqlite_untrusted_schema(connection) == SQLITE_OK
                else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
                try db.execute(sql: "PRAGMA cell_size_check = ON")
                try db.execute(sql: "PRAGMA cache_size = \(mode == .writing ? -32_768 : -16_384)")
                try db.execute(sql: "PRAGMA temp_store = MEMORY")
            }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            if mode == .writing {
                // After opening, for the library sets NORMAL by itself.
                try queue.inDatabase { db in
                    try db.execute(sql: "PRAGMA synchronous = FULL")
                    try db.execute(sql: "PRAGMA secure_delete = ON")
                    try db.execute(sql: "PRAGMA wal_autocheckpoint = 8000")
                }
            }
            return queue
        }
    }
}

/// The one connection that writes, and alone checkpoints. Whoever holds it is serial by itself.
public final class WritingConnection {
    private let queue: DatabaseQueue

    public init(path: String) throws {
        queue = try DatabaseFile.open(path, .writing)
    }

    /// What `PRAGMA synchronous` reads: 2 is FULL, and nothing less may acknowledge.
    public func synchronous() throws -> Int {
        try queue.inDatabase { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? -1 }
    }

    /// One transaction: everything that `body` writes, or nothing when it throws.
    public func write<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        try DatabaseFailure.translating { try queue.write { try body(Connection($0)) } }
    }

    public func read<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        try DatabaseFailure.translating { try queue.read { try body(Connection($0)) } }
    }

    /// Outside of a transaction, for settings of the connection.
    public func inDatabase<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        try DatabaseFailure.translating { try queue.inDatabase { try body(Connection($0)) } }
    }

    public func close() throws {
        try DatabaseFailure.translating { try queue.close() }
    }
}
