// SPDX-License-Identifier: EUPL-1.2

/// Citizen service number (burgerservicenummer, BSN): nine digits that pass the eleven test.
///
/// `9a+8b+7c+6d+5e+4f+3g+2h−1i ≡ 0 (mod 11)`, not all zeros. One random nine-digit number in
/// eleven passes, so a number that passes is not yet somebody's.
public struct CitizenNumber: Hashable, Sendable, Comparable, Masked {
    /// The number as an integer, 1 to 999,999,999.
    public let value: UInt32

    public init?(value: UInt32) {
        guard value > 0, value <= 999_999_999 else { return nil }
        var rest = value
        var sum = -Int(rest % 10)
        rest /= 10
        for weight in 2...9 {
            sum += weight * Int(rest % 10)
            rest /= 10
        }
        guard sum % 11 == 0 else { return nil }
        self.value = value
    }

    /// Reads nine digits, or eight whose leading zero a spreadsheet dropped; spaces, dots and
    /// hyphens between the digits are ignored. Anything else is no citizen number.
    public init?(_ text: some StringProtocol) {
        self.init(utf8: text.utf8)
    }

    /// The same for the bytes of a field.
    public init?(utf8 bytes: some Sequence<UInt8>) {
        self.init(digits: bytes)
    }

    /// The same for bytes that lie somewhere else.
    public init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.init(digits: bytes)
    }

    @inline(__always)
    private init?(digits bytes: some Sequence<UInt8>) {
        var number: UInt32 = 0
        var digits = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                guard digits <= 9 else { return nil }
                number = number * 10 + UInt32(byte - UInt8(ascii: "0"))
            case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: "-"): continue
            default: return nil
            }
        }
        guard digits == 9 || digits == 8 else { return nil }
        self.init(value: number)
    }

    /// The nine digits, for the sealed dossier only.
    public var digits: String {
        let text = String(value)
        return String(repeating: "0", count: 9 - text.count) + text
    }

    public var mask: String { "•••••••" + digits.suffix(2) }

    public static func < (left: CitizenNumber, right: CitizenNumber) -> Bool {
        left.value < right.value
    }
}
