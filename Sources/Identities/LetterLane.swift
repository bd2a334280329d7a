// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Letters
package import Vault

/// Whether a letter is held and why, sealed: a lane tells of somebody that she is in danger, or dead.
///
/// One byte for everybody, 0 for a letter that is printed, or 128 when given names stand in its window;
/// so no length tells it apart. Who is held stands in a print file like everybody else.
package struct LetterLaneSeal: Sendable {
    private let key: DataKey
    private static let givenNames: UInt8 = 128

    init(_ keys: KeyRing) { key = keys[.letterCodes] }

    /// `held`: nil for a letter that is printed.
    package func seal(
        _ held: HoldReason?,
        byGivenNames: Bool = false,
        wave: Int,
        person: PersonNumber,
        random: inout RandomBytes
    ) -> [UInt8] {
        seal(
            lane: held?.rawValue ?? (byGivenNames ? Self.givenNames : 0),
            wave: wave,
            person: person,
            random: &random
        )
    }

    func seal(
        lane: UInt8,
        wave: Int,
        person: PersonNumber,
        random: inout RandomBytes
    ) -> [UInt8] {
        var sealed: [UInt8] = []
        withUnsafeBytes(of: lane) { lane in
            Self.withContext(wave, person) { context in
                Seal.appendBriefly(
                    lane,
                    with: key,
                    context: context,
                    random: &random,
                    to: &sealed
                )
            }
        }
        return sealed
    }

    /// A lane that is none is damage, and never a letter that is printed.
    package func open(_ sealed: UnsafeRawBufferPointer, wave: Int, person: PersonNumber) throws
        -> (held: HoldReason?, byGivenNames: Bool)
    {
        let bytes = try Self.withContext(wave, person) {
            try Seal.openBrief(sealed, with: key, context: $0)
        }
        guard bytes.count == 1 else {
            throw IdentitiesError.unreadable(.letterLane)
        }
        if bytes[0] == 0 || bytes[0] == Self.givenNames { return (nil, bytes[0] != 0) }
        guard let held = HoldReason(stored: bytes[0]) else {
            throw IdentitiesError.unreadable(.letterLane)
        }
        return (held, false)
    }

    /// `letter|lane|WAVE|PERSON`.
    private static func withContext<Result>(
        _ wave: Int,
        _ person: PersonNumber,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try SealContext.with { text in
            text.add("letter|lane|")
            text.add(Int64(wave))
            text.add("|")
            text.add(person.value)
        } body: {
            try body($0)
        }
    }
}

/// Somebody whose letter was planned and is held after all.
public struct LateHold: Sendable, Hashable {
    public var person: PersonNumber
    public var reason: HoldReason

    public init(person: PersonNumber, reason: HoldReason) {
        self.person = person
        self.reason = reason
    }
}

/// The people of a print file who are held since it was to be printed, sealed in its fact.
///
/// `u32 how many ‖ each person i64 ‖ lane u8`, filled up with zeros to a multiple of 1,024 bytes, so
/// that a few look like none.
package struct LateHoldSeal: Sendable {
    private let key: DataKey
    private static let paddedTo = 1024

    init(_ keys: KeyRing) { key = keys[.letterCodes] }

    package func seal(_ holds: [LateHold], wave: Int, batch: Int) throws -> [UInt8] {
        guard let count = UInt32(exactly: holds.count) else {
            throw IdentitiesError.misfit(.lateHolds)
        }
        var bytes: [UInt8] = []
        withUnsafeBytes(of: count.bigEndian) { bytes.append(contentsOf: $0) }
        for hold in holds.sorted(by: { $0.person < $1.person }) {
            withUnsafeBytes(of: hold.person.value.bigEndian) { bytes.append(contentsOf: $0) }
            bytes.append(hold.reason.rawValue)
        }
        let full = (bytes.count + Self.paddedTo - 1) / Self.paddedTo * Self.paddedTo
        bytes += [UInt8](repeating: 0, count: full - bytes.count)
        return try Seal.seal(bytes, with: key, context: Self.context(wave, batch))
    }

    package func open(_ sealed: [UInt8], wave: Int, batch: Int) throws -> [LateHold] {
        let bytes = try Seal.open(sealed, with: key, context: Self.context(wave, batch))
        func number(_ range: Range<Int>) -> UInt64 {
            bytes[range].reduce(0) { $0 << 8 | UInt64($1) }
        }
        guard bytes.count >= 4, Int(number(0..<4)) <= (bytes.count - 4) / 9 else {
            throw IdentitiesError.unreadable(.lateHolds)
        }
        return try (0..<Int(number(0..<4))).map { place in
            let start = 4 + place * 9
            guard let reason = HoldReason(stored: bytes[start + 8]) else {
                throw IdentitiesError.unreadable(.lateHolds)
            }
            return LateHold(person: PersonNumber(number(start..<start + 8)), reason: reason)
        }
    }

    private static func context(_ wave: Int, _ batch: Int) -> [UInt8] {
        Array("batch|held|\(wave)|\(batch)".utf8)
    }
}
