// SPDX-License-Identifier: EUPL-1.2

import CSQLite
import GRDB
import Workers

/// Read-only connections, one for each worker, that all see the same state of the ledger.
///
/// None of them trusts the schema: each compares it before it is asked for anything else.
struct ReadingConnections: Sendable {
    private typealias Connection = (queue: DatabaseQueue, limit: ScanLimit)

    private let connections: [Connection]
    /// What the schema of that state is, or what is wrong with it: then nothing more may be asked.
    let schema: SchemaOutcome
    /// How many bytes the files of the database have: no row of it stands outside of them.
    let fileBytes: Int

    init(_ files: StoreFiles, count: Int) throws {
        let all = try (0..<max(1, count)).map { _ -> Connection in
            let limit = ScanLimit(fileBytes: files.databaseBytes())
            return (try Self.open(files.database, limit), limit)
        }
        (connections, schema) = try Self.atOneState(all)
        // A writer may have added to the files before these connections began to read.
        fileBytes = files.databaseBytes()
        for connection in connections { connection.limit.restart(fileBytes: fileBytes) }
    }

    private static func open(_ path: String, _ limit: ScanLimit) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        // A connection reads one state from the first question to the last.
        configuration.allowsUnsafeTransactions = true
        configuration.acceptsDoubleQuotedStringLiterals = false
        configuration.prepareDatabase { db in
            guard let connection = db.sqliteConnection,
                spoor_sqlite_defensive(connection) == SQLITE_OK,
                spoor_sqlite_untrusted_schema(connection) == SQLITE_OK
            else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
            limit.watch(connection)
            try db.execute(sql: "PRAGMA cell_size_check = ON")
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Begins to read on every connection. When a writer comes between two of them they begin
    /// again; against one who keeps coming, those work that see what the first one sees.
    private static func atOneState(_ all: [Connection]) throws -> ([Connection], SchemaOutcome) {
        var states = try all.map(begin)
        var tries = 20
        while tries > 0, states.contains(where: { $0 != states[0] }) {
            for connection in all {
                try connection.queue.unsafeRead { try $0.execute(sql: "ROLLBACK") }
            }
            states = try all.map(begin)
            tries -= 1
        }
        return (zip(all, states).filter { $0.1 == states[0] }.map(\.0), states[0].schema)
    }

    private struct State: Equatable {
        var schema: SchemaOutcome
        /// Every act that changes what the ledger commits to adds an entry.
        var lastEntry: Int64?
    }

    private static func begin(_ connection: Connection) throws -> State {
        try connection.queue.unsafeRead { db in
            try db.execute(sql: "BEGIN")
            let snapshot = Snapshot(db: db, limit: connection.limit)
            let schema = try SchemaVerification(snapshot).outcome()
            guard case .known = schema else { return State(schema: schema) }
            return State(
                schema: schema,
                lastEntry: try snapshot.integer("SELECT MAX(seq) FROM ledger_entry")
            )
        }
    }

    /// Ends reading: whoever wants to write to the file need not wait for the last worker's thread.
    func close() {
        for connection in connections { try? connection.queue.close() }
    }

    /// Asks one connection, on the thread of the caller.
    func first<Result>(_ body: (Snapshot) throws -> Result) throws -> Result {
        let connection = connections[0]
        return try connection.queue.unsafeRead {
            try body(Snapshot(db: $0, limit: connection.limit))
        }
    }

    /// Does the same to every element, each worker taking the next that nobody has taken, and hands
    /// the results back in the order of the elements.
    ///
    /// `progress` hears, on the thread of the caller, the sum of what is counted in the results.
    func map<Element: Sendable, Result: Sendable>(
        _ elements: [Element],
        counting: (Result) -> Int = { _ in 0 },
        _ progress: (Int) -> Void = { _ in },
        _ body: @escaping @Sendable (Element, Snapshot) throws -> Result
    ) throws -> [Result] {
        let connections = connections
        var sum = 0
        return try WorkerPool.mapQueued(
            elements,
            workers: connections.count,
            progress: { result in
                sum += counting(result)
                progress(sum)
            },
            worker: { number in
                { element in
                    try connections[number].queue.unsafeRead {
                        try body(element, Snapshot(db: $0, limit: connections[number].limit))
                    }
                }
            }
        )
    }
}
