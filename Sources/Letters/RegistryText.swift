// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// What may stand in the name and address of a person before it is printed on a page.
///
/// They come out of a file that somebody else wrote. What no name or address holds is not printed: a
/// control, format or direction character, a sign that is none of theirs, and a number that may be
/// somebody's. Whoever has such a name or address waits in `HoldReason.addressInDoubt`.
public enum RegistryText {
    /// Letters of any script with their marks, spaces and the signs of names.
    public static func isName(_ text: String) -> Bool {
        holds(only: nameSigns, digits: false, text)
    }

    /// The same with digits and the signs of addresses.
    public static func isAddress(_ text: String) -> Bool {
        holds(only: addressSigns, digits: true, text)
    }

    /// Can all of a person that a letter shows be printed as it is?
    public static func isPrintable(_ person: Person) -> Bool {
        let names = [
            person.initials, person.givenNames, person.prefix, person.surname,
            person.partnerPrefix, person.partnerSurname,
        ]
        let parts = [
            person.street, person.houseNumber, person.houseLetter, person.houseAddition,
            person.postcode, person.place,
        ]
        guard names.allSatisfy(isName), parts.allSatisfy(isAddress) else { return false }
        var digits = 0
        for part in parts {
            for byte in part.utf8 where 0x30...0x39 ~= byte { digits += 1 }
        }
        if digits < 8 { return true }
        guard let address = PostalAddress(person) else {
            return parts.allSatisfy { PrintedNumbers.find(in: $0, joints: .anySigns).isEmpty }
        }
        return address.printedLines.allSatisfy {
            PrintedNumbers.find(in: $0, joints: .anySigns).isEmpty
        }
    }

    private static let nameSigns = ASCIISet(" .-'`/(),")
    private static let addressSigns = ASCIISet(" .-'`/(),&+:;#\"")
    /// Typographic apostrophes, hyphens and dashes, and the signs of numbers abroad.
    private static let furtherSigns: [Unicode.Scalar] = [
        "\u{2018}", "\u{2019}", "\u{B4}", "\u{2BC}", "\u{2010}", "\u{2013}", "\u{B7}", "\u{BA}",
        "\u{AA}", "\u{B0}",
    ]

    private static func holds(only signs: ASCIISet, digits: Bool, _ text: String) -> Bool {
        var isASCII = true
        for byte in text.utf8 {
            switch byte {
            case 0x41...0x5A, 0x61...0x7A: continue
            case 0x30...0x39 where digits: continue
            case 0x80...: isASCII = false
            default: if !signs.contains(byte) { return false }
            }
        }
        return isASCII || text.unicodeScalars.allSatisfy { $0.isASCII || isOfWords($0) }
    }

    private static func isOfWords(_ scalar: Unicode.Scalar) -> Bool {
        // Letters of full width and the like are other letters in disguise.
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter,
            .nonspacingMark, .spacingMark:
            !(0xFF00...0xFFEF).contains(scalar.value) && !(0x1D400...0x1D7FF).contains(scalar.value)
        default: furtherSigns.contains(scalar)
        }
    }
}

extension PostalAddress {
    /// All that an address puts on a page, line by line.
    var printedLines: [String] {
        switch self {
        case .street(let address):
            [
                address.joined(address.street, address.printedNumber),
                address.postcode + " " + address.place,
            ]
        case .location(let text, let place): [text, place]
        case .abroad(let lines, let country): lines + [country]
        }
    }
}

/// Signs of ASCII, asked for millions of times.
private struct ASCIISet {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init(_ signs: String) {
        for byte in signs.utf8 {
            if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte & 63) }
        }
    }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 == 1
    }
}
