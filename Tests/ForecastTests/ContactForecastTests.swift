// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import Forecast

/// Monday 11 August 2025.
private let monday = 20_311

private func onWeekdays(_ day: Int) -> Bool { weekday(ofDay: day) < 5 }

/// Calls that letters bring by another rule than that of the program: days of delivery and a decay of their
/// own, and days that differ a little by a fixed wave.
struct InventedCalls {
    var posted: [PostedLetters]
    var isOpen: (Int) -> Bool = onWeekdays
    /// Of the readers who call, on the day of delivery and on each day after it; then a quarter fewer each day.
    var decay: [Double]
    var weekdays = [1.2, 1.1, 1, 0.95, 0.8, 0.7, 0.6]
    var scatter = 0.05

    /// Of each day from the Monday on, so many that the highest is `peak`.
    func counts(peak: Int, days: Int) -> [MeasuredCount] {
        var delivered = [Double](repeating: 0, count: days)
        for posting in posted {
            var day = posting.day
            for share in [0.7, 0.2, 0.1] {
                repeat { day += 1 } while [0, 6].contains(weekday(ofDay: day))
                if day - monday < days {
                    delivered[day - monday] += Double(posting.letters) * share
                }
            }
        }
        var kept = 0.0
        let sizes = (0..<days).map { place -> Double in
            var size = 0.0
            var share = 0.0
            for lag in 0...place {
                share = lag < decay.count ? decay[lag] : share * 0.75
                size += delivered[place - lag] * share
            }
            let day = monday + place
            guard isOpen(day) else {
                kept = (kept + size) * 0.5
                return 0
            }
            defer { kept = 0 }
            let wave = 1 + scatter * [0.3, -1, 0.7, 0.1, -0.6, 1, -0.4][place * 3 % 7]
            return (size + kept) * weekdays[weekday(ofDay: day)] * wave
        }
        let scale = Double(peak) / (sizes.max() ?? 1)
        return sizes.enumerated().filter { isOpen(monday + $0.offset) }.map {
            MeasuredCount(day: monday + $0.offset, count: Int(($0.element * scale).rounded()))
        }
    }
}

/// What letters bring on each day, with its band.
@Suite struct ContactForecastTests {
    private func forecast(
        posted: [PostedLetters] = [],
        news: [NewsEvent] = [],
        _ measured: [MeasuredCount],
        days: Int = 42,
        isOpen: (Int) -> Bool = onWeekdays
    ) -> ContactForecast {
        ContactForecast(
            .calls,
            posted: posted,
            news: news,
            measured: measured,
            through: monday + days,
            isOpen: isOpen
        )
    }

    private func flat(_ count: Int, days: Range<Int>) -> [MeasuredCount] {
        days.filter { onWeekdays(monday + $0) }.map {
            MeasuredCount(day: monday + $0, count: count)
        }
    }

    /// Published: 814,093 letters, a peak day of 7,230 calls, 350 agents. Not published, and assumed here in
    /// three ways: on which days the letters were posted, and how the calls rose and fell.
    @Test(arguments: [
        (8, [0.2, 0.3, 0.2, 0.12, 0.08, 0.05, 0.05]),
        (10, [0.3, 0.3, 0.2, 0.1, 0.06, 0.04]),
        (10, [0.15, 0.25, 0.2, 0.15, 0.1, 0.08, 0.07]),
    ])
    func `814,093 letters and a peak of 7,230 calls: the days before it foresee it within 40 %`(
        postingDays: Int,
        decay: [Double]
    ) throws {
        let days = (0..<20).filter { onWeekdays(monday + $0) }.prefix(postingDays)
        let posted = days.map {
            PostedLetters(day: monday + $0, group: "reported", letters: 814_093 / postingDays)
        }
        let counts = InventedCalls(posted: posted, decay: decay).counts(peak: 7_230, days: 35)
        let peak = try #require(counts.first { $0.count == 7_230 })
        let fitted = forecast(posted: posted, counts.filter { $0.day < peak.day })
        let foreseen = try #require(fitted.days(from: peak.day).first)
        #expect((foreseen.low...foreseen.high).contains(7_230))
        #expect(Double(foreseen.high - foreseen.low) <= Double(foreseen.middle) * 0.8, "±40 %")
        #expect(fitted.breaks == [], "nothing breaks it before")
        // What it then asks for is near what was there: 350 agents, of whom some were away.
        let team = ContactTeam(agents: 350)
        let staffing = DayStaffing(on: peak.day, calls: 7_230, mails: 0, team: team)
        #expect((130...350).contains(staffing.agents))
        #expect(staffing.verdict == .enough)
    }

