// SPDX-License-Identifier: EUPL-1.2

internal import Custody

/// A moment as the clock in Amsterdam shows it (local time of the duties).
///
/// Summer time by the rule of the European Union since 1996: from the last Sunday of March to the
/// last Sunday of October, at 01:00 UTC. Pure arithmetic on milliseconds since 1970-01-01 UTC.
public struct DutyLocalTime: Hashable, Sendable {
    public let year: Int
    public let month: Int
    public let day: Int
    public let hour: Int
    public let minute: Int
    public let second: Int
    /// CEST rather than CET.
    public let isSummerTime: Bool

    public init(utcMilliseconds: Int64) {
        isSummerTime = DutyLocalTime.isSummerTime(at: utcMilliseconds)
        let seconds = utcMilliseconds.floorDivided(by: 1_000) + (isSummerTime ? 7_200 : 3_600)
        let date = DutyDate(dayNumber: Int(seconds.floorDivided(by: 86_400)))
        let ofDay = Int(seconds - seconds.floorDivided(by: 86_400) * 86_400)
        (year, month, day) = (date.year, date.month, date.day)
        (hour, minute, second) = (ofDay / 3_600, ofDay / 60 % 60, ofDay % 60)
    }

    public var date: DutyDate { DutyDate(year: year, month: month, day: day) }

    /// `2025-08-06 14:20 CEST`.
    public var text: String {
        "\(date.text) \(twoDigits(hour)):\(twoDigits(minute)) \(isSummerTime ? "CEST" : "CET")"
    }

    /// `2025-08-06T14:20:00+02:00`, for machines (RFC 3339).
    public var machineText: String {
        "\(date.text)T\(twoDigits(hour)):\(twoDigits(minute)):\(twoDigits(second))"
            + (isSummerTime ? "+02:00" : "+01:00")
    }

    /// Reads `machineText` back, of whatever offset; nil of anything else.
    public static func utcMilliseconds(machineText text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count == 25, bytes[10] == UInt8(ascii: "T") else { return nil }
        func number(_ digits: Range<Int>) -> Int64? {
            Int64(String(decoding: bytes[digits], as: UTF8.self))
        }
        guard let date = PartialDate(utf8: Array(bytes[..<10])), date.isFull,
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            let hours = number(20..<22), let minutes = number(23..<25),
            bytes[19] == UInt8(ascii: "+") || bytes[19] == UInt8(ascii: "-")
        else { return nil }
        let day = DutyDate(year: date.year, month: date.month, day: date.day)
        let offset = (hours * 60 + minutes) * (bytes[19] == UInt8(ascii: "-") ? -60 : 60)
        let shown = Int64(day.dayNumber) * 86_400 + hour * 3_600 + minute * 60 + second
        return (shown - offset) * 1_000
    }

    /// The moment when the clock shows this. Of the hour that October has twice, the first; in the
    /// hour that March skips, the moment as if the clock had not been put forward.
    public static func utcMilliseconds(
        on date: DutyDate,
        hour: Int = 0,
        minute: Int = 0,
        second: Int = 0
    ) -> Int64 {
        let shown = Int64(date.dayNumber) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
        let asSummer = (shown - 7_200) * 1_000
        return isSummerTime(at: asSummer) ? asSummer : (shown - 3_600) * 1_000
    }

    static func isSummerTime(at utcMilliseconds: Int64) -> Bool {
        let days = Int(utcMilliseconds.floorDivided(by: 86_400_000))
        let year = DutyDate(dayNumber: days).year
        func change(_ month: Int) -> Int64 {
            let last = DutyDate(year: year, month: month, day: 31)
            return (Int64(last.dayNumber - last.weekday % 7) * 24 + 1) * 3_600_000
        }
        return change(3) <= utcMilliseconds && utcMilliseconds < change(10)
    }
}

/// A day of the Gregorian calendar.
public struct DutyDate: Hashable, Sendable, Comparable {
    public let year: Int
    public let month: Int
    public let day: Int

    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// From days since 1970-01-01.
    public init(dayNumber: Int) {
        (year, month, day) = CivilCalendar.date(ofDay: dayNumber)
    }

    /// Days since 1970-01-01.
    public var dayNumber: Int { CivilCalendar.day(year: year, month: month, day: day) }

    /// 1 is Monday, 7 is Sunday.
    public var weekday: Int {
        let sinceMonday = dayNumber + 3
        return sinceMonday - Int(Int64(sinceMonday).floorDivided(by: 7)) * 7 + 1
    }

    public func adding(days: Int) -> DutyDate { DutyDate(dayNumber: dayNumber + days) }

    /// The same day so many months later; where that month is too short, its last day
    /// (Regulation 1182/71 Art. 3(2)(c)).
    public func adding(months: Int) -> DutyDate {
        let index = year * 12 + month - 1 + months
        let first = DutyDate(year: index / 12, month: index % 12 + 1, day: 1)
        let next = DutyDate(
            year: (index + 1) / 12,
            month: (index + 1) % 12 + 1,
            day: 1
        )
        return first.adding(days: min(day, next.dayNumber - first.dayNumber) - 1)
    }

    /// `2025-08-06`.
    public var text: String {
        let years = String(year)
        let padding = String(repeating: "0", count: max(0, 4 - years.count))
        return "\(padding)\(years)-\(twoDigits(month))-\(twoDigits(day))"
    }

    public static func < (left: DutyDate, right: DutyDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

extension Int64 {
    /// Rounds down, also before 1970.
    func floorDivided(by divisor: Int64) -> Int64 {
        self >= 0 ? self / divisor : -((divisor - 1 - self) / divisor)
    }
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
