// SPDX-License-Identifier: EUPL-1.2

/// How many may come on a day, and how likely: a mixture of the possible explanations.
struct CountDistribution {
    /// One explanation: the logarithm of the mean has a normal distribution, and the count about it the
    /// negative binomial one.
    struct Part {
        let weight: Double
        /// Of the count; above zero.
        let mean: Double
        /// Of the log-normal distribution with that mean and the whole variance.
        private let middle: Double
        private let deviation: Double
        /// Of the logarithm of the mean.
        private let logMean: Double
        private let logDeviation: Double
        private let dispersion: Double

        /// `logMean` and `variance` are of the logarithm of the mean.
        init(weight: Double, logMean: Double, variance: Double, dispersion: Double) {
            self.weight = weight
            self.logMean = logMean
            self.dispersion = max(1e-9, dispersion)
            logDeviation = max(0, variance).squareRoot()
            mean = max(1e-6, exponential(min(40, logMean + variance / 2)))
            let excess = exponential(min(30, variance)) * (1 + dispersion) - 1
            let spread = logarithm(1 + max(1e-9, excess) + 1 / mean)
            middle = logarithm(mean) - spread / 2
            deviation = spread.squareRoot()
        }

        /// Small numbers are counted; large ones are taken as a log-normal size with the same mean and
        /// variance, which has the long upper tail of a rate that is not known.
        var isCounted: Bool { mean < 30 }

        /// Seven means that stand for the normal distribution of its logarithm, with their weights (Gauss and
        /// Hermite; exact for polynomials up to the thirteenth degree).
        private var means: [(mean: Double, weight: Double)] {
            [
                (0.0, 0.457_142_857_142_857), (1.154_405_394_739_968, 0.240_123_178_605_013),
                (2.366_759_410_734_541, 0.030_757_123_967_586),
                (3.750_439_717_725_742, 0.000_548_268_855_972),
            ].flatMap { away, weight in
                (away == 0 ? [0.0] : [-away, away]).map {
                    (max(1e-9, exponential(min(40, logMean + $0 * logDeviation))), weight)
                }
            }
        }

        /// The probability of each number from 0 on, of a part that is counted; what is left out behind the
        /// last is less than 1e-12.
        var probabilities: [Double] {
            var all: [Double] = []
            for (mean, weight) in means {
                let size = 1 / dispersion
                var share = exponential(-size * logarithm(1 + mean / size))
                let ratio = mean / (size + mean)
                var (sum, number) = (0.0, 0)
                while sum < 1 - 1e-13, number < 20_000 {
                    if number == all.count { all.append(0) }
                    all[number] += share * weight
                    sum += share
                    if Double(number) > mean, share < 1e-16 { break }
                    share *= ratio * (Double(number) + size) / Double(number + 1)
                    number += 1
                }
            }
            return all
        }

        /// The probability of at most so many, of a part that is not counted.
        fileprivate func sizeAtMost(_ logarithmOfCount: Double) -> Double {
            normalTail(above: (middle - logarithmOfCount) / deviation)
        }

        /// The probability of at least so many.
        func atLeast(_ count: Int) -> Double {
            guard count > 0 else { return 1 }
            guard isCounted else {
                return normalTail(above: (logarithm(Double(count) - 0.5) - middle) / deviation)
            }
            return max(1e-15, 1 - probabilities.prefix(count).reduce(0, +))
        }

        /// Up to what nearly nothing lies behind.
        fileprivate var far: Double { middle + 5 * deviation }

        func logProbability(_ count: Int) -> Double {
            let number = Double(count)
            guard isCounted else {
                let size = logarithm(max(number, 0.5))
                let away = (size - middle) / deviation
                return -away * away / 2 - size - logarithm(deviation)
                    - logarithm(2 * Double.pi) / 2
            }
            let size = 1 / dispersion
            let choices = logGamma(number + size) - logGamma(size) - logGamma(number + 1)
            let logs = means.map { mean, weight in
                logarithm(weight) + choices + size * logarithm(size / (size + mean))
                    + number * logarithm(mean / (size + mean))
            }
            let top = logs.max() ?? 0
            return top + logarithm(logs.reduce(0) { $0 + exponential($1 - top) })
        }
    }

