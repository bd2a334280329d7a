// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// One worker that makes batches ahead of the calling thread, which takes them: so that the one writer
/// never waits for parsing. One batch is taken, one is made or waits, and no more are in memory.
public enum Pipeline {
    /// Nobody takes the batches any more.
    private struct Stopped: Error {}

    /// `make` runs on a thread of its own and calls its argument with each batch; `take` gets them in
    /// that order. What either throws ends both, after the batches that were put before it; it comes
    /// back only when `make` has ended.
    public static func run<Batch: Sendable>(
        make: sending @escaping (_ put: @escaping (Batch) throws -> Void) throws -> Void,
        take: (Batch) throws -> Void
    ) throws {
        let queue = Queue<Batch>(ahead: 0)
        // Sent here, and only called by the one thread.
        nonisolated(unsafe) let make = make
        let producer = Thread {
            BulkWork.lowerThisThread()
            queue.end(
                Result {
                    try make { batch in
                        guard queue.put(batch) else { throw Stopped() }
                    }
                }
            )
        }
        producer.stackSize = WorkerPool.stackBytes
        producer.start()
        do {
            while let batch = try queue.take() { try take(batch) }
        } catch {
            queue.stop()
            throw error
        }
    }
}
