// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Incidents
internal import Letters
internal import Store

extension Store {
    /// Who of a register, and of others who are written to, is held by what another number of theirs says
    /// (decision 0038): name and address are those of the number under which a person goes on, but that
    /// somebody died, may not be found, or is a child on the day of the letter, is said under each. Whether
    /// somebody is a child of whom one number says so and another does not, an officer says.
    ///
    /// Opens all numbers of these people, and nobody else.
    func heldByOtherNumbers(
        _ joined: JoinedPeople,
        of register: Register,
        and others: Set<PersonNumber> = [],
        on day: PartialDate,
        released: [PersonNumber: ReleasedLanes],
        leavingOut lost: LostPeople? = nil,
        for access: @autoclosure () throws -> AccessReason
    ) throws -> [PersonNumber: HoldReason] {
        // Also who became one person since: a row that was waited for may have come.
        let groups = Set(joined.groups + (try joinedPeople().groups)).compactMap { group in
            let readers = group.filter { register.index(of: $0) != nil || others.contains($0) }
            return readers.isEmpty ? nil : (numbers: group, readers: readers)
        }
        guard !groups.isEmpty else { return [:] }
        var known: [PersonNumber: (lane: HoldReason?, age: AgeGroup)] = [:]
        try open(
            Set(groups.flatMap(\.numbers)).sorted(),
            for: try access(),
            withMail: true,
            leavingOut: lost
        ) {
            let person = try $0.person
            return (
                number: $0.number, lane: HoldReason.underAnyNumber(person),
                age: AgeGroup(born: person.birthDate, on: day)
            )
        } collect: { people in
            for person in people { known[person.number] = (person.lane, person.age) }
        }
        var held: [PersonNumber: HoldReason] = [:]
        for group in groups {
            for reader in group.readers {
                let age = known[reader]?.age ?? .adult
                let mayBeYoung = released[reader]?.contains(.youngPerson) != true
                for case let (number, other?) in group.numbers.map({ ($0, known[$0]) })
                where number != reader {
                    var lane = other.lane
                    if lane == nil, other.age != .adult, other.age != age, mayBeYoung {
                        lane = .youngPerson
                    }
                    held[reader] = HoldReason.strictest(held[reader], lane)
                }
            }
        }
        return held
    }
}
