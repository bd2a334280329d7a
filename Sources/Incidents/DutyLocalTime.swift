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
    public let millisecond: Int
    /// CEST rather than CET.
    public let isSummerTime: Bool

    public init(utcMilliseconds: Int64) {
        isSummerTime = DutyLocalTime.isSummerTime(at: utcMilliseconds)
        let seconds = utcMilliseconds.floorDivided(by: 1_000) + (isSummerTime ? 7_200 : 3_600)
        let date = DutyDate(dayNumber: Int(seconds.floorDivided(by: 86_400)))
        let ofDay = Int(seconds - seconds.floorDivided(by: 86_400) * 86_400)
        (year, month, day) = (date.year, date.month, date.day)
        (hour, minute, second) = (ofDay / 3_600, ofDay / 60 % 60, ofDay % 60)
        millisecond = Int(utcMilliseconds - utcMilliseconds.floorDivided(by: 1_000) * 1_000)
    }

    public var date: DutyDate { DutyDate(year: year, month: month, day: day) }

    /// `2025-08-06 14:20 CEST`; with seconds, and thousandths, only where there are any. Reads back as
    /// the same moment.
    public var text: String {
        let seconds = second == 0 && millisecond == 0 ? "" : ":" + twoDigits(second) + fraction
        return "\(date.text) \(twoDigits(hour)):\(twoDigits(minute))\(seconds) "
            + (isSummerTime ? "CEST" : "CET")
    }

    /// `2025-08-06T14:20:00+02:00`, for machines (RFC 3339); with thousandths only where there are any.
    public var machineText: String {
        "\(date.text)T\(twoDigits(hour)):\(twoDigits(minute)):\(twoDigits(second))\(fraction)"
            + (isSummerTime ? "+02:00" : "+01:00")
    }

    private var fraction: String {
        guard millisecond > 0 else { return "" }
        let digits = String(millisecond)
        return "." + String(repeating: "0", count: 3 - digits.count) + digits
    }

    /// The moments at which the clock of Amsterdam shows this: one, two in the hour that October has
    /// twice (the first before the second), none in the hour that March skips.
    public static func moments(
        on date: DutyDate,
        hour: Int = 0,
        minute: Int = 0,
        second: Int = 0,
        millisecond: Int = 0
    ) -> [Int64] {
        let seconds = Int64(date.dayNumber) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
        let shown = seconds * 1_000 + Int64(millisecond)
        return [(7_200_000, true), (3_600_000, false)].compactMap { offset, isSummer in
            isSummerTime(at: shown - offset) == isSummer ? shown - offset : nil
        }
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
        return moments(on: date, hour: hour, minute: minute, second: second).first
            ?? (shown - 3_600) * 1_000
    }

    /// The last moment of a day: what a day means as a limit.
    public static func end(of date: DutyDate) -> Int64 {
        utcMilliseconds(on: date.adding(days: 1)) - 1
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
