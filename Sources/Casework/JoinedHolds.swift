// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Incidents
internal import Letters
internal import Store

extension Store {
    /// Who of a register is held by what another number of theirs says (decision 0038): name and address
    /// are those of the number under which a person goes on, but that somebody died, or may not be found,
    /// is true under each.
    ///
    /// Opens the other numbers of these people, and nobody else.
    func heldByOtherNumbers(
        _ joined: JoinedPeople,
        of register: Register,
        leavingOut lost: LostPeople? = nil,
        for access: @autoclosure () throws -> AccessReason
    ) throws -> [PersonNumber: HoldReason] {
        let others = joined.groups.filter { $0.first.flatMap(register.index) != nil }
            .flatMap { $0.dropFirst() }.sorted()
        guard !others.isEmpty else { return [:] }
        var held: [PersonNumber: HoldReason] = [:]
        try open(others, for: try access(), withMail: true, leavingOut: lost) {
            (number: $0.number, HoldReason.underAnyNumber(try $0.person))
        } collect: { people in
            for case (let number, let reason?) in people {
                let one = joined.one(number)
                if held[one] != .deceased { held[one] = reason }
            }
        }
        return held
    }
}
