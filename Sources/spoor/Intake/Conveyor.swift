// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// Makes the next batch on a thread of its own while the last one is being recorded, so that the one
/// writer never waits for parsing. One batch is made or waits, one is recorded, and no more are in
/// memory.
enum Conveyor {
    /// Nobody takes the batches any more.
    private struct Stopped: Error {}

    /// `make` calls its argument with each batch; `record` gets them in that order on the calling
    /// thread. Whoever throws first ends both.
    static func run<Batch: Sendable>(
        make: @escaping (_ put: @escaping (Batch) throws -> Void) throws -> Void,
        record: (Batch) throws -> Void
    ) throws {
        let belt = Belt<Batch>()
        // Only the maker's thread calls it.
        nonisolated(unsafe) let make = make
        let maker = Thread {
            let result = Result {
                try make { batch in
                    guard belt.put(batch) else { throw Stopped() }
                }
            }
            if case .failure(let error) = result { belt.end(error) } else { belt.end(nil) }
        }
        maker.stackSize = 8 << 20
        maker.start()
        do {
            while let batch = belt.take() { try record(batch) }
        } catch {
            belt.stop()
            throw error
        }
        if let error = belt.error { throw error }
    }
}

/// Hands one thing at a time from one thread to another.
private final class Belt<Batch: Sendable>: @unchecked Sendable {
    // Everything below is only touched under the lock.
    private let condition = NSCondition()
    private var waiting: Batch?
    private var isStopped = false
    private var isEnded = false
    private var failure: (any Error)?

    /// Comes back when it is taken; false when nobody takes it.
    func put(_ batch: consuming Batch) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard !isStopped else { return false }
        waiting = batch
        condition.broadcast()
        while waiting != nil, !isStopped { condition.wait() }
        return !isStopped
    }

    /// The next batch; nil at the end.
    func take() -> Batch? {
        condition.lock()
        defer { condition.unlock() }
        while waiting == nil, !isEnded { condition.wait() }
        defer {
            waiting = nil
            condition.broadcast()
        }
        return waiting
    }

    func end(_ error: (any Error)?) {
        condition.lock()
        defer { condition.unlock() }
        isEnded = true
        failure = error
        condition.broadcast()
    }

    /// Ends the maker at its next batch, and waits until it has ended.
    func stop() {
        condition.lock()
        defer { condition.unlock() }
        isStopped = true
        condition.broadcast()
        while !isEnded { condition.wait() }
    }

    var error: (any Error)? {
        condition.lock()
        defer { condition.unlock() }
        return failure
    }
}
