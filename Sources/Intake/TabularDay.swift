// SPDX-License-Identifier: EUPL-1.2

internal import Custody

extension PartialDate {
    /// Days since 1970-01-01; an unknown day or month is taken as the first. Nil without a year.
    var dayNumber: Int? {
        guard year > 0 else { return nil }
        return CivilCalendar.day(year: year, month: max(month, 1), day: max(day, 1))
    }
}
