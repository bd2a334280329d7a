// SPDX-License-Identifier: EUPL-1.2

/// How fast somebody may look for a caller: slower after each search that showed nobody, in one call and in
/// all calls of an agent together, so that nobody finds others by trying.
struct SearchPace {
    /// Searches that showed nobody, after which a call has none left.
    static let mostMisses = 5
    /// Seconds to wait after so many misses in one call.
    private static let waits = [0, 2, 8, 20, 45]
    /// Misses of an agent within an hour up to which nothing more is asked; from there on every further one
    /// costs so many seconds more, and ten minutes at most.
    private static let freeOfAgent = 10
    private static let (secondsEach, mostSeconds) = (15, 600)

    enum Answer: Equatable {
        case now
        /// Milliseconds since 1970-01-01 UTC.
        case from(Int64)
        case usedUp
    }

    /// `call` and `agent`: the times of the misses, in milliseconds since 1970-01-01 UTC, ascending.
    static func next(call: [Int64], agent: [Int64], now: Int64) -> Answer {
        guard call.count < mostMisses else { return .usedUp }
        var from = Int64.min
        if let last = call.last { from = last + Int64(waits[call.count]) * 1000 }
        let recent = agent.filter { $0 > now - 3_600_000 }
        if recent.count > freeOfAgent, let last = recent.last {
            let seconds = min(mostSeconds, (recent.count - freeOfAgent) * secondsEach)
            from = max(from, last + Int64(seconds) * 1000)
        }
        return from > now ? .from(from) : .now
    }
}
