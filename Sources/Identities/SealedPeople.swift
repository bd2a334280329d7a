// SPDX-License-Identifier: EUPL-1.2

import Custody
import Vault

/// People ready to be recorded: all their sealed bytes one after another, some 90 MB of a hundred
/// thousand, and flat tables of what stands where.
public struct SealedPeople: Sendable {
    struct Entry: Sendable {
        let number: PersonNumber
        let content: DigestPair
        let dossierDigest: ShortHash
        let mailDigest: ShortHash
        var place: Place
        let isChange: Bool
    }

    /// Where the sealed bytes of a person stand: the wrapped keys for dossier and mail, the log key with
    /// its object, the dossier, and the mail.
    struct Place: Sendable {
        var start: Int
        let sizes: KeyRing.SealedSizes

        private static let keySize = KeyRing.wrappedKeySize

        var dossierKey: Range<Int> { start..<start + Self.keySize }

        var mailKey: Range<Int> { start + Self.keySize..<start + 2 * Self.keySize }

        var logKey: Range<Int> { mailKey.upperBound..<mailKey.upperBound + sizes.log }

        var dossier: Range<Int> { logKey.upperBound..<logKey.upperBound + sizes.dossier }

        var mail: Range<Int> { dossier.upperBound..<dossier.upperBound + sizes.mail }
    }

    /// A row of a truncated keyed index, before it is known how many buckets there are.
    struct IndexRow: Sendable {
        let person: PersonNumber
        /// All sixteen bits.
        let bucket: UInt16
        let table: PersonIndexTable
    }

    var bytes: [UInt8] = []
    var people: [Entry] = []
    var index: [IndexRow] = []
    /// People who are there as they are.
    public internal(set) var same = 0
    /// How many people are known, those of this batch among them.
    var population = 0
    /// For whom and when they were sealed.
    public internal(set) var reason: AccessReason?

    /// More than nearly all have: names and addresses are padded to classes.
    private static let bytesOfPerson = 640

    public init() {}

    public var count: Int { people.count + same }
    public var changed: Int { people.count(where: \.isChange) }
    public var new: Int { people.count - changed }

    /// Is nobody new or changed?
    public var isUnchanged: Bool { people.isEmpty }

    /// Asks for the memory of so many people at once: while it grows, it would stand there twice. What
    /// is not filled costs nothing.
    package mutating func reserve(_ count: Int) {
        bytes.reserveCapacity(count * Self.bytesOfPerson)
        people.reserveCapacity(count)
        index.reserveCapacity(count * (PersonIndexTable.allCases.count + 1))
    }

    /// Takes over what another worker sealed.
    mutating func append(_ other: SealedPeople) {
        let offset = bytes.count
        bytes += other.bytes
        for var entry in other.people {
            entry.place.start += offset
            people.append(entry)
        }
        index += other.index
        same += other.same
    }
}
