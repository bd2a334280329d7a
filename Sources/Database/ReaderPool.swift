// SPDX-License-Identifier: EUPL-1.2

import Dispatch
import GRDB
import Synchronization

/// Connections that read: opened when they are needed, kept for the next, so many at once.
final class ReaderPool: Sendable {
    private let open: @Sendable () throws -> DatabaseQueue
    private let idle = Mutex<[DatabaseQueue]>([])
    private let places: DispatchSemaphore
    /// Apart from ``places``: who holds a snapshot may read beside it, and must not wait for itself.
    private let snapshots: DispatchSemaphore

    init(size: Int, open: @escaping @Sendable () throws -> DatabaseQueue) {
        self.open = open
        places = DispatchSemaphore(value: size)
        snapshots = DispatchSemaphore(value: size)
    }

    func close() { idle.withLock { $0.removeAll() } }

    /// A reading within a reading has a connection more, and waits for no place: were all places
    /// taken by those who want a second one, nobody would go on.
    @TaskLocal private static var isReading = false

    func read<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        if Self.isReading { return try readNow(body) }
        places.wait()
        defer { places.signal() }
        return try Self.$isReading.withValue(true) { try readNow(body) }
    }

    private func readNow<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        let queue = try take()
        defer { giveBack(queue) }
        return try DatabaseFailure.translating { try queue.read { try body(Connection($0)) } }
    }

    /// A connection for a snapshot; ``giveBackFromSnapshot(_:)`` must follow.
    func takeForSnapshot() throws -> DatabaseQueue {
        snapshots.wait()
        do {
            return try take()
        } catch {
            snapshots.signal()
            throw error
        }
    }

    /// Nil when the connection is of no more use.
    func giveBackFromSnapshot(_ queue: DatabaseQueue?) {
        if let queue { giveBack(queue) }
        snapshots.signal()
    }

    private func take() throws -> DatabaseQueue { try idle.withLock { $0.popLast() } ?? open() }

    private func giveBack(_ queue: DatabaseQueue) { idle.withLock { $0.append(queue) } }
}
