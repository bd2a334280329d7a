// SPDX-License-Identifier: EUPL-1.2

import Dispatch
import Foundation

/// Does the same work to many things on every core, and hands the results back in their order.
public enum WorkerPool {
    /// How many workers there are.
    public static let size = max(1, min(ProcessInfo.processInfo.activeProcessorCount, 16))

    /// Calls `body` for the shares of `0..<count`, each a run of neighbours; at most ``size`` shares.
    /// The error of the first share that fails is thrown.
    public static func shares<Result: Sendable>(
        of count: Int,
        atLeast least: Int = 1,
        _ body: @Sendable (Range<Int>) throws -> Result
    ) throws -> [Result] {
        guard count > 0 else { return [] }
        let shares = max(1, min(size, count / max(1, least)))
        if shares == 1 { return [try body(0..<count)] }
        var results = [Swift.Result<Result, any Error>?](repeating: nil, count: shares)
        results.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let slots = buffer
            DispatchQueue.concurrentPerform(iterations: shares) { share in
                let range = count * share / shares..<count * (share + 1) / shares
                slots[share] = Swift.Result { try body(range) }
            }
        }
        return try results.map { result in
            guard let result else { preconditionFailure("every share is done") }
            return try result.get()
        }
    }

    /// Each element's result, in order.
    public static func map<Element: Sendable, Result: Sendable>(
        _ elements: [Element],
        _ body: @Sendable (Element) throws -> Result
    ) throws -> [Result] {
        try shares(of: elements.count) { try elements[$0].map(body) }.flatMap(\.self)
    }
}
