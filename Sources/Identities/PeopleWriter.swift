// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Custody
public import Database
import Vault

/// What an import of the population did.
public struct PopulationOutcome: Sendable, Equatable {
    public var new = 0
    public var changed = 0
    public var same = 0

    public init() {}

    public static func += (left: inout PopulationOutcome, right: PopulationOutcome) {
        left.new += right.new
        left.changed += right.changed
        left.same += right.same
    }
}

/// What was written of people, for the entry that commits to it.
public struct WrittenPeople: Sendable {
    public var outcome = PopulationOutcome()
    /// In the order of their numbers.
    public var versions: [PersonVersion] = []
    public var index: [PersonIndexRows] = []
}

extension LocalIdentities {
    /// Writes people that were made ready, within a transaction: new ones, and changed ones in the place
    /// of their rows of before. `entry` is the place in the ledger of the entry that commits to them.
    public func write(_ batch: SealedPeople, entry: Int, _ db: Connection) throws -> WrittenPeople {
        var written = WrittenPeople()
        written.outcome.same = batch.same
        written.outcome.changed = batch.people.count(where: \.isChange)
        written.outcome.new = batch.people.count - written.outcome.changed
        guard !batch.people.isEmpty else { return written }
        // In the order of the tables, which is that of the numbers: each page is written once.
        let people = batch.people.sorted { $0.number < $1.number }
        try batch.bytes.withUnsafeBytes { bytes in
            let logKeys = try takeOut(people.filter(\.isChange), db)
            written.versions = try insert(people, keeping: logKeys, bytes, db)
        }
        written.index = try index.write(
            batch.index,
            population: batch.population,
            entry: entry,
            db
        )
        return written
    }

    /// Removes the rows of people who changed; returns the log keys of those who had one with who they
    /// are: lines that were written stay readable.
    private func takeOut(_ people: [SealedPeople.Entry], _ db: Connection) throws
        -> [PersonNumber: [UInt8]]
    {
        guard !people.isEmpty else { return [:] }
        var logKeys: [PersonNumber: [UInt8]] = [:]
        let select = try db.prepareAnew("SELECT epoch, log_key FROM person WHERE number = $1")
        for person in people {
            select.bind(1, Int64(person.number.value))
            defer { select.reset() }
            guard try select.step(), select.int(0) == PersonSealing.epoch else { continue }
            let column = select.bytes(1)
            let who = LogObject.sourceID(
                in: column,
                of: person.number.value,
                epoch: PersonSealing.epoch,
                sealing.keys
            )
            if who != nil { logKeys[person.number] = column }
        }
        for table in ["person", "person_dossier", "person_mail"] {
            let delete = try db.prepareAnew("DELETE FROM \(table) WHERE number = $1")
            for person in people {
                delete.bind(1, Int64(person.number.value))
                try delete.run()
            }
        }
        return logKeys
    }

    private func insert(
        _ people: [SealedPeople.Entry],
        keeping logKeys: [PersonNumber: [UInt8]],
        _ bytes: UnsafeRawBufferPointer,
        _ db: Connection
    ) throws -> [PersonVersion] {
        let person = try db.prepareAnew(
            "INSERT INTO person (number, epoch, content, log_key) VALUES ($1, $2, $3, $4)"
        )
        person.bind(2, PersonSealing.epoch)
        var versions: [PersonVersion] = []
        versions.reserveCapacity(people.count)
        for item in people {
            var version = PersonVersion(
                person: item.number,
                dossier: item.dossierDigest,
                mail: item.mailDigest
            )
            person.bind(1, Int64(item.number.value))
            person.bind(3, item.content)
            if let kept = logKeys[item.number] {
                kept.withUnsafeBytes {
                    person.bind(4, blob: $0)
                    version.dossier = PersonSealing.dossierDigest(
                        item.number,
                        item.content,
                        item.place,
                        logKey: $0,
                        bytes
                    )
                }
            } else {
                person.bind(4, blob: bytes.part(item.place.logKey))
            }
            try person.run()
            versions.append(version)
        }
        // A table at a time, so that the pages of one are together in the cache.
        for (table, key, half) in [
            ("person_dossier", \SealedPeople.Place.dossierKey, \SealedPeople.Place.dossier),
            ("person_mail", \.mailKey, \.mail),
        ] {
            let insert = try db.prepareAnew(
                "INSERT INTO \(table) (number, wrapped_key, sealed) VALUES ($1, $2, $3)"
            )
            for item in people {
                insert.bind(1, Int64(item.number.value))
                insert.bind(2, blob: bytes.part(item.place[keyPath: key]))
                insert.bind(3, blob: bytes.part(item.place[keyPath: half]))
                try insert.run()
            }
        }
        return versions
    }
}
