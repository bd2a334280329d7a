// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// Does the same work to many things on every core, and returns the results in their order.
public enum WorkerPool {
    /// How many workers there are.
    public static let size = max(1, min(ProcessInfo.processInfo.activeProcessorCount, 16))

    /// Of each worker's thread: parsers of nested formats recurse.
    static let stackBytes = 8 << 20

    /// Calls `body` for the shares of `0..<count`, each a run of neighbours; at most ``size`` shares.
    /// The error of the first share that fails is thrown.
    public static func shares<Result: Sendable>(
        of count: Int,
        atLeast least: Int = 1,
        _ body: @escaping @Sendable (Range<Int>) throws -> Result
    ) throws -> [Result] {
        guard count > 0 else { return [] }
        let shares = max(1, min(size, count / max(1, least)))
        if shares == 1 { return [try body(0..<count)] }
        let round = SharedRound(shares) { share in
            try body(count * share / shares..<count * (share + 1) / shares)
        }
        HelpingThreads.all.ask(shares - 1, for: round)
        round.work()
        return try round.finish()
    }

    /// Each element's result, in order; each worker takes a run of neighbours.
    public static func map<Element: Sendable, Result: Sendable>(
        _ elements: [Element],
        _ body: @escaping @Sendable (Element) throws -> Result
    ) throws -> [Result] {
        try shares(of: elements.count) { try elements[$0].map(body) }.flatMap(\.self)
    }

    /// Each element's result, in order; a worker that is free takes the next element, so that elements
    /// of different size keep every core at work.
    ///
    /// `worker` is called on the thread of each worker, with its number from 0, and returns what it
    /// does to an element: so each can have a connection of its own. `progress` gets each result on
    /// the calling thread, in order; what it throws ends the work, as does the first element that
    /// fails.
    public static func mapQueued<Element: Sendable, Result: Sendable>(
        _ elements: [Element],
        workers: Int = size,
        progress: (Result) throws -> Void = { _ in },
        worker: @escaping @Sendable (_ number: Int) throws -> (Element) throws -> Result
    ) throws -> [Result] {
        var results: [Result] = []
        results.reserveCapacity(elements.count)
        // Elements are there already: nothing is gained by preparing them late.
        try OrderedJobs.run(
            elements.count,
            workers: workers,
            ahead: max(1, elements.count),
            prepare: { elements[$0] },
            worker: worker,
            finish: { result in
                try progress(result)
                results.append(result)
            }
        )
        return results
    }
}
