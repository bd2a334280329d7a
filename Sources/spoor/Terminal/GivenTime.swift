// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Custody
import Incidents

/// A moment given on the command line: ISO 8601 with an offset, or local Dutch time without.
struct GivenTime: ExpressibleByArgument {
    /// Milliseconds since 1970, UTC.
    let milliseconds: Int64
    /// A day was given without a time.
    let isDay: Bool

    var day: Day { Instant(milliseconds: milliseconds).day }

    init?(argument: String) {
        let form =
            /([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]*)?)?)?(Z|[+-][0-9]{2}:[0-9]{2})?/
        guard let parts = argument.wholeMatch(of: form)?.output, let date = PartialDate(parts.1),
            date.isFull
        else { return nil }
        let (hour, minute, second) = (
            Self.number(parts.2), Self.number(parts.3), Self.number(parts.4)
        )
        guard hour < 24, minute < 60, second < 61 else { return nil }
        isDay = parts.2 == nil
        let day = DutyDate(year: date.year, month: date.month, day: date.day)
        guard let zone = parts.5 else {
            milliseconds = DutyLocalTime.utcMilliseconds(
                on: day,
                hour: hour,
                minute: minute,
                second: second
            )
            return
        }
        let (hours, minutes) = (
            Self.number(zone.dropFirst().prefix(2)), Self.number(zone.suffix(2))
        )
        guard hours <= 14, minutes < 60 else { return nil }
        let offset = (hours * 60 + minutes) * (zone.first == "-" ? -60 : 60)
        let shown = day.dayNumber * 86_400 + hour * 3600 + minute * 60 + second
        milliseconds = Int64(shown - offset) * 1000
    }

    /// 0 of what is not there, such as the offset of `Z`.
    private static func number(_ digits: Substring?) -> Int { digits.flatMap { Int($0) } ?? 0 }
}
