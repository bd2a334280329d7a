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

        mutating func tell(_ people: Set<PersonNumber>) {
            for index in isTold.indices where !isTold[index] {
                isTold[index] = people.contains(register.people[index])
            }
        }
    }

    private var waves: [Wave] = []

    init(_ store: Store, _ incident: IncidentFact) throws {
        try self.init(store.lettersWritten(in: incident), of: incident, store)
    }

    init(_ written: [WrittenLetters], of incident: IncidentFact, _ store: Store) throws {
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

    /// The last letter to somebody; nil when there was none.
    func letter(to person: PersonNumber) -> EarlierLetter? {
        for wave in waves.reversed() {
            guard let index = wave.register.index(of: person), wave.isTold[index] else { continue }
            return EarlierLetter(
                wave: wave.number,
                certainty: wave.register.certainty(at: index),
                categories: wave.register.categories(at: index)
            )
        }
        return nil
    }
}
