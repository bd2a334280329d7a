// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Incidents
internal import Letters
internal import Store

/// What people were really told in the earlier waves of an incident: a letter that was planned, or
/// held, told nobody anything.
struct EarlierLetters: Sendable {
    /// A wave with its register, and who of that got a letter.
    private struct Wave: Sendable {
        var number: Int
        var register: Register
        /// The list that makes the first group.
        var firstList: Int?
        var isTold: [Bool]
        /// Who had a letter that took an earlier one back: they are not in the register.
        var retracted: Set<PersonNumber> = []
        var notHandedOver: Set<PersonNumber> = []

        /// Where a number stands that got a letter.
        func place(of person: PersonNumber) -> Int? {
            register.index(of: person).flatMap { isTold[$0] ? $0 : nil }
        }

        mutating func tell(_ written: WrittenLetters) {
            for index in isTold.indices where !isTold[index] {
                isTold[index] = written.people.contains(register.people[index])
            }
            retracted.formUnion(written.retracted)
            if !written.isHandedOver { notHandedOver.formUnion(written.people) }
        }
    }

    private var waves: [Wave] = []
    /// Who counts as one person in the version from which is written now.
    private let joined: JoinedPeople

    init(_ store: Store, _ incident: IncidentFact, _ joined: JoinedPeople) throws {
        try self.init(store.lettersWritten(in: incident), of: incident, store, joined)
    }

    init(
        _ written: [WrittenLetters],
        of incident: IncidentFact,
        _ store: Store,
        _ joined: JoinedPeople
    ) throws {
        self.joined = joined
        for written in written {
            if waves.last?.number != written.wave.number {
                let version = try store.registerVersion(number: written.wave.version, of: incident)
                let register = try store.load(version)
                waves.append(
                    Wave(
                        number: written.wave.number,
                        register: register,
                        firstList: try store.firstList(of: version),
                        isTold: [Bool](repeating: false, count: register.count)
                    )
                )
            }
            waves[waves.count - 1].tell(written)
        }
    }

    /// The last letter to somebody; nil when there was none. Of somebody with several numbers the last
    /// letter to each: what was said to any of them was said to the person.
    func letter(to person: PersonNumber) -> EarlierLetter? {
        let numbers = joined.isEmpty ? [person] : joined.all(person)
        var last: EarlierLetter?
        for number in numbers {
            guard
                let wave = waves.last(where: {
                    $0.place(of: number) != nil || $0.retracted.contains(number)
                })
            else { continue }
            let place = wave.place(of: number)
            let certainty = place.map(wave.register.certainty) ?? .excluded
            let categories = place.map(wave.register.categories) ?? []
            last = EarlierLetter(
                wave: max(last?.wave ?? wave.number, wave.number),
                certainty: max(last?.certainty ?? certainty, certainty),
                categories: (last?.categories ?? []).union(categories)
            )
        }
        return last
    }

    /// Who had a letter, is not concerned by a register, for it has nothing of them or excludes all of it, and
    /// had no letter since that says so: each under the number under which they go on, with the group of the
    /// last letter to them. Who read that their data may have been stolen, and of whom all is excluded now,
    /// counts only in a wave for everyone: what they read was true (decision 0051).
    ///
    /// Of a letter that was not handed over nobody knows whether anybody has it: who stands in one is
    /// counted and not written to.
    func retractable(
        outside register: Register,
        for audience: WaveAudience
    ) -> (people: [PersonNumber: LetterGroup], notHandedOver: Int) {
        var people: [PersonNumber: LetterGroup] = [:]
        var waiting: Set<PersonNumber> = []
        for wave in waves {
            // Who read that all is excluded and then left the register reads that too.
            for number in wave.retracted where wave.register.index(of: number) == nil {
                people[joined.one(number)] = nil
            }
            for place in wave.isTold.indices where wave.isTold[place] {
                let number = wave.register.people[place]
                let person = joined.one(number)
                guard register.certaintyOfConcerned(person) == nil,
                    let group = wave.register.group(at: place, firstList: wave.firstList)
                else { continue }
                people[person] = group
                if wave.notHandedOver.contains(number) { waiting.insert(person) }
            }
        }
        for person in people.keys {
            guard let place = register.index(of: person), let last = letter(to: person) else {
                continue
            }
            let saysSo =
                last.certainty == .excluded
                && last.categories.isEmpty == register.categories(at: place).isEmpty
            if saysSo || last.certainty == .cannotBeExcluded && audience != .everyone {
                people[person] = nil
            }
        }
        waiting.formIntersection(people.keys)
        for person in waiting { people[person] = nil }
        return (people, waiting.count)
    }
}

extension Register {
    /// How sure it is that data of somebody leaked; nil of whom it does not have, and of whom all is excluded.
    func certaintyOfConcerned(_ person: PersonNumber) -> Certainty? {
        guard let certainty = index(of: person).map(certainty(at:)), certainty > .excluded else {
            return nil
        }
        return certainty
    }
}
