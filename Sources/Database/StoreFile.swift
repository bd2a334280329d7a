// SPDX-License-Identifier: EUPL-1.2

import CSQLite
import GRDB

/// The file of a store: any number of readers, each over one state of it, and one writer if it was
/// opened for writing.
///
/// WAL, with `synchronous=FULL` on the connection that writes. That one alone checkpoints: readers
/// never do, nor on closing. The schema is not trusted: functions and virtual tables that somebody
/// wrote into it are not run.
public final class StoreFile: Sendable {
    private let readers: ReaderPool
    private let writer: GroupedWriter?

    /// How many may read at once; the next one waits.
    public static let readers = 16

    /// Opens the file; throws ``DatabaseFailure``.
    public init(path: String, writes: Bool) throws {
        readers = ReaderPool(size: Self.readers) { try Self.open(path, writes: false) }
        writer = writes ? GroupedWriter(try Self.open(path, writes: true)) : nil
    }

    deinit { close() }

    /// Closes every connection. SQLite takes the WAL into the database when the last one closes, if
    /// that one may write: so the readers go first.
    public func close() {
        readers.close()
        writer?.close()
    }

    /// May it be written to?
    public var writes: Bool { writer != nil }

    /// Runs `body` over one state of the database.
    public func read<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        try readers.read(body)
    }

    /// The same for a task, which must not hold a thread while it waits.
    public func reading<Result: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Result
    ) async throws -> Result {
        try await Self.looking { try self.read(body) }
    }

    /// A state of the database that stays the same for as long as it is there; it keeps a connection.
    public func snapshot() throws -> FileSnapshot {
        try FileSnapshot(readers)
    }

    /// Everything that `body` writes is on the disk when this returns, or nothing of it when it throws.
    ///
    /// Whoever comes while another writes waits. Those that wait together share one transaction and
    /// one sync, and what one of them throws is no matter of the others. `alone`: a transaction of
    /// its own, for what writes much.
    public func write<Result>(
        alone: Bool = false,
        _ body: (Connection) throws -> Result
    ) throws -> Result {
        guard let writer else { throw Self.readOnly }
        return try writer.write(alone: alone, body)
    }

    /// Reads what is being written, within the block of ``write(alone:_:)``.
    public func readWithinWrite<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        guard let writer else { throw Self.readOnly }
        return try writer.readWithinWrite(body)
    }

    /// ``write(alone:_:)`` for a task, which must not hold a thread while it waits.
    public func writing<Result: Sendable>(
        alone: Bool = false,
        _ body: @escaping @Sendable (Connection) throws -> Result
    ) async throws -> Result {
        try await Self.acting { try self.write(alone: alone, body) }
    }

    /// Runs looks on threads of their own.
    public static func looking<Result: Sendable>(
        _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await WaitingThreads.reading.run(body)
    }

    /// Runs acts, which wait for each other, on threads of their own: no look waits behind them.
    public static func acting<Result: Sendable>(
        _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await WaitingThreads.writing.run(body)
    }

    /// How many transactions were committed since the file was opened, each with one sync.
    public var transactions: Int { writer?.transactions ?? 0 }

    /// How sure a commit is to be on the disk, as the connection that writes says; 2 is FULL. Nil when
    /// none writes.
    public func synchronous() throws -> Int? {
        try writer?.outsideOfTransactions { try $0.integer("PRAGMA synchronous") ?? -1 }
    }

    #if SPOOR_CONTROLS
        /// CONTROL, wrong on purpose: a commit need not be on the disk. docs/rigs.md.
        public func loosenSync() throws {
            try writer?.outsideOfTransactions { try $0.execute("PRAGMA synchronous = NORMAL") }
        }
    #endif

    /// Applies the migrations that have not been applied, in order, each in a transaction of its own.
    public func migrate(_ migrations: [Migration]) throws {
        try writer?.migrate(migrations)
    }

    private static let readOnly = DatabaseFailure(
        extendedCode: SQLITE_READONLY,
        message: "the store was opened for reading"
    )

    private static func open(_ path: String, writes: Bool) throws -> DatabaseQueue {
        try DatabaseFailure.translating {
            var configuration = Configuration()
            configuration.readonly = !writes
            configuration.busyMode = .timeout(10)
            configuration.journalMode = .wal
            // A group of writes, and a snapshot, go over several accesses to their connection.
            configuration.allowsUnsafeTransactions = true
            configuration.prepareDatabase { db in
                guard let connection = db.sqliteConnection,
                    spoor_sqlite_defensive(connection) == SQLITE_OK,
                    spoor_sqlite_untrusted_schema(connection) == SQLITE_OK
                else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
                try db.execute(sql: "PRAGMA cell_size_check = ON")
                try db.execute(sql: "PRAGMA cache_size = \(writes ? -32_768 : -8_192)")
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
