// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// In which order a column of a list writes its dates. The words stand in mappings, which the ledger
/// keeps: they never change.
///
/// What a date says of itself goes before: a year of four digits in front, a month in words, a month
/// above twelve, which can only be the day.
public enum ListDateForm: String, Sendable, Hashable, CaseIterable {
    case dayMonthYear = "day-month-year"
    case monthDayYear = "month-day-year"
    /// Mostly the day first, and in some fields the month: a date that fits both is one of the two.
    case dayOrMonthFirst = "day-or-month-first"
    /// Of two digits: `77-03-25`. A year of four digits in front is read in any form.
    case yearMonthDay = "year-month-day"
    /// Days since 30 December 1899, as spreadsheets keep them.
    case spreadsheetDays = "spreadsheet-days"

    /// `1977-03-25`, and `25-03-1977` where the day comes first: what `PartialDate` reads as it is meant.
    static func isPlain(_ text: String, _ form: ListDateForm?) -> Bool {
        guard text.utf8.count == 10 else { return false }
        var text = text
        return text.withUTF8 { text in
            func isNumber(_ places: Range<Int>) -> Bool {
                text[places].allSatisfy { 0x30...0x39 ~= $0 }
            }
            func isMonth(_ place: Int) -> Bool {
                text[place] == 0x30 || text[place] == 0x31 && text[place + 1] <= 0x32
            }
            let dash = UInt8(ascii: "-")
            if text[4] == dash, text[7] == dash {
                return isNumber(0..<4) && isNumber(5..<7) && isNumber(8..<10) && isMonth(5)
            }
            return text[2] == dash && text[5] == dash && (form ?? .dayMonthYear) == .dayMonthYear
                && isNumber(0..<2) && isNumber(3..<5) && isNumber(6..<10) && isMonth(3)
        }
    }

    /// The dates that a text may be: none or one; of a year of two digits one in each century, and of
    /// `dayOrMonthFirst` one in each order.
    public func readings(_ text: String) -> [PartialDate] {
        guard let text = ListDateText(text) else { return [] }
        guard self == .dayOrMonthFirst else { return text.readings(self) }
        let dayFirst = text.readings(.dayMonthYear)
        return dayFirst + text.readings(.monthDayYear).filter { !dayFirst.contains($0) }
    }
}

extension ListDateForm {
    /// The form of a column, told from its values, and the share of those that speak for the other
    /// order of day and month.
    struct Finding {
        var form: ListDateForm
        /// Of the values that can be read in one order only.
        var against = 0.0

        /// Is it more than some fields in which somebody exchanged day and month?
        var isDoubtful: Bool { against > 0.25 }
    }

    /// What do the filled values of a column speak for?
    static func counts(of values: some Sequence<String>) -> Counts {
        var counts = Counts()
        for value in values { counts.add(value) }
        return counts
    }

    /// What the values of a column speak for.
    struct Counts {
        private var all = 0
        private var days = 0
        private var dayFirst = 0
        private var monthFirst = 0
        private var yearFirst = 0
        /// Of three numbers of two digits at most.
        private var short = 0
        /// Values that can be read in either order.
        private var open = 0

        /// Are there values, and those that can be read in more than one order beside one that tells?
        var areTelling: Bool {
            all > 0 && (open == 0 || days + dayFirst + monthFirst + yearFirst > 0)
        }

        /// Are there values, and all with the year in front or the month in words?
        var areUnmistakable: Bool {
            all > 0 && open + days + dayFirst + monthFirst + yearFirst == 0
        }

