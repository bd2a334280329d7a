// SPDX-License-Identifier: EUPL-1.2

import Custody
import Incidents

extension Store {
    /// How many acts since a frozen version of an incident took back something that the version may rest on: an
    /// import or single rows of its parties that no longer count, a list that was withdrawn, read again with
    /// another mapping, or contradicted by one that excludes people.
    ///
    /// 0 says that all that the version says of anybody still holds. Above 0 somebody may be concerned, or nobody.
    public func takingsBack(since version: RegisterFact, in incident: IncidentFact) throws -> Int {
        let frozen = version.asOfEntries
        let parties = incident.concerned.map { Party.ID(rawValue: $0) }
        let undone = try imports(takenBackAt: parties).count { $0.entry >= frozen }
        let rows = try withdrawnRows(of: parties, between: frozen, and: .max).count
        let lists = try statements(of: incident).reduce(0) { sum, list in
            guard list.entry < frozen else {
                let excludes = list.body.certainty == Certainty.excluded.rawValue
                return try excludes && !isWithdrawn(list.body) ? sum + 1 : sum
            }
            guard try !isWithdrawn(list.body, asOfEntries: frozen) else { return sum }
            let readAgain = try laterRecords(of: list.body).count {
                $0.entry >= frozen && $0.body.records != nil
            }
            return try sum + readAgain + (isWithdrawn(list.body) ? 1 : 0)
        }
        return undone + rows + lists
    }
}
