// SPDX-License-Identifier: EUPL-1.2

/// What a telephone team promises, and how full its agents may be.
public struct ServiceGoal: Sendable, Hashable, Codable {
    /// The share of the calls that is to be answered in time, 0 to below 1.
    public var share: Double
    /// In time is within so many seconds.
    public var withinSeconds: Double
    /// The most of their time that agents are in a call, above 0 and at most 1.
    public var maximumOccupancy: Double

    /// 80 % within 20 seconds, as most teams promise, with agents in a call 85 % of their time at most.
    public static let usual = ServiceGoal(share: 0.8, withinSeconds: 20, maximumOccupancy: 0.85)

    public init(share: Double, withinSeconds: Double, maximumOccupancy: Double = 1) {
        precondition((0..<1).contains(share), "a share that can be promised is below 1")
        precondition(withinSeconds >= 0, "a wait is no less than zero")
        precondition(maximumOccupancy > 0 && maximumOccupancy <= 1, "a share of the time")
        self.share = share
        self.withinSeconds = withinSeconds
        self.maximumOccupancy = maximumOccupancy
    }

    /// Whether so many agents keep the promise, if nobody hangs up.
    public func holds(erlangs: Double, agents: Int, handlingSeconds: Double) -> Bool {
        guard erlangs > 0 else { return true }
        guard agents >= 1, erlangs < Double(agents),
            erlangs <= Double(agents) * maximumOccupancy
        else { return false }
        let queue = ErlangC(erlangs: erlangs, agents: agents, handlingSeconds: handlingSeconds)
        return queue.serviceLevel(withinSeconds: withinSeconds) >= share
    }

    /// The fewest agents who keep it when nobody hangs up (Erlang C); 0 without calls.
    public func agents(erlangs: Double, handlingSeconds: Double) -> Int {
        guard erlangs > 0 else { return 0 }
        // Below the load nobody keeps up, and twice the square root above it is far too many.
        var low = max(1, Int(erlangs.rounded(.down)))
        var high = low + 8 + 8 * Int(erlangs.squareRoot())
        while !holds(erlangs: erlangs, agents: high, handlingSeconds: handlingSeconds) {
            (low, high) = (high, high * 2)
        }
        while low < high {
            let middle = (low + high) / 2
            if holds(erlangs: erlangs, agents: middle, handlingSeconds: handlingSeconds) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return high
    }

    /// The fewest agents who keep it when callers have so much patience (Erlang A): no more than those of
    /// Erlang C, and at the same occupancy at most; 0 without calls.
    public func agents(
        erlangs: Double,
        handlingSeconds: Double,
        patienceSeconds: Double
    ) -> Int {
        var high = agents(erlangs: erlangs, handlingSeconds: handlingSeconds)
        var low = min(high, 1)
        while low < high {
            let middle = (low + high) / 2
            let queue = ErlangA(
                erlangs: erlangs,
                agents: middle,
                handlingSeconds: handlingSeconds,
                patienceSeconds: patienceSeconds
            )
            if queue.occupancy <= maximumOccupancy,
                queue.serviceLevel(withinSeconds: withinSeconds) >= share
            {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return high
    }

    /// How many must be on the roster so that so many are there: of those, a share is on leave, ill, in
    /// training or at a break. `shrinkage` is 0 to below 1.
    public static func rostered(_ agents: Int, shrinkage: Double) -> Int {
        precondition((0..<1).contains(shrinkage), "a share that still leaves somebody")
        // Without what rounding adds: 14 / 0.7 is 20, not 21.
        return Int((Double(agents) / (1 - shrinkage) - 1e-9).rounded(.up))
    }
}