    private let parts: [Part]
    /// The probability of at most so many among the parts that are counted, from 0 on.
    private let counted: [Double]

    /// The weights need not add up to 1.
    init(parts given: [Part]) {
        let all = given.reduce(0) { $0 + $1.weight }
        var table: [Double] = []
        for part in given where part.isCounted {
            let probabilities = part.probabilities
            if table.count < probabilities.count {
                table += [Double](repeating: 0, count: probabilities.count - table.count)
            }
            for (number, share) in probabilities.enumerated() {
                table[number] += share * part.weight / all
            }
        }
        for number in table.indices.dropFirst() { table[number] += table[number - 1] }
        counted = table
        parts = given
        scale = all
    }

    private let scale: Double

    func atMost(_ count: Int) -> Double {
        guard count >= 0 else { return 0 }
        let size = logarithm(Double(count) + 0.5)
        var sum = 0.0
        for part in parts where !part.isCounted { sum += part.weight * part.sizeAtMost(size) }
        return sum / scale + (counted.isEmpty ? 0 : counted[min(count, counted.count - 1)])
    }

    func atLeast(_ count: Int) -> Double {
        parts.reduce(0) { $0 + $1.weight * $1.atLeast(count) } / scale
    }

    /// The smallest number that at most so many come with a probability, 0 to below 1.
    func quantile(_ probability: Double, above least: Int = -1) -> Int {
        let far = parts.map { $0.isCounted ? 0 : $0.far }.max() ?? 0
        var (low, top) = (least, max(counted.count, Int(exponential(min(far, 30)))) + 1)
        while top - low > 1 {
            // Sizes spread as their logarithms do.
            let middle = Int((Double(low + 2) * Double(top + 1)).squareRoot()) - 1
            let next = min(top - 1, max(low + 1, middle))
            if atMost(next) < probability { low = next } else { top = next }
        }
        return top
    }

    /// The middle of what may come and the bands about it.
    func foreseen(on day: Int, isOpen: Bool) -> ForeseenDay {
        guard isOpen, !parts.isEmpty else { return ForeseenDay(closed: day) }
        let low = quantile(0.05)
        let innerLow = quantile(0.25, above: low - 1)
        let middle = quantile(0.5, above: innerLow - 1)
        let innerHigh = quantile(0.75, above: middle - 1)
        return ForeseenDay(
            day: day,
            isOpen: true,
            middle: middle,
            low: low,
            high: quantile(0.95, above: innerHigh - 1),
            innerLow: innerLow,
            innerHigh: innerHigh
        )
    }
}

/// How many are foreseen on a day.
public struct ForeseenDay: Sendable, Hashable, Codable {
    /// Days since 1970-01-01.
    public var day: Int
    public var isOpen: Bool
    /// As likely more as fewer.
    public var middle: Int
    /// Nine days of ten lie within `low` and `high`, one of two within `innerLow` and `innerHigh`.
    public var low: Int
    public var high: Int
    public var innerLow: Int
    public var innerHigh: Int

    init(
        day: Int,
        isOpen: Bool,
        middle: Int,
        low: Int,
        high: Int,
        innerLow: Int,
        innerHigh: Int
    ) {
        self.day = day
        self.isOpen = isOpen
        self.middle = middle
        self.low = low
        self.high = high
        self.innerLow = innerLow
        self.innerHigh = innerHigh
    }

    init(closed day: Int) {
        self.init(day: day, isOpen: false, middle: 0, low: 0, high: 0, innerLow: 0, innerHigh: 0)
    }
}
