// SPDX-License-Identifier: EUPL-1.2

/// One explanation of the days: a delivery, a decay and a dispersion, with what is known under it of the
/// levels: a normal distribution of their logarithms (West, Harrison and Migon 1985, dynamic generalised
/// linear models).
struct ContactExplanation {
    /// Which of the demands holds.
    var demand: Int
    var dispersion: Double
    /// For how many days half of a break remains.
    var breakHalfLife: Double
    var logWeight: Double
    /// Of the seven weekdays, the days without letters, the groups, the news and the breaks.
    private(set) var means: [Double]
    /// Row by row.
    private(set) var covariances: [Double]

    /// Where the levels begin behind those of the weekdays.
    static let firstSource = 7

    init(
        demand: Int,
        dispersion: Double,
        breakHalfLife: Double,
        logWeight: Double,
        groups: Int,
        news: [NewsEvent],
        _ pattern: ContactPattern
    ) {
        self.demand = demand
        self.dispersion = dispersion
        self.breakHalfLife = breakHalfLife
        self.logWeight = logWeight
        means =
            pattern.weekdays.map(logarithm) + [logarithm(pattern.base)]
            + [Double](repeating: logarithm(pattern.rate), count: groups)
            + news.map { logarithm($0.contacts) }
        let count = means.count
        covariances = [Double](repeating: 0, count: count * count)
        func square(_ number: Double) -> Double { number * number }
        for place in 0..<7 { covariances[place * count + place] = square(pattern.weekdayDeviation) }
        covariances[7 * count + 7] = square(pattern.baseDeviation)
        let grouped = 8..<8 + groups
        for row in grouped {
            for column in grouped {
                covariances[row * count + column] = square(pattern.commonDeviation)
            }
            covariances[row * count + row] += square(pattern.ownDeviation)
        }
        for place in (8 + groups)..<count { covariances[place * count + place] = square(0.7) }
    }

    /// A day later: the level of days without letters and of the groups may have wandered together.
    mutating func drift(groups: Int, deviation: Double) {
        let count = means.count
        for row in 7..<8 + groups {
            for column in 7..<8 + groups {
                covariances[row * count + column] += deviation * deviation
            }
        }
    }

    /// Forgets much of how high the level is: what was known no longer holds.
    mutating func doubt(groups: Int) { drift(groups: groups, deviation: 1) }

    /// A break begins: so many more came than were foreseen.
    mutating func addBreak(contacts: Double) {
        let count = means.count
        means.append(logarithm(max(1, contacts)))
        var wider: [Double] = []
        for row in 0..<count {
            wider += covariances[row * count..<(row + 1) * count] + [0]
        }
        covariances = wider + [Double](repeating: 0, count: count) + [0.25]
    }

    /// The logarithm of the mean of a day, and how it follows each level; nil when nothing can come.
    /// `sources` are of the levels behind the weekdays.
    private func slope(_ sources: [Double], _ weekday: Int, at levels: [Double])
        -> (logMean: Double, slope: [Double])?
    {
        var slope = [Double](repeating: 0, count: levels.count)
        var sum = 0.0
        for (place, source) in sources.enumerated() where source > 0 {
            let part = source * exponential(min(60, levels[Self.firstSource + place]))
            slope[Self.firstSource + place] = part
            sum += part
        }
        guard sum > 0 else { return nil }
        for place in Self.firstSource..<levels.count { slope[place] /= sum }
        slope[weekday] = 1
        return (logarithm(sum) + levels[weekday], slope)
    }

    /// The covariances times a slope.
    private func spread(_ slope: [Double]) -> [Double] {
        let count = means.count
        var product = [Double](repeating: 0, count: count)
        slope.withUnsafeBufferPointer { slope in
            covariances.withUnsafeBufferPointer { covariances in
                for column in 0..<count where slope[column] != 0 {
                    let factor = slope[column]
                    // Symmetric: the row is the column.
                    for row in 0..<count {
                        product[row] += covariances[column * count + row] * factor
                    }
                }
            }
        }
        return product
    }

    private func product(_ left: [Double], _ right: [Double]) -> Double {
        var sum = 0.0
        for place in left.indices { sum += left[place] * right[place] }
        return sum
    }

    /// How many may come on a day under this explanation.
    func part(_ sources: [Double], _ weekday: Int, weight: Double) -> CountDistribution.Part? {
        slope(sources, weekday, at: means).map {
            CountDistribution.Part(
                weight: weight,
                logMean: $0.logMean,
                variance: product($0.slope, spread($0.slope)),
                dispersion: dispersion
            )
        }
    }

    /// Learns from what came on a day.
    mutating func learn(_ count: Int, _ sources: [Double], _ weekday: Int) {
        var levels = means
        for round in 0..<4 {
            guard let (logMean, slope) = slope(sources, weekday, at: levels) else { return }
            let spread = spread(slope)
            let variance = product(slope, spread)
            guard variance > 1e-12 else { return }
            // Where the levels were before the day, seen along the slope of here.
            let before = logMean + product(slope, zip(means, levels).map { $0 - $1 })
            let (after, left) = posterior(count, before, variance)
            let step = (after - before) / variance
            let next = means.indices.map { means[$0] + spread[$0] * step }
            if round == 3 || zip(next, levels).allSatisfy({ abs($0 - $1) < 1e-3 }) {
                let shrink = (1 - left / variance) / variance
                let size = means.count
                for row in 0..<size {
                    for column in 0..<size {
                        covariances[row * size + column] -= shrink * spread[row] * spread[column]
                    }
                }
                means = next
                return
            }
            levels = next
        }
    }

    /// The logarithm of the mean of a day that best agrees with what was known and with the count, and its
    /// variance: Newton's method on the negative binomial distribution.
    private func posterior(_ count: Int, _ before: Double, _ variance: Double) -> (Double, Double) {
        let number = Double(count)
        let precise = 1 / (dispersion + 1 / max(number, 1))
        var level =
            (before / variance + logarithm(max(number, 0.5)) * precise)
            / (1 / variance + precise)
        var curvature = 1 / variance
        for _ in 0..<8 {
            let mean = exponential(min(40, level))
            let damped = 1 + dispersion * mean
            curvature = 1 / variance + mean * (1 + dispersion * number) / (damped * damped)
            let step = ((number - mean) / damped - (level - before) / variance) / curvature
            level += max(-1, min(1, step))
            if abs(step) < 1e-7 { break }
        }
        return (level, 1 / curvature)
    }
}
