// SPDX-License-Identifier: EUPL-1.2

/// What is known before anything is measured of how letters bring contacts: data, each with its source, that
/// a measured day outweighs.
///
/// One pattern is of calls, another of mails. Where a value is not known it is a list of possible values with
/// their probabilities, and the measured days decide among them.
public struct ContactPattern: Sendable {
    /// The share of the letters of a day that is delivered on the first, second, … day of delivery after it.
    public typealias Delivery = [Double]

    /// Something that may be so, with how likely it is before anything is measured.
    public struct Possible<Value: Sendable>: Sendable {
        public var value: Value
        /// Above 0; those of a list need not add up to 1.
        public var weight: Double

        public init(_ value: Value, weight: Double) {
            self.value = value
            self.weight = weight
        }
    }

    /// On which days of the week letters are delivered, Monday first. PostNL: Tuesday to Saturday.
    public var deliveryWeekdays: [Bool]
    /// Letters of tariffs of 24 hours and of 48 to 72 hours.
    public var deliveries: [Possible<Delivery>]
    /// After how many days half as many of the readers call who have not called yet.
    public var halfLives: [Possible<Double>]
    /// Contacts on the day of delivery beside those of the day after it: letters come in the afternoon.
    public var deliveryDayShares: [Possible<Double>]
    /// By how much days differ that nothing tells apart: the variance beside that of chance, as a share of
    /// the square of the mean. 0.01 is one tenth of the mean.
    public var dispersions: [Possible<Double>]
    /// For how many days half of a break remains that nothing explains (news that nobody entered).
    public var breakHalfLives: [Possible<Double>]

    /// Contacts for each letter, over all days after it: the middle, and the standard deviations of its
    /// logarithm that all groups have in common and that each has for itself.
    public var rate: Double
    public var commonDeviation: Double
    public var ownDeviation: Double
    /// Contacts on a day without letters: the middle, and the standard deviation of its logarithm.
    public var base: Double
    public var baseDeviation: Double
    /// Beside a mean day, Monday first; and the standard deviation of the logarithm of each.
    public var weekdays: [Double]
    public var weekdayDeviation: Double
    /// By how much of itself the level may wander in a day: this is the discount of what is old.
    public var driftPerDay: Double
    /// Of those who would have come on a closed day, who come on the next open one, 0 to 1.
    public var keptOverClosedDays: Double

    /// Telephone calls.
    ///
    /// Rate: 80 to 400 calls a day in 22 days around 405,000 letters of a screening programme (2025), and a
    /// peak day of 7,230 calls after 814,093 letters, are both well within it. Weekdays: busiest on Monday,
    /// falling to Friday, as in most service lines. Decay: assumed; the measured days decide.
    public static let calls = ContactPattern(
        deliveryWeekdays: [false, true, true, true, true, true, false],
        deliveries: [
            Possible([0.8, 0.15, 0.05], weight: 0.3), Possible([0.5, 0.38, 0.12], weight: 0.45),
            Possible([0.2, 0.5, 0.25, 0.05], weight: 0.25),
        ],
        halfLives: [
            Possible(1, weight: 0.1), Possible(1.5, weight: 0.2), Possible(2.5, weight: 0.4),
            Possible(4, weight: 0.2), Possible(8, weight: 0.1),
        ],
        deliveryDayShares: [
            Possible(0.4, weight: 0.3), Possible(0.7, weight: 0.4), Possible(1, weight: 0.3),
        ],
        dispersions: [
            Possible(0.0025, weight: 0.4), Possible(0.01, weight: 0.45),
            Possible(0.03, weight: 0.15),
        ],
        breakHalfLives: [
            Possible(3, weight: 0.25), Possible(10, weight: 0.35), Possible(60, weight: 0.4),
        ],
        rate: 0.015,
        commonDeviation: 0.8,
        ownDeviation: 0.4,
        base: 5,
        baseDeviation: 1.5,
        weekdays: [1.18, 1.05, 1, 0.96, 0.86, 0.6, 0.5],
        weekdayDeviation: 0.07,
        driftPerDay: 0.025,
        keptOverClosedDays: 0.6
    )

    /// Mails: about 2,000 in 22 days around the same 405,000 letters, written on any day of the week, and for
    /// longer after the letter.
    public static let mails: ContactPattern = {
        var pattern = calls
        pattern.halfLives = [
            Possible(2, weight: 0.3), Possible(5, weight: 0.4), Possible(10, weight: 0.3),
        ]
        pattern.rate = 0.005
        pattern.base = 3
        pattern.weekdays = [1.2, 1.15, 1.1, 1.05, 0.95, 0.8, 0.8]
        pattern.keptOverClosedDays = 1
        return pattern
    }()
}
