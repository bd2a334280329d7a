// SPDX-License-Identifier: EUPL-1.2

/// Which number of a date stands first, where the year is the last: `31-12-1977` or `12/31/1977`.
public enum DateOrder: String, Sendable, Hashable, CaseIterable, Codable {
    case dayFirst = "day-month-year"
    case monthFirst = "month-day-year"

    /// Reads a date in this order. A year in front, and digits alone, say the same in either.
    public func read(_ text: String) -> PartialDate? {
        guard self == .monthFirst, let (first, second, year) = Self.numbers(of: text) else {
            return PartialDate(text)
        }
        return PartialDate(year: year, month: first, day: second)
    }

    /// The three numbers of a date with the year behind; nil of any other text.
    package static func numbers(of text: String) -> (first: Int, second: Int, year: Int)? {
        var numbers = (0, 0, 0)
        var place = 0
        var length = 0
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39:
                length += 1
                guard length <= (place == 2 ? 4 : 2) else { return nil }
                let digit = Int(byte - 0x30)
                switch place {
                case 0: numbers.0 = numbers.0 * 10 + digit
                case 1: numbers.1 = numbers.1 * 10 + digit
                default: numbers.2 = numbers.2 * 10 + digit
                }
            case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."):
                guard place < 2, length > 0 else { return nil }
                place += 1
                length = 0
            // A time behind it.
            case 0x20, UInt8(ascii: "T"):
                if place == 2, length == 4 { return numbers }
                guard place == 0, length == 0 else { return nil }
            default: return nil
            }
        }
        return place == 2 && length == 4 ? numbers : nil
    }
}
