// SPDX-License-Identifier: EUPL-1.2

/// Letters that were given to the post on a day, or will be.
public struct PostedLetters: Sendable, Hashable {
    /// Days since 1970-01-01.
    public var day: Int
    /// Those who call alike: a certainty, a lane.
    public var group: String
    /// Zero or more.
    public var letters: Int

    public init(day: Int, group: String, letters: Int) {
        self.day = day
        self.group = group
        self.letters = letters
    }
}

/// How many came on a day.
public struct MeasuredCount: Sendable, Hashable {
    /// Days since 1970-01-01.
    public var day: Int
    /// All that came, also who hung up; zero or more.
    public var count: Int

    public init(day: Int, count: Int) {
        self.day = day
        self.count = count
    }
}

/// News that makes people call who had no letter, or call again.
public struct NewsEvent: Sendable, Hashable {
    /// Days since 1970-01-01.
    public var day: Int
    /// About how many more come on that day; more than zero.
    public var contacts: Double
    /// After how many days half of it remains; more than zero.
    public var halfLifeDays: Double

    public init(day: Int, contacts: Double, halfLifeDays: Double) {
        self.day = day
        self.contacts = contacts
        self.halfLifeDays = halfLifeDays
    }
}

/// The day of the week of a day since 1970-01-01, which was a Thursday; Monday is 0.
public func weekday(ofDay day: Int) -> Int { ((day + 3) % 7 + 7) % 7 }
