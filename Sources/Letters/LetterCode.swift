// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// The secret in a letter by which its reader is known on the telephone (briefcode): 75 random
/// bits as fifteen characters, and a sixteenth that checks them.
///
/// Crockford's base 32: no I, L, O and U. The check character is the sum over the field of 32
/// elements in which every place has a weight of its own, so that every single wrong character and
/// every exchange of two characters shows.
public struct LetterCode: Hashable, Sendable, Masked {
    public enum Failure: Error, Equatable {
        case length(Int)
        /// A character that the alphabet does not have, counted from 1.
        case character(position: Int)
        case checkCharacter
    }

    /// The upper 11 of the 75 bits.
    private let high: UInt16
    private let low: UInt64

    public init(using generator: inout some RandomNumberGenerator) {
        high = UInt16.random(in: 0..<0x800, using: &generator)
        low = UInt64.random(in: 0 ... .max, using: &generator)
    }

    /// Reads a code as people type it: in either case, with spaces or hyphens anywhere, O for 0,
    /// and I or L for 1.
    public init(_ text: String) throws(Failure) {
        var symbols: [UInt8] = []
        for (index, byte) in text.utf8.enumerated() {
            if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") { continue }
            guard let symbol = LetterCode.symbol(of: byte) else {
                throw .character(position: index + 1)
            }
            symbols.append(symbol)
        }
        guard symbols.count == 16 else { throw .length(symbols.count) }
        guard LetterCode.check(symbols.dropLast()) == symbols[15] else { throw .checkCharacter }
        var high: UInt16 = 0
        var low: UInt64 = 0
        for symbol in symbols.dropLast() {
            high = high << 5 | UInt16(low >> 59)
            low = low << 5 | UInt64(symbol)
        }
        self.high = high
        self.low = low
    }

    /// The sixteen characters without hyphens: what is hashed and compared.
    public var canonical: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 16) { bytes, count in
            var check: UInt8 = 0
            for place in 0..<15 {
                let symbol = symbol(at: place)
                check = LetterCode.timesGenerator(check ^ symbol)
                bytes[place] = LetterCode.alphabet[Int(symbol)]
            }
            bytes[15] = LetterCode.alphabet[Int(check)]
            count = 16
        }
    }

    /// As printed, in groups of four joined by hyphens. Never to be logged.
    public var text: String { groups.joined(separator: "-") }

    /// The groups of four in which the code is printed and read aloud. Never to be logged.
    public var groups: [String] {
        let bytes = canonical
        return [0, 4, 8, 12].map { String(decoding: bytes[$0..<$0 + 4], as: UTF8.self) }
    }

    private func symbol(at place: Int) -> UInt8 {
        let shift = 5 * (14 - place)
        let bits = shift < 64 ? low >> UInt64(shift) : 0
        // The upper bits begin at bit 64.
        let above = shift >= 64 ? high >> UInt16(shift - 64) : high << UInt16(64 - shift)
        return UInt8(truncatingIfNeeded: bits | UInt64(above)) & 31
    }

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, byte) in alphabet.enumerated() {
            values[Int(byte)] = UInt8(value)
            if byte > 0x39 { values[Int(byte) + 0x20] = UInt8(value) }
        }
        for (byte, value) in zip("OoIiLl".utf8, [0, 0, 1, 1, 1, 1] as [UInt8]) {
            values[Int(byte)] = value
        }
        return values
    }()

    private static func symbol(of byte: UInt8) -> UInt8? {
        let value = values[Int(byte)]
        return value == 255 ? nil : value
    }

    /// Horner's rule: the weights are the powers 15 to 1 of a generator of the field, and 1 for
    /// the check character itself.
    private static func check(_ symbols: ArraySlice<UInt8>) -> UInt8 {
        symbols.reduce(0) { timesGenerator($0 ^ $1) }
    }

    /// Multiplication by x modulo x⁵ + x² + 1.
    private static func timesGenerator(_ element: UInt8) -> UInt8 {
        let doubled = element << 1
        return doubled & 32 == 0 ? doubled : (doubled ^ 0b100101) & 31
    }
}
