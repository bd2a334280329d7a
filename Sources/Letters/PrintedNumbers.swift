// SPDX-License-Identifier: EUPL-1.2
import Custody

/// Finds numbers in a text that may be somebody's citizen number: eight or nine digits that pass the
/// eleven test, also with signs between them (`1234.56.782`, `1234 56 782`).
///
/// Digits that stand together are not taken apart, unless they are more than nine. A letter between
/// them ends a number; so does the end of a line.
enum PrintedNumbers {
    /// What may stand between the digits of one number.
    enum Joints {
        /// Anything but a letter: for what somebody else wrote.
        case anySigns
        /// One or two of the signs that numbers are written with: for the sender's own sentences.
        case usualSigns
    }

    private struct Group {
        var digits: [UInt8] = []
        /// Joined to the group before it.
        var isJoined = false
    }

    /// The digits of each such number, eight or nine of them.
    static func find(in text: String, joints: Joints) -> [String] {
        guard mayHold(text.utf8) else { return [] }
        let groups = groups(of: text, joints)
        var found: [String] = []
        for first in groups.indices {
            if groups[first].digits.count > 9 {
                for start in 0...groups[first].digits.count - 9 {
                    note(groups[first].digits[start..<start + 9], &found)
                }
                continue
            }
            var number: [UInt8] = []
            for last in first..<groups.count {
                guard last == first || groups[last].isJoined else { break }
                number += groups[last].digits
                guard number.count <= 9 else { break }
                let isDay = joints == .usualSigns && isDay(groups[first...last])
                if number.count >= 8, !isDay { note(number[...], &found) }
            }
        }
        return found
    }

    /// Can eight digits stand in a text? Nearly every text has fewer, and that is quickly seen.
    ///
    /// Of the signs that are not ASCII those of Latin letters (U+00C0 to U+017F) and of punctuation
    /// (U+2000 to U+203F) are no digits; any other might be one.
    static func mayHold(_ text: some Sequence<UInt8>) -> Bool {
        var digits = 0
        var first: UInt8 = 0
        for byte in text {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0xC3, 0xC4, 0xC5: break
            case 0xC0...: if byte != 0xE2 { digits += 1 }
            // The second byte of three tells the rows of U+2000 apart.
            case 0x81...0xBF where first == 0xE2: digits += 1
            default: break
            }
            first = byte
        }
        return digits >= 8
    }

    private static func note(_ digits: ArraySlice<UInt8>, _ found: inout [String]) {
        guard CitizenNumber(utf8: digits.map { $0 + 0x30 }) != nil else { return }
        found.append(digits.map(String.init).joined())
    }

    /// `12-03-2025` and `2025-03-12`.
    private static func isDay(_ groups: ArraySlice<Group>) -> Bool {
        guard groups.count == 3 else { return false }
        let text = groups.map { $0.digits.map(String.init).joined() }.joined(separator: "-")
        return PartialDate(text)?.isFull == true
    }

    private static func groups(of text: String, _ joints: Joints) -> [Group] {
        var groups: [Group] = []
        var isOpen = false
        var isJoined = false
        var signs = 0
        for scalar in text.unicodeScalars {
            if let digit = digit(scalar) {
                if !isOpen { groups.append(Group(isJoined: isJoined)) }
                groups[groups.count - 1].digits.append(digit)
                (isOpen, isJoined, signs) = (true, true, 0)
                continue
            }
            isOpen = false
            signs += 1
            switch joints {
            case .anySigns: if endsNumbers(scalar) { isJoined = false }
            case .usualSigns: if !isUsual(scalar) || signs > 2 { isJoined = false }
            }
        }
        return groups
    }

    /// 0 to 9 for a digit of any script, also a raised one.
    private static func digit(_ scalar: Unicode.Scalar) -> UInt8? {
        if scalar.isASCII {
            return (0x30...0x39).contains(scalar.value) ? UInt8(scalar.value - 0x30) : nil
        }
        guard let value = scalar.properties.numericValue, (0...9).contains(value) else {
            return nil
        }
        return UInt8(exactly: value)
    }

    /// A letter, or the end of a line.
    private static func endsNumbers(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        case ..<0x80: false
        default: scalar.properties.isAlphabetic
        }
    }

    private static func isUsual(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\u{A0}", "\u{202F}", "\u{2009}", ".", "-", "\u{2010}", "\u{2011}", "\u{2013}",
            "/", "_", "'":
            true
        default: false
        }
    }
}

/// Numbers in what an officer typed for a record that others will read.
public enum TypedNumbers {
    /// May a citizen number stand in it? Days and telephone numbers are none.
    public static func mayHoldCitizenNumber(_ text: String) -> Bool {
        !PrintedNumbers.find(in: text, joints: .usualSigns).isEmpty
    }
}
