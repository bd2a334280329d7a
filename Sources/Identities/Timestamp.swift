// SPDX-License-Identifier: EUPL-1.2

import Custody

/// UTC times as text, without a formatter.
public enum Timestamp {
    /// `2025-08-06T12:20:00.000Z` of milliseconds since 1970.
    public static func text(_ milliseconds: Int64) -> String {
        let days = Int((Double(milliseconds) / 86_400_000).rounded(.down))
        let inDay = Int(milliseconds - Int64(days) * 86_400_000)
        let (year, month, day) = CivilCalendar.date(ofDay: days)
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) + "T"
            + padded(inDay / 3_600_000, 2) + ":" + padded(inDay / 60_000 % 60, 2) + ":"
            + padded(inDay / 1000 % 60, 2) + "." + padded(inDay % 1000, 3) + "Z"
    }

    /// Reads back what ``text(_:)`` wrote; nil of anything else.
    public static func milliseconds(_ text: String) -> Int64? {
        let form = /([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.([0-9]{3})Z/
        guard let parts = text.wholeMatch(of: form)?.output else { return nil }
        let numbers = [parts.1, parts.2, parts.3, parts.4, parts.5, parts.6, parts.7].map {
            Int64($0) ?? 0
        }
        let days = CivilCalendar.day(
            year: Int(numbers[0]),
            month: Int(numbers[1]),
            day: Int(numbers[2])
        )
        let inDay = ((numbers[3] * 60 + numbers[4]) * 60 + numbers[5]) * 1000 + numbers[6]
        return Int64(days) * 86_400_000 + inDay
    }
}
