// SPDX-License-Identifier: EUPL-1.2

internal import Forecast
public import Store

/// How many letters may be posted on a day so that the team answers in time on all days after it, also at the
/// upper edge of the band.
public struct ShowWaveSize: Sendable {
    public var incident: String?
    /// Nil: tomorrow.
    public var postedOn: Day?
    /// Whom the wave is for, `reported` or `everyone`: they call as those of earlier waves did.
    public var group: String
    /// Milliseconds since 1970-01-01 UTC.
    public var now: Int64

    public init(incident: String?, postedOn: Day?, group: String, now: Int64) {
        self.incident = incident
        self.postedOn = postedOn
        self.group = group
        self.now = now
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var incident: String?
        public var postedOn: Day
        public var group: String
        public var letters: Int
        /// The day that allows no more; nil when none does.
        public var tightestDay: Day?
        /// On that day, with a few letters more: the upper edge of the band, and the most that the team can
        /// do of it.
        public var contacts: Int
        public var capacity: Int
        /// Whether mails allow no more, and not calls.
        public var isByMails: Bool
        public var measuredDays: Int
        public var agents: Int
    }

    /// Throws ``CaseworkError/noContactTeam`` before a team was recorded, and
    /// ``CaseworkError/forecastRefused(_:)`` for a day that is over or too far away.
    public func run(in store: Store) throws -> Answer {
        try store.snapshot { store in
            let found = try incident.map { try store.incident(named: $0) }
            let facts = try ContactFacts(of: found, in: store)
            guard facts.hasTeam else { throw CaseworkError.noContactTeam }
            let today = Instant(milliseconds: now).day.number
            let day = postedOn?.number ?? today + 1
            guard (today...today + 365).contains(day) else {
                throw CaseworkError.forecastRefused(.postedOn)
            }
            guard ["reported", "everyone"].contains(group) else {
                throw CaseworkError.forecastRefused(.group)
            }
            let size = try store.lasting(
                WaveSizeQuestion(postedOn: day, group: group, today: today, facts: facts)
            )
            return Answer(
                incident: found?.reference,
                postedOn: Day(number: day),
                group: group,
                letters: size.letters,
                tightestDay: size.tightestDay.map { Day(number: $0) },
                contacts: size.calls,
                capacity: size.capacity,
                isByMails: size.isByMails,
                measuredDays: facts.measured.count,
                agents: facts.team(on: day).agents.max() ?? 0
            )
        }
    }
}

/// How large a wave may be, by all that is known of the contact centre. Days since 1970-01-01.
private struct WaveSizeQuestion: LastingQuestion {
    var postedOn: Int
    var group: String
    var today: Int
    var facts: ContactFacts

    func answer(in store: Store) -> WaveSize {
        WaveSize(
            postedOn: postedOn,
            group: group,
            calls: facts.calls(from: today, through: postedOn + 28, groups: [group]),
            mails: facts.mails(from: today, through: postedOn + 28, groups: [group]),
            team: { facts.team(on: $0) }
        )
    }
}

/// How many agents a number of calls and mails needs, of no store: a question before there is one.
public struct PlanAgents: Sendable {
    public var calls: Int
    public var mails: Int
    public var team: GivenTeam

    public init(calls: Int, mails: Int, team: GivenTeam) {
        self.calls = calls
        self.mails = mails
        self.team = team
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var calls: Int
        public var mails: Int
        public var agents: Int
        public var agentsWithHangingUp: Int
        public var rostered: Int
        /// Nil when no team was named.
        public var team: Int?
        public var verdict: ShowForecast.Verdict?
        public var short: Int?
        public var serviceLevel: Double?
        public var goal: Int
        public var goalSeconds: Int
        public var halfHours: [ShowForecast.HalfHour]
    }

    /// On a Monday. Throws ``CaseworkError/forecastRefused(_:)`` for what cannot be.
    public func run() throws(CaseworkError) -> Answer {
        guard (0...10_000_000).contains(calls), (0...10_000_000).contains(mails) else {
            throw .forecastRefused(.numbers)
        }
        let fact = try team.fact(of: nil, from: Day(number: 0), by: "")
        let given = ContactFacts(team: fact).team(on: 0)
        guard let open = (4..<11).first(where: { given.opening.isOpen($0) }) else {
            throw .forecastRefused(.opening)
        }
        let computed = DayStaffing(
            on: open,
            calls: Double(calls),
            mails: Double(mails),
            team: given
        )
        let isNamed = team.agents > 0 || !team.parts.isEmpty
        var answer = Answer(
            calls: calls,
            mails: mails,
            agents: computed.agents,
            agentsWithHangingUp: computed.agentsWithHangingUp,
            rostered: computed.rostered,
            goal: team.goal,
            goalSeconds: team.goalSeconds,
            halfHours: computed.halfHours.map {
                ShowForecast.HalfHour(
                    from: ShowForecast.time($0.place),
                    calls: $0.calls,
                    agents: $0.agents,
                    agentsWithHangingUp: $0.agentsWithHangingUp,
                    rostered: $0.rostered,
                    team: isNamed ? $0.team : nil,
                    serviceLevel: isNamed ? $0.serviceLevel : nil,
                    occupancy: isNamed ? $0.occupancy : nil
                )
            }
        )
        guard isNamed else { return answer }
        answer.team = given.agents.max()
        answer.serviceLevel = computed.serviceLevel
        switch computed.verdict {
        case .enough: answer.verdict = .enough
        case .tooFew(let halfHours): (answer.verdict, answer.short) = (.tooFew, halfHours)
        case .mailsWait(let left): (answer.verdict, answer.short) = (.mailsWait, left)
        case .closed: break
        }
        return answer
    }
}
