// SPDX-License-Identifier: EUPL-1.2

import Database
import Ledger

extension Store {
    /// Takes the people of a store of format 1 to format 2: everybody is sealed again with padding, the
    /// indexes are made again, and one entry for each ``PopulationIntake/batchSize`` people commits to
    /// the rows. Goes on where an earlier run was cut off. Who does not open keeps their rows, and is a
    /// lost person from then on: taking them in again repairs it.
    ///
    /// The entries bear the time of the entry before them: the store has no clock.
    func upgradePeople(_ progress: (_ done: Int, _ total: Int) -> Void) throws {
        try StoreError.translating {
            let at = try lastEntryTime()
            let reason = try AccessReason(
                user: "spoor",
                purpose: "migration",
                caseReference: "format 2",
                reason: "everybody is sealed again with padding",
                at: at
            )
            let act = Act(by: reason.user, at: at)
            let total = try peopleCount()
            if total > 0 {
                try identities.note(.things("everybody", count: total), for: reason)
            }
            var done = 0
            var last: Int64 = 0
            while let part = try identities.resealed(
                format1After: last,
                atMost: PopulationIntake.batchSize,
                population: total,
                reason
            ) {
                _ = try commit(act) { db, entries in try write(part.people, db, &entries) }
                (last, done) = (part.last, done + part.people.count)
                progress(done, total)
            }
            try database.write { db in
                let rejects = try db.all("SELECT digest, content FROM reject") {
                    (digest: $0.bytes(0), content: $0.bytes(1))
                }
                for reject in rejects {
                    try db.run(
                        "UPDATE reject SET content = $1 WHERE digest = $2",
                        try identities.resealReject(reject.content, digest: reject.digest),
                        reject.digest
                    )
                }
                try db.run(
                    "UPDATE setting SET value = $1 WHERE name = 'format'",
                    String(Schema.version)
                )
            }
        }
    }

    /// Milliseconds since 1970 of the last entry; 0 when there is none.
    private func lastEntryTime() throws -> Int64 {
        let body = try database.read { db in
            try db.first("SELECT body FROM ledger_entry ORDER BY seq DESC LIMIT 1") { $0.bytes(0) }
        }
        guard let body else { return 0 }
        return Int64(clamping: try LedgerEntry(bytes: body).utcMilliseconds)
    }
}
