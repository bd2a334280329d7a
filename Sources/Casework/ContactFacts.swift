// SPDX-License-Identifier: EUPL-1.2

internal import Forecast
internal import Store

/// What the ledger says of a contact centre: of an incident, or of all of them together. What an incident does
/// not have of its own is that of all.
struct ContactFacts: Hashable {
    var posted: [PostedLetters]
    var measured: [ContactDayFact]
    var news: [ContactNewsFact]
    private var teams: [ContactTeamFact]

    /// Of a team alone.
    init(team: ContactTeamFact) {
        (posted, measured, news, teams) = ([], [], [], [team])
    }

    init(of incident: IncidentFact?, in store: Store) throws {
        posted = try store.lettersHandedOver(of: incident).map {
            PostedLetters(
                day: Instant(milliseconds: $0.at).day.number,
                group: $0.wave.who,
                letters: $0.letters
            )
        }
        func own<Body: Fact>(
            _ read: (IncidentFact?) throws -> [Recorded<Body>]
        ) throws -> [Body] {
            let found = try read(incident).map(\.body)
            return try found.isEmpty && incident != nil ? read(nil).map(\.body) : found
        }
        measured = try own { try store.contactDays(of: $0) }
        teams = try own { try store.contactTeams(of: $0) }
        let shared = try incident == nil ? [] : store.contactNews(of: nil).map(\.body)
        news = try store.contactNews(of: incident).map(\.body) + shared
    }

    var hasTeam: Bool { !teams.isEmpty }

    /// Who answers on a day; before any was recorded nobody, in the usual hours.
    func team(on day: Int) -> ContactTeam {
        // Of two from the same day, the one that was recorded last.
        let holding = teams.enumerated().filter { $0.element.from <= day }
            .max { ($0.element.from, $0.offset) < ($1.element.from, $1.offset) }?.element
        guard let fact = holding ?? teams.first else {
            return ContactTeam(agents: 0, handlingSeconds: measuredHandlingSeconds ?? 480)
        }
        var team = ContactTeam(
            agents: 0,
            opening: OpeningHours(
                weekdays: (0..<7).map { place in
                    guard fact.opening.indices.contains(place), fact.opening[place].count == 2,
                        fact.opening[place][0] < fact.opening[place][1]
                    else { return nil }
                    return fact.opening[place][0]..<fact.opening[place][1]
                },
                closedDays: Set(fact.closedDays)
            ),
            handlingSeconds: fact.handlingSeconds.map(Double.init) ?? measuredHandlingSeconds
                ?? 480,
            mailSeconds: Double(fact.mailSeconds),
            callBackShare: Double(fact.callBackPermille) / 1000,
            shrinkage: Double(fact.shrinkagePermille) / 1000,
            patienceSeconds: Double(fact.patienceSeconds),
            goal: ServiceGoal(
                share: Double(fact.goalPermille) / 1000,
                withinSeconds: Double(fact.goalSeconds),
                maximumOccupancy: Double(fact.occupancyPermille) / 1000
            )
        )
        if fact.agents.count == OpeningHours.halfHours { team.agents = fact.agents }
        if let busiest = fact.busiestHourPermille,
            let hours = team.opening.weekdays.compactMap(\.self).first
        {
            team.profile = team.profile.withBusiestHour(Double(busiest) / 1000, in: hours)
        }
        return team
    }

    /// Of the last ten days on which it was measured, by their calls; nil when it never was.
    private var measuredHandlingSeconds: Double? {
        let last = measured.filter { $0.handlingSeconds != nil && $0.offered > 0 }.suffix(10)
        let calls = last.reduce(0) { $0 + $1.offered }
        guard calls > 0 else { return nil }
        let seconds = last.reduce(0.0) {
            $0 + Double($1.offered) * Double($1.handlingSeconds ?? 0)
        }
        return seconds / Double(calls)
    }

    /// The calls from a day on, or from the first fact, up to and with another.
    func calls(from first: Int, through last: Int, groups: [String]) -> ContactForecast {
        ContactForecast(
            .calls,
            posted: posted.filter { $0.day <= last },
            groups: groups,
            news: news.map {
                NewsEvent(
                    day: $0.day,
                    contacts: Double($0.calls),
                    halfLifeDays: Double($0.halfLifeDays)
                )
            },
            measured: measured.map { MeasuredCount(day: $0.day, count: $0.offered) },
            from: first,
            through: last,
            isOpen: { team(on: $0).opening.isOpen($0) }
        )
    }

    /// The mails; they come on closed days too.
    func mails(from first: Int, through last: Int, groups: [String]) -> ContactForecast {
        ContactForecast(
            .mails,
            posted: posted.filter { $0.day <= last },
            groups: groups,
            measured: measured.compactMap { fact in
                fact.mails.map { MeasuredCount(day: fact.day, count: $0) }
            },
            from: first,
            through: last,
            isOpen: { _ in true }
        )
    }
}
