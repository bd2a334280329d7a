// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

@testable import Incidents

struct DutyLocalTimeTests {
    @Test(
        arguments: [
            (0, "1970-01-01 01:00 CET"), (-60_000, "1970-01-01 00:59 CET"),
            (-3_660_000, "1969-12-31 23:59 CET"),
            (1_754_482_800_000, "2025-08-06 14:20 CEST"),
            (1_754_482_800_007, "2025-08-06 14:20:00.007 CEST"),
            (-1, "1970-01-01 00:59:59.999 CET"),
            (1_743_296_399_000, "2025-03-30 01:59:59 CET"),
            (1_743_296_400_000, "2025-03-30 03:00 CEST"),
            (1_761_440_399_000, "2025-10-26 02:59:59 CEST"),
            (1_761_440_400_000, "2025-10-26 02:00 CET"),
            (1_709_164_800_000, "2024-02-29 01:00 CET"),
        ] as [(Int64, String)]
    )
    func `shows the clock of Amsterdam`(moment: Int64, text: String) {
        #expect(DutyLocalTime(utcMilliseconds: moment).text == text)
    }

    @Test(arguments: [
        (2024, 3, 31), (2025, 3, 30), (2026, 3, 29), (2027, 3, 28), (2024, 10, 27), (2025, 10, 26),
        (2026, 10, 25), (2027, 10, 31),
    ])
    func `the clock changes on the last Sunday`(year: Int, month: Int, day: Int) {
        let date = DutyDate(year: year, month: month, day: day)
        #expect(date.weekday == 7)
        let change = DutyLocalTime.utcMilliseconds(on: date) + (month == 3 ? 2 : 3) * 3_600_000
        #expect(DutyLocalTime.isSummerTime(at: change - 1) == (month == 10))
        #expect(DutyLocalTime.isSummerTime(at: change) == (month == 3))
    }

    @Test func `takes the first of the hour that comes twice and moves the hour that is skipped`() {
        let autumn = DutyDate(year: 2025, month: 10, day: 26)
        let twice = DutyLocalTime.utcMilliseconds(on: autumn, hour: 2, minute: 30)
        #expect(DutyLocalTime(utcMilliseconds: twice).text == "2025-10-26 02:30 CEST")
        let spring = DutyDate(year: 2025, month: 3, day: 30)
        let skipped = DutyLocalTime.utcMilliseconds(on: spring, hour: 2, minute: 30)
        #expect(DutyLocalTime(utcMilliseconds: skipped).text == "2025-03-30 03:30 CEST")
    }

    @Test func `every day reads back from its number`() {
        for number in stride(from: -800_000, through: 800_000, by: 37) {
            #expect(DutyDate(dayNumber: number).dayNumber == number)
        }
        #expect(DutyDate(dayNumber: 20_306).text == "2025-08-06")
        #expect(DutyDate(dayNumber: 20_306).weekday == 3)
    }

    @Test(arguments: [
        ((2025, 1, 31), 1, "2025-02-28"), ((2024, 1, 31), 1, "2024-02-29"),
        ((2025, 8, 31), 1, "2025-09-30"), ((2025, 12, 15), 1, "2026-01-15"),
        ((2025, 8, 6), 12, "2026-08-06"),
    ])
    func `a month later is the same day or the last`(
        from: (Int, Int, Int),
        months: Int,
        expected: String
    ) {
        let date = DutyDate(year: from.0, month: from.1, day: from.2)
        #expect(date.adding(months: months).text == expected)
    }

    @Test(arguments: [
        (2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2000, 4, 23), (2038, 4, 25),
    ])
    func `knows when Easter is`(year: Int, month: Int, day: Int) {
        #expect(DutyDate.easter(of: year) == DutyDate(year: year, month: month, day: day))
    }

    @Test(arguments: [
        (2025, 1, 1), (2025, 4, 18), (2025, 4, 21), (2025, 5, 5), (2025, 5, 29), (2025, 6, 9),
        (2025, 4, 26), (2026, 4, 27), (2025, 12, 25), (2025, 12, 26), (2025, 8, 9), (2025, 8, 10),
        (2013, 4, 30),
    ])
    func `knows the days off`(year: Int, month: Int, day: Int) {
        #expect(!DutyDate(year: year, month: month, day: day).isWorkingDay)
    }

    @Test(arguments: [
        (2025, 4, 28), (2025, 8, 6), (2025, 12, 24), (2025, 12, 31), (2014, 4, 30), (2025, 4, 17),
    ])
    func `and the others`(year: Int, month: Int, day: Int) {
        #expect(DutyDate(year: year, month: month, day: day).isWorkingDay)
    }

    @Test(
        arguments: [
            (0, "0 h", "0 uur"), (59_000, "59 s", "59 s"), (59_999, "59.999 s", "59.999 s"),
            (1, "0.001 s", "0.001 s"), (60_000, "0 h 1 min", "0 uur 1 min"),
            (61_000, "0 h 1 min 1 s", "0 uur 1 min 1 s"),
            (3_599_999, "1 h", "1 uur"), (60_001, "0 h 1 min", "0 uur 1 min"),
            (90_000_000, "1 day 1 h", "1 dag 1 uur"),
            (2_592_000_000, "30 days 0 h", "30 dagen 0 uur"),
        ] as [(Int64, String, String)]
    )
    func `says a span in words`(milliseconds: Int64, english: String, dutch: String) {
        #expect(DutySpan(milliseconds: milliseconds).text(in: .english) == english)
        #expect(DutySpan(milliseconds: milliseconds).text(in: .dutch) == dutch)
    }
}
