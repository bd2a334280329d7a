// SPDX-License-Identifier: EUPL-1.2

import Forecast
import Testing

/// What waits week by week while others do the work.
@Suite struct BacklogForecastTests {
    private func week(_ invitations: Int, _ capacity: Int, spread: Double = 0) throws
        -> BacklogForecast.Input
    {
        BacklogForecast.Input(
            invitations: invitations,
            participation: try #require(
                .init(low: 0.5 - spread, middle: 0.5, high: 0.5 + spread)
            ),
            capacity: capacity
        )
    }

    @Test func `a backlog grows by what capacity leaves, and each week begins with it`() throws {
        let weeks = try [week(2000, 600), week(2000, 600), week(0, 2000)]
        let forecast = try #require(BacklogForecast(backlog: 100, weeks: weeks))
        #expect(forecast.weeks.map(\.samples.middle) == [1000, 1000, 0])
        #expect(forecast.weeks.map(\.backlog.middle) == [500, 900, 0])
        #expect(forecast.weeks.map(\.waitTenths.middle) == [9, 15, 0])
    }

    @Test func `the band is that of participation, and a spare week cannot be saved up`() throws {
        let weeks = try [week(1000, 500, spread: 0.1), week(1000, 450, spread: 0.1)]
        let forecast = try #require(BacklogForecast(backlog: 0, weeks: weeks))
        let last = try #require(forecast.weeks.last)
        #expect([last.backlog.low, last.backlog.middle, last.backlog.high] == [0, 50, 250])
    }

    @Test func `without capacity nobody can say how long somebody waits`() throws {
        let forecast = try #require(BacklogForecast(backlog: 5, weeks: [week(0, 0)]))
        #expect(forecast.weeks.first?.waitTenths.middle == nil)
        let empty = try #require(BacklogForecast(backlog: 0, weeks: [week(0, 0)]))
        #expect(empty.weeks.first?.waitTenths.middle == 0)
    }

    @Test func `numbers that cannot be are refused, and their edges are not`() throws {
        let good = try week(10, 10)
        let most = BacklogForecast.most
        #expect(BacklogForecast(backlog: -1, weeks: [good]) == nil)
        #expect(BacklogForecast(backlog: most + 1, weeks: [good]) == nil)
        #expect(BacklogForecast(backlog: most, weeks: [good]) != nil)
        #expect(try BacklogForecast(backlog: 0, weeks: [week(-1, 0)]) == nil)
        #expect(try BacklogForecast(backlog: 0, weeks: [week(0, most + 1)]) == nil)
        #expect(BacklogForecast(backlog: 0, weeks: []) == nil)
        #expect(BacklogForecast(backlog: 0, weeks: Array(repeating: good, count: 105)) == nil)
        #expect(BacklogForecast(backlog: 0, weeks: Array(repeating: good, count: 104)) != nil)
        typealias Share = BacklogForecast.Participation
        #expect(Share(low: -0.1, middle: 0.5, high: 0.6) == nil)
        #expect(Share(low: 0.6, middle: 0.5, high: 0.6) == nil)
        #expect(Share(low: 0.5, middle: 0.5, high: 1.1) == nil)
        #expect(Share(low: .nan, middle: 0.5, high: 1) == nil)
        #expect(Share(low: 0, middle: 0, high: 1) != nil)
    }
}
