// SPDX-License-Identifier: EUPL-1.2

/// How many samples wait, week by week, while others do the work of a processor that is suspended.
///
/// A week begins with what waits, gets the samples of those invited in it who take part, and ends with what its
/// capacity leaves over. The band is that of the participation, not a probability.
public struct BacklogForecast: Sendable, Hashable {
    /// How many of those who are invited send a sample: shares, 0 to 1, in ascending order.
    public struct Participation: Sendable, Hashable {
        public let low: Double
        public let middle: Double
        public let high: Double

        /// Nil for what is no share, or not in ascending order.
        public init?(low: Double, middle: Double, high: Double) {
            guard 0 <= low, low <= middle, middle <= high, high <= 1 else { return nil }
            self.low = low
            self.middle = middle
            self.high = high
        }
    }

    /// What a week brings.
    public struct Input: Sendable, Hashable {
        /// 0 to ``BacklogForecast/most``.
        public var invitations: Int
        public var participation: Participation
        /// Samples that all who are not suspended can examine, 0 to ``BacklogForecast/most``.
        public var capacity: Int

        public init(invitations: Int, participation: Participation, capacity: Int) {
            self.invitations = invitations
            self.participation = participation
            self.capacity = capacity
        }
    }

    /// The same figure at low, middle and high participation.
    public struct Band: Sendable, Hashable {
        public var low: Int
        public var middle: Int
        public var high: Int
    }

    public struct Week: Sendable, Hashable {
        public var input: Input
        /// Samples that come.
        public var samples: Band
        /// Samples that wait at its end.
        public var backlog: Band
        /// Weeks that a sample waits that comes at its end, in tenths and rounded up; nil when there is no
        /// capacity and something waits, so that nobody can say.
        public var waitTenths: (low: Int?, middle: Int?, high: Int?) {
            func tenths(_ waiting: Int) -> Int? {
                guard waiting > 0 else { return 0 }
                guard input.capacity > 0 else { return nil }
                return (waiting * 10 + input.capacity - 1) / input.capacity
            }
            return (tenths(backlog.low), tenths(backlog.middle), tenths(backlog.high))
        }
    }

    /// The greatest number of samples or invitations of a week, and of samples that wait at first.
    public static let most = 10_000_000
    public static let mostWeeks = 104

    public let weeks: [Week]

    /// `backlog`: samples that wait before the first week. Nil for a number out of its range, and for no weeks
    /// or more than ``mostWeeks``.
    public init?(backlog: Int, weeks: [Input]) {
        let range = 0...Self.most
        guard (1...Self.mostWeeks).contains(weeks.count), range.contains(backlog),
            weeks.allSatisfy({ range.contains($0.invitations) && range.contains($0.capacity) })
        else { return nil }
        var waiting = Band(low: backlog, middle: backlog, high: backlog)
        self.weeks = weeks.map { input in
            func samples(_ share: Double) -> Int {
                Int((Double(input.invitations) * share).rounded())
            }
            let come = Band(
                low: samples(input.participation.low),
                middle: samples(input.participation.middle),
                high: samples(input.participation.high)
            )
            waiting = Band(
                low: max(0, waiting.low + come.low - input.capacity),
                middle: max(0, waiting.middle + come.middle - input.capacity),
                high: max(0, waiting.high + come.high - input.capacity)
            )
            return Week(input: input, samples: come, backlog: waiting)
        }
    }
}
