// SPDX-License-Identifier: EUPL-1.2

internal import Forecast
public import Store

/// How many calls and mails come on each day, how sure that is, and how many agents they need: for a page, a
/// table and a program alike. Nobody is opened.
public struct ShowForecast: Sendable, Hashable {
    /// Of one incident; nil: of all letters together.
    public var incident: String?
    /// The first day that is shown; nil: two weeks before today, or the first measured day.
    public var from: Day?
    /// How many days from today on, 1 to 90.
    public var days: Int
    /// The day whose half hours are shown; nil: the next open day.
    public var on: Day?
    /// For how many of a hundred such days the agents suffice: 50, 75 or 95.
    public var level: Int
    /// Letters that are thought of: posted on `whatIfDay`, or else tomorrow.
    public var whatIfLetters: Int?
    public var whatIfDay: Day?
    /// Milliseconds since 1970-01-01 UTC.
    public var now: Int64

    public init(
        incident: String?,
        from: Day? = nil,
        days: Int = 14,
        on: Day? = nil,
        level: Int = 95,
        whatIfLetters: Int? = nil,
        whatIfDay: Day? = nil,
        now: Int64
    ) {
        self.incident = incident
        self.from = from
        self.days = days
        self.on = on
        self.level = level
        self.whatIfLetters = whatIfLetters
        self.whatIfDay = whatIfDay
        self.now = now
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var incident: String?
        public var today: Day
        public var level: Int
        public var whatIf: WhatIf?
        public var days: [ShownDay]
        /// The day whose half hours stand in `halfHours`; nil when none is open.
        public var staffedDay: Day?
        public var halfHours: [HalfHour]
        /// In the order of their days.
        public var breaks: [Break]
        public var rates: [Rate]
        public var announcement: Announcement?
        /// What makes people call besides letters, and was not taken back.
        public var news: [News]
        public var measuredDays: Int
        /// Nil when no team was recorded: then it is not said whether the agents suffice.
        public var team: Team?

        /// Something must be done: the team is too small on a day to come, the newest measured day is one on
        /// which calls did not arrive or more came than was foreseen, or the announcement is old.
        public var needsALook: Bool {
            let newest = days.last { $0.measured != nil }?.day
            return days.contains { $0.staffing?.verdict.map { $0 != .enough } ?? false }
                || breaks.contains { $0.day == newest } || announcement?.isStale == true
        }
    }

    /// `calls` more on that day; half of it remains after `halfLifeDays`.
    public struct News: Codable, Sendable, Equatable {
        public var title: String
        public var day: Day
        public var calls: Int
        public var halfLifeDays: Int
        /// Of all incidents together.
        public var isShared: Bool
    }

    public struct WhatIf: Codable, Sendable, Equatable {
        public var day: Day
        public var letters: Int
    }

    /// The middle of what may come; nine days of ten lie within `low` and `high`, one of two within the
    /// inner ones.
    public struct Band: Codable, Sendable, Equatable {
        public var middle: Int
        public var low: Int
        public var high: Int
        public var innerLow: Int
        public var innerHigh: Int

        init(_ day: ForeseenDay) {
            (middle, low, high) = (day.middle, day.low, day.high)
            (innerLow, innerHigh) = (day.innerLow, day.innerHigh)
        }

        func edge(_ level: Int) -> Int { level == 50 ? middle : level == 75 ? innerHigh : high }
    }

    public struct Measured: Codable, Sendable, Equatable {
        public var calls: Int
        public var answered: Int?
        public var abandoned: Int?
        public var mails: Int?
        public var handlingSeconds: Int?
    }

    public struct ShownDay: Codable, Sendable, Equatable {
        public var day: Day
        public var isOpen: Bool
        /// Handed over to the post on that day.
        public var lettersPosted: Int
        /// Of a measured day as it was foreseen the day before; nil when the telephone was closed.
        public var calls: Band?
        public var mails: Band?
        public var measured: Measured?
        /// Nil of a day that is over or closed.
        public var staffing: Staffing?
    }

