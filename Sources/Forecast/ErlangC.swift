// SPDX-License-Identifier: EUPL-1.2

/// A telephone queue in which everyone waits until they are answered: M/M/n (Erlang C, A.K. Erlang 1917).
///
/// Calls come by chance, independently of each other, and last as long as the exponential distribution
/// says. It asks for somewhat more agents than ``ErlangA``, in which some callers hang up.
public struct ErlangC: Sendable, Hashable {
    /// The load (verkeersaanbod): calls a second × seconds a call, in erlang. Zero or more.
    public let erlangs: Double
    /// At the telephone at the same time; one or more.
    public let agents: Int
    /// How long a call takes with what is written down after it, in seconds; more than zero.
    public let handlingSeconds: Double

    public init(erlangs: Double, agents: Int, handlingSeconds: Double) {
        precondition(erlangs >= 0 && erlangs.isFinite, "a load is zero or more")
        precondition(agents >= 1, "a queue has an agent at least")
        precondition(handlingSeconds > 0, "a call takes time")
        self.erlangs = erlangs
        self.agents = agents
        self.handlingSeconds = handlingSeconds
    }

    /// Calls that come in an interval, evenly over it.
    public init(calls: Double, inSeconds: Double, agents: Int, handlingSeconds: Double) {
        self.init(
            erlangs: calls / inSeconds * handlingSeconds,
            agents: agents,
            handlingSeconds: handlingSeconds
        )
    }

    /// The share of the time in which an agent is in a call, 0 to 1; 1 when the queue grows for ever.
    public var occupancy: Double { min(1, erlangs / Double(agents)) }

    /// Whether more comes than all agents can answer: the queue grows for ever.
    public var isOverloaded: Bool { erlangs >= Double(agents) }

    /// The probability that a caller waits, 0 to 1.
    public var waitingProbability: Double {
        guard !isOverloaded else { return 1 }
        let blocked = Self.blocking(erlangs: erlangs, agents: agents)
        return blocked / (1 - occupancy * (1 - blocked))
    }

    /// The share of the calls that is answered within so many seconds, 0 to 1 (service level).
    public func serviceLevel(withinSeconds limit: Double) -> Double {
        guard !isOverloaded else { return 0 }
        let free = Double(agents) - erlangs
        return 1 - waitingProbability * exponential(-free * limit / handlingSeconds)
    }

    /// The mean time until a call is answered, in seconds (average speed of answer); infinite under overload.
    public var averageWaitSeconds: Double {
        guard !isOverloaded else { return .infinity }
        return waitingProbability * handlingSeconds / (Double(agents) - erlangs)
    }

    /// The share of calls that find every line taken (Erlang B), 0 to 1.
    ///
    /// By its recursion, which only adds and divides numbers of one sign: exact to rounding for thousands of
    /// agents, where factorials overflow at 171.
    static func blocking(erlangs: Double, agents: Int) -> Double {
        var blocked = 1.0
        for line in 0..<max(agents, 0) {
            blocked = erlangs * blocked / (Double(line + 1) + erlangs * blocked)
        }
        return blocked
    }
}
