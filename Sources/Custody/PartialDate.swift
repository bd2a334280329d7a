// SPDX-License-Identifier: EUPL-1.2

/// A civil registry date (datum) of which day, month or year may be unknown: `1983-00-00`.
///
/// Only a full date counts as a second identifier. Masks itself, for most of them are birth dates.
public struct PartialDate: Hashable, Sendable, Comparable, Masked {
    /// yyyymmdd as one number; unknown parts are zero.
    public let value: UInt32

    public var year: Int { Int(value / 10_000) }
    public var month: Int { Int(value / 100 % 100) }
    public var day: Int { Int(value % 100) }

    public init?(year: Int, month: Int = 0, day: Int = 0) {
        guard (0...9_999).contains(year), (0...12).contains(month), day >= 0 else { return nil }
        guard day <= (month == 0 ? 31 : CivilCalendar.days(inMonth: month, of: year)) else {
            return nil
        }
        value = UInt32(year * 10_000 + month * 100 + day)
    }

    /// Reads `yyyy-mm-dd`, `yyyymmdd` (longer HL7 times are cut at the day), `dd-mm-yyyy` and
    /// `dd/mm/yyyy`; nil when it is no date.
    public init?(_ text: some StringProtocol) {
        self.init(utf8: Array(text.utf8))
    }

    public init?(utf8 bytes: [UInt8]) {
        var numbers: [Int] = []
        var lengths: [Int] = []
        var inNumber = false
        for byte in bytes {
            switch byte {
            case 0x30...0x39:
                if !inNumber {
                    numbers.append(0)
                    lengths.append(0)
                    inNumber = true
                }
                if lengths[lengths.count - 1] < 8 {
                    numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + Int(byte - 0x30)
                }
                lengths[lengths.count - 1] += 1
            case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."): inNumber = false
            case 0x20 where numbers.isEmpty: continue
            case 0x20, UInt8(ascii: "T"), UInt8(ascii: "+"), UInt8(ascii: ":"): inNumber = false
            default: return nil
            }
            if numbers.count > 8 { return nil }
        }
        switch (numbers.count, lengths.first ?? 0) {
        case (1..., 8...):
            self.init(
                year: numbers[0] / 10_000,
                month: numbers[0] / 100 % 100,
                day: numbers[0] % 100
            )
        case (1, 6): self.init(year: numbers[0] / 100, month: numbers[0] % 100)
        case (1, 4): self.init(year: numbers[0])
        case (3..., 4): self.init(year: numbers[0], month: numbers[1], day: numbers[2])
        case (3..., 1...2) where lengths[2] == 4:
            self.init(year: numbers[2], month: numbers[1], day: numbers[0])
        default: return nil
        }
    }

    /// `0000-00-00`: it has happened, and nothing of the day is known.
    public var isUnknown: Bool { value == 0 }

    /// Are year, month and day all known?
    public var isFull: Bool { year > 0 && month > 0 && day > 0 }

    /// `yyyy-mm-dd`, with zeros for what is unknown.
    public var text: String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: width - digits.count) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    public var mask: String { "••••-••-••" }

    public static func < (left: PartialDate, right: PartialDate) -> Bool {
        left.value < right.value
    }
}
