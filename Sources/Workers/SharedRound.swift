// SPDX-License-Identifier: EUPL-1.2

import DequeModule
import Dispatch
import Foundation
import Synchronization

/// Shares of one piece of work: the thread that asks does them, and so does every thread of the pool
/// that is free. Nobody waits for a share that nobody has begun, so rounds may stand within rounds.
final class SharedRound<Result: Sendable>: Round, Sendable {
    private let count: Int
    private let next = Atomic(0)
    private let results: Monitor<[Swift.Result<Result, any Error>?]>
    private let body: @Sendable (Int) throws -> Result

    init(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Result) {
        self.count = count
        self.body = body
        results = Monitor(Array(repeating: nil, count: count))
    }

    func work() {
        while true {
            let share = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard share < count else { return }
            let result = Swift.Result { try body(share) }
            results.change { $0[share] = result }
        }
    }

    /// The results in their order, as soon as all are there; the error of the first share that failed.
    func finish() throws -> [Result] {
        let done = results.wait { results -> [Swift.Result<Result, any Error>]? in
            let done = results.compactMap(\.self)
            return done.count == results.count ? done : nil
        }
        return try done.map { try $0.get() }
    }
}

/// What a thread of the pool can help with.
protocol Round: Sendable {
    func work()
}

/// Threads that live as long as the process and help with shares, each round in the order in which it came.
final class HelpingThreads: Sendable {
    static let all = HelpingThreads(count: WorkerPool.size - 1)

    private let rounds = Mutex<Deque<any Round>>([])
    private let isWaiting = DispatchSemaphore(value: 0)

    private init(count: Int) {
        for _ in 0..<count {
            let thread = Thread { [self] in
                while true {
                    isWaiting.wait()
                    BulkWork.lowerThisThread()
                    rounds.withLock { $0.popFirst() }?.work()
                }
            }
            thread.stackSize = WorkerPool.stackBytes
            thread.start()
        }
    }

    /// Asks so many threads to help.
    func ask(_ helpers: Int, for round: any Round) {
        rounds.withLock { rounds in
            for _ in 0..<helpers { rounds.append(round) }
        }
        for _ in 0..<helpers { isWaiting.signal() }
    }
}
