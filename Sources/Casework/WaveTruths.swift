// SPDX-License-Identifier: EUPL-1.2

public import Custody
internal import Incidents
public import Letters
public import Store

/// What is true for each reader of a wave: what its preview shows and its print files say.
///
/// Both ask here, so that a text that was not shown cannot be printed.
public struct WaveTruths: Sendable {
    /// What is the same for all readers of the wave, as the register and the ledger have it.
    public struct Standing: Codable, Sendable, Equatable {
        /// Records on the lists that nobody can be found for.
        public var unattributedRecords: Int
        /// Has the processor given any list?
        public var hasLists: Bool
        /// Were others written to before about the incident?
        public var isLater: Bool
        /// The date of the first letters about it; nil when this is the first wave.
        public var firstLetters: PartialDate?
        /// Are all people in the store invented?
        public var isSynthetic: Bool

        public init(
            unattributedRecords: Int,
            hasLists: Bool,
            firstLetters: PartialDate?,
            isSynthetic: Bool
        ) {
            self.unattributedRecords = unattributedRecords
            self.hasLists = hasLists
            isLater = firstLetters != nil
            self.firstLetters = firstLetters
            self.isSynthetic = isSynthetic
        }
    }

    public let standing: Standing
    private let incident: IncidentFact
    private let outside: OutsideReaders
    /// Who had a letter, and of whom the register has all excluded.
    private let cleared: Set<PersonNumber>
    /// Some letters of the wave take an earlier one back.
    private let hasRetractions: Bool
    private let version: RegisterFact
    private let register: Register
    private let joined: JoinedPeople
    private let dates: EarlierDates
    private let letters: EarlierLetters
    /// Who of the register had a letter about another incident, in its order; empty for nobody.
    private let hadOther: [Bool]
    /// The day that stands with each statement of the incident.
    private let days: [Int: PartialDate]

    /// Who of the wave is held now by what another number of theirs says; who was joined to another
    /// number since, or parted from it: which address is theirs the next plan says; and of whom there are
    /// data again, though their letter would say that there are none, or of whom something was taken back that
    /// their letter says (decision 0047); and of whom a call said that they died or live elsewhere, which
    /// nobody settled yet (decision 0061).
    ///
    /// `day` stands on the letters, and decides who is a child.
    public func heldSincePlan(
        in store: Store,
        on day: PartialDate,
        for access: @autoclosure () throws -> AccessReason
    ) throws -> [PersonNumber: HoldReason] {
        let others = hasRetractions ? outside.people : []
        var held = try store.heldByOtherNumbers(
            joined,
            of: register,
            and: others,
            on: day,
            released: store.releasedLanes(in: incident),
            for: access()
        )
        for person in try store.joinedPeople().difference(from: joined)
        where (register.index(of: person) != nil || others.contains(person)) && held[person] == nil
        {
            held[person] = .addressInDoubt
        }
        for person in try store.concernedNow(
            others.union(cleared),
            after: register,
            in: incident
        ) where held[person] == nil { held[person] = .foundAgain }
        for person in try store.notBorneOut(register, of: version, in: incident)
        where held[person] == nil {
            held[person] = .evidenceGone
        }
        for (person, reason) in try store.heldByCalls()
        where register.index(of: person) != nil || others.contains(person) {
            held[person] = HoldReason.strictest(held[person], nil) ?? reason
        }
        return held
    }

    public init(of wave: WaveFact, in incident: IncidentFact, _ store: Store) throws {
        try self.init(
            of: store.registerVersion(number: wave.version, of: incident),
            before: wave.number,
            hasRetractions: wave.retractions != nil,
            in: incident,
            store
        )
    }

    init(
        of version: RegisterFact,
        before wave: Int,
        hasRetractions: Bool,
        in incident: IncidentFact,
        _ store: Store
    ) throws {
        (self.incident, self.version, self.hasRetractions) = (incident, version, hasRetractions)
        let register = try store.load(version)
        // Printed again it says the same, whoever was joined since.
        let joined = try store.joinedPeople(asOfEntries: version.asOfEntries)
        (self.register, self.joined) = (register, joined)
        let written = try store.lettersWritten(in: incident, before: wave)
        var dates = EarlierDates(people: register.count)
        var outside = OutsideReaders(of: hasRetractions ? written : [], register, joined)
        var cleared: Set<PersonNumber> = []
        for earlier in written {
            guard let date = PartialDate(DutyDate(dayNumber: earlier.letterDate).text)
            else { throw StoreError.integrity(.unreadable(.letterDate(wave: earlier.wave.name))) }
            let people = joined.isEmpty ? earlier.people : Set(earlier.people.map(joined.one))
            dates.add(date, at: people.compactMap { register.index(of: $0) })
            if hasRetractions {
                cleared.formUnion(
                    people.lazy.filter { register.certaintyOfConcerned($0) == nil }
                        .filter { register.index(of: $0) != nil }
                )
            }
            // A letter that took one back was right.
            outside.add(date, to: people.subtracting(earlier.retracted.map(joined.one)))
        }
        (self.dates, self.cleared) = (dates, cleared)
        letters = try EarlierLetters(written, of: incident, store, joined)
        var hadOther: [Bool] = []
        for other in try store.incidents.map(\.body) where other.number != incident.number {
            for written in try store.lettersWritten(in: other, before: wave) {
                if hadOther.isEmpty { hadOther = Array(repeating: false, count: register.count) }
                let people = written.people.map(joined.one)
                for place in people.compactMap(register.index) { hadOther[place] = true }
                outside.hadOther(people)
            }
        }
        (self.hadOther, self.outside) = (hadOther, outside)
        days = try store.statementDays(of: incident)
        standing = Standing(
            unattributedRecords: version.unresolved,
            hasLists: version.records > 0,
            firstLetters: written.map(\.letterDate).min().flatMap {
                PartialDate(DutyDate(dayNumber: $0).text)
            },
            isSynthetic: store.isSynthetic
        )
    }

    /// Nil for somebody who is not in the register of the wave, unless their letter takes one back.
    public func truth(
        of letter: PlannedLetter,
        in language: Language,
        toParents: Bool
    ) -> LetterTruth? {
        guard let place = register.index(of: letter.person) else {
            guard letter.whyAgain == .retraction else { return nil }
            return outside.truth(of: letter, in: language, toParents: toParents)
        }
        let row = register[place]
        let whyAgain = letter.whyAgain
        return LetterTruth(
            row,
            language: language,
            group: letter.group,
            whyAgain: whyAgain,
            earlier: whyAgain == nil ? [] : dates[place],
            told: told(letter.person, whyAgain),
            finding: row.finding(days: days),
            listedOn: row.listedOn(days: days),
            isToParents: toParents,
            hadOtherIncident: !hadOther.isEmpty && hadOther[place]
        ).onPaper
    }

    /// Only what the letter speaks of: otherwise readers with the same words would have truths of their
    /// own.
    private func told(_ person: PersonNumber, _ whyAgain: WhyAgain?) -> ToldBefore? {
        guard let whyAgain, whyAgain != .everyone, let last = letters.letter(to: person) else {
            return nil
        }
        return ToldBefore(certainty: last.certainty, categories: last.categories)
    }
}
