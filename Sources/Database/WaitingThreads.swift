// SPDX-License-Identifier: EUPL-1.2

import DequeModule
import Dispatch
import Glibc
import Synchronization

/// Threads for work that blocks: on a disk, a lock, another's transaction. The threads that run tasks
/// are as few as the cores, and whoever blocks one holds up everybody else's.
///
/// They live as long as the process, and the work is taken in the order in which it came.
final class WaitingThreads: Sendable {
    /// For looks, which are many and short.
    static let reading = WaitingThreads(count: 16)
    /// For acts, which wait for each other: those that wait here share a sync.
    static let writing = WaitingThreads(count: 32)

    private let jobs = Mutex<Deque<@Sendable () -> Void>>([])
    private let isWaiting = DispatchSemaphore(value: 0)

    private init(count: Int) {
        for _ in 0..<count { start() }
    }

    /// Runs `body` on one of the threads.
    func run<Result: Sendable>(
        _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            add { continuation.resume(with: Swift.Result { try body() }) }
        }
    }

    private func add(_ job: @escaping @Sendable () -> Void) {
        jobs.withLock { $0.append(job) }
        isWaiting.signal()
    }

    private func take() -> (@Sendable () -> Void)? { jobs.withLock { $0.popFirst() } }

    private func start() {
        var thread = pthread_t()
        let made = pthread_create(
            &thread,
            nil,
            { threads in
                guard let threads else { return nil }
                let pool = Unmanaged<WaitingThreads>.fromOpaque(threads).takeRetainedValue()
                while true {
                    pool.isWaiting.wait()
                    pool.take()?()
                }
            },
            Unmanaged.passRetained(self).toOpaque()
        )
        precondition(made == 0, "the system gives no thread")
        pthread_detach(thread)
    }
}