    /// Whether a team is enough.
    public enum Verdict: String, Codable, Sendable, CaseIterable {
        case enough = "enough"
        case tooFew = "tooFew"
        case mailsWait = "mailsWait"
    }

    public struct Staffing: Codable, Sendable, Equatable {
        /// At their desks in the busiest half hour if nobody hangs up (Erlang C), mails and calls back
        /// counted in.
        public var agents: Int
        /// For the telephone alone, with callers who hang up (Erlang A).
        public var agentsWithHangingUp: Int
        /// On the roster for `agents`.
        public var rostered: Int
        /// The calls and mails that they were computed for.
        public var forCalls: Int
        public var forMails: Int
        /// The most calls of a day that the team answers in time; nil when none was recorded.
        public var teamCapacity: Int?
        public var verdict: Verdict?
        /// Half hours in which callers wait too long, or mails that are left.
        public var short: Int?
        /// What the team makes of it: answered in time and hung up, 0 to 1; seconds until an answer.
        public var serviceLevel: Double?
        public var abandonment: Double?
        public var waitSeconds: Double?
    }

    public struct HalfHour: Codable, Sendable, Equatable {
        /// `08:30`.
        public var from: String
        public var calls: Double
        public var agents: Int
        public var agentsWithHangingUp: Int
        public var rostered: Int
        public var team: Int?
        public var serviceLevel: Double?
        public var occupancy: Double?
    }

    /// A day that the days before made all but impossible.
    public struct Break: Codable, Sendable, Equatable {
        public enum Kind: String, Codable, Sendable {
            case moreThanForeseen = "moreThanForeseen"
            case callsMissing = "callsMissing"
        }

        public var kind: Kind
        public var day: Day
        public var measured: Int
        public var foreseenLow: Int
        public var foreseenHigh: Int
        /// How likely as many, or as few, were: 0 to 1.
        public var probability: Double
        /// On the open days of the week after it, as it was foreseen on that day: the most calls at the level
        /// that was asked for, and the agents for them.
        public var callsAfter: Int
        public var agentsAfter: Int
        /// Before it, on the same terms.
        public var agentsBefore: Int
    }

    /// Calls for each letter of a group, over all days after it.
    public struct Rate: Codable, Sendable, Equatable {
        /// Whom a wave was for: `reported` or `everyone`.
        public var group: String
        public var letters: Int
        public var callsForEach: Double
    }

    /// What callers hear before an agent answers.
    public struct Announcement: Codable, Sendable, Equatable {
        public var quotes: String
        public var newest: String
        public var isStale: Bool
        public var recordedAt: Instant
    }

    public struct Team: Codable, Sendable, Equatable {
        /// At their desks in the half hour with the most.
        public var agents: Int
        public var handlingSeconds: Double
        public var mailSeconds: Double
        public var shrinkage: Double
        public var goalShare: Double
        public var goalSeconds: Double
    }

    /// Throws ``CaseworkError/forecastRefused(_:)`` for a number outside its range.
    public func run(in store: Store) throws -> Answer {
        guard (1...90).contains(days) else { throw CaseworkError.forecastRefused(.days) }
        guard [50, 75, 95].contains(level) else { throw CaseworkError.forecastRefused(.level) }
        guard (0...10_000_000).contains(whatIfLetters ?? 0) else {
            throw CaseworkError.forecastRefused(.letters)
        }
        return try store.snapshot { store in
            let found = try incident.map { try store.incident(named: $0) }
            var question = ForecastQuestion(
                asked: self,
                facts: try ContactFacts(of: found, in: store)
            )
            // Of the moment only the day counts.
            question.asked.now = Instant(milliseconds: now).day.end
            var answer = try store.lasting(question)
            answer.announcement = try found.flatMap { try Self.announcement(of: $0, store) }
            return answer
        }
    }

