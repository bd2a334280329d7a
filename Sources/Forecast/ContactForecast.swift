// SPDX-License-Identifier: EUPL-1.2

/// What comes of letters and news on each day, learned from each measured day in its order.
///
/// Several explanations stand beside each other (``ContactExplanation``). Each foresees a measured day before
/// it learns from it, and weighs by how likely it held what came. The band of a day to come is that of all of
/// them together: it is wide as long as they disagree. Nothing is drawn by chance, so the same facts give the
/// same band.
public struct ContactForecast: Sendable {
    /// A measured day that the days before it made all but impossible.
    public struct Break: Sendable, Hashable {
        public enum Kind: String, Sendable, Codable {
            /// Far more came: news, or a letter that frightens.
            case moreThanForeseen = "moreThanForeseen"
            /// Far fewer came: the line may be down. The forecast does not learn from it until the third
            /// such day.
            case contactsMissing = "contactsMissing"
        }

        public var kind: Kind
        public var measured: MeasuredCount
        /// Of the day, before it was measured.
        public var foreseen: ForeseenDay
        /// How likely as many, or as few, were: 0 to 1.
        public var probability: Double
        /// The week after it as it was foreseen when it was known.
        public var after: [ForeseenDay]
    }

    /// As each measured day was foreseen on the day before it.
    public private(set) var foreseenBefore: [ForeseenDay] = []
    public private(set) var breaks: [Break] = []

    private let pattern: ContactPattern
    private let posted: [PostedLetters]
    private let groups: [String]
    private let news: [NewsEvent]
    /// The first and the last day of the forecast.
    private let days: ClosedRange<Int>
    private let isOpen: [Bool]
    private let demands: [ContactDemand]
    private var explanations: [ContactExplanation]
    /// The days on which breaks begin.
    private var breakDays: [Int] = []
    private var learned = 0
    private var missingInARow = 0
    private var lastDay: Int?

    /// A day is a break when the days before it gave it less than this probability.
    static let breakProbability = 1e-4
    /// So few is suspect: the line is tested before anybody believes it.
    static let missingProbability = 5e-3
    /// So many days are learned from before one can break what they say.
    static let daysBeforeBreaks = 3

    /// Foresees up to and with `last`, from the first fact on or from `first`; `isOpen` says on which days contacts can come. Days count from
    /// 1970-01-01. `groups` are those of letters that may be asked after beside those posted.
    public init(
        _ pattern: ContactPattern,
        posted: [PostedLetters],
        groups: [String] = [],
        news: [NewsEvent] = [],
        measured: [MeasuredCount],
        from first: Int? = nil,
        through last: Int,
        isOpen: (Int) -> Bool
    ) {
        let measured = measured.filter { $0.day <= last }.sorted { $0.day < $1.day }
        let begin =
            (posted.map(\.day) + news.map(\.day)
            + [measured.first?.day ?? last, first ?? last, last]).min() ?? last
        self.pattern = pattern
        self.posted = posted.filter { $0.letters > 0 }
        self.groups = Set(self.posted.map(\.group) + groups).sorted()
        self.news = news.filter { $0.contacts > 0 && $0.halfLifeDays > 0 }
        days = begin...last
        self.isOpen = days.map(isOpen)
        var demands: [ContactDemand] = []
        var explanations: [ContactExplanation] = []
        for delivery in pattern.deliveries {
            for halfLife in pattern.halfLives {
                for share in pattern.deliveryDayShares {
                    demands.append(
                        ContactDemand(
                            delivery: delivery.value,
                            halfLife: halfLife.value,
                            deliveryDayShare: share.value
                        )
                    )
                    for dispersion in pattern.dispersions {
                        let weight =
                            delivery.weight * halfLife.weight * share.weight * dispersion.weight
                        explanations.append(
                            ContactExplanation(
                                demand: demands.count - 1,
                                dispersion: dispersion.value,
                                breakHalfLife: 0,
                                logWeight: logarithm(weight),
                                groups: self.groups.count,
                                news: self.news,
                                pattern
                            )
                        )
                    }
                }
            }
        }
        self.demands = demands
        self.explanations = explanations
        normalise()
        let sources = Sources(self, also: [])
        for day in measured { learn(day, sources) }
    }

    /// What stands behind each level on each day, under each demand.
    private struct Sources {
        var byDemand: [[[Double]]]
        var news: [[Double]]

        init(_ forecast: ContactForecast, also further: [PostedLetters]) {
            let letters = Dictionary(grouping: forecast.posted + further, by: \.group)
                .mapValues { $0.map { (day: $0.day, letters: Double($0.letters)) } }
            byDemand = forecast.demands.map { demand in
                forecast.groups.map { group in
                    demand.contacts(
                        of: letters[group] ?? [],
                        from: forecast.days.lowerBound,
                        isOpen: forecast.isOpen,
                        forecast.pattern
                    )
                }
            }
            news = forecast.news.map {
                ContactDemand.shock(
                    on: $0.day,
                    halfLife: $0.halfLifeDays,
                    from: forecast.days.lowerBound,
                    isOpen: forecast.isOpen,
                    forecast.pattern
                )
            }
        }
    }

    private func sources(
        _ explanation: ContactExplanation,
        _ place: Int,
        _ sources: Sources
    ) -> [Double] {
        let breaks = breakDays.map { day in
            let since = days.lowerBound + place - day
            return since < 0
                ? 0 : exponential(-logarithm(2) * Double(since) / explanation.breakHalfLife)
        }
        return [1] + sources.byDemand[explanation.demand].map { $0[place] }
            + sources.news.map { $0[place] } + breaks
    }

