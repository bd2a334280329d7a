// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Vault

/// A letter that was made again for one person: to whom, and how it differs.
public struct LetterAgain: Sendable, Hashable, Masked {
    /// Of those of its wave, from 1.
    public var number: Int
    public var person: PersonNumber
    /// Nil for as it was.
    public var language: Language?
    public var bodySize: Double?
    public var salutation: String?

    public init(
        number: Int,
        person: PersonNumber,
        language: Language? = nil,
        bodySize: Double? = nil,
        salutation: String? = nil
    ) {
        self.number = number
        self.person = person
        self.language = language
        self.bodySize = bodySize
        self.salutation = salutation
    }
}

/// The same, sealed in its fact: that somebody needs large print or another language is theirs.
///
/// `person i64 ‖ language u8 (0 as it was, 1 nl, 2 en) ‖ size in tenths of a point u16 ‖ length of the
/// salutation u16 ‖ salutation`, filled up with zeros to a multiple of 256 bytes.
package struct LetterAgainSeal: Sendable {
    private let key: DataKey
    private static let paddedTo = 256

    init(_ keys: KeyRing) { key = keys[.letterCodes] }

    package func seal(_ again: LetterAgain, wave: Int) throws -> [UInt8] {
        let salutation = Array((again.salutation ?? "").utf8)
        guard let length = UInt16(exactly: salutation.count) else {
            throw IdentitiesError.misfit(.lettersAgain)
        }
        var bytes: [UInt8] = []
        withUnsafeBytes(of: again.person.value.bigEndian) { bytes.append(contentsOf: $0) }
        bytes.append(again.language.map { $0 == .dutch ? 1 : 2 } ?? 0)
        let tenths = UInt16(clamping: Int(((again.bodySize ?? 0) * 10).rounded()))
        for number in [tenths, length] {
            withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
        }
        bytes += salutation
        let full = (bytes.count + Self.paddedTo - 1) / Self.paddedTo * Self.paddedTo
        bytes += [UInt8](repeating: 0, count: full - bytes.count)
        return try Seal.seal(bytes, with: key, context: Self.context(wave, again.number))
    }

    package func open(_ sealed: [UInt8], wave: Int, number: Int) throws -> LetterAgain {
        let bytes = try Seal.open(sealed, with: key, context: Self.context(wave, number))
        func value(_ range: Range<Int>) -> UInt64 {
            bytes[range].reduce(0) { $0 << 8 | UInt64($1) }
        }
        guard bytes.count >= 13, bytes[8] <= 2, Int(value(11..<13)) <= bytes.count - 13 else {
            throw IdentitiesError.unreadable(.lettersAgain)
        }
        let salutation = String(decoding: bytes[13..<13 + Int(value(11..<13))], as: UTF8.self)
        let tenths = value(9..<11)
        return LetterAgain(
            number: number,
            person: PersonNumber(value(0..<8)),
            language: bytes[8] == 0 ? nil : bytes[8] == 1 ? .dutch : .english,
            bodySize: tenths == 0 ? nil : Double(tenths) / 10,
            salutation: salutation.isEmpty ? nil : salutation
        )
    }

    private static func context(_ wave: Int, _ number: Int) -> [UInt8] {
        Array("letter|again|\(wave)|\(number)".utf8)
    }
}
