// SPDX-License-Identifier: EUPL-1.2

/// Who answers telephone and mail, when, and how long that takes.
public struct ContactTeam: Sendable, Hashable {
    public var opening: OpeningHours
    public var profile: DayProfile
    /// At their desks in each of the 48 half hours of a day: without those on leave, ill or at a break.
    public var agents: [Int]
    /// A call with what is written down after it, in seconds; more than zero.
    public var handlingSeconds: Double
    /// A mail, in seconds; more than zero.
    public var mailSeconds: Double
    /// Of the callers, who is called back later, 0 to 1: another call of the same length.
    public var callBackShare: Double
    /// Of those on the roster, the share that is not at a desk, 0 to below 1.
    public var shrinkage: Double
    /// How long a caller is ready to wait on average, in seconds; more than zero.
    public var patienceSeconds: Double
    public var goal: ServiceGoal

    /// Eight minutes a call and six a mail are assumed until they are measured; of a roster 30 % is away.
    public init(
        agents: Int,
        opening: OpeningHours = .usual,
        profile: DayProfile = .usual,
        handlingSeconds: Double = 480,
        mailSeconds: Double = 360,
        callBackShare: Double = 0.05,
        shrinkage: Double = 0.3,
        patienceSeconds: Double = 180,
        goal: ServiceGoal = .usual
    ) {
        self.agents = [Int](repeating: max(0, agents), count: OpeningHours.halfHours)
        self.opening = opening
        self.profile = profile
        self.handlingSeconds = handlingSeconds
        self.mailSeconds = mailSeconds
        self.callBackShare = callBackShare
        self.shrinkage = shrinkage
        self.patienceSeconds = patienceSeconds
        self.goal = goal
    }

    /// What can wait until a caller does not: seconds of work for mails and for calls back.
    func deferrableSeconds(calls: Double, mails: Double) -> Double {
        mails * mailSeconds + calls * callBackShare * handlingSeconds
    }

    /// The seconds in which agents are neither at the telephone nor at rest, with so many calls on a day.
    func spareSeconds(on day: Int, calls: Double, agents: (Int) -> Int) -> Double {
        let hours = opening.halfHours(on: day)
        return zip(hours, profile.shares(in: hours)).reduce(0) { sum, part in
            let there = Double(agents(part.0)) * 1800 * goal.maximumOccupancy
            return sum + max(0, there - calls * part.1 * handlingSeconds)
        }
    }

    /// The most calls on a day of which each half hour keeps the promise; 0 when it is closed.
    public func capacity(on day: Int) -> Int {
        let hours = opening.halfHours(on: day)
        var loads: [Int: Double] = [:]
        let most = zip(hours, profile.shares(in: hours)).reduce(Double.infinity) { least, part in
            guard part.1 > 0 else { return least }
            let there = agents[part.0]
            let load = loads[there] ?? goal.load(agents: there, handlingSeconds: handlingSeconds)
            loads[there] = load
            return min(least, load * 1800 / handlingSeconds / part.1)
        }
        return most.isFinite ? Int(most) : 0
    }
}

extension ServiceGoal {
    /// The highest load, in erlang, at which so many agents keep the promise.
    func load(agents: Int, handlingSeconds: Double) -> Double {
        var (low, high) = (0.0, Double(agents))
        for _ in 0..<40 {
            let middle = (low + high) / 2
            if holds(erlangs: middle, agents: agents, handlingSeconds: handlingSeconds) {
                low = middle
            } else {
                high = middle
            }
        }
        return low
    }
}