    private func distribution(
        on day: Int,
        _ known: Sources,
        daysAhead: Int
    ) -> CountDistribution {
        let place = day - days.lowerBound
        guard isOpen.indices.contains(place), isOpen[place] else {
            return CountDistribution(parts: [])
        }
        let weekday = weekday(ofDay: day)
        return CountDistribution(
            parts: explanations.compactMap { explanation in
                let weight = exponential(explanation.logWeight)
                guard weight > 1e-3 else { return nil }
                var later = explanation
                later.drift(
                    groups: groups.count,
                    deviation: pattern.driftPerDay * Double(daysAhead).squareRoot()
                )
                return later.part(sources(later, place, known), weekday, weight: weight)
            }
        )
    }

    private mutating func normalise() {
        let top = explanations.map(\.logWeight).max() ?? 0
        let all = explanations.reduce(0) { $0 + exponential($1.logWeight - top) }
        for place in explanations.indices {
            explanations[place].logWeight -= top + logarithm(all)
        }
    }

    private mutating func learn(_ measured: MeasuredCount, _ known: Sources) {
        let place = measured.day - days.lowerBound
        // What comes on a closed day says nothing of an open one.
        guard isOpen.indices.contains(place), isOpen[place] else { return }
        let elapsed = lastDay.map { measured.day - $0 } ?? 0
        for place in explanations.indices {
            explanations[place].drift(
                groups: groups.count,
                deviation: pattern.driftPerDay * Double(elapsed).squareRoot()
            )
        }
        lastDay = measured.day
        let distribution = distribution(on: measured.day, known, daysAhead: 0)
        let foreseen = distribution.foreseen(on: measured.day, isOpen: true)
        foreseenBefore.append(foreseen)
        let (more, fewer) = (
            distribution.atLeast(measured.count), distribution.atMost(measured.count)
        )
        let isMissing =
            measured.count * 2 < foreseen.low && fewer < Self.missingProbability
            && (learned >= Self.daysBeforeBreaks || measured.count == 0)
        if isMissing {
            missingInARow += 1
            if missingInARow >= 3 {
                for place in explanations.indices {
                    explanations[place].doubt(groups: groups.count)
                }
                absorb(measured, known)
            }
            note(.contactsMissing, measured, foreseen, fewer, known)
            return
        }
        missingInARow = 0
        let isBroken =
            learned >= Self.daysBeforeBreaks && more < Self.breakProbability
            && measured.count > foreseen.high
        if isBroken { begin(measured, known) }
        absorb(measured, known)
        if isBroken { note(.moreThanForeseen, measured, foreseen, more, known) }
    }

    /// Learns from a day, and weighs each explanation by how likely it held it.
    private mutating func absorb(_ measured: MeasuredCount, _ known: Sources) {
        let place = measured.day - days.lowerBound
        let weekday = weekday(ofDay: measured.day)
        for index in explanations.indices {
            let explanation = explanations[index]
            let sources = sources(explanation, place, known)
            guard let part = explanation.part(sources, weekday, weight: 1) else { continue }
            explanations[index].logWeight += part.logProbability(measured.count)
            explanations[index].learn(measured.count, sources, weekday)
        }
        normalise()
        learned += 1
        // Explanations that no later day brings back are let go.
        let top = explanations.map(\.logWeight).max() ?? 0
        explanations.removeAll { $0.logWeight < top - 25 }
    }

    /// Adds the level of a break to every explanation; how long it lasts is not known, so each becomes one
    /// for every length.
    private mutating func begin(_ measured: MeasuredCount, _ known: Sources) {
        let place = measured.day - days.lowerBound
        let weekday = weekday(ofDay: measured.day)
        let isFirst = breakDays.isEmpty
        explanations = explanations.flatMap { explanation -> [ContactExplanation] in
            let mean =
                explanation.part(sources(explanation, place, known), weekday, weight: 1)?.mean ?? 0
            var broken = explanation
            broken.addBreak(contacts: Double(measured.count) - mean)
            guard isFirst else { return [broken] }
            return pattern.breakHalfLives.map {
                var lasting = broken
                lasting.breakHalfLife = $0.value
                lasting.logWeight += logarithm($0.weight)
                return lasting
            }
        }
        breakDays.append(measured.day)
    }

    private mutating func note(
        _ kind: Break.Kind,
        _ measured: MeasuredCount,
        _ foreseen: ForeseenDay,
        _ probability: Double,
        _ known: Sources
    ) {
        let week = (measured.day + 1...measured.day + 7).filter(days.contains)
        breaks.append(
            Break(
                kind: kind,
                measured: measured,
                foreseen: foreseen,
                probability: probability,
                after: week.map { self.foreseen(on: $0, known) }
            )
        )
    }

    private func foreseen(on day: Int, _ known: Sources) -> ForeseenDay {
        let ahead = max(0, day - (lastDay ?? day))
        return distribution(on: day, known, daysAhead: ahead)
            .foreseen(on: day, isOpen: isOpen[day - days.lowerBound])
    }

    /// The days from `first` to the last one; `also` are letters that are thought of, of groups of the forecast.
    public func days(from first: Int, also: [PostedLetters] = []) -> [ForeseenDay] {
        let known = Sources(self, also: also)
        return (max(first, days.lowerBound)...max(first, days.upperBound))
            .filter(days.contains).map { foreseen(on: $0, known) }
    }

    /// Contacts for each letter of a group over all days, as the middle of what the explanations say.
    public func rate(of group: String) -> Double? {
        guard let place = groups.firstIndex(of: group) else { return nil }
        let mean = explanations.reduce(0) {
            $0 + exponential($1.logWeight) * $1.means[ContactExplanation.firstSource + 1 + place]
        }
        return exponential(mean)
    }
}
