// SPDX-License-Identifier: EUPL-1.2

internal import Forecast
public import Store

/// Why figures of a contact centre were not recorded: which day, and what is wrong with it.
public enum ContactProblem: Hashable, Sendable {
    /// It is not over yet.
    case dayToCome(Day)
    case dayTwice(Day)
    /// More than ten million, or fewer than none.
    case numberRefused(Day)
    /// More were answered and hung up than came.
    case moreThanCame(Day)
    /// A mean call takes 1 second to 2 hours.
    case handlingRefused(Day)
}

/// Records what came at the contact centre on some days; what was recorded of a day before is put right by a
/// counter-entry with its reason. All of them, or none.
public struct RecordContactDays: Sendable {
    /// Nil: of all incidents together.
    public var incident: String?
    public var days: [ContactFigures]
    /// Why a day that was recorded is put right; nil: such a day is refused.
    public var because: StatedReason?
    public var officer: ActingOfficer

    public init(
        incident: String?,
        days: [ContactFigures],
        because: StatedReason?,
        officer: ActingOfficer
    ) {
        self.incident = incident
        self.days = days
        self.because = because
        self.officer = officer
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var incident: String?
        public var recorded: Int
        /// They said already what was recorded.
        public var alreadyThere: Int
        /// Those of the recorded days that the days before made all but impossible.
        public var breaks: [ShowForecast.Break]
    }

    /// Throws ``CaseworkError/contactsRefused(_:)`` for a day that cannot be so, and
    /// `StoreError.alreadyThere` for a day that says something else, without a reason.
    public func run(in store: Store) throws -> Answer {
        let found = try incident.map { try store.incident(named: $0) }
        try check()
        let recorded = try store.publishing {
            try store.record(
                contactDays: days.map { ContactDayFact($0, of: found, by: officer.name) },
                of: found,
                because: because?.text,
                act: officer.act(towards: found?.concernedParties ?? [])
            )
        }
        let shown = try ShowForecast(incident: incident, now: officer.now).run(in: store)
        let said = Set(days.map { Day(number: $0.day) })
        return Answer(
            incident: found?.reference,
            recorded: recorded,
            alreadyThere: days.count - recorded,
            breaks: shown.breaks.filter { said.contains($0.day) }
        )
    }

    private func check() throws(CaseworkError) {
        var seen: Set<Int> = []
        for figures in days {
            let day = Day(number: figures.day)
            guard day <= officer.today else { throw .contactsRefused(.dayToCome(day)) }
            guard seen.insert(figures.day).inserted else { throw .contactsRefused(.dayTwice(day)) }
            let numbers = [figures.offered, figures.answered, figures.abandoned, figures.mails]
            guard numbers.allSatisfy({ (0...10_000_000).contains($0 ?? 0) }) else {
                throw .contactsRefused(.numberRefused(day))
            }
            guard (figures.answered ?? 0) + (figures.abandoned ?? 0) <= figures.offered else {
                throw .contactsRefused(.moreThanCame(day))
            }
            guard (1...7_200).contains(figures.handlingSeconds ?? 1) else {
                throw .contactsRefused(.handlingRefused(day))
            }
        }
    }
}

/// Records news that makes people call, or takes it back.
public struct RecordContactNews: Sendable {
    public var incident: String?
    public var title: String
    public var officer: ActingOfficer
    private let what: What

    private enum What: Sendable {
        case happens(day: Day, calls: Int, halfLifeDays: Int)
        case takenBack(because: StatedReason)
    }

    /// `calls`: about how many more come on that day; half of it remains after `halfLifeDays`.
    public init(
        incident: String?,
        title: String,
        day: Day,
        calls: Int,
        halfLifeDays: Int,
        officer: ActingOfficer
    ) {
        self.incident = incident
        self.title = title
        self.officer = officer
        what = .happens(day: day, calls: calls, halfLifeDays: halfLifeDays)
    }

    public init(
        takingBack title: String,
        of incident: String?,
        because: StatedReason,
        officer: ActingOfficer
    ) {
        self.incident = incident
        self.title = title
        self.officer = officer
        what = .takenBack(because: because)
    }

    public func run(in store: Store) throws {
        let found = try incident.map { try store.incident(named: $0) }
        let act = officer.act(towards: found?.concernedParties ?? [])
        try store.publishing {
            switch what {
            case .takenBack(let because):
                try store.takeBack(
                    contactNews: title,
                    of: found,
                    because: because.text,
                    act: act
                )
            case .happens(let day, let calls, let halfLifeDays):
                guard (1...1_000_000).contains(calls), (1...365).contains(halfLifeDays) else {
                    throw CaseworkError.forecastRefused(.news)
                }
                try store.record(
                    contactNews: ContactNewsFact(
                        incident: found?.number,
                        day: day.number,
                        title: title,
                        calls: calls,
                        halfLifeDays: halfLifeDays,
                        by: officer.name
                    ),
                    act: act
                )
            }
        }
    }
}

/// Records which version of the register the announcement on the line quotes.
public struct RecordAnnouncement: Sendable {
    public var incident: String
    /// By number or name.
    public var version: String
    public var officer: ActingOfficer

    public init(incident: String, version: String, officer: ActingOfficer) {
        self.incident = incident
        self.version = version
        self.officer = officer
    }

    public func run(in store: Store) throws -> ShowForecast.Answer {
        let found = try store.incident(named: incident)
        let quoted = try store.version(named: version, of: found)
        try store.publishing {
            try store.record(
                announcementOf: found,
                quoting: quoted,
                act: officer.act(towards: found.concernedParties)
            )
        }
        return try ShowForecast(incident: incident, now: officer.now).run(in: store)
    }
}
