// SPDX-License-Identifier: EUPL-1.2

/// How many agents a day of calls and mails needs in each half hour, and what the team that is there makes of it.
public struct DayStaffing: Sendable, Hashable {
    public struct HalfHour: Sendable, Hashable, Codable {
        /// Of the day, 0 to 47.
        public var place: Int
        public var calls: Double
        /// Who must be at a desk so that the promise is kept if nobody hangs up (Erlang C), mails counted in.
        public var agents: Int
        /// The same for the telephone alone, if callers hang up when their patience ends (Erlang A).
        public var agentsWithHangingUp: Int
        /// On the roster for `agents`.
        public var rostered: Int
        /// Who is there.
        public var team: Int
        /// What the team makes of it: answered in time, 0 to 1.
        public var serviceLevel: Double
        /// Of the callers who hang up, 0 to 1.
        public var abandonment: Double
        /// Seconds until an answer on average, of those who wait for it (Erlang A).
        public var waitSeconds: Double
        /// Of the team's time in calls, 0 to 1.
        public var occupancy: Double
        public var isEnough: Bool
    }

    public enum Verdict: Sendable, Hashable {
        case enough
        case closed
        /// In so many half hours of the day callers wait longer than was promised.
        case tooFew(halfHours: Int)
        /// Callers are answered in time, and so many mails are left at the end of the day.
        case mailsWait(Int)
    }

    public let day: Int
    public let calls: Double
    public let mails: Double
    public let halfHours: [HalfHour]
    public let verdict: Verdict

    public init(on day: Int, calls: Double, mails: Double, team: ContactTeam) {
        self.day = day
        self.calls = calls
        self.mails = mails
        let hours = team.opening.halfHours(on: day)
        let shares = team.profile.shares(in: hours)
        let loads = shares.map { calls * $0 / 1800 * team.handlingSeconds }
        let atTelephone = loads.map {
            team.goal.agents(erlangs: $0, handlingSeconds: team.handlingSeconds)
        }
        let work = team.deferrableSeconds(calls: calls, mails: mails)
        let level = Self.level(for: work, atTelephone, loads, team)
        halfHours = hours.indices.map { index in
            let place = index - hours.startIndex
            let there = team.agents[index]
            let needed = max(atTelephone[place], level)
            let load = loads[place]
            let holds = team.goal.holds(
                erlangs: load,
                agents: there,
                handlingSeconds: team.handlingSeconds
            )
            guard there > 0 else {
                return HalfHour(
                    place: index,
                    calls: calls * shares[place],
                    agents: needed,
                    agentsWithHangingUp: Self.withHangingUp(load, team),
                    rostered: ServiceGoal.rostered(needed, shrinkage: team.shrinkage),
                    team: 0,
                    serviceLevel: load > 0 ? 0 : 1,
                    abandonment: load > 0 ? 1 : 0,
                    waitSeconds: 0,
                    occupancy: 0,
                    isEnough: holds
                )
            }
            let queue = ErlangA(
                erlangs: load,
                agents: there,
                handlingSeconds: team.handlingSeconds,
                patienceSeconds: team.patienceSeconds
            )
            return HalfHour(
                place: index,
                calls: calls * shares[place],
                agents: needed,
                agentsWithHangingUp: Self.withHangingUp(load, team),
                rostered: ServiceGoal.rostered(needed, shrinkage: team.shrinkage),
                team: there,
                serviceLevel: queue.serviceLevel(withinSeconds: team.goal.withinSeconds),
                abandonment: queue.abandonment,
                waitSeconds: queue.averageWaitSeconds,
                occupancy: queue.occupancy,
                isEnough: holds
            )
        }
        let short = halfHours.count { !$0.isEnough }
        let spare = team.spareSeconds(on: day, calls: calls) { team.agents[$0] }
        if hours.isEmpty {
            verdict = .closed
        } else if short > 0 {
            verdict = .tooFew(halfHours: short)
        } else if work > spare {
            verdict = .mailsWait(Int(((work - spare) / team.mailSeconds).rounded(.up)))
        } else {
            verdict = .enough
        }
    }

    /// The most who must be at a desk at the same time; 0 when closed.
    public var agents: Int { halfHours.map(\.agents).max() ?? 0 }
    public var agentsWithHangingUp: Int { halfHours.map(\.agentsWithHangingUp).max() ?? 0 }
    public var rostered: Int { halfHours.map(\.rostered).max() ?? 0 }

    /// Of all calls of the day, the share that the team answers in time, 0 to 1.
    public var serviceLevel: Double { weighted(\.serviceLevel) }
    public var abandonment: Double { weighted(\.abandonment) }
    public var waitSeconds: Double { weighted(\.waitSeconds) }

    private func weighted(_ value: KeyPath<HalfHour, Double>) -> Double {
        guard calls > 0 else { return value == \HalfHour.serviceLevel ? 1 : 0 }
        return halfHours.reduce(0) { $0 + $1.calls * $1[keyPath: value] } / calls
    }

    private static func withHangingUp(_ load: Double, _ team: ContactTeam) -> Int {
        team.goal.agents(
            erlangs: load,
            handlingSeconds: team.handlingSeconds,
            patienceSeconds: team.patienceSeconds
        )
    }

    /// As few in each half hour as suffices to do the work that can wait between the calls.
    private static func level(
        for work: Double,
        _ atTelephone: [Int],
        _ loads: [Double],
        _ team: ContactTeam
    ) -> Int {
        guard work > 0, !loads.isEmpty else { return 0 }
        func done(_ level: Int) -> Bool {
            let spare = zip(atTelephone, loads).reduce(0.0) { sum, part in
                let there = Double(max(part.0, level)) * team.goal.maximumOccupancy
                return sum + max(0, there - part.1) * 1800
            }
            return spare >= work
        }
        let most = work / 1800 / team.goal.maximumOccupancy
        var low = 0
        var high = (atTelephone.max() ?? 0) + Int(most) + 1
        while low < high {
            let middle = (low + high) / 2
            if done(middle) { high = middle } else { low = middle + 1 }
        }
        return high
    }
}
