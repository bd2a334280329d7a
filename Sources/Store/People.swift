// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
import Vault

extension Store {
    /// Opens everyone under one line, to know who in a file of the population is new.
    public func populationIntake(for reason: AccessReason) throws -> PopulationIntake {
        try identities.populationIntake(
            for: reason,
            withdrawn: withdrawnPeople(),
            expected: expectedPeople(),
            corrected: correctedWithCare()
        )
    }

    /// Whom officers put right in what decides whether a letter may go at all.
    private func correctedWithCare() throws -> [PersonNumber: Set<PersonField>] {
        let careful: Set<PersonField> = [.deceasedOn, .secrecy, .addressStatus]
        return try facts.all(PersonCorrectionFact.self).reduce(into: [:]) { corrected, fact in
            let fields = Set(fact.body.fields.compactMap(PersonField.init(rawValue:)))
                .intersection(careful)
            guard !fields.isEmpty else { return }
            corrected[PersonNumber(UInt64(bitPattern: fact.body.person)), default: []]
                .formUnion(fields)
        }
    }

    /// People who came with a population that was taken back, or whom an officer withdrew, and who came with
    /// no other since: nothing is about them.
    public func withdrawnPeople() throws -> Set<PersonNumber> {
        try withdrawnPeople(without: undone()).union(withdrawnOneByOne())
    }

    func withdrawnPeople(without undone: UndoneEntries) throws -> Set<PersonNumber> {
        let numbers = Set(try facts.all(ImportUndoFact.self).map(\.body.number))
        let isPopulation = try facts.all(ImportFact.self).contains { fact in
            fact.body.source == "population" && fact.body.number.map(numbers.contains) == true
        }
        guard isPopulation else { return [] }
        return try view.read { db in try withdrawnPeople(without: undone, db) }
    }

    func withdrawnPeople(
        without undone: UndoneEntries,
        _ db: Connection
    ) throws -> Set<PersonNumber> {
        var all: Set<PersonNumber> = []
        var counting: Set<PersonNumber> = []
        // Former names bring nobody: they are of people who are there.
        let former = try formerEntries()
        let versions = try db.prepareAnew("SELECT person, entry FROM person_version")
        while try versions.step() {
            let person = PersonNumber(UInt64(versions.integer(0)))
            if undone.contains(versions.int(1)) {
                all.insert(person)
            } else if !former.contains(versions.int(1)) {
                counting.insert(person)
            }
        }
        return all.subtracting(counting)
    }

    /// Records people that were made ready: new ones under a random number and three keys of their
    /// own, changed ones under new keys. One entry of the ledger commits to the newest version of each.
    public func record(
        people batch: SealedPeople,
        progress: ImportProgress?,
        of source: ImportSource? = nil,
        act: Act
    ) throws -> PopulationOutcome {
        if batch.isUnchanged {
            // Everybody is there as they are: nothing for the ledger.
            if let progress { try database.write { try Self.note(progress, $0) } }
            var outcome = PopulationOutcome()
            outcome.same = batch.same
            return outcome
        }
        return try commit(act, alone: true) { store, db, entries in
            let importing = try source.map { try store.begin($0, by: act.by) }
            let outcome = try write(batch, db, &entries, of: importing).outcome
            if let progress { try Self.note(progress, db) }
            return outcome
        }
    }

    /// The same, by the officer and at the time for whom the people were sealed.
    public func record(
        people batch: SealedPeople,
        progress: ImportProgress?
    ) throws -> PopulationOutcome {
        let act = Act(by: batch.reason?.user ?? "", at: batch.reason?.at ?? 0)
        return try record(people: batch, progress: progress, act: act)
    }

    /// Writes people and the entries that commit to them, if there are any: first the fact over the rows
    /// of the indexes, then the versions, and what the store is when the buckets were made again.
    func write(
        _ batch: SealedPeople,
        _ db: Connection,
        _ entries: inout Entries,
        of importing: (number: Int, new: ImportFact?)? = nil
    ) throws -> WrittenPeople {
        var coverage = IntakeCoverage(entry: try entries.next(db))
        if let importing {
            coverage.importing.number = importing.number
            coverage.importing.rows = [IntakeFact.RowsEntry(entry: coverage.entry + 1)]
        }
        let written = try identities.write(batch, entry: coverage.entry, db)
        guard !written.versions.isEmpty else { return written }
        for rows in written.index {
            coverage.add(
                rows.count,
                of: rows.table.intakeTable,
                sha256: rows.hash,
                replacing: rows.isAnew
            )
        }
        try entries.record(
            db,
            coverage,
            source: "population",
            and: importing?.new.map { [$0] } ?? []
        )
        let insert = try db.prepareAnew(
            """
            INSERT INTO person_version (person, entry, "row", dossier, mail, commitment_key)
            VALUES ($1, $2, $3, $4, $5, $6)
            """
        )
        try entries.append(
            db,
            kind: .personVersions,
            written.versions,
            canonical: CanonicalRow.personVersion,
            insert: { version, entry, row, key in
                insert.bind(1, Int64(version.person.value))
                insert.bind(2, entry)
                insert.bind(3, row)
                version.dossier.withBytes { insert.bind(4, blob: $0) }
                version.mail.withBytes { insert.bind(5, blob: $0) }
                insert.bind(6, blob: key)
                try insert.run()
            }
        )
        if written.index.contains(where: \.isAnew) {
            try entries.record(db, [try Self.foundingFact(db)])
        }
        return written
    }

    /// Keyed digests of contents: equal contents are recognised, nothing is told about them.
    public var contentDigest: ContentDigest { identities.intakeDigests(party: nil).files }

    /// All that an import computes with keys; `party` nil for what concerns no party.
    public func intakeDigests(party: Party.ID?) -> IntakeDigests {
        identities.intakeDigests(party: party)
    }

    /// The same for contents that went to a party: to another party they went too.
    public func contentDigest(party: Party.ID) -> ContentDigest {
        identities.intakeDigests(party: party).contents
    }
}

extension CanonicalRow {
    /// `p` ‖ person i64 ‖ dossier 32 ‖ mail 32.
    static func personVersion(_ version: PersonVersion) -> CanonicalRow {
        var row = CanonicalRow("p")
        row.add(Int64(version.person.value))
        row.add(digest: version.dossier)
        row.add(digest: version.mail)
        return row
    }
}

extension PersonIndexTable {
    /// The table as the facts of the ledger name it.
    var intakeTable: IntakeTable {
        switch self {
        case .source: .bySource
        case .citizenNumber: .byCitizenNumber
        case .birthAndName: .byBirthAndName
        case .address: .byAddress
        }
    }
}
