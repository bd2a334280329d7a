// SPDX-License-Identifier: EUPL-1.2

import Database
import Ledger

extension Schema {
    /// Where the ledger ends, so that opening and appending read nothing of what came before; derived
    /// from the entries. And the facts by kind.
    static let frontier = Migration("0003-frontier") { db in
        try db.execute(
            """
            CREATE TABLE ledger_frontier (
                only_one INTEGER PRIMARY KEY NOT NULL CHECK (only_one = 1),
                size INTEGER NOT NULL,
                peaks BLOB NOT NULL,
                last_at INTEGER NOT NULL,
                run_latest INTEGER NOT NULL,
                steady_from INTEGER NOT NULL,
                steady_latest INTEGER NOT NULL
            ) STRICT
            """
        )
        try db.execute("CREATE INDEX fact_by_kind ON fact (kind, entry, \"row\")")
        var tree = MerkleFrontier()
        var (last, latest): (Int64, Int64) = (0, 0)
        try db.forEach("SELECT body FROM ledger_entry ORDER BY seq") { row in
            let body = row.bytes(0)
            tree.append(MerkleTree.leafHash(of: body))
            last = (try? LedgerEntry(bytes: body)).map { Int64(clamping: $0.utcMilliseconds) } ?? 0
            latest = max(latest, last)
        }
        try db.run(
            """
            INSERT INTO ledger_frontier
                (only_one, size, peaks, last_at, run_latest, steady_from, steady_latest)
            VALUES (1, $1, $2, $3, $4, $5, $6)
            """,
            Int64(tree.size),
            tree.peaks.flatMap(\.bytes),
            last,
            last,
            Int64(tree.size),
            latest
        )
    }
}

/// Where the ledger ends: its tree, and the time of its last entry.
struct Frontier: Sendable {
    var tree: MerkleFrontier
    /// Milliseconds since 1970 of the last entry.
    var lastAt: Int64
    /// The latest of the entries since the last jump of the clock.
    var runLatest: Int64
    /// The first entry from which on every step back of the clock is recorded as a fact.
    let steadyFrom: Int

    /// Nil when the row is not there, or none.
    init?(_ db: Connection) throws {
        let row = try db.first(
            """
            SELECT size, peaks, last_at, run_latest, steady_from
            FROM ledger_frontier WHERE only_one = 1
            """
        ) {
            (
                size: $0.integer(0), peaks: $0.bytes(1), lastAt: $0.integer(2),
                runLatest: $0.integer(3), steady: $0.int(4)
            )
        }
        guard let row, let size = UInt64(exactly: row.size), row.peaks.count % 32 == 0 else {
            return nil
        }
        let peaks = stride(from: 0, to: row.peaks.count, by: 32).compactMap {
            MerkleHash(row.peaks[$0..<$0 + 32])
        }
        guard let tree = MerkleFrontier(size: size, peaks: peaks), row.steady >= 0,
            row.steady <= row.size
        else { return nil }
        self.tree = tree
        lastAt = row.lastAt
        runLatest = row.runLatest
        steadyFrom = row.steady
    }

    func write(_ db: Connection) throws {
        try db.run(
            """
            UPDATE ledger_frontier SET size = $1, peaks = $2, last_at = $3, run_latest = $4
            WHERE only_one = 1
            """,
            Int64(tree.size),
            tree.peaks.flatMap(\.bytes),
            lastAt,
            runLatest
        )
    }
}
