// SPDX-License-Identifier: EUPL-1.2

/// A telephone queue in which callers hang up: M/M/n+M (Erlang A, C. Palm 1946), with patience that is
/// distributed exponentially.
///
/// It has an answer under any load, since who hangs up makes room. `serviceLevel` and `abandonment` are of all
/// calls that come, not only of those that are answered.
public struct ErlangA: Sendable, Hashable {
    /// The load: calls a second × seconds a call, in erlang. Zero or more.
    public let erlangs: Double
    /// At the telephone at the same time; one or more.
    public let agents: Int
    /// How long a call takes with what is written down after it, in seconds; more than zero.
    public let handlingSeconds: Double
    /// How long a caller is ready to wait on average, in seconds; more than zero.
    public let patienceSeconds: Double
    /// The probability that all agents are in a call, so that a caller waits or hangs up, 0 to 1.
    public let waitingProbability: Double
    /// The share of the calls that ends in the queue, 0 to 1.
    public let abandonment: Double
    /// The logarithm of the probability that all agents are in a call and nobody waits.
    private let logJustFull: Double

    public init(erlangs: Double, agents: Int, handlingSeconds: Double, patienceSeconds: Double) {
        precondition(erlangs >= 0 && erlangs.isFinite, "a load is zero or more")
        precondition(agents >= 1, "a queue has an agent at least")
        precondition(handlingSeconds > 0 && patienceSeconds > 0, "calls and patience take time")
        self.erlangs = erlangs
        self.agents = agents
        self.handlingSeconds = handlingSeconds
        self.patienceSeconds = patienceSeconds
        guard erlangs > 0 else {
            (waitingProbability, abandonment, logJustFull) = (0, 0, -.infinity)
            return
        }
        // In units of the probability of the state in which all are in a call and nobody waits. Who hangs up
        // in so many calls of a mean length: θ/μ.
        let leaving = handlingSeconds / patienceSeconds
        var logFull = 0.0
        var notFull = 1 / ErlangC.blocking(erlangs: erlangs, agents: agents) - 1
        var (queued, longer, waiting) = (1.0, 1.0, 0.0)
        var place = 1.0
        repeat {
            queued *= erlangs / (Double(agents) + place * leaving)
            longer += queued
            waiting += place * queued
            place += 1
            if longer > 1e200 {
                // Overload of thousands of agents: only the ratios count.
                let scale = 1e-200
                (queued, longer, waiting) = (queued * scale, longer * scale, waiting * scale)
                (logFull, notFull) = (logFull + logarithm(scale), notFull * scale)
            }
        } while queued > longer * 1e-15
        let all = notFull + longer
        waitingProbability = longer / all
        logJustFull = logFull - logarithm(all)
        abandonment = min(1, max(0, leaving * waiting / all / erlangs))
    }

    /// The share of the time in which an agent is in a call, 0 to 1.
    public var occupancy: Double { min(1, erlangs * (1 - abandonment) / Double(agents)) }

    /// The mean time in the queue of all callers, those who hang up too, in seconds (Little's law).
    public var averageWaitSeconds: Double { abandonment * patienceSeconds }

    /// The share of all calls that is answered within so many seconds, 0 to 1.
    ///
    /// Who comes when all are in a call would wait `w` with the density
    /// `nμ·p(n)·exp(λ/θ·(1−e^(−θw)) − nμw)` (Baccelli and Hebuterne 1981), and is still there with
    /// `e^(−θw)`; Simpson's rule adds that up.
    public func serviceLevel(withinSeconds limit: Double) -> Double {
        guard erlangs > 0 else { return 1 }
        guard limit > 0 else { return 1 - waitingProbability }
        let (leaving, serving) = (1 / patienceSeconds, Double(agents) / handlingSeconds)
        let arriving = erlangs / handlingSeconds
        func answered(_ wait: Double) -> Double {
            let stays = exponential(-leaving * wait)
            let opened = arriving / leaving * (1 - stays) - serving * wait
            return stays * serving * exponential(logJustFull + opened)
        }
        // Steps short beside the time in which an agent comes free.
        let parts = 2 * min(2_000, max(8, Int((limit * max(serving, arriving) * 2).rounded(.up))))
        let step = limit / Double(parts)
        var sum = answered(0) + answered(limit)
        for part in 1..<parts {
            sum += answered(Double(part) * step) * (part.isMultiple(of: 2) ? 2 : 4)
        }
        return min(1, 1 - waitingProbability + sum * step / 3)
    }
}
