// SPDX-License-Identifier: EUPL-1.2

/// The four groups of people, each with its own truth in its letter. The number stands in the
/// ledger and never changes its meaning.
public enum AffectedGroup: UInt8, CaseIterable, Sendable, Hashable {
    /// On the first list of the processor.
    case first = 1
    /// Reported on a later list only, or found or published and on no list.
    case second = 2
    /// Not reported by anyone: the processor had data of them, so it cannot be excluded.
    case notExcluded = 3
    /// As `notExcluded`, and known only from disclosures by third parties on our behalf.
    case reconstructed = 4

    /// Stands in signed registers and in files: never changes, whatever the case is called.
    public var code: String {
        switch self {
        case .first: "first"
        case .second: "second"
        case .notExcluded: "notExcluded"
        case .reconstructed: "reconstructed"
        }
    }
}
