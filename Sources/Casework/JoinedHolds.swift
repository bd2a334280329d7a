// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Incidents
internal import Letters
internal import Store

extension Store {
    /// Who of a register, and of others who are written to, is held by what another number of theirs says (decision 0038): name and address
    /// are those of the number under which a person goes on, but that somebody died, or may not be found,
    /// is true under each.
    ///
    /// Opens the other numbers of these people, and nobody else.
    func heldByOtherNumbers(
        _ joined: JoinedPeople,
        of register: Register,
        and others: Set<PersonNumber> = [],
        leavingOut lost: LostPeople? = nil,
        for access: @autoclosure () throws -> AccessReason
    ) throws -> [PersonNumber: HoldReason] {
        // Also who became one person since: a row that was waited for may have come.
        let groups = Set(joined.groups + (try joinedPeople().groups))
        var concerned: [PersonNumber: Set<PersonNumber>] = [:]
        for group in groups {
            let inRegister = group.filter {
                register.index(of: $0) != nil || others.contains($0)
            }
            for other in group where !inRegister.isEmpty {
                concerned[other, default: []].formUnion(inRegister.filter { $0 != other })
            }
        }
        concerned = concerned.filter { !$0.value.isEmpty }
        guard !concerned.isEmpty else { return [:] }
        var held: [PersonNumber: HoldReason] = [:]
        try open(
            concerned.keys.sorted(),
            for: try access(),
            withMail: true,
            leavingOut: lost
        ) {
            (number: $0.number, HoldReason.underAnyNumber(try $0.person))
        } collect: { people in
            for case (let number, let reason?) in people {
                for person in concerned[number] ?? [] where held[person] != .deceased {
                    held[person] = reason
                }
            }
        }
        return held
    }
}