    /// Published: 210 calls a day in the first two weeks, then 2,145 a day. Assumed: each day has as many.
    @Test
    func `210 calls a day and then 2,145: it says on which day the fit broke and what it asks for`()
        throws
    {
        let quiet = flat(210, days: 0..<14)
        let before = forecast(quiet)
        #expect(before.breaks == [])
        for day in before.days(from: monday + 14).filter(\.isOpen).prefix(5) {
            #expect((day.low...day.high).contains(210))
            #expect(Double(day.high) <= Double(day.middle) * 1.4)
            #expect(Double(day.low) >= Double(day.middle) * 0.6)
        }
        let loud = forecast(quiet + flat(2_145, days: 14..<15))
        let broken = try #require(loud.breaks.first)
        #expect(loud.breaks.count == 1)
        #expect(broken.kind == .moreThanForeseen)
        #expect(broken.measured == MeasuredCount(day: monday + 14, count: 2_145))
        #expect(broken.probability < 1e-6)
        #expect(broken.foreseen.high < 400)
        // The week after it is foreseen anew, and what was enough before is not any more.
        let next = try #require(broken.after.first { $0.isOpen })
        #expect((1_000...3_000).contains(next.middle))
        #expect((next.low...next.high).contains(2_145))
        let asked = DayStaffing(
            on: next.day,
            calls: Double(next.high),
            mails: 0,
            team: ContactTeam(agents: 9)
        )
        #expect(asked.agents > 50)
        let asBefore = DayStaffing(
            on: next.day,
            calls: 210,
            mails: 0,
            team: ContactTeam(agents: 9)
        )
        #expect(asBefore.agents <= 9)
        // What lasts is no break a second time.
        let week = forecast(quiet + flat(2_145, days: 14..<19))
        #expect(week.breaks.count == 1)
        let later = try #require(week.days(from: monday + 21).first)
        #expect((later.low...later.high).contains(2_145))
    }

    @Test func `with letters posted each day it breaks on the same day`() throws {
        let posted = (0..<19).filter { onWeekdays(monday + $0) }.map {
            PostedLetters(day: monday + $0, group: "a", letters: 40_000)
        }
        let loud = forecast(
            posted: posted,
            flat(210, days: 0..<14) + flat(2_145, days: 14..<16)
        )
        #expect(loud.breaks.map(\.measured.day) == [monday + 14])
    }

    /// 30 invented programmes of letters; the rule that makes them is not that of the program.
    @Test func `of the days that come next about nine in ten lie within the band`() {
        var (inside, days) = (0, 0)
        for number in 0..<30 {
            let posted = (0..<(1 + number % 9)).map {
                PostedLetters(day: monday + $0, group: "a", letters: 10_000 + 6_000 * number)
            }
            let decay = [
                [0.3, 0.3, 0.2, 0.1, 0.1], [0.1, 0.25, 0.2, 0.15, 0.1, 0.08, 0.06, 0.06],
                [0.2, 0.4, 0.2, 0.1, 0.05, 0.05],
            ][number % 3]
            var invented = InventedCalls(posted: posted, decay: decay)
            invented.scatter = 0.04 + 0.02 * Double(number % 5)
            let counts = invented.counts(peak: 150 + 140 * number, days: 28)
            for known in [5, 8] {
                let fitted = forecast(posted: posted, Array(counts.prefix(known)))
                for measured in counts[known..<(known + 2)] {
                    let foreseen = fitted.days(from: measured.day)[0]
                    days += 1
                    if (foreseen.low...foreseen.high).contains(measured.count) { inside += 1 }
                }
            }
        }
        let share = Double(inside) / Double(days)
        #expect((0.8...0.98).contains(share), "\(inside) of \(days)")
    }