    /// Without what callers hear.
    fileprivate func answer(_ facts: ContactFacts) -> Answer {
        let today = Instant(milliseconds: now).day
        let last = max(today.number + days - 1, on?.number ?? 0)
        let group = facts.posted.last?.group ?? "reported"
        let thought = whatIfLetters.map {
            PostedLetters(
                day: whatIfDay?.number ?? today.number + 1,
                group: group,
                letters: $0
            )
        }
        let first =
            from?.number
            ?? max(today.number - 14, min(today.number, facts.measured.first?.day ?? today.number))
        let start = min(first, today.number)
        let calls = facts.calls(from: start, through: last, groups: [group])
        let mails = facts.mails(from: start, through: last, groups: [group])
        let also = thought.map { [$0] } ?? []
        let called = byDay(calls.foreseenBefore, calls.days(from: start, also: also))
        let written = byDay(mails.foreseenBefore, mails.days(from: start, also: also))
        let shown = (start...last).map { day in
            self.day(day, called[day], written[day], facts, today)
        }
        let staffed =
            on.map { chosen in shown.first { $0.day == chosen } }
            ?? shown.first { $0.day > today && $0.staffing != nil }
            ?? shown.first { $0.day >= today && $0.staffing != nil }
        return Answer(
            incident: incident,
            today: today,
            level: level,
            whatIf: thought.map { WhatIf(day: Day(number: $0.day), letters: $0.letters) },
            days: shown,
            staffedDay: staffed?.day,
            halfHours: staffed.map { halfHours($0, facts) } ?? [],
            breaks: calls.breaks.map { broken($0, facts) },
            rates: rates(calls, facts),
            news: facts.news.map {
                News(
                    title: $0.title,
                    day: Day(number: $0.day),
                    calls: $0.calls,
                    halfLifeDays: $0.halfLifeDays,
                    isShared: $0.incident == nil
                )
            },
            measuredDays: facts.measured.count,
            team: facts.hasTeam ? Self.team(facts.team(on: today.number)) : nil
        )
    }

    /// A measured day as it was foreseen before it; the others as they are foreseen now.
    private func byDay(_ before: [ForeseenDay], _ now: [ForeseenDay]) -> [Int: ForeseenDay] {
        var days = now.reduce(into: [:]) { $0[$1.day] = $1 }
        for day in before { days[day.day] = day }
        return days
    }

    private func day(
        _ number: Int,
        _ calls: ForeseenDay?,
        _ mails: ForeseenDay?,
        _ facts: ContactFacts,
        _ today: Day
    ) -> ShownDay {
        let measured = facts.measured.first { $0.day == number }
        let isOpen = calls?.isOpen ?? false
        let called = isOpen ? calls.map(Band.init) : nil
        let written = mails.map(Band.init)
        return ShownDay(
            day: Day(number: number),
            isOpen: isOpen,
            lettersPosted: facts.posted.reduce(0) {
                $0 + ($1.day == number ? $1.letters : 0)
            },
            calls: called,
            mails: written,
            measured: measured.map {
                Measured(
                    calls: $0.offered,
                    answered: $0.answered,
                    abandoned: $0.abandoned,
                    mails: $0.mails,
                    handlingSeconds: $0.handlingSeconds
                )
            },
            staffing: number < today.number || measured != nil
                ? nil
                : called.map {
                    staffing(number, $0.edge(level), written?.edge(level) ?? 0, facts)
                }
        )
    }

    private func staffing(
        _ day: Int,
        _ calls: Int,
        _ mails: Int,
        _ facts: ContactFacts
    ) -> Staffing {
        let team = facts.team(on: day)
        let computed = DayStaffing(
            on: day,
            calls: Double(calls),
            mails: Double(mails),
            team: team
        )
        var staffing = Staffing(
            agents: computed.agents,
            agentsWithHangingUp: computed.agentsWithHangingUp,
            rostered: computed.rostered,
            forCalls: calls,
            forMails: mails
        )
        guard facts.hasTeam else { return staffing }
        staffing.teamCapacity = team.capacity(on: day)
        staffing.serviceLevel = computed.serviceLevel
        staffing.abandonment = computed.abandonment
        staffing.waitSeconds = computed.waitSeconds
        switch computed.verdict {
        case .enough: staffing.verdict = .enough
        case .tooFew(let halfHours):
            (staffing.verdict, staffing.short) = (.tooFew, halfHours)
        case .mailsWait(let left): (staffing.verdict, staffing.short) = (.mailsWait, left)
        case .closed: break
        }
        return staffing
    }

