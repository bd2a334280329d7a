// SPDX-License-Identifier: EUPL-1.2

internal import Forecast
public import Store

/// Who answers telephone and mail, as somebody says it.
public struct GivenTeam: Sendable, Hashable {
    /// At their desks from `from` to `to`, as `08:00`; half hours. Later parts stand over earlier ones.
    public struct Part: Sendable, Hashable {
        public var from: String
        public var to: String
        public var agents: Int

        public init(from: String, to: String, agents: Int) {
            self.from = from
            self.to = to
            self.agents = agents
        }
    }

    /// 0 to 100,000, in every half hour that no part is of.
    public var agents: Int
    public var parts: [Part] = []
    /// `mo-fr 08:00-20:00, sa 10:00-16:00`, with the names of days in English or Dutch.
    public var opening = "mo-fr 08:00-20:00"
    public var closedDays: [Day] = []
    /// Nil: as it is measured.
    public var handlingSeconds: Int?
    public var mailSeconds = 360
    /// Per cent.
    public var callBacks = 5
    public var shrinkage = 30
    public var patienceSeconds = 180
    /// Per cent within seconds.
    public var goal = 80
    public var goalSeconds = 20
    public var occupancy = 85
    public var busiestHour: Int?

    public init(agents: Int) { self.agents = agents }
}

/// Records who answers from a day on.
public struct SetContactTeam: Sendable {
    /// Nil: for all incidents together.
    public var incident: String?
    public var from: Day
    public var team: GivenTeam
    public var officer: ActingOfficer

    public init(incident: String?, from: Day, team: GivenTeam, officer: ActingOfficer) {
        self.incident = incident
        self.from = from
        self.team = team
        self.officer = officer
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var incident: String?
        public var from: Day
        /// At their desks, in the half hour with the most.
        public var agents: Int
        /// The most calls that they answer in time on a weekday that is open, Monday first; 0 when closed.
        public var capacities: [Int]
        public var goal: Int
        public var goalSeconds: Int
    }

    /// Throws ``CaseworkError/forecastRefused(_:)`` for what cannot be.
    public func run(in store: Store) throws -> Answer {
        let found = try incident.map { try store.incident(named: $0) }
        let fact = try team.fact(of: found, from: from, by: officer.name)
        try store.publishing {
            try store.record(
                contactTeam: fact,
                act: officer.act(towards: found?.concernedParties ?? [])
            )
        }
        let known = try ContactFacts(of: found, in: store)
        var holding = known.team(on: from.number)
        holding.opening.closedDays = []
        let monday = from.number - weekday(ofDay: from.number)
        return Answer(
            incident: found?.reference,
            from: from,
            agents: holding.agents.max() ?? 0,
            capacities: (0..<7).map { holding.capacity(on: monday + $0) },
            goal: team.goal,
            goalSeconds: team.goalSeconds
        )
    }
}

extension GivenTeam {
    func fact(of incident: IncidentFact?, from: Day, by officer: String) throws(CaseworkError)
        -> ContactTeamFact
    {
        guard (0...100_000).contains(agents),
            parts.allSatisfy({ (0...100_000).contains($0.agents) })
        else { throw .forecastRefused(.agents) }
        guard (1...7_200).contains(handlingSeconds ?? 1), (1...36_000).contains(mailSeconds),
            (1...7_200).contains(patienceSeconds)
        else { throw .forecastRefused(.seconds) }
        guard (0...100).contains(callBacks), (0...90).contains(shrinkage),
            (1...99).contains(goal), (0...3_600).contains(goalSeconds),
            (10...100).contains(occupancy), (5...100).contains(busiestHour ?? 5)
        else { throw .forecastRefused(.shares) }
        guard let hours = WrittenHours.week(opening) else { throw .forecastRefused(.opening) }
        var byHalfHour = [Int](repeating: agents, count: OpeningHours.halfHours)
        for part in parts {
            guard let start = WrittenHours.halfHour(part.from),
                let end = WrittenHours.halfHour(part.to), start < end
            else { throw .forecastRefused(.agents) }
            for place in start..<end { byHalfHour[place] = part.agents }
        }
        return ContactTeamFact(
            incident: incident?.number,
            from: from.number,
            agents: byHalfHour,
            opening: hours.map { $0.map { [$0.lowerBound, $0.upperBound] } ?? [] },
            closedDays: closedDays.map(\.number).sorted(),
            handlingSeconds: handlingSeconds,
            mailSeconds: mailSeconds,
            callBackPermille: callBacks * 10,
            shrinkagePermille: shrinkage * 10,
            patienceSeconds: patienceSeconds,
            goalPermille: goal * 10,
            goalSeconds: goalSeconds,
            occupancyPermille: occupancy * 10,
            busiestHourPermille: busiestHour.map { $0 * 10 },
            by: officer
        )
    }
}

/// Opening hours as somebody writes them.
enum WrittenHours {
    private static let days: [[String]] = [
        ["mo", "mon", "ma"], ["tu", "tue", "di"], ["we", "wed", "wo"], ["th", "thu", "do"],
        ["fr", "fri", "vr"], ["sa", "sat", "za"], ["su", "sun", "zo"],
    ]

    /// `mo-fr 08:00-20:00, sa 10:00-16:00`: of each weekday its half hours, nil when closed. Nil when it does
    /// not read.
    static func week(_ text: String) -> [Range<Int>?]? {
        var week = [Range<Int>?](repeating: nil, count: 7)
        for part in text.lowercased().split(separator: ",") {
            let words = part.split(separator: " ")
            guard words.count == 2 else { return nil }
            let names = words[0].split(separator: "-")
            let hours = words[1].split(separator: "-")
            guard let first = names.first.flatMap(day), let last = names.last.flatMap(day),
                names.count <= 2, first <= last, hours.count == 2,
                let start = halfHour(String(hours[0])), let end = halfHour(String(hours[1])),
                start < end
            else { return nil }
            for day in first...last { week[day] = start..<end }
        }
        return week.contains { $0 != nil } ? week : nil
    }

    private static func day(_ name: Substring) -> Int? {
        days.firstIndex { $0.contains(String(name)) }
    }

    /// `08:30`, `8.30`, `24:00`: the half hour that begins then.
    static func halfHour(_ text: String) -> Int? {
        let parts = text.split(whereSeparator: { $0 == ":" || $0 == "." })
        guard parts.count == 2, let hour = Int(parts[0]), (0...24).contains(hour),
            ["00", "30"].contains(parts[1])
        else { return nil }
        let place = 2 * hour + (parts[1] == "30" ? 1 : 0)
        return place <= OpeningHours.halfHours ? place : nil
    }
}
