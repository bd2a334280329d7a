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

        /// Where the numbers of somebody stand who got a letter.
        func places(of numbers: [PersonNumber]) -> [Int] {
            numbers.compactMap { register.index(of: $0) }.filter { isTold[$0] }
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

    /// The last letter to somebody; nil when there was none. Two letters of one wave to two numbers of
    /// somebody said what both say together.
    func letter(to person: PersonNumber) -> EarlierLetter? {
        let numbers = joined.isEmpty ? [person] : joined.all(person)
        for wave in waves.reversed() {
            let places = wave.places(of: numbers)
            guard let certainty = places.map({ wave.register.certainty(at: $0) }).max() else {
                continue
            }
            return EarlierLetter(
                wave: wave.number,
                certainty: certainty,
                categories: places.reduce(into: CategorySet()) {
                    $0.formUnion(wave.register.categories(at: $1))
                }
            )
        }
        return nil
    }
}
