// SPDX-License-Identifier: EUPL-1.2

/// Dutch postcode: four digits of which the first is not 0, and two letters that are not SA, SD or SS.
public struct Postcode: Hashable, Sendable, Masked {
    /// The stored form, `1234AB`.
    public let text: String

    /// Reads `1234AB`, `1234 AB` or `1234-AB`, in either case, with white space around it, and with the
    /// country before it as post from abroad has it (`NL-1234 AB`).
    public init?(_ text: some StringProtocol) {
        self.init(utf8: text.utf8)
    }

    public init?(utf8 bytes: some Sequence<UInt8>) {
        var canonical: [UInt8] = []
        canonical.reserveCapacity(6)
        var spacesInside = 0
        // N, L, and what joins them to the digits.
        var country = 0
        for byte in bytes {
            switch (byte, canonical.count) {
            case (0x20, 0) where country == 0, (0x20, 6),
                (0x09, 0) where country == 0, (0x09, 6):
                continue
            case (0x4E, 0) where country == 0, (0x6E, 0) where country == 0: country = 1
            case (0x4C, 0) where country == 1, (0x6C, 0) where country == 1: country = 2
            case (0x20, 0) where country == 2, (0x2D, 0) where country == 2: country = 3
            case (0x20, 4) where spacesInside == 0, (0x2D, 4) where spacesInside == 0:
                spacesInside = 1
            case (0x31...0x39, 0) where country != 1, (0x30...0x39, 1...3), (0x41...0x5A, 4...5):
                canonical.append(byte)
            case (0x61...0x7A, 4...5): canonical.append(byte - 0x20)
            default: return nil
            }
        }
        guard canonical.count == 6 else { return nil }
        let letters = (canonical[4], canonical[5])
        if letters.0 == UInt8(ascii: "S"),
            [UInt8(ascii: "A"), UInt8(ascii: "D"), UInt8(ascii: "S")].contains(letters.1)
        {
            return nil
        }
        self.text = String(decoding: canonical, as: UTF8.self)
    }

    /// The printed form, `1234 AB`.
    public var printed: String { "\(text.prefix(4)) \(text.suffix(2))" }

    public var mask: String { "\(text.prefix(2))•• ••" }
}