    private func halfHours(_ day: ShownDay, _ facts: ContactFacts) -> [HalfHour] {
        guard let staffing = day.staffing else { return [] }
        let computed = DayStaffing(
            on: day.day.number,
            calls: Double(staffing.forCalls),
            mails: Double(staffing.forMails),
            team: facts.team(on: day.day.number)
        )
        return computed.halfHours.map {
            HalfHour(
                from: Self.time($0.place),
                calls: $0.calls,
                agents: $0.agents,
                agentsWithHangingUp: $0.agentsWithHangingUp,
                rostered: $0.rostered,
                team: facts.hasTeam ? $0.team : nil,
                serviceLevel: facts.hasTeam ? $0.serviceLevel : nil,
                occupancy: facts.hasTeam ? $0.occupancy : nil
            )
        }
    }

    /// The clock at the start of a half hour.
    static func time(_ halfHour: Int) -> String {
        let hour = halfHour / 2
        return "\(hour < 10 ? "0" : "")\(hour):\(halfHour.isMultiple(of: 2) ? "00" : "30")"
    }

    private func broken(_ broken: ContactForecast.Break, _ facts: ContactFacts) -> Break {
        func agents(_ day: Int, _ calls: Int) -> Int {
            DayStaffing(on: day, calls: Double(calls), mails: 0, team: facts.team(on: day)).agents
        }
        let after = broken.after.filter(\.isOpen).map { ($0.day, Band($0).edge(level)) }
            .max { $0.1 < $1.1 }
        let before = Band(broken.foreseen).edge(level)
        return Break(
            kind: broken.kind == .moreThanForeseen ? .moreThanForeseen : .callsMissing,
            day: Day(number: broken.measured.day),
            measured: broken.measured.count,
            foreseenLow: broken.foreseen.low,
            foreseenHigh: broken.foreseen.high,
            probability: broken.probability,
            callsAfter: after?.1 ?? 0,
            agentsAfter: after.map { agents($0.0, $0.1) } ?? 0,
            agentsBefore: agents(broken.measured.day, before)
        )
    }

    private func rates(_ calls: ContactForecast, _ facts: ContactFacts) -> [Rate] {
        let letters = facts.posted.reduce(into: [:]) {
            $0[$1.group, default: 0] += $1.letters
        }
        return letters.sorted { $0.key < $1.key }.compactMap { group, letters in
            calls.rate(of: group).map { Rate(group: group, letters: letters, callsForEach: $0) }
        }
    }

    /// It goes stale with the version that it quotes.
    private static func announcement(of incident: IncidentFact, _ store: Store) throws
        -> Announcement?
    {
        guard let said = try store.announcement(of: incident) else { return nil }
        let versions = try store.registers(of: incident).map(\.body)
        let quoted = versions.first { $0.version == said.body.version }
        let published = try versions.filter { try store.isPublished($0) }.last
        guard let quoted, let newest = published ?? versions.last else { return nil }
        return Announcement(
            quotes: quoted.name,
            newest: newest.name,
            isStale: quoted.version < newest.version,
            recordedAt: Instant(milliseconds: said.recordedAt)
        )
    }

    private static func team(_ team: ContactTeam) -> Team {
        Team(
            agents: team.agents.max() ?? 0,
            handlingSeconds: team.handlingSeconds,
            mailSeconds: team.mailSeconds,
            shrinkage: team.shrinkage,
            goalShare: team.goal.share,
            goalSeconds: team.goal.withinSeconds
        )
    }
}

/// What a contact centre must expect, by all that is known of it.
private struct ForecastQuestion: LastingQuestion {
    var asked: ShowForecast
    var facts: ContactFacts

    func answer(in store: Store) -> ShowForecast.Answer { asked.answer(facts) }
}
