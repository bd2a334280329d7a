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
        var isTold: [Bool]

        /// Where a number stands that got a letter.
        func place(of person: PersonNumber) -> Int? {
            register.index(of: person).flatMap { isTold[$0] ? $0 : nil }
        }

        mutating func tell(_ people: Set<PersonNumber>) {
            for index in isTold.indices where !isTold[index] {
                isTold[index] = people.contains(register.people[index])
            }
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
                        isTold: [Bool](repeating: false, count: register.count)
                    )
                )
            }
            waves[waves.count - 1].tell(written.people)
        }
    }

    /// The last letter to somebody; nil when there was none. Of somebody with several numbers the last
    /// letter to each: what was said to any of them was said to the person.
    func letter(to person: PersonNumber) -> EarlierLetter? {
        let numbers = joined.isEmpty ? [person] : joined.all(person)
        var last: EarlierLetter?
        for number in numbers {
            guard let wave = waves.last(where: { $0.place(of: number) != nil }),
                let place = wave.place(of: number)
            else { continue }
            let certainty = wave.register.certainty(at: place)
            let categories = wave.register.categories(at: place)
            last = EarlierLetter(
                wave: max(last?.wave ?? wave.number, wave.number),
                certainty: max(last?.certainty ?? certainty, certainty),
                categories: (last?.categories ?? []).union(categories)
            )
        }
        return last
    }
}