        mutating func add(_ value: String) {
            all += 1
            guard let text = ListDateText(value), text.month == nil else { return }
            let numbers = text.numbers
            if numbers.count == 1 {
                let value = numbers[0].value
                let isYear = 1_850...2_100 ~= value
                if 4...5 ~= numbers[0].length, !isYear { days += 1 }
                guard numbers[0].length == 8, !(1_850...2_100 ~= value / 10_000) else { return }
                add(order: value / 1_000_000, value / 10_000 % 100)
            } else if numbers.count >= 3, numbers[0].length <= 2, numbers[1].length <= 2 {
                let (one, two, three) = (numbers[0].value, numbers[1].value, numbers[2].value)
                if numbers[2].length <= 2 {
                    short += 1
                    if one > 31 || one == 0, two <= 12, 1...31 ~= three { yearFirst += 1 }
                }
                add(order: one, two)
            }
        }

        private mutating func add(order one: Int, _ two: Int) {
            switch (one, two) {
            case (...12, 13...31): monthFirst += 1
            case (13...31, ...12): dayFirst += 1
            case (...12, ...12) where one != two: open += 1
            default: break
            }
        }

        var finding: Finding {
            if all > 0, days * 10 >= all * 8 { return Finding(form: .spreadsheetDays) }
            if short > 0, yearFirst * 10 > short * 2 { return Finding(form: .yearMonthDay) }
            let told = dayFirst + monthFirst
            guard told > 0 else { return Finding(form: .dayMonthYear) }
            if monthFirst > 1, monthFirst <= dayFirst, monthFirst * 100 > told {
                return Finding(
                    form: .dayOrMonthFirst,
                    against: Double(monthFirst) / Double(told)
                )
            }
            return Finding(
                form: monthFirst > dayFirst ? .monthDayYear : .dayMonthYear
            )
        }
    }
}

/// A text taken apart as a date: its numbers, and a month in words between them.
private struct ListDateText {
    struct Number {
        var value: Int
        var length: Int
    }

    private(set) var numbers: [Number] = []
    private(set) var month: Int?
    private var hasOrdinal = false
    /// How many numbers stood before the month.
    private var beforeMonth = 0

