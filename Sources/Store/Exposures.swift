// SPDX-License-Identifier: EUPL-1.2

public import Custody
import GRDB
import Incidents

/// What one processor has of people through us, today: no incident needed.
public struct Exposure: Sendable {
    public var party: Party
    public var people = 0
    /// Ledger rows.
    public var disclosures = 0
    /// People per category, of whatever origin.
    public var peoplePerCategory: [DataCategory: Int] = [:]
    /// People per origin.
    public var peoplePerOrigin: [Origin: Int] = [:]
    /// Days since 1970-01-01 of the first and the last disclosure.
    public var first: Int?
    public var last: Int?
    /// Rows whose agreed period is over.
    public var pastTerm = 0

    public init(party: Party) {
        self.party = party
    }
}

extension Store {
    /// The exposure of every processor, by one reading of the ledger; `today` in days since 1970.
    public func exposures(today: Int) throws -> [Exposure] {
        var byParty: [Party.ID: (exposure: Exposure, computation: RegisterComputation)] = [:]
        for party in parties {
            byParty[party.id] = (Exposure(party: party), RegisterComputation())
        }
        try database.read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT person, flow, categories, disclosed_on, keep_until FROM disclosure
                    """
            )
            let flows = flows
            while let row = try rows.next() {
                guard let flow = flows[row[1]] else { continue }
                let day: Int = row[3]
                let keepUntil: Int? = row[4]
                let person = PersonNumber(UInt64(row[0] as Int64))
                let categories = CategorySet(rawValue: UInt64(bitPattern: row[2] as Int64))
                var ended = 0
                if let keepUntil, keepUntil < today { ended = 1 }
                byParty[flow.party]?.exposure.disclosures += 1
                byParty[flow.party]?.exposure.pastTerm += ended
                byParty[flow.party]?.computation.add(person, categories, origin: flow.origin)
                if let first = byParty[flow.party]?.exposure.first, first <= day {
                } else {
                    byParty[flow.party]?.exposure.first = day
                }
                if let last = byParty[flow.party]?.exposure.last, last >= day {
                } else {
                    byParty[flow.party]?.exposure.last = day
                }
            }
        }
        return parties.compactMap { party in
            guard let (exposure, computation) = byParty.removeValue(forKey: party.id) else {
                return nil
            }
            var full = exposure
            let register = computation.register()
            full.people = register.count
            full.peoplePerCategory = register.peoplePerCategory
            for index in 0..<register.count {
                let row = register[index]
                for origin in Origin.allCases where !row.held(origin).isEmpty {
                    full.peoplePerOrigin[origin, default: 0] += 1
                }
            }
            return full
        }.sorted { $0.people > $1.people }
    }
}
