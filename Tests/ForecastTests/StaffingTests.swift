// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import Forecast

private let monday = 20_311

/// Agents for each half hour, and what a team can carry.
@Suite struct StaffingTests {
    /// The published range of a day, and about 2,000 mails in 22 days.
    @Test
    func
        `400 calls of eight minutes with 15 % in the busiest hour: twelve are enough, six are not`()
        throws
    {
        let twelve = DayStaffing(on: monday, calls: 400, mails: 91, team: ContactTeam(agents: 12))
        #expect(twelve.verdict == .enough)
        #expect(twelve.agents == 12)
        let busiest = zip(twelve.halfHours, twelve.halfHours.dropFirst())
            .map { $0.calls + $1.calls }.max()
        let hour = try #require(busiest)
        #expect(abs(hour - 60) < 1e-9)
        let six = DayStaffing(on: monday, calls: 400, mails: 91, team: ContactTeam(agents: 6))
        guard case .tooFew(let short) = six.verdict else {
            Issue.record("six are \(six.verdict)")
            return
        }
        #expect(short > 8)
        #expect(six.serviceLevel < 0.8)
        #expect(six.abandonment > twelve.abandonment)
    }

    @Test
    func `mails and calls back are done between the calls, and ask for more when they do not fit`()
    {
        let team = ContactTeam(agents: 12)
        let none = DayStaffing(on: monday, calls: 400, mails: 0, team: team)
        let some = DayStaffing(on: monday, calls: 400, mails: 91, team: team)
        let many = DayStaffing(on: monday, calls: 400, mails: 1_500, team: team)
        func hours(_ day: DayStaffing) -> Int { day.halfHours.reduce(0) { $0 + $1.agents } }
        #expect(hours(some) == hours(none), "91 fit between the calls")
        let more = DayStaffing(on: monday, calls: 400, mails: 400, team: team)
        #expect(more.agents == none.agents, "the busiest half hour is that of the telephone")
        #expect(hours(more) > hours(none), "but the quiet ones are filled")
        #expect(many.agents > none.agents)
        guard case .mailsWait(let left) = many.verdict else {
            Issue.record("many are \(many.verdict)")
            return
        }
        #expect((800..<1_500).contains(left))
        var calling = team
        calling.callBackShare = 0.9
        let back = DayStaffing(on: monday, calls: 400, mails: 91, team: calling)
        #expect(hours(back) > hours(none))
    }

    @Test func `a closed day needs nobody, and a team of nobody answers nobody`() {
        let saturday = DayStaffing(
            on: monday + 5,
            calls: 400,
            mails: 9,
            team: ContactTeam(agents: 12)
        )
        #expect(saturday.verdict == .closed)
        #expect(saturday.agents == 0)
        let nobody = DayStaffing(on: monday, calls: 40, mails: 0, team: ContactTeam(agents: 0))
        #expect(nobody.verdict == .tooFew(halfHours: 24))
        #expect(nobody.serviceLevel == 0)
        var holidays = OpeningHours.usual
        holidays.closedDays = [monday]
        let holiday = DayStaffing(
            on: monday,
            calls: 40,
            mails: 0,
            team: ContactTeam(agents: 0, opening: holidays)
        )
        #expect(holiday.verdict == .closed)
    }

    @Test func `what a team can answer is the most at which each half hour keeps the promise`() {
        let team = ContactTeam(agents: 12)
        let most = team.capacity(on: monday)
        let just = DayStaffing(on: monday, calls: Double(most), mails: 0, team: team)
        let over = DayStaffing(on: monday, calls: Double(most + 2), mails: 0, team: team)
        #expect(just.verdict == .enough)
        #expect(over.verdict != .enough)
        #expect(most > 400)
        #expect(team.capacity(on: monday + 6) == 0, "Sunday")
    }

    @Test func `the busiest hour may be another share of the day`() {
        let hours = OpeningHours.usual.halfHours(on: monday)
        for share in [0.1, 0.15, 0.22] {
            let profile = DayProfile.usual.withBusiestHour(share, in: hours)
            let shares = profile.shares(in: hours)
            let busiest = zip(shares, shares.dropFirst()).map { $0 + $1 }.max() ?? 0
            #expect(abs(busiest - share) < 1e-6)
            #expect(abs(shares.reduce(0, +) - 1) < 1e-9)
        }
    }

    private func forecasts(_ calls: Int) -> (calls: ContactForecast, mails: ContactForecast) {
        let open = { (day: Int) in weekday(ofDay: day) < 5 }
        let posted = [PostedLetters(day: monday, group: "a", letters: 30_000)]
        let counts = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11].map { place in
            MeasuredCount(
                day: monday + place,
                count: 20
                    + Int(
                        Double(calls) * [0, 0.7, 1, 0.7, 0.5, 0, 0, 0.4, 0.2, 0.1, 0.1, 0][place]
                    )
            )
        }
        return (
            ContactForecast(
                .calls,
                posted: posted,
                measured: counts,
                through: monday + 49,
                isOpen: open
            ),
            ContactForecast(
                .mails,
                posted: posted,
                measured: [],
                through: monday + 49,
                isOpen: { _ in true }
            )
        )
    }

    @Test func `a wave is as large as the upper edge of the band allows, and no larger`() throws {
        let (calls, mails) = forecasts(150)
        let team = ContactTeam(agents: 12)
        let size = WaveSize(
            postedOn: monday + 14,
            group: "a",
            calls: calls,
            mails: mails,
            team: { _ in team }
        )
        #expect(size.letters > 5_000)
        #expect(!size.isByMails)
        func highest(_ letters: Int) -> Int {
            calls.days(
                from: monday + 14,
                also: [PostedLetters(day: monday + 14, group: "a", letters: letters)]
            ).map(\.high).max() ?? 0
        }
        let most = team.capacity(on: monday + 15)
        #expect(highest(size.letters) <= most)
        #expect(highest(size.letters + size.letters / 50) > most)
        #expect(size.calls > size.capacity)
        let twice = WaveSize(
            postedOn: monday + 14,
            group: "a",
            calls: calls,
            mails: mails,
            team: { _ in ContactTeam(agents: 24) }
        )
        #expect(twice.letters > size.letters * 2, "a large team is used better")
    }

    @Test func `a team that does not answer what comes without a wave carries none`() throws {
        let (calls, mails) = forecasts(150)
        let size = WaveSize(
            postedOn: monday + 14,
            group: "a",
            calls: calls,
            mails: mails,
            team: { _ in ContactTeam(agents: 1) }
        )
        #expect(size.letters == 0)
        let tightest = try #require(size.tightestDay)
        #expect(tightest >= monday + 14)
        var slow = ContactTeam(agents: 12)
        slow.mailSeconds = 36_000
        let byMails = WaveSize(
            postedOn: monday + 14,
            group: "a",
            calls: calls,
            mails: mails,
            team: { _ in slow }
        )
        #expect(byMails.isByMails, "ten hours for a mail")
    }
}
