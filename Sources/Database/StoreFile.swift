// SPDX-License-Identifier: EUPL-1.2

import CSQLite
import Dispatch
import GRDB
import Synchronization

/// The file of a store: any number of readers, each over one state of it, and one writer if it was
/// opened for writing.
///
/// WAL, with `synchronous=FULL` on the connection that writes. That one alone checkpoints: readers
/// never do, nor on closing. The schema is not trusted: functions and virtual tables that somebody
/// wrote into it are not run.
public final class StoreFile: Sendable {
    private let path: String
    private let writer: DatabaseQueue?
    private let idle = Mutex<[DatabaseQueue]>([])
    private let places: DispatchSemaphore

    /// How many may read at once; the next one waits.
    public static let readers = 16

    /// Opens the file; throws ``DatabaseFailure``.
    public init(path: String, writes: Bool) throws {
        self.path = path
        places = DispatchSemaphore(value: Self.readers)
        writer = writes ? try Self.open(path, writes: true) : nil
    }

    deinit { close() }

    /// Closes every connection. SQLite takes the WAL into the database when the last one closes, if
    /// that one may write: so the readers go first.
    public func close() {
        idle.withLock { $0.removeAll() }
        try? writer?.close()
    }

    /// Runs `body` over one state of the database.
    public func read<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        places.wait()
        defer { places.signal() }
        let queue = try idle.withLock { $0.popLast() } ?? Self.open(path, writes: false)
        defer { idle.withLock { $0.append(queue) } }
        return try DatabaseFailure.translating { try queue.read { try body(Connection($0)) } }
    }

    /// One transaction: everything that `body` writes, or nothing when it throws. Whoever comes while
    /// another writes waits.
    public func write<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        guard let writer else {
            throw DatabaseFailure(
                extendedCode: SQLITE_READONLY,
                message: "the store was opened for reading"
            )
        }
        return try DatabaseFailure.translating { try writer.write { try body(Connection($0)) } }
    }

    /// The connection that writes, outside of a transaction: for its settings.
    public func withWriter<Result>(_ body: (Connection) throws -> Result) throws -> Result? {
        guard let writer else { return nil }
        return try DatabaseFailure.translating {
            try writer.inDatabase { try body(Connection($0)) }
        }
    }

    /// Applies the migrations that have not been applied, in order, each in a transaction of its own.
    public func migrate(_ migrations: [Migration]) throws {
        guard let writer else { return }
        try DatabaseFailure.translating {
            var migrator = DatabaseMigrator()
            for migration in migrations {
                migrator.registerMigration(migration.name) { try migration.apply(Connection($0)) }
            }
            try migrator.migrate(writer)
        }
    }

    private static func open(_ path: String, writes: Bool) throws -> DatabaseQueue {
        try DatabaseFailure.translating {
            var configuration = Configuration()
            configuration.readonly = !writes
            configuration.busyMode = .timeout(10)
            configuration.journalMode = .wal
            configuration.prepareDatabase { db in
                guard let connection = db.sqliteConnection,
                    spoor_sqlite_defensive(connection) == SQLITE_OK,
                    spoor_sqlite_untrusted_schema(connection) == SQLITE_OK
                else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
                try db.execute(sql: "PRAGMA cell_size_check = ON")
                try db.execute(sql: "PRAGMA cache_size = \(writes ? -32_768 : -16_384)")
                try db.execute(sql: "PRAGMA temp_store = MEMORY")
            }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            guard writes else { return queue }
            // After opening, for the library sets NORMAL by itself; what acknowledges must read 2.
            try queue.inDatabase { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try db.execute(sql: "PRAGMA secure_delete = ON")
                try db.execute(sql: "PRAGMA wal_autocheckpoint = 8000")
            }
            return queue
        }
    }
}

/// One step from a schema to the next; never edited after a release.
public struct Migration: Sendable {
    public let name: String
    let apply: @Sendable (Connection) throws -> Void

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
}
