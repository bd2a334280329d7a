// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database

/// Where the records of a statement stand, at a point of the ledger, and how many they are.
public struct StatementRecords: Sendable, Equatable {
    /// The entries that count.
    public var entries: [Int]
    public var count: Int
    /// Of them, those of which nobody can tell who it is.
    public var unresolved: Int
    /// How its columns were read.
    public var mapping: String
    public var setAside: Int?
}

/// A record of a statement, whosever it is, with what it says of them still sealed. Masks itself.
public struct KeptRecord: Sendable, Masked {
    public var file: Int
    /// Line in the file, 1 is the header.
    public var line: Int
    /// By which it was linked, or why it was not, as linkage numbers it.
    public var basis: Int
    public var categories: CategorySet
    /// Nil of nobody's.
    public var person: PersonNumber?
    /// Its claims; empty of a record that cannot be tried again.
    public var sealed: [UInt8]

    public var mask: String { "line \(line)" }

    /// The same record, as somebody's or nobody's.
    public func decided(_ person: PersonNumber?, basis: Int) -> ListedRecord {
        var record = ListedRecord(
            line: line,
            person: person,
            categories: categories,
            basis: basis,
            record: sealed.isEmpty ? nil : sealed
        )
        record.file = file
        return record
    }
}

/// A record of a statement of which nobody can tell who it is. Masks itself.
public struct OpenRecord: Sendable, Masked {
    /// Which file of the statement.
    public var file: Int
    /// Line in the file, 1 is the header.
    public var line: Int
    /// Why, as linkage numbers it.
    public var basis: Int
    public var categories: CategorySet
    public var claims: IdentityClaims

    public var mask: String { "line \(line)" }
}

extension Store {
    /// The records of a statement when there are so many ledger entries; nil is now.
    public func records(
        of statement: Recorded<StatementFact>,
        asOfEntries limit: Int = .max
    ) throws -> StatementRecords {
        let fact = statement.body
        // In facts that do not name it, the entry before their own: one act wrote both.
        var records = StatementRecords(
            entries: [fact.recordsEntry ?? statement.entry - 1],
            count: fact.records,
            unresolved: fact.unresolved,
            mapping: fact.mapping,
            setAside: fact.setAside
        )
        for later in try laterRecords(of: fact) where later.entry < limit {
            records.unresolved = later.body.unresolved
            if let count = later.body.records {
                records.entries = [later.body.recordsEntry]
                records.count = count
                records.mapping = later.body.mapping ?? records.mapping
                records.setAside = later.body.setAside
            } else {
                records.entries.append(later.body.recordsEntry)
            }
        }
        return records
    }

    /// What was linked of a statement after it was added, in the order in which it was recorded.
    public func laterRecords(of statement: StatementFact) throws -> [Recorded<StatementRecordsFact>]
    {
        try facts.all(StatementRecordsFact.self, .statement(statement.number))
    }

    /// The records of a statement about nobody known, by line; opened under one line of the access log.
    public func openRecords(
        of statement: Recorded<StatementFact>,
        for reason: AccessReason
    ) throws -> [OpenRecord] {
        try note(
            "unresolved records of statement \(statement.body.name)",
            records(of: statement).unresolved,
            reason
        )
        return try stored(statement, all: false).compactMap { place, record in
            guard record.person == nil, !record.sealed.isEmpty else { return nil }
            return OpenRecord(
                file: place.file,
                line: place.line,
                basis: record.basis,
                categories: record.categories,
                claims: try openClaims(record.sealed)
            )
        }
    }

    /// All records of a statement, by line, to be tried again; one line of the access log says so.
    public func keptRecords(
        of statement: Recorded<StatementFact>,
        for reason: AccessReason
    ) throws -> [KeptRecord] {
        try note(
            "records of statement \(statement.body.name)",
            records(of: statement).count,
            reason
        )
        return try stored(statement, all: true).map { place, record in
            KeptRecord(
                file: place.file,
                line: place.line,
                basis: record.basis,
                categories: record.categories,
                person: record.person,
                sealed: record.sealed
            )
        }
    }

    /// What kept records say of their people; nil of one that cannot be tried again.
    public func claims(of records: ArraySlice<KeptRecord>) throws -> [IdentityClaims?] {
        try records.map { $0.sealed.isEmpty ? nil : try openClaims($0.sealed) }
    }

    /// Of each record of a statement its line, by which it was linked or why it was not, and the
    /// sourceId of the person, nil of nobody's; by line. The access log says first that the lines are
    /// looked at, and then of which people the sourceIds.
    public func links(
        of statement: Recorded<StatementFact>,
        for reason: AccessReason,
        _ body: (_ line: Int, _ basis: Int, ArraySlice<UInt8>?) throws -> Void
    ) throws {
        try note(
            "lines of statement \(statement.body.name)",
            records(of: statement).count,
            reason
        )
        let records = try stored(statement, all: true)
        let people = Set(records.lazy.compactMap(\.record.person)).sorted()
        let sources = try people.isEmpty ? SourceColumn() : sourceIDs(of: people, for: reason)
        let places = Dictionary(uniqueKeysWithValues: zip(people, people.indices))
        for (place, record) in records {
            let source = record.person.flatMap { places[$0] }
            try body(place.line, record.basis, source.map { sources[$0] })
        }
    }

