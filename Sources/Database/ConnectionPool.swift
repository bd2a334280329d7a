// SPDX-License-Identifier: EUPL-1.2

import CSQLite
import Dispatch
import GRDB
import Synchronization

/// Connections that only read, handed out to whoever looks; each reads one state for as long as it is
/// out. They never checkpoint, not even on closing.
public final class ConnectionPool: Sendable {
    private let path: String
    private let idle = Mutex<[DatabaseQueue]>([])
    private let places: DispatchSemaphore

    /// At most `size` readers at once; the next one waits. Connections are made when first needed.
    public init(path: String, size: Int) {
        self.path = path
        places = DispatchSemaphore(value: size)
    }

    /// Runs `body` over one state of the database.
    public func read<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        places.wait()
        defer { places.signal() }
        let queue = try idle.withLock { $0.popLast() } ?? DatabaseFile.open(path, .reading)
        defer { idle.withLock { $0.append(queue) } }
        return try DatabaseFailure.translating { try queue.read { try body(Connection($0)) } }
    }

    /// Closes the connections that nobody uses.
    public func closeIdle() {
        idle.withLock { $0.removeAll() }
    }
}
