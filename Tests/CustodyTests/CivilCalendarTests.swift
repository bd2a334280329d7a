// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

struct CivilCalendarTests {
    @Test(
        arguments: [
            (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2000, 3, 1, 11_017),
            (1900, 2, 28, -25_509), (1900, 3, 1, -25_508), (2025, 8, 6, 20_306),
            (1, 1, 1, -719_162), (0, 3, 1, -719_468), (-1, 12, 31, -719_529),
            (9999, 12, 31, 2_932_896),
        ]
    )
    func `a date is a day and a day is a date`(year: Int, month: Int, day: Int, number: Int) {
        #expect(CivilCalendar.day(year: year, month: month, day: day) == number)
        #expect(CivilCalendar.date(ofDay: number) == (year, month, day))
    }

    /// Five thousand years, counted on by hand.
    @Test func `each day follows the one before`() {
        var (year, month, day) = (-1000, 1, 1)
        let first = CivilCalendar.day(year: year, month: month, day: day)
        var wrong = 0
        for number in first..<first + 5000 * 365 {
            if CivilCalendar.day(year: year, month: month, day: day) != number
                || CivilCalendar.date(ofDay: number) != (year, month, day)
            {
                wrong += 1
            }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            day += 1
            if day > lengths[month - 1] { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        #expect(wrong == 0)
    }

    @Test func `a day beyond its month is one of a later month`() {
        #expect(
            CivilCalendar.day(year: 2025, month: 2, day: 31)
                == CivilCalendar.day(year: 2025, month: 3, day: 3)
        )
    }

    @Test func `hexadecimal digits are read in one spelling only`() {
        #expect(Hexadecimal.text([0, 0x9F, 0xA0, 0xFF]) == "009fa0ff")
        #expect(Hexadecimal.bytes(Array("009fa0ff".utf8)) == [0, 0x9F, 0xA0, 0xFF])
        for text in ["0", "0A", "0g", " 0", "+1"] {
            #expect(Hexadecimal.bytes(Array(text.utf8)) == nil, "\(text)")
        }
    }
}
