// SPDX-License-Identifier: EUPL-1.2

import Database
import Ledger

// Takes the people of a store of format 1 to format 2: everybody is sealed again with padding, the
// indexes are made again, and the ledger commits to a version of each. It goes on where an earlier run
// was cut off: a setting says that it is not done, from the act in which the store becomes one of
// format 2 until the last people are sealed.

extension Store {
    /// The setting that stands while people of format 1 are still to be sealed again.
    static let unfinishedUpgrade = "unfinished_upgrade"

    static func needsUpgrade(_ db: Connection) throws -> Bool {
        let setting = "SELECT value FROM setting WHERE name = $1"
        if try db.first(setting, unfinishedUpgrade, read: { $0.text(0) }) != nil {
            return true
        }
        // Without people the next act makes it one of format 2.
        return try db.first(setting, "format", read: { $0.text(0) }) == "1" && hasPeople(db)
    }

    static func hasPeople(_ db: Connection) throws -> Bool {
        try db.integer("SELECT 1 FROM person LIMIT 1") != nil
    }

    /// One act for each `count` people, and one that says it is done. Who does not
    /// open keeps their rows, and is a lost person from then on: taking them in again repairs it.
    ///
    /// The entries bear the time of the entry before them: the store has no clock.
    func upgradePeople(atOnce count: Int, _ progress: (_ done: Int, _ total: Int) -> Void) throws {
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
        try identities.note(.things("everybody", count: total), for: reason)
        var done = 0
        var last: Int64 = 0
        while let part = try identities.resealed(
            format1After: last,
            atMost: count,
            population: total,
            reason
        ) {
            _ = try commit(act, alone: true) { _, db, entries in
                try write(part.people, db, &entries)
            }
            (last, done) = (part.last, done + part.people.count)
            progress(done, total)
        }
        try commit(act) { _, db, entries in
            try db.run("DELETE FROM setting WHERE name = $1", Self.unfinishedUpgrade)
            try entries.record(db, [try Self.foundingFact(db)])
        }
    }

    /// Binds what format 1 set aside to its row, and seals the name of its file, before the ledger commits to these rows. What does not
    /// open stays as it is.
    func resealRejects(_ db: Connection) throws {
        let rejects = try db.all("SELECT digest, content, source FROM reject") {
            (digest: $0.bytes(0), content: $0.bytes(1), source: $0.text(2))
        }
        for reject in rejects {
            guard
                let content = try? identities.resealReject(
                    reject.content,
                    digest: reject.digest,
                    as: { SealedSource.joined(reject.source, $0) }
                )
            else { continue }
            try db.run(
                "UPDATE reject SET content = $1, source = $2 WHERE digest = $3",
                content,
                SealedSource.tag(of: reject.source, contentDigest),
                reject.digest
            )
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
