// SPDX-License-Identifier: EUPL-1.2

/// Why there is nothing to measure.
enum BenchFailure: Error, Equatable {
    case usage
    case unreadable(path: String)
    /// The file does not hold the 32 bytes of a key.
    case noKey(path: String)
    /// The store has no frozen register, so there is nobody to answer.
    case noRegister
    /// Two passes over the same input came to different results.
    case passesDiffer
}
