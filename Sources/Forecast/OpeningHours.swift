// SPDX-License-Identifier: EUPL-1.2

/// When the telephone is answered: for each weekday from the start of a half hour to that of another.
public struct OpeningHours: Sendable, Hashable, Codable {
    /// The 48 half hours of a day, counted from midnight.
    public static let halfHours = 48

    /// Seven, Monday first; nil on a day that is closed.
    public var weekdays: [Range<Int>?]
    /// Days since 1970-01-01 that are closed beside the weekdays: public holidays.
    public var closedDays: Set<Int>

    /// Monday to Friday, 08:00 to 20:00.
    public static let usual = OpeningHours(
        weekdays: [Range<Int>?](repeating: 16..<40, count: 5) + [nil, nil]
    )

    /// Open on no day is allowed: then nobody calls.
    public init(weekdays: [Range<Int>?], closedDays: Set<Int> = []) {
        precondition(weekdays.count == 7, "a week has seven days")
        precondition(
            weekdays.allSatisfy { ($0?.lowerBound ?? 0) >= 0 && ($0?.upperBound ?? 0) <= 48 },
            "half hours of one day"
        )
        self.weekdays = weekdays
        self.closedDays = closedDays
    }

    /// The half hours in which the telephone is answered on a day; empty when it is closed.
    public func halfHours(on day: Int) -> Range<Int> {
        guard !closedDays.contains(day) else { return 0..<0 }
        return weekdays[weekday(ofDay: day)] ?? 0..<0
    }

    public func isOpen(_ day: Int) -> Bool { !halfHours(on: day).isEmpty }
}

/// How the calls of a day fall over its half hours.
public struct DayProfile: Sendable, Hashable {
    /// For each of the 48 half hours how many calls come beside the others.
    public var weights: [Double]

    /// Busiest from 10:00 to 11:00, with 15 % of the calls of a day from 08:00 to 20:00: busy before noon, less
    /// around lunch and after five, as most service lines of offices are. Assumed, not measured.
    public static let usual: DayProfile = {
        let byHour: [Double] = [7, 13, 15, 13, 9, 10, 9, 8, 7, 4, 3, 2]
        var weights = [Double](repeating: 1, count: OpeningHours.halfHours)
        for (place, hour) in byHour.enumerated() {
            weights[16 + 2 * place] = hour / 2
            weights[17 + 2 * place] = hour / 2
        }
        return DayProfile(weights: weights)
    }()

    public init(weights: [Double]) {
        precondition(weights.count == OpeningHours.halfHours, "a day has 48 half hours")
        precondition(weights.allSatisfy { $0 >= 0 }, "calls are no fewer than none")
        self.weights = weights
    }

    /// The same with another share of the day's calls in the busiest hour, above 0 and at most 1.
    ///
    /// The other hours keep their order: each is drawn to the mean or away from it.
    public func withBusiestHour(_ share: Double, in hours: Range<Int>) -> DayProfile {
        let shares = shares(in: hours)
        guard shares.count > 2 else { return self }
        let even = 1 / Double(shares.count)
        func busiest(_ shares: [Double]) -> Double {
            zip(shares, shares.dropFirst()).map { $0 + $1 }.max() ?? 1
        }
        // A power between flat and steep; the busiest hour grows with it.
        var (low, high) = (0.0, 12.0)
        func powered(_ power: Double) -> [Double] {
            let raised = shares.map { exponential(power * logarithm(max($0, 1e-9) / even)) }
            let all = raised.reduce(0, +)
            return raised.map { $0 / all }
        }
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if busiest(powered(middle)) < share { low = middle } else { high = middle }
        }
        var changed = self
        for (place, share) in zip(hours, powered(high)) { changed.weights[place] = share }
        return changed
    }

    /// The share of the day's calls in each of these half hours; they add up to 1.
    public func shares(in hours: Range<Int>) -> [Double] {
        let chosen = hours.map { weights[$0] }
        let all = chosen.reduce(0, +)
        return all > 0 ? chosen.map { $0 / all } : chosen.map { _ in 1 / Double(hours.count) }
    }
}
