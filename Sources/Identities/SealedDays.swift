// SPDX-License-Identifier: EUPL-1.2

import Vault

/// The two days of a disclosure, sealed in the eight bytes of an integer.
///
/// In the clear they told most people apart: of 20,000 people of the demo 95 % had a set of flow,
/// categories and day that nobody else had (decision page on format 2).
///
/// `disclosed_on i32 ‖ keep_until i32`, both big-endian and the least value where nobody knows, xored with the first eight bytes of a keyed
/// digest of 32 bytes that belong to this row alone. In the ledger these are the random key of the
/// row's commitment, so who erases the row erases its days; under a sample the digests of sample and
/// content. The ledger commits to the sealed bytes, so that they cannot be exchanged unnoticed.
package struct SealedDays: Sendable {
    private let digest: KeyedDigest

    /// The days of rows of the ledger.
    static func ofRows(_ keys: KeyRing) -> SealedDays { SealedDays(keys, domain: "row-days/1") }

    /// The days of results that wait under their sample.
    static func ofSamples(_ keys: KeyRing) -> SealedDays {
        SealedDays(keys, domain: "sample-days/1")
    }

    private init(_ keys: KeyRing, domain: String) {
        digest = KeyedDigest(key: keys[.contentDigests], domain: domain)
    }

    /// Throws for a day of another age of the earth: days are kept in 32 bits, exactly or not at all.
    package func seal(disclosedOn: Int?, keepUntil: Int?, _ own: UnsafeRawBufferPointer) throws
        -> Int64
    {
        guard let first = Int32(exactly: disclosedOn ?? Self.none),
            let last = Int32(exactly: keepUntil ?? Self.none),
            disclosedOn != Self.none, keepUntil != Self.none
        else { throw IdentitiesError.misfit(.days) }
        let clear = UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: last))
        return Int64(bitPattern: clear ^ digest.pair(of: own).high)
    }

    package func open(
        _ sealed: Int64,
        _ own: UnsafeRawBufferPointer
    ) -> (disclosedOn: Int?, keepUntil: Int?) {
        let clear = UInt64(bitPattern: sealed) ^ digest.pair(of: own).high
        func day(_ bits: UInt64) -> Int? {
            let day = Int(Int32(truncatingIfNeeded: bits))
            return day == Self.none ? nil : day
        }
        return (day(clear >> 32), day(clear))
    }

    private static let none = Int(Int32.min)
}
