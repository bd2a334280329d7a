// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
import Foundation
public import Incidents
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
    /// Claims of an unresolved record, sealed; they stay open.
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

/// A moment of an incident as an officer gives it.
public struct GivenMoment: Sendable {
    public var moment: DutyMoment
    /// Milliseconds since 1970.
    public var happenedAt: Int64
    /// Its source, or why it counts.
    public var note: String

    public init(_ moment: DutyMoment, happenedAt: Int64, note: String = "") {
        self.moment = moment
        self.happenedAt = happenedAt
        self.note = note
    }

    fileprivate func fact(incident: Int, by officer: String) -> MomentFact {
        MomentFact(
            incident: incident,
            moment: moment.code,
            happenedAt: happenedAt,
            by: officer,
            note: note
        )
    }
}

extension Store {
    // MARK: Parties and agreements

    public func add(party: Party, role: PartyRole, from day: Int, act: Act) throws {
        try commit(act) { store, db, entries in
            guard try store.facts.all(PartyFact.self, .party(party.id.rawValue)).isEmpty else {
                throw StoreError.alreadyThere(.party(party.id))
            }
            try entries.record(
                db,
                [
                    PartyFact(id: party.id.rawValue, name: party.name),
                    RoleFact(party: party.id.rawValue, role: role.rawValue, from: day),
                ]
            )
        }
    }

    public func set(role: PartyRole, of party: Party.ID, from day: Int, act: Act) throws {
        try commit(act) { _, db, entries in
            try entries.record(
                db,
                [RoleFact(party: party.rawValue, role: role.rawValue, from: day)]
            )
        }
    }

    public func add(
        agreement version: String,
        with party: Party.ID,
        from day: Int,
        incidentHours: Int?,
        keepMonths: Int?,
        clauses: [String: String]? = nil,
        act: Act
    ) throws {
        try commit(act) { store, db, entries in
            guard try !store.agreements(with: party).contains(where: { $0.version == version })
            else {
                throw StoreError.alreadyThere(.agreement(version: version))
            }
            try entries.record(
                db,
                [
                    AgreementFact(
                        party: party.rawValue,
                        version: version,
                        from: day,
                        incidentHours: incidentHours,
                        keepMonths: keepMonths,
                        clauses: clauses
                    )
                ]
            )
        }
    }

    public var parties: [Party] {
        get throws {
            try facts.all(PartyFact.self).map {
                Party(id: Party.ID(rawValue: $0.body.id), name: $0.body.name)
            }
        }
    }

    public func agreements(with party: Party.ID) throws -> [AgreementFact] {
        try facts.all(AgreementFact.self, .party(party.rawValue)).map(\.body)
    }

    /// The versions of the agreement that had been recorded by a moment, in that order.
    public func agreements(
        with party: Party.ID,
        recordedBy moment: Int64
    ) throws -> [AgreementFact] {
        let size = try entries(recordedBy: moment)
        return try facts.all(AgreementFact.self, .party(party.rawValue))
            .filter { $0.entry < size }.map(\.body)
    }

    /// The role of a party on a day, of what had been recorded by a moment (nil: by now): the
    /// last date that is not after the day, and of the same date what was recorded last.
    public func role(
        of party: Party.ID,
        on day: Int,
        recordedBy moment: Int64? = nil
    ) throws -> PartyRole? {
        let size = try moment.map { try entries(recordedBy: $0) } ?? .max
        return try facts.all(RoleFact.self, .party(party.rawValue))
            .filter { $0.body.from <= day && $0.entry < size }
            .reduce(nil as RoleFact?) { last, recorded in
                if let last, last.from > recorded.body.from { last } else { recorded.body }
            }
            .map { fact in
                guard let role = PartyRole(rawValue: fact.role) else {
                    throw StoreError.integrity(.unreadable(.role))
                }
                return role
            }
    }

    // MARK: Incidents

    /// Opens an incident at one party.
    public func openIncident(
        reference: String,
        title: String,
        party: Party.ID,
        said: String,
        moments: [GivenMoment] = [],
        act: Act
    ) throws -> IncidentFact {
        try openIncident(
            reference: reference,
            title: title,
            parties: [party],
            said: said,
            moments: moments,
            act: act
        )
    }

    /// Opens an incident with the moments that are known of it, in one act. It concerns one or more
    /// parties, the first of which told us; each is named once.
    public func openIncident(
        reference: String,
        title: String,
        parties concerned: [Party.ID],
        said: String,
        moments: [GivenMoment] = [],
        act: Act
    ) throws -> IncidentFact {
        try ChosenName.checkReference(reference)
        guard let first = concerned.first else {
            throw StoreError.refused(.noParty)
        }
        guard Set(concerned).count == concerned.count else {
            throw StoreError.refused(.partyTwice)
        }
        return try commit(act) { store, db, entries in
            try Self.refuseImpossible(moments, beside: DutyMoments(), act)
            for party in concerned {
                guard try !store.facts.all(PartyFact.self, .party(party.rawValue)).isEmpty else {
                    throw StoreError.notFound(.party(party))
                }
            }
            guard try store.facts.all(IncidentFact.self, .reference(reference)).isEmpty else {
                throw StoreError.alreadyThere(.incident(reference: reference))
            }
            let incident = IncidentFact(
                number: try store.facts.count(IncidentFact.self) + 1,
                reference: reference,
                title: title,
                party: first.rawValue,
                by: act.by,
                said: said,
                parties: concerned.count > 1 ? concerned.map(\.rawValue) : nil
            )
            try entries.record(
                db,
                [incident] + moments.map { $0.fact(incident: incident.number, by: act.by) }
            )
            return incident
        }
    }

