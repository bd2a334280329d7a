// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Incidents
internal import Letters
internal import Store

/// People who had a letter about an incident and are not in the register from which is written now: what a
/// letter that takes the earlier one back says to them.
struct OutsideReaders: Sendable {
    /// Each under the number under which they go on, by their place among them.
    private let places: [PersonNumber: Int]
    private var dates: EarlierDates
    private var hadOtherIncident: [Bool]

    init(of written: [WrittenLetters], _ register: Register, _ joined: JoinedPeople) {
        var outside: Set<PersonNumber> = []
        for written in written {
            for person in written.people.lazy.map(joined.one)
            where register.index(of: person) == nil {
                outside.insert(person)
            }
        }
        places = Dictionary(
            uniqueKeysWithValues: outside.sorted().enumerated().map { ($1, $0) }
        )
        dates = EarlierDates(people: places.count)
        hadOtherIncident = Array(repeating: false, count: places.count)
    }

    var people: Set<PersonNumber> { Set(places.keys) }

    /// The date of a letter to some people; those who are in the register are passed over.
    mutating func add(_ date: PartialDate, to people: Set<PersonNumber>) {
        guard !places.isEmpty else { return }
        dates.add(date, at: people.compactMap { places[$0] })
    }

    mutating func hadOther(_ people: [PersonNumber]) {
        guard !places.isEmpty else { return }
        for place in people.compactMap({ places[$0] }) { hadOtherIncident[place] = true }
    }

    /// Nil for somebody who had no letter.
    func truth(
        of letter: PlannedLetter,
        in language: Language,
        toParents: Bool
    ) -> LetterTruth? {
        guard let place = places[letter.person] else { return nil }
        return LetterTruth(
            language: language,
            group: letter.group,
            certainty: .excluded,
            earlierLetters: dates[place],
            whyAgain: .retraction,
            categories: [:],
            isListed: false,
            isToParents: toParents,
            hadOtherIncident: hadOtherIncident[place]
        )
    }
}

extension Store {
    /// Of whom a letter that takes an earlier one back would not be true if the register of an incident were
    /// frozen now, under whatever number: who is in it, or, of whom `version` has all excluded, who is not in
    /// it, or not all excluded.
    func concernedNow(
        _ people: Set<PersonNumber>,
        after version: Register,
        in incident: IncidentFact
    ) throws -> Set<PersonNumber> {
        guard !people.isEmpty else { return [] }
        let register = try computeRegister(of: incident).register
        let joined = try joinedPeople()
        return people.filter { person in
            let now = register.index(of: joined.one(person)).map(register.certainty(at:))
            return now != version.index(of: person).map { _ in .excluded }
        }
    }
}
