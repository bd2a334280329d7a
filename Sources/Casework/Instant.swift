// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Incidents

/// A moment in an answer. In a document it is `2025-08-06T14:20:00+02:00` (RFC 3339), as the clock in
/// Amsterdam shows it; with thousandths where there are any, so that it can be given back.
public struct Instant: Hashable, Sendable, Comparable, Codable {
    /// Since 1970-01-01 UTC.
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let found = try? WrittenMoment(text), found.precision == .exact else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no moment")
        }
        milliseconds = found.latest
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    public var local: DutyLocalTime { DutyLocalTime(utcMilliseconds: milliseconds) }
    public var text: String { local.machineText }
    public var day: Day { Day(number: local.date.dayNumber) }

    public static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

/// A day in an answer. In a document it is `2025-08-06`.
public struct Day: Hashable, Sendable, Comparable, Codable {
    /// Days since 1970-01-01.
    public let number: Int

    public init(number: Int) { self.number = number }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let found = try? Day(written: container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no day")
        }
        self = found
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    public var text: String { DutyDate(dayNumber: number).text }

    /// As a date among those of a letter.
    public var date: PartialDate {
        let date = CivilCalendar.date(ofDay: number)
        guard let day = PartialDate(year: date.year, month: date.month, day: date.day) else {
            preconditionFailure("a day of the years 0 to 9999")
        }
        return day
    }

    /// What a day means as a limit: its last moment, milliseconds since 1970-01-01 UTC.
    public var end: Int64 { DutyLocalTime.end(of: DutyDate(dayNumber: number)) }

    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}