    @Test func `the more days are measured, the narrower the band`() throws {
        let posted = [PostedLetters(day: monday, group: "a", letters: 100_000)]
        let counts = InventedCalls(posted: posted, decay: [0.3, 0.3, 0.2, 0.1, 0.05, 0.05])
            .counts(peak: 900, days: 21)
        var widths: [Double] = []
        for known in [0, 3, 6] {
            let day = try #require(
                forecast(posted: posted, Array(counts.prefix(known))).days(from: monday + 8).first
            )
            widths.append(Double(day.high - day.low) / Double(max(1, day.middle)))
        }
        #expect(widths[0] > widths[1])
        #expect(widths[1] > widths[2])
    }

    @Test
    func `without a measured day the band is wide, and holds 80 to 400 calls for 405,000 letters`()
        throws
    {
        // Posted over three days of August 2025, as was published.
        let posted = (7..<10).map {
            PostedLetters(day: monday + $0, group: "a", letters: 135_000)
        }
        let days = forecast(posted: posted, []).days(from: monday + 10).filter(\.isOpen)
        let first = try #require(days.first)
        #expect(first.high > 4 * first.low)
        #expect(first.low <= 400)
        #expect(first.high >= 400)
    }

    @Test func `letters of a Friday are delivered on Saturday, and none on Sunday and Monday`() {
        let friday = monday + 4
        let demand = ContactDemand(delivery: [0.5, 0.5], halfLife: 0.001, deliveryDayShare: 1)
        let daily = demand.contacts(
            of: [(friday, 100)],
            from: friday,
            isOpen: [Bool](repeating: true, count: 7),
            .calls
        )
        // Half on the day of delivery, half on the day after it: Saturday and Sunday, Tuesday and Wednesday.
        #expect(daily.map { $0.rounded() } == [0, 25, 25, 0, 25, 25, 0])
    }

    @Test func `on a closed day nobody calls, and the next open day takes over a part`() {
        let posted = [PostedLetters(day: monday + 4, group: "a", letters: 100_000)]
        let days = forecast(posted: posted, []).days(from: monday + 5)
        #expect(!days[0].isOpen && days[0].high == 0, "Saturday")
        #expect(!days[1].isOpen && days[1].high == 0, "Sunday")
        #expect(days[2].middle > days[3].middle, "Monday has the calls of the weekend too")
        let daily = forecast(posted: posted, []) { _ in true }.days(from: monday + 5)
        #expect(daily[0].isOpen && daily[0].high > 0)
    }

    @Test func `each group learns its own rate`() throws {
        let first = (0..<5).map { PostedLetters(day: monday + $0, group: "a", letters: 20_000) }
        let second = (14..<19).map {
            PostedLetters(day: monday + $0, group: "b", letters: 20_000)
        }
        let low = InventedCalls(posted: first, decay: [0.3, 0.3, 0.2, 0.2])
            .counts(peak: 100, days: 28)
        let high = InventedCalls(posted: second, decay: [0.3, 0.3, 0.2, 0.2])
            .counts(peak: 800, days: 28)
        let both = zip(low, high).map { MeasuredCount(day: $0.day, count: $0.count + $1.count) }
        let fitted = forecast(posted: first + second, both)
        let (a, b) = (try #require(fitted.rate(of: "a")), try #require(fitted.rate(of: "b")))
        #expect(b > 3 * a)
        #expect(fitted.rate(of: "c") == nil)
    }

    @Test func `news brings more on its day, half of it after its half-life, and nothing before`() {
        let quiet = flat(100, days: 0..<14)
        let news = [NewsEvent(day: monday + 15, contacts: 400, halfLifeDays: 2)]
        let without = forecast(quiet).days(from: monday + 14)
        let with = forecast(news: news, quiet).days(from: monday + 14)
        #expect(with[0].middle == without[0].middle)
        let (first, third) = (
            with[1].middle - without[1].middle, with[3].middle - without[3].middle
        )
        #expect((300...550).contains(first))
        #expect(abs(Double(third) / Double(first) - 0.5) < 0.15)
    }

    @Test
    func `calls that do not arrive are suspect, and are not learned from before the third day`()
        throws
    {
        let quiet = flat(210, days: 0..<11)
        let silent = forecast(quiet + flat(3, days: 11..<12))
        let suspect = try #require(silent.breaks.first)
        #expect(suspect.kind == .contactsMissing)
        #expect(suspect.measured.day == monday + 11)
        #expect(suspect.foreseen.low > 100)
        let after = try #require(silent.days(from: monday + 14).first)
        #expect((after.low...after.high).contains(210), "the forecast stands as it was")
        // A quiet day that is within reason is none.
        #expect(forecast(quiet + flat(150, days: 11..<12)).breaks == [])
        let believed = forecast(quiet + flat(3, days: 11..<19))
        let later = try #require(believed.days(from: monday + 21).first)
        #expect(later.middle < 60)
    }

    @Test func `the same facts give the same band, in whatever order they come`() {
        let posted = [
            PostedLetters(day: monday, group: "a", letters: 9_000),
            PostedLetters(day: monday + 1, group: "b", letters: 5_000),
        ]
        let counts = flat(80, days: 1..<9)
        let one = forecast(posted: posted, counts).days(from: monday + 9)
        let other = forecast(posted: posted.reversed(), counts.reversed()).days(from: monday + 9)
        #expect(one == other)
        #expect(forecast(posted: posted, counts).foreseenBefore.map(\.day) == counts.map(\.day))
    }

    @Test func `what a day of measurement says of a closed day is passed over`() {
        let sunday = [MeasuredCount(day: monday + 6, count: 5_000)]
        let quiet = flat(80, days: 0..<5)
        #expect(
            forecast(quiet).days(from: monday + 7)
                == forecast(quiet + sunday).days(from: monday + 7)
        )
    }

    @Test func `a quantile is the smallest number that is reached`() {
        for mean in [0.4, 3, 25, 40, 900.0] {
            let part = { (weight: Double, factor: Double) in
                CountDistribution.Part(
                    weight: weight,
                    logMean: logarithm(mean * factor),
                    variance: 0.05,
                    dispersion: 0.01
                )
            }
            let mixture = CountDistribution(parts: [part(0.3, 1), part(0.7, 1.3)])
            for probability in [0.05, 0.5, 0.95] {
                let found = mixture.quantile(probability)
                #expect(mixture.atMost(found) >= probability)
                #expect(found == 0 || mixture.atMost(found - 1) < probability)
            }
            let middle = mixture.quantile(0.5)
            #expect(abs(mixture.atLeast(middle + 1) + mixture.atMost(middle) - 1) < 1e-9)
        }
    }

    @Test func `a Monday is a Monday, also before 1970`() {
        #expect(weekday(ofDay: monday) == 0)
        #expect(weekday(ofDay: 0) == 3, "1 January 1970 was a Thursday")
        #expect(weekday(ofDay: -4) == 6)
    }
}
