// SPDX-License-Identifier: EUPL-1.2

import Dispatch
import GRDB
import Synchronization

/// The cores at work, each over a read-only connection of its own to the same state of the ledger.
struct Hands: Sendable {
    private let connections: [DatabaseQueue]

    init(path: String, count: Int) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        // A connection reads one state from the first question to the last.
        configuration.allowsUnsafeTransactions = true
        let all = try (0..<max(1, count)).map { _ in
            try DatabaseQueue(path: path, configuration: configuration)
        }
        connections = try Self.atOneState(all)
    }

    /// Begins to read on every connection. When a writer comes between two of them they begin
    /// again; against one who keeps coming, those work that see what the first one sees.
    private static func atOneState(_ all: [DatabaseQueue]) throws -> [DatabaseQueue] {
        var states = try all.map(begin)
        var tries = 20
        while tries > 0, Set(states).count > 1 {
            for connection in all { try connection.unsafeRead { try $0.execute(sql: "ROLLBACK") } }
            states = try all.map(begin)
            tries -= 1
        }
        return zip(all, states).filter { $0.1 == states[0] }.map(\.0)
    }

    /// The state that is read: every act that changes what is verified adds an entry.
    private static func begin(_ connection: DatabaseQueue) throws -> Int64? {
        try connection.unsafeRead { db in
            try db.execute(sql: "BEGIN")
            return try Int64.fetchOne(db, sql: "SELECT MAX(seq) FROM ledger_entry")
        }
    }

    /// Asks one connection, on the thread of the caller.
    func one<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try connections[0].unsafeRead(body)
    }

    /// Does the same to every element, each hand taking the next that nobody has taken, and hands
    /// the results back in the order of the elements.
    ///
    /// `progress` hears, on the thread of the caller, the sum of what is counted in the results.
    func map<Element: Sendable, Result: Sendable>(
        _ elements: [Element],
        counting: @escaping @Sendable (Result) -> Int = { _ in 0 },
        _ progress: (Int) -> Void = { _ in },
        _ body: @escaping @Sendable (Element, Database) throws -> Result
    ) throws -> [Result] {
        let work = Work<Result>(count: elements.count)
        let group = DispatchGroup()
        for connection in connections.prefix(max(1, elements.count)) {
            DispatchQueue.global().async(group: group) {
                connection.unsafeRead { db in
                    work.takeAll(counting) { try body(elements[$0], db) }
                }
            }
        }
        while group.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
            progress(work.counted)
        }
        return try work.results()
    }
}

/// Pieces of work that several hands take from, and what came of each.
private final class Work<Result: Sendable>: Sendable {
    private let count: Int
    private let next = Atomic(0)
    private let sum = Atomic(0)
    private let done: Mutex<[Int: Swift.Result<Result, any Error>]> = Mutex([:])

    init(count: Int) { self.count = count }

    var counted: Int { sum.load(ordering: .relaxed) }

    func takeAll(_ counting: (Result) -> Int, _ body: (Int) throws -> Result) {
        while true {
            let place = next.add(1, ordering: .relaxed).oldValue
            guard place < count else { return }
            let result = Swift.Result { try body(place) }
            switch result {
            case .success(let value): sum.add(counting(value), ordering: .relaxed)
            // Nobody goes on with what will not be told.
            case .failure: next.store(count, ordering: .relaxed)
            }
            done.withLock { $0[place] = result }
        }
    }

    /// In order; the first error instead, if there is one.
    func results() throws -> [Result] {
        try done.withLock { done in
            try done.sorted { $0.key < $1.key }.map { try $0.value.get() }
        }
    }
}
