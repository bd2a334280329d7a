// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Store

/// For each processor: how many people, which data, since when. Needs no incident.
public struct ShowExposure: Sendable {
    /// One party only; nil is all.
    public var party: Party.ID?
    public var today: Day
    /// Reads every row of the ledger again, and compares with the sums that are kept.
    public var recounts: Bool

    public init(party: Party.ID? = nil, today: Day, recounts: Bool = false) {
        self.party = party
        self.today = today
        self.recounts = recounts
    }

    public struct Item: Codable, Sendable, Equatable {
        public var party: String
        public var name: String
        public var people: Int
        /// Ledger rows.
        public var disclosures: Int
        /// Of the rows whose day is known.
        public var first: Day?
        public var last: Day?
        /// Rows of which nothing says the day, so that no term can be counted.
        public var dayUnknown: Int
        /// Rows whose agreed period is over.
        public var pastTerm: Int
        /// Rows for which no period was agreed, by what is recorded now.
        public var noTerm: Int
        /// By the code of an `Origin`.
        public var peoplePerOrigin: [String: Int]
        /// By the code of a `DataCategory`.
        public var peoplePerCategory: [String: Int]
        /// Messages and rows of back-files about nobody known, by the code of an `UnresolvedReason`: in
        /// none of the other figures.
        public var unlinked: [String: Int]
        /// Messages and rows that were set aside and that nobody settled: in none of the other figures.
        public var setAside: Int
        /// People whom messages name beside those they are about, by the code of an `OtherPeople.Kind`: in none of
        /// the other figures.
        public var otherPeople: [String: MentionCount]
        /// Keeping terms that were recorded otherwise once: the figures over terms are by the right ones.
        public var correctedTerms: [TermCorrection]

        init(
            _ exposure: Exposure,
            unlinked: [String: Int],
            setAside: Int,
            otherPeople: [String: MentionCount],
            _ corrected: [TermCorrection]
        ) {
            self.unlinked = unlinked
            self.setAside = setAside
            self.otherPeople = otherPeople
            correctedTerms = corrected
            party = exposure.party.id.rawValue
            name = exposure.party.name
            people = exposure.people
            disclosures = exposure.disclosures
            first = exposure.first.map(Day.init(number:))
            last = exposure.last.map(Day.init(number:))
            dayUnknown = exposure.dayUnknown
            pastTerm = exposure.pastTerm
            noTerm = exposure.noTerm
            peoplePerOrigin = exposure.peoplePerOrigin.reduce(into: [:]) {
                $0[$1.key.code] = $1.value
            }
            peoplePerCategory = exposure.peoplePerCategory.reduce(into: [:]) {
                $0[$1.key.code] = $1.value
            }
        }
    }

    /// The parties of whom most people are known first.
    public func run(in store: Store) throws -> [Item] {
        if let party { _ = try store.party(named: party) }
        let kept = try store.exposures(today: today.number)
        if recounts, try store.recountedExposures(today: today.number) != kept {
            throw CaseworkError.exposureSumsDiffer
        }
        let (unlinked, setAside) = (try store.unlinkedRecords(), try store.setAside())
        let otherPeople = try store.otherPeople()
        return try kept.filter { party == nil || $0.party.id == party }.map {
            Item(
                $0,
                unlinked: unlinked[$0.party.id] ?? [:],
                setAside: setAside[$0.party.id] ?? 0,
                otherPeople: otherPeople[$0.party.id] ?? [:],
                try store.correctedTerms(with: $0.party.id).map { TermCorrection($0.body) }
            )
        }
    }
}
