// SPDX-License-Identifier: EUPL-1.2

import Database

/// What a reading of the ledger sees.
enum LedgerView: Sendable {
    /// Each time what has been committed.
    case committed(StoreFile)
    /// One state, whatever is written meanwhile.
    case snapshot(FileSnapshot)
    /// The same, and of its ledger no more than so many entries: how things stood then.
    case past(FileSnapshot, entries: Int)
    /// What the act sees that is being written: the acts before it, and its own.
    case acting(StoreFile)

    func read<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        switch self {
        case .committed(let file): try file.read(body)
        case .snapshot(let snapshot), .past(let snapshot, _): try snapshot.read(body)
        case .acting(let file): try file.readWithinWrite(body)
        }
    }

    /// How many entries of what it sees are committed, so that they stay what they are.
    func committedSize(_ db: Connection) throws -> Int {
        switch self {
        case .committed, .snapshot: try Journal.size(db)
        case .past(_, let entries): min(entries, try Journal.size(db))
        case .acting(let file): try file.read { try Journal.size($0) }
        }
    }
}
