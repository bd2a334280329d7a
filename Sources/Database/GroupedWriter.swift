// SPDX-License-Identifier: EUPL-1.2

import Dispatch
import GRDB
import Synchronization

/// The one connection that writes. Writes of several threads go one after another, each on its own
/// thread; those that wait together are a group: one transaction, one sync.
///
/// Who is done while others wait leaves the transaction open to the next, and waits until the last
/// of the group has committed it. What one of them throws is taken back to its savepoint.
final class GroupedWriter: Sendable {
    /// Writes that share a transaction, at most.
    private static let most = 128

    private struct State {
        /// Those that will join the open group.
        var waiting = 0
        var open: Group?
        var transactions = 0
    }

    private let connection: DatabaseQueue
    private let state = Mutex(State())
    /// Whoever has the turn alone uses the connection.
    private let turn = DispatchSemaphore(value: 1)

    init(_ connection: DatabaseQueue) { self.connection = connection }

    var transactions: Int { state.withLock { $0.transactions } }

    func close() { try? connection.close() }

    func write<Result>(alone: Bool, _ body: (Connection) throws -> Result) throws -> Result {
        if !alone { state.withLock { $0.waiting += 1 } }
        turn.wait()
        let group: Group
        let outcome: Swift.Result<Result, any Error>
        do {
            defer { turn.signal() }
            if !alone { state.withLock { $0.waiting -= 1 } }
            group = try groupToJoin(alone: alone)
            outcome = Swift.Result { try run(body, in: group) }
            if case .success = outcome { group.members += 1 }
            let isLast = state.withLock { $0.waiting == 0 }
            if isOver(group) {
                // SQLite itself took everything back, as it does on a full disk.
                end(group, failure: outcome.failure ?? Self.lost)
            } else if alone || isLast || group.members >= Self.most {
                commit(group)
            }
        }
        // Of what failed nothing is written, whatever becomes of the group.
        let result = try outcome.get()
        try group.wait()
        return result
    }

    /// For whoever has the turn already.
    func readWithinWrite<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        try DatabaseFailure.translating {
            try connection.unsafeReentrantRead { try body(Connection($0)) }
        }
    }

    /// Runs `body` outside of a transaction, when nobody writes.
    func outsideOfTransactions<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        turn.wait()
        defer { turn.signal() }
        if let open = state.withLock({ $0.open }) { commit(open) }
        return try DatabaseFailure.translating {
            try connection.inDatabase { try body(Connection($0)) }
        }
    }

    func migrate(_ migrations: [Migration]) throws {
        turn.wait()
        defer { turn.signal() }
        if let open = state.withLock({ $0.open }) { commit(open) }
        try DatabaseFailure.translating { try Migration.migrator(migrations).migrate(connection) }
    }

    // MARK: With the turn

    private func groupToJoin(alone: Bool) throws -> Group {
        if let open = state.withLock({ $0.open }) {
            if !alone { return open }
            commit(open)
        }
        try execute("BEGIN IMMEDIATE TRANSACTION")
        let group = Group()
        state.withLock { $0.open = group }
        return group
    }

    /// The first of a group needs no savepoint, which costs memory for each page that it changes.
    private func run<Result>(
        _ body: (Connection) throws -> Result,
        in group: Group
    ) throws -> Result {
        try DatabaseFailure.translating {
            try connection.inDatabase { db in
                let isFirst = group.members == 0
                if !isFirst { try db.execute(sql: "SAVEPOINT act") }
                do {
                    let result = try body(Connection(db))
                    if !isFirst { try db.execute(sql: "RELEASE SAVEPOINT act") }
                    return result
                } catch {
                    guard db.isInsideTransaction else { throw error }
                    if isFirst {
                        try db.execute(sql: "ROLLBACK")
                        try db.execute(sql: "BEGIN IMMEDIATE TRANSACTION")
                    } else {
                        try db.execute(sql: "ROLLBACK TO SAVEPOINT act")
                        try db.execute(sql: "RELEASE SAVEPOINT act")
                    }
                    throw error
                }
            }
        }
    }

    private func isOver(_ group: Group) -> Bool {
        connection.inDatabase { !$0.isInsideTransaction }
    }

    private func commit(_ group: Group) {
        do {
            try execute(group.members > 0 ? "COMMIT" : "ROLLBACK")
            if group.members > 0 { state.withLock { $0.transactions += 1 } }
            end(group, failure: nil)
        } catch {
            // Nothing of it stands, so nobody of it may believe that it does.
            try? execute("ROLLBACK")
            end(group, failure: error)
        }
    }

    private func end(_ group: Group, failure: (any Error)?) {
        state.withLock { $0.open = nil }
        group.end(failure: failure)
    }

    private func execute(_ sql: String) throws {
        try DatabaseFailure.translating {
            try connection.inDatabase { try $0.execute(sql: sql) }
        }
    }

    private static let lost = DatabaseFailure(extendedCode: 0, message: "the transaction is over")
}

/// Writes that share a transaction.
private final class Group: Sendable {
    private struct State {
        var members = 0
        var failure: (any Error)?
    }

    private let state = Mutex(State())
    private let isOpen = DispatchGroup()

    init() { isOpen.enter() }

    /// Those whose writing is part of it.
    var members: Int {
        get { state.withLock { $0.members } }
        set { state.withLock { $0.members = newValue } }
    }

    func end(failure: (any Error)?) {
        state.withLock { $0.failure = failure }
        isOpen.leave()
    }

    /// Waits until it is committed; throws when it could not be.
    func wait() throws {
        isOpen.wait()
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }
}

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}
