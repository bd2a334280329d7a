// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Letters
internal import Store

extension Store {
    /// Whose letter is held by what was said in a call and waits for the data manager: that they died, or that
    /// their address is wrong or secret. Under each of their numbers; of both, that they died.
    func heldByCalls() throws -> [PersonNumber: HoldReason] {
        let joined = try joinedPeople()
        var held: [PersonNumber: HoldReason] = [:]
        for matter in try waitingCallMatters() {
            guard let person = matter.body.personNumber else { continue }
            let reason: HoldReason
            switch ContactOutcome(rawValue: matter.body.what) {
            case .deceased?: reason = .saidDeceased
            case .address?: reason = .saidElsewhere
            default: continue
            }
            for number in joined.all(joined.one(person)) where held[number] != .saidDeceased {
                held[number] = reason
            }
        }
        return held
    }
}