    public var incidents: [Recorded<IncidentFact>] {
        get throws { try facts.all() }
    }

    public func incident(_ reference: String) throws -> IncidentFact {
        guard let found = try facts.all(IncidentFact.self, .reference(reference)).last else {
            throw StoreError.notFound(.incident(reference: reference))
        }
        return found.body
    }

    /// The number of ledger entries there were when the incident had been opened: what version 1
    /// is computed over, whenever that is done.
    public func entriesAtOpening(of incident: IncidentFact) throws -> Int {
        guard
            let entry = try facts.all(IncidentFact.self, .number(incident.number)).first?.entry
        else { throw StoreError.notFound(.incident(reference: incident.reference)) }
        return entry + 1
    }

    /// Records a moment beside the others. One that cannot be is refused, as it is known when the act
    /// is written: one that has not happened by then, or that came before what it follows from.
    public func record(_ moment: GivenMoment, of incident: IncidentFact, act: Act) throws {
        try commit(act) { store, db, entries in
            try Self.refuseImpossible([moment], beside: store.dutyMoments(of: incident), act)
            try entries.record(
                db,
                [moment.fact(incident: incident.number, by: act.by)]
            )
        }
    }

    private static func refuseImpossible(
        _ given: [GivenMoment],
        beside known: DutyMoments,
        _ act: Act
    ) throws {
        let new = given.reduce(into: DutyMoments()) { $0[$1.moment] = $1.happenedAt }
        let doubts = DutyMoment.doubts(about: new, known: known, now: act.at)
        if let doubt = doubts.first(where: \.isRefusal) {
            throw StoreError.refused(.moment(doubt))
        }
    }

    /// When what happened in an incident, of what had been recorded by `limit`, milliseconds since 1970.
    public func dutyMoments(
        of incident: IncidentFact,
        recordedBy limit: Int64 = .max
    ) throws -> DutyMoments {
        let recorded = try moments(of: incident).map { fact in
            guard let moment = DutyMoment(rawValue: fact.body.moment) else {
                throw StoreError.integrity(.unreadable(.moment))
            }
            return RecordedMoment(
                moment,
                happenedAt: fact.body.happenedAt,
                recordedAt: fact.recordedAt
            )
        }
        return DutyMoments(recorded, recordedBy: limit)
    }

    /// The recorded moments, in the order in which they were recorded; a later one of the same
    /// name corrects an earlier one.
    public func moments(of incident: IncidentFact) throws -> [Recorded<MomentFact>] {
        try facts.all(MomentFact.self, .incident(incident.number))
    }

    // MARK: Statements

    public func statements(of incident: IncidentFact) throws -> [Recorded<StatementFact>] {
        try facts.all(StatementFact.self, .incident(incident.number))
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
    /// The same content twice in an incident is refused as already there.
    public func add(
        statement name: String,
        to incident: IncidentFact,
        source: String,
        happenedAt: Int64,
        certainty: Certainty,
        content: [UInt8],
        mapping: String,
        records: [ListedRecord],
        rejected: [Rejected] = [],
        act: Act
    ) throws -> StatementFact {
        try ChosenName.checkStatement(name)
        let content = Hexadecimal.text(content)
        return try commit(act, alone: records.count > Self.manyRows) { store, db, entries in
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
                setAside: rejected.isEmpty ? nil : rejected.count
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
    private struct PlacedRecord: Sendable {
        var person: PersonNumber?
        var categories: CategorySet
        var record: [UInt8]?
        var place: [UInt8]
    }

    /// The records in an order that says nothing about the list: by number of the person, which is
    /// random, and behind them in random order those of nobody known.
    private func placed(_ records: [ListedRecord], _ statement: Int) throws -> [PlacedRecord] {
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
    private func write(
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
            guard try !store.isWithdrawn(statement) else {
                throw StoreError.alreadyThere(.withdrawal(of: statement.name))
            }
            try entries.record(
                db,
                [WithdrawalFact(statement: statement.number, by: act.by, because: because)]
            )
        }
    }

    /// The unresolved records of a statement, opened under one access-log line, for review.
    public func unresolvedRecords(
        of statement: StatementFact,
        for reason: AccessReason,
        _ body: (_ line: Int, _ basis: Int, IdentityClaims) throws -> Void
    ) throws {
        try note("unresolved records of statement \(statement.name)", statement.unresolved, reason)
        let seal = identities.recordPlaces
        var records: [(line: Int, basis: Int, sealed: [UInt8])] = []
        try database.read { db in
            try db.forEach(
                """
                SELECT "row", line, basis, place, record FROM assertion
                WHERE statement = $1 AND person IS NULL AND record IS NOT NULL
                """,
                statement.number
            ) { row in
                var (line, basis) = (row.int(1), row.int(2))
                if !row.isNull(3) {
                    let place = try seal.open(
                        row.blob(3),
                        statement: statement.number,
                        row: row.int(0)
                    )
                    (line, basis) = (Int(place.line), Int(place.basis))
                }
                records.append((line, basis, row.bytes(4)))
            }
        }
        for record in records.sorted(by: { $0.line < $1.line }) {
            try body(record.line, record.basis, try openClaims(record.sealed))
        }
    }
}
