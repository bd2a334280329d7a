// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
import Foundation
import Vault
import Workers

/// One record of a processor's list after linkage.
public struct ListedRecord: Sendable {
    /// Line in the file, 1 is the header.
    public var line: Int
    /// nil: nobody can tell who it is.
    public var person: PersonNumber?
    public var categories: CategorySet
    /// Which identifiers matched, or why it is unresolved: as linkage numbers them.
    public var basis: Int
    /// What the record says of its person, sealed, so that it can be tried again when the population changes;
    /// nil where it cannot.
    public var record: [UInt8]?
    /// Which file of the statement the line is in; 0 when it is one list.
    public var file = 0

    public init(
        line: Int,
        person: PersonNumber?,
        categories: CategorySet,
        basis: Int,
        record: [UInt8]?
    ) {
        self.line = line
        self.person = person
        self.categories = categories
        self.basis = basis
        self.record = record
    }
}

extension Store {
    public func statements(of incident: IncidentFact) throws -> [Recorded<StatementFact>] {
        try facts.all(StatementFact.self, .incident(incident.number))
    }

    public func withdrawal(of statement: StatementFact) throws -> Recorded<WithdrawalFact>? {
        try facts.all(WithdrawalFact.self, .statement(statement.number)).first
    }

    public func isWithdrawn(_ statement: StatementFact) throws -> Bool {
        try !facts.all(WithdrawalFact.self, .statement(statement.number)).isEmpty
    }

    /// Had it been withdrawn when there were so many ledger entries?
    public func isWithdrawn(_ statement: StatementFact, asOfEntries limit: Int) throws -> Bool {
        try facts.all(WithdrawalFact.self, .statement(statement.number))
            .contains { $0.entry < limit }
    }

    /// Adds a statement with all its records, in one act: either the whole list counts or none.
    ///
    /// The same content twice in an incident is refused as already there, and what was not said yet.
    ///
    /// `happenedAt`, milliseconds since 1970: of a moment whose time is not known the earliest, and
    /// `notAfter` the latest. We had it as early as can be: that speaks against us.
    public func add(
        statement name: String,
        to incident: IncidentFact,
        source: String,
        happenedAt: Int64,
        notAfter: Int64? = nil,
        certainty: Certainty,
        content: [UInt8],
        mapping: String,
        records: [ListedRecord],
        rejected: [Rejected] = [],
        act: Act
    ) throws -> StatementFact {
        try ChosenName.checkStatement(name)
        guard happenedAt <= act.at else { throw StoreError.refused(.notSaidYet) }
        let content = Hexadecimal.text(content)
        return try commit(act, alone: records.count > Self.manyRows) { store, db, entries in
            try store.refuseClosed(incident)
            let earlier = try store.statements(of: incident).map(\.body)
            for same in earlier where same.content == content {
                guard try store.isWithdrawn(same) else {
                    throw StoreError.alreadyThere(.list(as: same.name))
                }
            }
            guard !earlier.contains(where: { $0.name == name }),
                Origin(code: name) == nil
            else {
                throw StoreError.alreadyThere(.statement(name: name))
            }
            var statement = StatementFact(
                number: try store.facts.count(StatementFact.self) + 1,
                incident: incident.number,
                name: name,
                source: source,
                happenedAt: happenedAt,
                certainty: certainty.rawValue,
                records: records.count,
                unresolved: records.count { $0.person == nil },
                by: act.by,
                content: content,
                mapping: mapping,
                setAside: rejected.isEmpty ? nil : rejected.count,
                notAfter: notAfter.map { min($0, act.at) }
            )
            var coverage = IntakeCoverage(entry: try entries.next(db))
            _ = try setAside(rejected, db, &coverage)
            try entries.record(db, coverage, source: "list")
            let rows = try placed(records, statement.number)
            statement.recordsEntry = try write(rows, of: statement, db, &entries)
            try entries.record(db, [statement])
            return statement
        }
    }

    /// A record and its sealed place.
    struct PlacedRecord: Sendable {
        var person: PersonNumber?
        var categories: CategorySet
        var record: [UInt8]?
        var place: [UInt8]
    }

    /// The records in an order that says nothing about the list: by number of the person, which is
    /// random, and behind them in random order those of nobody known.
    func placed(_ records: [ListedRecord], _ statement: Int) throws -> [PlacedRecord] {
        var generator = SystemRandomNumberGenerator()
        let ordered =
            records.filter { $0.person != nil }.shuffled(using: &generator).sorted {
                $0.person?.value ?? 0 < $1.person?.value ?? 0
            } + records.filter { $0.person == nil }.shuffled(using: &generator)
        let seal = identities.recordPlaces
        return try WorkerPool.shares(of: ordered.count, atLeast: 512) { share in
            var random = RandomBytes()
            return try share.map { row in
                let record = ordered[row]
                return PlacedRecord(
                    person: record.person,
                    categories: record.categories,
                    record: record.record,
                    place: seal.seal(
                        try RecordPlace(file: record.file, line: record.line, basis: record.basis),
                        statement: statement,
                        row: row,
                        random: &random
                    )
                )
            }
        }.flatMap(\.self)
    }

    /// Writes the records of a statement as one entry and returns its number.
    func write(
        _ records: [PlacedRecord],
        of statement: StatementFact,
        _ db: Connection,
        _ entries: inout Entries
    ) throws -> Int {
        let insert = try db.prepareAnew(
            """
            INSERT INTO assertion (
                entry, "row", statement, line, person, certainty, categories, basis,
                happened_at, record, commitment_key, place)
            VALUES ($1, $2, $3, 0, $4, $5, $6, 0, $7, $8, $9, $10)
            """
        )
        insert.bind(3, statement.number)
        insert.bind(5, Int(statement.certainty))
        insert.bind(7, statement.happenedAt)
        return try entries.append(
            db,
            kind: .sealedAssertions,
            records,
            canonical: { record in
                try CanonicalRow.assertion(
                    statement: statement.number,
                    person: record.person.map { Int64($0.value) },
                    certainty: statement.certainty,
                    categories: Int64(bitPattern: record.categories.rawValue),
                    happenedAt: statement.happenedAt,
                    record: record.record,
                    place: record.place
                )
            },
            insert: { record, entry, row, key in
                insert.bind(1, entry)
                insert.bind(2, row)
                insert.bind(4, record.person.map { Int($0.value) })
                insert.bind(6, Int64(bitPattern: record.categories.rawValue))
                insert.bind(8, blob: record.record)
                insert.bind(9, blob: key)
                insert.bind(10, blob: record.place)
                try insert.run()
            }
        )
    }

    /// Acts of more rows have a transaction of their own.
    static var manyRows: Int { 4096 }

    public func withdraw(_ statement: StatementFact, because: String, act: Act) throws {
        try commit(act) { store, db, entries in
            if let incident = try store.facts.all(IncidentFact.self, .number(statement.incident))
                .first?.body
            {
                try store.refuseClosed(incident)
            }
            guard try !store.isWithdrawn(statement) else {
                throw StoreError.alreadyThere(.withdrawal(of: statement.name))
            }
            try entries.record(
                db,
                [WithdrawalFact(statement: statement.number, by: act.by, because: because)]
            )
        }
    }
}
