// SPDX-License-Identifier: EUPL-1.2

import Algorithms
import Database
import Ledger

/// A clock that jumped between two entries, said in the act that came after: the order of events is
/// that of the entries, and their times are what they are.
public struct ClockFact: Fact {
    public static let kind = "clock"
    /// Milliseconds since 1970 of the entry before; nil for the first of a ledger.
    public var previous: Int64?
    /// What the clock said then, milliseconds since 1970; an entry has 0 for what is earlier.
    public var at: Int64

    enum CodingKeys: String, CodingKey {
        case previous = "previous"
        case at = "at"
    }

    public var keys: [FactKey] { [] }

    /// An act has the time at which it was asked for, and those that take longer come later: steps
    /// back of up to a minute are no jump.
    static let toleratedMilliseconds: Int64 = 60_000
    private static let day: Int64 = 86_400_000
    /// A store that nobody wrote to for longer is told of once; that does no harm.
    private static let longest = 400 * day
    /// 1 January 2020, before which there was no such ledger.
    private static let least: Int64 = 1_577_836_800_000

    /// Nil when the clock can have been right.
    ///
    /// - Parameters:
    ///   - previous: the time of the last entry.
    ///   - latest: the latest time since the last jump.
    init?(previous: Int64?, latest: Int64?, at: Int64) {
        let isEarly = at < Self.least
        let isBack = latest.map { at < $0 - Self.toleratedMilliseconds } ?? false
        let isFar = previous.map { at - $0 > Self.longest } ?? false
        guard isEarly || isBack || isFar else { return nil }
        self.previous = previous
        self.at = at
    }
}

extension Store {
    /// Every jump of the clock that is recorded in the ledger, oldest first.
    public func clockJumps() throws -> [Recorded<ClockFact>] { try facts.all() }

    /// The number of ledger entries that had been recorded at a moment (inclusive): all before the
    /// first one that is later, so a clock that was once ahead hides what came after it, and one
    /// that was behind hides nothing.
    ///
    /// Looks at some dozens of entries, and at those within two minutes of the moment.
    public func entries(recordedBy moment: Int64) throws -> Int {
        // An entry has no time before 1970.
        guard moment >= 0 else { return 0 }
        let jumps = try facts.all(ClockFact.self).map(\.entry)
        return try view.read { db in
            guard let state = try Frontier(db) else { return 0 }
            let size = Int(state.tree.size)
            // Before, steps back were not recorded.
            if state.steadyFrom > 0 {
                let latest = try Self.latest(before: state.steadyFrom, db)
                if latest > moment {
                    return try Self.first(laterThan: moment, in: 0..<state.steadyFrom, db)
                }
            }
            var start = state.steadyFrom
            for jump in jumps.filter({ $0 < size }) + [size] where jump > start {
                // Within such a run no entry is earlier than one before by more than is tolerated.
                let found = try Self.firstInSteadyRun(laterThan: moment, in: start..<jump, db)
                if found < jump { return found }
                start = jump
            }
            return size
        }
    }

    private static func latest(before limit: Int, _ db: Connection) throws -> Int64 {
        try db.first("SELECT steady_latest FROM ledger_frontier") { $0.integer(0) } ?? 0
    }

    private static func firstInSteadyRun(
        laterThan moment: Int64,
        in run: Range<Int>,
        _ db: Connection
    ) throws -> Int {
        // Every entry before it is not later than the moment.
        let begin = try run.partitioningIndex {
            try time(of: $0, db) > moment - ClockFact.toleratedMilliseconds
        }
        return try first(laterThan: moment, in: begin..<run.upperBound, db)
    }

    private static func first(
        laterThan moment: Int64,
        in run: Range<Int>,
        _ db: Connection
    ) throws -> Int {
        let rows = try db.prepareAnew(
            "SELECT seq, body FROM ledger_entry WHERE seq >= $1 AND seq < $2 ORDER BY seq"
        )
        rows.bind(1, run.lowerBound)
        rows.bind(2, run.upperBound)
        defer { rows.reset() }
        while try rows.step() {
            if try milliseconds(rows.bytes(1), of: rows.int(0)) > moment { return rows.int(0) }
        }
        return run.upperBound
    }

    private static func time(of entry: Int, _ db: Connection) throws -> Int64 {
        let body = try db.first("SELECT body FROM ledger_entry WHERE seq = $1", entry) {
            $0.bytes(0)
        }
        return try milliseconds(body ?? [], of: entry)
    }

    private static func milliseconds(_ body: [UInt8], of entry: Int) throws -> Int64 {
        guard let decoded = try? LedgerEntry(bytes: body) else {
            throw StoreError.integrity(.entryUnreadable(entry))
        }
        return Int64(clamping: decoded.utcMilliseconds)
    }
}
