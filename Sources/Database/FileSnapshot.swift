// SPDX-License-Identifier: EUPL-1.2

import GRDB

/// One state of the database, whatever is written meanwhile; several threads may read it, one at a
/// time. While it is there the WAL cannot be emptied, so it is not for long.
public final class FileSnapshot: Sendable {
    private let connection: DatabaseQueue
    private let pool: ReaderPool

    init(_ pool: ReaderPool) throws {
        self.pool = pool
        connection = try pool.takeForSnapshot()
        do {
            try DatabaseFailure.translating {
                try connection.inDatabase { db in
                    try db.execute(sql: "BEGIN DEFERRED TRANSACTION")
                    // The state is that of the first reading.
                    _ = try Row.fetchOne(db, sql: "SELECT 1 FROM sqlite_master LIMIT 1")
                }
            }
        } catch {
            pool.giveBackFromSnapshot(nil)
            throw error
        }
    }

    deinit {
        let isEnded = (try? connection.inDatabase { try $0.execute(sql: "COMMIT") }) != nil
        pool.giveBackFromSnapshot(isEnded ? connection : nil)
    }

    /// Runs `body` over the state; may be called within itself.
    public func read<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        try DatabaseFailure.translating {
            try connection.unsafeReentrantRead { try body(Connection($0)) }
        }
    }
}
