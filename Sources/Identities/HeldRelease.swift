// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Letters
import Vault

/// Somebody who was held in a lane, and whose letter goes all the same since an officer decided so.
public struct HeldRelease: Sendable, Hashable, Masked {
    /// Of those of its incident, from 1.
    public var number: Int
    public var person: PersonNumber
    public var lane: HoldReason
    /// Of a young person: the letter goes to the parents or carers.
    public var toParents: Bool
    /// The entry of what was known of the person when it was decided.
    public var version: Int

    public init(
        number: Int,
        person: PersonNumber,
        lane: HoldReason,
        toParents: Bool,
        version: Int
    ) {
        self.number = number
        self.person = person
        self.lane = lane
        self.toParents = toParents
        self.version = version
    }
}

/// The same, sealed in its fact: who is held, and why, is nobody's to read in the ledger.
///
/// `person i64 ‖ version i64 ‖ lane u8 ‖ to the parents u8`.
package struct HeldReleaseSeal: Sendable {
    private let key: DataKey

    init(_ keys: KeyRing) { key = keys[.letterCodes] }

    package func seal(_ release: HeldRelease, incident: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        for number in [release.person.value, UInt64(release.version)] {
            withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
        }
        bytes += [release.lane.rawValue, release.toParents ? 1 : 0]
        return try Seal.seal(
            bytes,
            with: key,
            context: Self.context(incident, release.number)
        )
    }

    package func open(_ sealed: [UInt8], incident: Int, number: Int) throws -> HeldRelease {
        let bytes = try Seal.open(sealed, with: key, context: Self.context(incident, number))
        guard bytes.count == 18, let lane = HoldReason(rawValue: bytes[16]), bytes[17] <= 1 else {
            throw IdentitiesError.unreadable(.heldReleases)
        }
        func value(_ range: Range<Int>) -> UInt64 {
            bytes[range].reduce(0) { $0 << 8 | UInt64($1) }
        }
        return HeldRelease(
            number: number,
            person: PersonNumber(value(0..<8)),
            lane: lane,
            toParents: bytes[17] == 1,
            version: Int(clamping: value(8..<16))
        )
    }

    private static func context(_ incident: Int, _ number: Int) -> [UInt8] {
        Array("letter|release|\(incident)|\(number)".utf8)
    }
}
