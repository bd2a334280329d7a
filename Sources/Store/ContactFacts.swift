// SPDX-License-Identifier: EUPL-1.2

import Database

/// What came at the contact centre on a day, and what of it was answered (meetdag).
public struct ContactDayFact: Fact, Hashable {
    public static let kind = "contact-day"
    /// Of which incident; nil when it is counted for all of them together.
    public var incident: Int?
    /// Days since 1970-01-01.
    public var day: Int
    /// Calls that came, those who hung up too.
    public var offered: Int
    /// Nil when it was not counted.
    public var answered: Int?
    /// Callers who hung up before an answer; nil when it was not counted.
    public var abandoned: Int?
    public var mails: Int?
    /// The mean length of a call with what is written down after it, in seconds.
    public var handlingSeconds: Int?
    public var by: String

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case day = "day"
        case offered = "offered"
        case answered = "answered"
        case abandoned = "abandoned"
        case mails = "mails"
        case handlingSeconds = "handlingSeconds"
        case by = "by"
    }

    public init(
        incident: Int?,
        day: Int,
        offered: Int,
        answered: Int?,
        abandoned: Int?,
        mails: Int?,
        handlingSeconds: Int?,
        by: String
    ) {
        self.incident = incident
        self.day = day
        self.offered = offered
        self.answered = answered
        self.abandoned = abandoned
        self.mails = mails
        self.handlingSeconds = handlingSeconds
        self.by = by
    }

    /// Whether it says the same of the same day, whoever recorded it.
    public func saysTheSame(as other: Self) -> Bool {
        var other = other
        other.by = by
        return self == other
    }
}

/// News that made or will make people call.
public struct ContactNewsFact: Fact, Hashable {
    public static let kind = "contact-news"
    public var incident: Int?
    /// Days since 1970-01-01.
    public var day: Int
    public var title: String
    /// About how many calls more come on that day.
    public var calls: Int
    /// After how many days half of it remains.
    public var halfLifeDays: Int
    public var by: String

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case day = "day"
        case title = "title"
        case calls = "calls"
        case halfLifeDays = "halfLifeDays"
        case by = "by"
    }

    public init(
        incident: Int?,
        day: Int,
        title: String,
        calls: Int,
        halfLifeDays: Int,
        by: String
    ) {
        self.incident = incident
        self.day = day
        self.title = title
        self.calls = calls
        self.halfLifeDays = halfLifeDays
        self.by = by
    }
}

/// A measured day or news that no longer counts: a counter-entry (tegenboeking). What it takes back stays
/// in the ledger.
public struct ContactUndoFact: Fact {
    public static let kind = "contact-undo"
    public var incident: Int?
    /// The ledger entry of what is taken back, and its day: an entry may hold several days.
    public var entry: Int
    public var day: Int
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case entry = "entry"
        case day = "day"
        case by = "by"
        case because = "because"
    }
}

/// Who answers telephone and mail from a day on, and when (bezetting). The newest fact from a day holds.
public struct ContactTeamFact: Fact, Hashable {
    public static let kind = "contact-team"
    public var incident: Int?
    /// Days since 1970-01-01.
    public var from: Int
    /// At their desks in each of the 48 half hours of a day.
    public var agents: [Int]
    /// For each weekday, Monday first: the first half hour and the one after the last; empty when closed.
    public var opening: [[Int]]
    /// Closed beside the weekdays; days since 1970-01-01.
    public var closedDays: [Int]
    /// Nil: as it is measured.
    public var handlingSeconds: Int?
    public var mailSeconds: Int
    /// Shares in thousandths.
    public var callBackPermille: Int
    public var shrinkagePermille: Int
    public var patienceSeconds: Int
    /// So many thousandths of the calls are answered within so many seconds.
    public var goalPermille: Int
    public var goalSeconds: Int
    public var occupancyPermille: Int
    /// Of the calls of a day, in its busiest hour; nil: as is usual.
    public var busiestHourPermille: Int?
    public var by: String

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case from = "from"
        case agents = "agents"
        case opening = "opening"
        case closedDays = "closedDays"
        case handlingSeconds = "handlingSeconds"
        case mailSeconds = "mailSeconds"
        case callBackPermille = "callBackPermille"
        case shrinkagePermille = "shrinkagePermille"
        case patienceSeconds = "patienceSeconds"
        case goalPermille = "goalPermille"
        case goalSeconds = "goalSeconds"
        case occupancyPermille = "occupancyPermille"
        case busiestHourPermille = "busiestHourPermille"
        case by = "by"
    }

    public init(
        incident: Int?,
        from: Int,
        agents: [Int],
        opening: [[Int]],
        closedDays: [Int],
        handlingSeconds: Int?,
        mailSeconds: Int,
        callBackPermille: Int,
        shrinkagePermille: Int,
        patienceSeconds: Int,
        goalPermille: Int,
        goalSeconds: Int,
        occupancyPermille: Int,
        busiestHourPermille: Int?,
        by: String
    ) {
        self.incident = incident
        self.from = from
        self.agents = agents
        self.opening = opening
        self.closedDays = closedDays
        self.handlingSeconds = handlingSeconds
        self.mailSeconds = mailSeconds
        self.callBackPermille = callBackPermille
        self.shrinkagePermille = shrinkagePermille
        self.patienceSeconds = patienceSeconds
        self.goalPermille = goalPermille
        self.goalSeconds = goalSeconds
        self.occupancyPermille = occupancyPermille
        self.busiestHourPermille = busiestHourPermille
        self.by = by
    }
}

/// What callers hear before an agent answers, and which version of the register it quotes (meldtekst).
public struct AnnouncementFact: Fact {
    public static let kind = "contact-announcement"
    public var incident: Int
    public var version: Int
    public var by: String

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case version = "version"
        case by = "by"
    }
}

extension FactKey {
    /// What is of an incident, or of all of them together.
    static func contacts(of incident: Int?) -> FactKey { .incident(incident ?? 0) }
}

extension ContactDayFact {
    public var keys: [FactKey] { [.contacts(of: incident)] }
}

extension ContactNewsFact {
    public var keys: [FactKey] { [.contacts(of: incident)] }
}

extension ContactUndoFact {
    public var keys: [FactKey] { [.contacts(of: incident)] }
}

extension ContactTeamFact {
    public var keys: [FactKey] { [.contacts(of: incident)] }
}

extension AnnouncementFact {
    public var keys: [FactKey] { [.incident(incident)] }
}
