// SPDX-License-Identifier: EUPL-1.2

package import Vault

/// What officers said of numbers of the population: which are of one person, and under which number somebody
/// is to be taken in whose citizen number that person has.
package struct ExpectedPeople: Sendable {
    /// By the keyed digest of the sourceId.
    package var numbers: [DigestPair: Int64] = [:]
    private var next: [Int64: Int64] = [:]

    package init() {}

    package mutating func join(_ other: Int64, to kept: Int64) {
        let (other, kept) = (group(of: other), group(of: kept))
        if other != kept { next[other] = kept }
    }

    /// The same of all numbers of one person.
    func group(of number: Int64) -> Int64 {
        guard !next.isEmpty else { return number }
        var end = number
        for _ in 0...next.count { end = next[end] ?? end }
        return end
    }

    /// The highest number that is spoken for.
    var highest: Int64 { numbers.values.max() ?? 0 }
}
