// SPDX-License-Identifier: EUPL-1.2

extension DutyDate {
    /// Neither Saturday nor Sunday nor a recognised holiday (Algemene termijnenwet Art. 3, with
    /// Good Friday, Art. 3(2), and 5 May of every year).
    public var isWorkingDay: Bool { weekday < 6 && !isHoliday }

    /// This day, or the first working day after it (Regulation 1182/71 Art. 3(4)).
    public var orNextWorkingDay: DutyDate {
        var date = self
        while !date.isWorkingDay { date = date.adding(days: 1) }
        return date
    }

    /// The day on which so many working days after this one have passed.
    public func adding(workingDays: Int) -> DutyDate {
        var date = self
        for _ in 0..<workingDays { date = date.adding(days: 1).orNextWorkingDay }
        return date
    }

    private var isHoliday: Bool {
        switch (month, day) {
        case (1, 1), (5, 5), (12, 25), (12, 26): true
        // Koningsdag since 2014, a day earlier when it falls on a Sunday; before it 30 April.
        case (4, 27) where year >= 2014: weekday != 7
        case (4, 26) where year >= 2014: weekday == 6
        case (4, 30) where year < 2014: weekday != 7
        case (4, 29) where year < 2014: weekday == 6
        default:
            // Good Friday, Easter Monday, Ascension Day, Whit Monday.
            [-2, 1, 39, 50].contains(dayNumber - DutyDate.easter(of: year).dayNumber)
        }
    }

    /// Easter Sunday by the Gregorian reckoning of Meeus, Jones and Butcher.
    static func easter(of year: Int) -> DutyDate {
        let golden = year % 19
        let (century, ofCentury) = (year / 100, year % 100)
        let correction = (8 * century + 13) / 25
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - epact - ofCentury % 4) % 7
        let late = (golden + 11 * epact + 22 * weekday) / 451
        let sum = epact + weekday - 7 * late + 114
        return DutyDate(year: year, month: sum / 31, day: sum % 31 + 1)
    }
}
