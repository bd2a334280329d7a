// SPDX-License-Identifier: EUPL-1.2

/// What was measured on a day, before anybody records it.
public struct ContactFigures: Sendable, Hashable {
    /// Days since 1970-01-01.
    public var day: Int
    /// Calls that came, those who hung up too.
    public var offered: Int
    /// Nil: not counted.
    public var answered: Int?
    public var abandoned: Int?
    public var mails: Int?
    /// The mean length of a call with what is written down after it, in seconds.
    public var handlingSeconds: Int?

    public init(
        day: Int,
        offered: Int,
        answered: Int? = nil,
        abandoned: Int? = nil,
        mails: Int? = nil,
        handlingSeconds: Int? = nil
    ) {
        self.day = day
        self.offered = offered
        self.answered = answered
        self.abandoned = abandoned
        self.mails = mails
        self.handlingSeconds = handlingSeconds
    }
}

extension ContactDayFact {
    public init(_ figures: ContactFigures, of incident: IncidentFact?, by officer: String) {
        self.init(
            incident: incident?.number,
            day: figures.day,
            offered: figures.offered,
            answered: figures.answered,
            abandoned: figures.abandoned,
            mails: figures.mails,
            handlingSeconds: figures.handlingSeconds,
            by: officer
        )
    }
}
