// SPDX-License-Identifier: EUPL-1.2

package import Custody
package import Vault

/// Whether a letter is held and why, sealed: a lane tells of somebody that she is in danger, or dead.
///
/// One byte for everybody, 0 for a letter that is printed; so no length tells it apart. Who is held
/// stands in a print file like everybody else.
package struct LetterLaneSeal: Sendable {
    private let key: DataKey

    init(_ keys: KeyRing) { key = keys[.letterCodes] }

    /// `held`: the number of the reason; 0 for none. Throws when it is none that a letter can have.
    package func seal(
        _ held: Int,
        wave: Int,
        person: PersonNumber,
        random: inout RandomBytes
    ) throws -> [UInt8] {
        guard let lane = UInt8(exactly: held) else {
            throw IdentitiesError.misfit(.letterLane)
        }
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

    package func open(_ sealed: UnsafeRawBufferPointer, wave: Int, person: PersonNumber) throws
        -> Int
    {
        let bytes = try Self.withContext(wave, person) {
            try Seal.openBrief(sealed, with: key, context: $0)
        }
        guard bytes.count == 1 else {
            throw IdentitiesError.unreadable(.letterLane)
        }
        return Int(bytes[0])
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

/// The people of a print file who are held since it was to be printed, sealed in its fact.
///
/// `u32 how many ‖ each person i64 ‖ lane u8`, filled up with zeros to a multiple of 1,024 bytes, so
/// that a few look like none.
package struct LateHoldSeal: Sendable {
    private let key: DataKey
    private static let paddedTo = 1024

    init(_ keys: KeyRing) { key = keys[.letterCodes] }

    package func seal(_ holds: [(person: Int64, reason: Int)], wave: Int, batch: Int) throws
        -> [UInt8]
    {
        guard let count = UInt32(exactly: holds.count) else {
            throw IdentitiesError.misfit(.lateHolds)
        }
        var bytes: [UInt8] = []
        withUnsafeBytes(of: count.bigEndian) { bytes.append(contentsOf: $0) }
        for hold in holds.sorted(by: { $0.person < $1.person }) {
            guard let lane = UInt8(exactly: hold.reason) else {
                throw IdentitiesError.misfit(.letterLane)
            }
            withUnsafeBytes(of: hold.person.bigEndian) { bytes.append(contentsOf: $0) }
            bytes.append(lane)
        }
        let full = (bytes.count + Self.paddedTo - 1) / Self.paddedTo * Self.paddedTo
        bytes += [UInt8](repeating: 0, count: full - bytes.count)
        return try Seal.seal(bytes, with: key, context: Self.context(wave, batch))
    }

    package func open(_ sealed: [UInt8], wave: Int, batch: Int) throws -> [(
        person: PersonNumber, reason: Int
    )] {
        let bytes = try Seal.open(sealed, with: key, context: Self.context(wave, batch))
        func number(_ range: Range<Int>) -> UInt64 {
            bytes[range].reduce(0) { $0 << 8 | UInt64($1) }
        }
        guard bytes.count >= 4, Int(number(0..<4)) <= (bytes.count - 4) / 9 else {
            throw IdentitiesError.unreadable(.lateHolds)
        }
        return (0..<Int(number(0..<4))).map { place in
            let start = 4 + place * 9
            return (PersonNumber(number(start..<start + 8)), Int(bytes[start + 8]))
        }
    }

    private static func context(_ wave: Int, _ batch: Int) -> [UInt8] {
        Array("batch|held|\(wave)|\(batch)".utf8)
    }
}