    /// Nil when something stands there that is in no date.
    init?(_ text: String) {
        var bytes = Array(text.utf8)
        guard bytes.count <= 40 else { return nil }
        // `29000,0`: a number that a spreadsheet wrote.
        if bytes.hasZeroFraction { bytes.removeLast(2) }
        var place = 0
        while place < bytes.count {
            let start = place
            switch bytes[place] {
            case 0x30...0x39:
                while place < bytes.count, 0x30...0x39 ~= bytes[place] { place += 1 }
                guard place - start <= 14, numbers.count < 8 else { return nil }
                let digits = bytes[start..<min(place, start + 8)]
                let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
                numbers.append(Number(value: value, length: place - start))
            case 0x41...0x5A, 0x61...0x7A:
                while place < bytes.count, 0x41...0x5A ~= bytes[place] & 0xDF { place += 1 }
                guard take(word: bytes[start..<place].map { $0 | 0x20 }) else { return nil }
            case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: ","),
                UInt8(ascii: ":"), UInt8(ascii: "+"), UInt8(ascii: "'"), 0x20:
                place += 1
            default: return nil
            }
        }
        // `1,23E+08` is no date.
        guard !numbers.isEmpty, !hasOrdinal || month != nil else { return nil }
    }

    /// A month, or what stands in times: `T`, `Z`, `AM`, `PM`, `th`.
    private mutating func take(word: [UInt8]) -> Bool {
        if let known = Self.months[String(decoding: word, as: UTF8.self)] {
            guard month == nil else { return false }
            month = known
            beforeMonth = numbers.count
            return true
        }
        let word = String(decoding: word, as: UTF8.self)
        guard !numbers.isEmpty else { return false }
        if ["st", "nd", "rd", "th", "e"].contains(word) {
            hasOrdinal = true
            return true
        }
        return ["t", "z", "am", "pm"].contains(word)
    }

    func readings(_ form: ListDateForm) -> [PartialDate] {
        if let month { return inWords(month) }
        if numbers.count == 1 { return digits(numbers[0], form) }
        guard numbers.count >= 3 else { return [] }
        let (one, two, three) = (numbers[0], numbers[1], numbers[2])
        if one.length == 4 {
            return Self.dates(year: one, month: two.value, day: three.value)
        }
        guard one.length <= 2, two.length <= 2, three.length == 4 || three.length <= 2 else {
            return []
        }
        switch form {
        case .yearMonthDay where three.length <= 2:
            return Self.dates(year: one, month: two.value, day: three.value)
        case .monthDayYear: return Self.dates(year: three, month: one.value, day: two.value)
        default: return Self.dates(year: three, month: two.value, day: one.value)
        }
    }

    /// `3 maart 1977`, `March 3, 1977`, `1977 mrt 3`.
    private func inWords(_ month: Int) -> [PartialDate] {
        guard numbers.count >= 2, beforeMonth <= 2 else { return [] }
        let (one, two) = (numbers[0], numbers[1])
        return one.length == 4
            ? Self.dates(year: one, month: month, day: two.value)
            : Self.dates(year: two, month: month, day: one.value)
    }

    /// Digits without anything between them.
    private func digits(_ number: Number, _ form: ListDateForm) -> [PartialDate] {
        let value = number.value
        switch number.length {
        case 8...:
            if number.length > 8 || 1_850...2_100 ~= value / 10_000 || form == .yearMonthDay {
                return PartialDate(
                    year: value / 10_000,
                    month: value / 100 % 100,
                    day: value % 100
                ).map { [$0] } ?? []
            }
            let (one, two) = (value / 1_000_000, value / 10_000 % 100)
            let year = Number(value: value % 10_000, length: 4)
            return form == .monthDayYear
                ? Self.dates(year: year, month: one, day: two)
                : Self.dates(year: year, month: two, day: one)
        case 1...5 where form == .spreadsheetDays: return Self.ofDays(value).map { [$0] } ?? []
        case 6:
            return PartialDate(year: value / 100, month: value % 100).flatMap {
                1_850...2_100 ~= $0.year ? [$0] : nil
            } ?? []
        case 4: return PartialDate(year: value).map { [$0] } ?? []
        default: return []
        }
    }

    /// A month above twelve is the day. Of a year of two digits the date in each century.
    private static func dates(year: Number, month: Int, day: Int) -> [PartialDate] {
        let (month, day) = month > 12 && day <= 12 ? (day, month) : (month, day)
        let years =
            switch year.length {
            case 4: [year.value]
            case 2: [1_900 + year.value, 2_000 + year.value]
            default: [Int]()
            }
        return years.compactMap { PartialDate(year: $0, month: month, day: day) }
    }

    /// 60 is 29 February 1900, which never was, in the spreadsheet that began it.
    private static func ofDays(_ days: Int) -> PartialDate? {
        guard 1...73_050 ~= days, days != 60 else { return nil }
        let (year, month, day) = CivilCalendar.date(
            ofDay: days + (days < 60 ? 1 : 0) - 25_569
        )
        return PartialDate(year: year, month: month, day: day)
    }

    /// Dutch and English, whole and abbreviated.
    private static let months: [String: Int] = {
        let words = [
            "januari january jan", "februari february feb febr", "maart march mrt mar maa",
            "april apr", "mei may", "juni june jun", "juli july jul", "augustus august aug",
            "september sep sept", "oktober october okt oct", "november nov",
            "december dec",
        ]
        var months: [String: Int] = [:]
        for (place, month) in words.enumerated() {
            for word in month.split(separator: " ") { months[String(word)] = place + 1 }
        }
        return months
    }()
}

extension [UInt8] {
    /// `.0` or `,0` behind nothing but digits.
    var hasZeroFraction: Bool {
        guard count > 2, self[count - 1] == 0x30, [0x2E, 0x2C].contains(self[count - 2]) else {
            return false
        }
        return dropLast(2).allSatisfy { 0x30...0x39 ~= $0 }
    }
}