    private struct StoredRecord {
        var basis: Int
        var categories: CategorySet
        var person: PersonNumber?
        var sealed: [UInt8]
    }

    /// The records that count, by line; what was linked later stands in the place of what was nobody's.
    /// `all`: those too that were linked at once.
    private func stored(
        _ statement: Recorded<StatementFact>,
        all: Bool
    ) throws -> [(place: FileLine, record: StoredRecord)] {
        let records = try records(of: statement)
        let seal = identities.recordPlaces
        return try view.read { db in
            let rows = try db.prepareAnew(
                """
                SELECT "row", line, basis, place, categories, person, record FROM assertion
                WHERE entry = $1 AND statement = $2
                """
            )
            var found: [FileLine: StoredRecord] = [:]
            for entry in records.entries {
                rows.bind(1, entry)
                rows.bind(2, statement.body.number)
                while try rows.step() {
                    guard all || entry != records.entries[0] || rows.isNull(5) else { continue }
                    // Rows of the first format have line and basis in the open.
                    var (place, basis) = (FileLine(file: 0, line: rows.int(1)), rows.int(2))
                    if !rows.isNull(3) {
                        let opened = try seal.open(
                            rows.blob(3),
                            statement: statement.body.number,
                            row: rows.int(0)
                        )
                        place = FileLine(file: Int(opened.file), line: Int(opened.line))
                        basis = Int(opened.basis)
                    }
                    found[place] = StoredRecord(
                        basis: basis,
                        categories: CategorySet(rawValue: UInt64(bitPattern: rows.integer(4))),
                        person: rows.isNull(5) ? nil : PersonNumber(UInt64(rows.integer(5))),
                        sealed: rows.isNull(6) ? [] : rows.bytes(6)
                    )
                }
            }
            return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }
    }

    private struct FileLine: Hashable, Comparable {
        var file: Int
        var line: Int

        static func < (left: FileLine, right: FileLine) -> Bool {
            (left.file, left.line) < (right.file, right.line)
        }
    }

    /// Adds records of a statement that could be linked later, `because` of what.
    public func add(
        records: [ListedRecord],
        linkedLaterIn statement: Recorded<StatementFact>,
        because: String,
        act: Act
    ) throws {
        guard !records.isEmpty else { return }
        try commit(act, alone: records.count > Self.manyRows) { store, db, entries in
            let unresolved = try store.records(of: statement).unresolved - records.count
            let rows = try placed(records, statement.body.number)
            try entries.record(
                db,
                [
                    StatementRecordsFact(
                        statement: statement.body.number,
                        recordsEntry: try write(rows, of: statement.body, db, &entries),
                        linked: records.count,
                        unresolved: unresolved,
                        because: because,
                        by: act.by
                    )
                ]
            )
        }
    }

    /// Puts all records of a statement, tried again `because` of what, in the place of those before: some are
    /// somebody else's now, or nobody's.
    public func replace(
        recordsOf statement: Recorded<StatementFact>,
        triedAgain records: [ListedRecord],
        because: String,
        act: Act
    ) throws {
        try commit(act, alone: records.count > Self.manyRows) { store, db, entries in
            let before = try store.records(of: statement)
            let unresolved = records.count { $0.person == nil }
            let rows = try placed(records, statement.body.number)
            try entries.record(
                db,
                [
                    StatementRecordsFact(
                        statement: statement.body.number,
                        recordsEntry: try write(rows, of: statement.body, db, &entries),
                        linked: (records.count - unresolved) - (before.count - before.unresolved),
                        unresolved: unresolved,
                        because: because,
                        by: act.by,
                        records: records.count,
                        mapping: before.mapping,
                        setAside: before.setAside
                    )
                ]
            )
        }
    }

    /// Puts records that were read with a corrected mapping in the place of those of a statement.
    public func replace(
        recordsOf statement: Recorded<StatementFact>,
        with records: [ListedRecord],
        mapping: String,
        rejected: [Rejected],
        act: Act
    ) throws {
        try commit(act, alone: records.count > Self.manyRows) { store, db, entries in
            let incident = FactKey.number(statement.body.incident)
            for known in try store.facts.all(IncidentFact.self, incident) {
                try store.refuseClosed(known.body)
            }
            let before = try store.records(of: statement)
            let unresolved = records.count { $0.person == nil }
            var coverage = IntakeCoverage(entry: try entries.next(db))
            _ = try setAside(rejected, db, &coverage)
            try entries.record(db, coverage, source: "list")
            let rows = try placed(records, statement.body.number)
            try entries.record(
                db,
                [
                    StatementRecordsFact(
                        statement: statement.body.number,
                        recordsEntry: try write(rows, of: statement.body, db, &entries),
                        linked: (records.count - unresolved) - (before.count - before.unresolved),
                        unresolved: unresolved,
                        because: "mapping",
                        by: act.by,
                        records: records.count,
                        mapping: mapping,
                        setAside: rejected.isEmpty ? nil : rejected.count
                    )
                ]
            )
        }
    }
}
