// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
import Foundation
public import Incidents
import Vault

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
        guard !parties.contains(where: { $0.id == party.id }) else {
            throw StoreError.alreadyThere("a party '\(party.id.rawValue)'")
        }
        try commit(act) { db, entries in
            try entries.record(
                db,
                [
                    PartyFact(id: party.id.rawValue, name: party.name),
                    RoleFact(party: party.id.rawValue, role: role.rawValue, from: day),
                ],
                into: &facts
            )
        }
    }

    public func set(role: PartyRole, of party: Party.ID, from day: Int, act: Act) throws {
        try commit(act) { db, entries in
            try entries.record(
                db,
                [RoleFact(party: party.rawValue, role: role.rawValue, from: day)],
                into: &facts
            )
        }
    }

    public func add(
        agreement version: String,
        with party: Party.ID,
        from day: Int,
        incidentHours: Int?,
        keepMonths: Int?,
        act: Act
    ) throws {
        guard
            !agreements(with: party).contains(where: { $0.version == version })
        else {
            throw StoreError.alreadyThere("a version '\(version)' of that agreement")
        }
        try commit(act) { db, entries in
            try entries.record(
                db,
                [
                    AgreementFact(
                        party: party.rawValue,
                        version: version,
                        from: day,
                        incidentHours: incidentHours,
                        keepMonths: keepMonths
                    )
                ],
                into: &facts
            )
        }
    }

    public var parties: [Party] {
        facts.all(PartyFact.self).map {
            Party(id: Party.ID(rawValue: $0.body.id), name: $0.body.name)
        }
    }

    public func agreements(with party: Party.ID) -> [AgreementFact] {
        facts.all(AgreementFact.self).map(\.body).filter { $0.party == party.rawValue }
    }

    /// The versions of the agreement that had been recorded by a moment, in that order.
    public func agreements(with party: Party.ID, recordedBy moment: Int64) -> [AgreementFact] {
        facts.all(AgreementFact.self)
            .filter { $0.body.party == party.rawValue && $0.recordedAt <= moment }
            .map(\.body)
    }

    /// The role of a party on a day, of what had been recorded by a moment (nil: by now): the
    /// last date that is not after the day, and of the same date what was recorded last.
    public func role(
        of party: Party.ID,
        on day: Int,
        recordedBy moment: Int64? = nil
    ) -> PartyRole? {
        facts.all(RoleFact.self)
            .filter { $0.body.party == party.rawValue && $0.body.from <= day }
            .filter { $0.recordedAt <= moment ?? .max }
            .reduce(nil as RoleFact?) { last, recorded in
                if let last, last.from > recorded.body.from { last } else { recorded.body }
            }
            .flatMap { PartyRole(rawValue: $0.role) }
    }

    // MARK: Incidents

    /// Opens an incident with the moments that are known of it, in one act.
    public func openIncident(
        reference: String,
        title: String,
        party: Party.ID,
        said: String,
        moments: [GivenMoment] = [],
        act: Act
    ) throws -> IncidentFact {
        try ChosenName.checkReference(reference)
        guard parties.contains(where: { $0.id == party }) else {
            throw StoreError.notFound("party '\(party.rawValue)'")
        }
        guard (try? incident(reference)) == nil else {
            throw StoreError.alreadyThere("an incident '\(reference)'")
        }
        let incident = IncidentFact(
            number: facts.all(IncidentFact.self).count + 1,
            reference: reference,
            title: title,
            party: party.rawValue,
            by: act.by,
            said: said
        )
        try commit(act) { db, entries in
            try entries.record(
                db,
                [incident] + moments.map { $0.fact(incident: incident.number, by: act.by) },
                into: &facts
            )
        }
        return incident
    }

    public var incidents: [Recorded<IncidentFact>] { facts.all() }

    public func incident(_ reference: String) throws -> IncidentFact {
        guard let found = incidents.last(where: { $0.body.reference == reference }) else {
            throw StoreError.notFound("incident '\(reference)'")
        }
        return found.body
    }

    /// The number of ledger entries there were when the incident had been opened: what version 1
    /// is computed over, whenever that is done.
    public func entriesAtOpening(of incident: IncidentFact) throws -> Int {
        guard let entry = incidents.first(where: { $0.body.number == incident.number })?.entry
        else { throw StoreError.notFound("incident '\(incident.reference)'") }
        return entry + 1
    }

    public func record(_ moment: GivenMoment, of incident: IncidentFact, act: Act) throws {
        try commit(act) { db, entries in
            try entries.record(
                db,
                [moment.fact(incident: incident.number, by: act.by)],
                into: &facts
            )
        }
    }

    /// The recorded moments, in the order in which they were recorded; a later one of the same
    /// name corrects an earlier one.
    public func moments(of incident: IncidentFact) -> [Recorded<MomentFact>] {
        facts.all(MomentFact.self).filter { $0.body.incident == incident.number }
    }

    // MARK: Statements

    public func statements(of incident: IncidentFact) -> [Recorded<StatementFact>] {
        facts.all(StatementFact.self).filter { $0.body.incident == incident.number }
    }

    /// Statements that were withdrawn, with the number of ledger entries there were by then.
    func withdrawals() -> [Int: Int] {
        facts.all(WithdrawalFact.self).reduce(into: [:]) {
            $0[$1.body.statement] = $1.entry
        }
    }

    public func isWithdrawn(_ statement: StatementFact) -> Bool {
        withdrawals()[statement.number] != nil
    }

    /// Had it been withdrawn when there were so many ledger entries?
    public func isWithdrawn(_ statement: StatementFact, asOfEntries limit: Int) -> Bool {
        withdrawals()[statement.number].map { $0 < limit } ?? false
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
        let earlier = statements(of: incident).map(\.body)
        let content = Hexadecimal.text(content)
        if let same = earlier.first(where: { $0.content == content && !isWithdrawn($0) }) {
            throw StoreError.alreadyThere("this list, as '\(same.name)'")
        }
        guard !earlier.contains(where: { $0.name == name }),
            Origin(code: name) == nil
        else {
            throw StoreError.alreadyThere("a statement named '\(name)'")
        }
        let statement = StatementFact(
            number: facts.all(StatementFact.self).count + 1,
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
        try commit(act) { db, entries in
            let insert = try db.prepareAnew(
                """
                INSERT INTO assertion (
                    entry, "row", statement, line, person, certainty, categories, basis,
                    happened_at, record, commitment_key)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                """
            )
            insert.bind(3, statement.number)
            insert.bind(6, Int(certainty.rawValue))
            insert.bind(9, happenedAt)
            try entries.append(
                db,
                kind: .assertions,
                records,
                canonical: { record in
                    CanonicalRow.assertion(
                        statement: statement.number,
                        line: record.line,
                        person: record.person.map { Int64($0.value) },
                        certainty: Int(certainty.rawValue),
                        categories: Int64(bitPattern: record.categories.rawValue),
                        basis: record.basis,
                        happenedAt: happenedAt,
                        record: record.record
                    )
                },
                insert: { record, entry, row, key in
                    insert.bind(1, entry)
                    insert.bind(2, row)
                    insert.bind(4, record.line)
                    insert.bind(5, record.person.map { Int($0.value) })
                    insert.bind(7, Int64(bitPattern: record.categories.rawValue))
                    insert.bind(8, record.basis)
                    insert.bind(10, blob: record.record)
                    insert.bind(11, blob: key)
                    try insert.run()
                }
            )
            try entries.record(db, [statement], into: &facts)
            _ = try setAside(rejected, db)
        }
        return statement
    }

    public func withdraw(_ statement: StatementFact, because: String, act: Act) throws {
        guard !isWithdrawn(statement) else {
            throw StoreError.alreadyThere("a withdrawal of '\(statement.name)'")
        }
        try commit(act) { db, entries in
            try entries.record(
                db,
                [WithdrawalFact(statement: statement.number, by: act.by, because: because)],
                into: &facts
            )
        }
    }

    /// How many records of a statement ended with which basis (link or reason), resolved or not.
    public func bases(of statement: StatementFact) throws -> [(
        resolved: Bool, basis: Int, records: Int
    )] {
        try database.read { db in
            try db.all(
                """
                SELECT COUNT(person), basis, COUNT(*) FROM assertion
                WHERE statement = $1
                GROUP BY person IS NOT NULL, basis ORDER BY 1 DESC, 3 DESC
                """,
                statement.number
            ) { (resolved: $0.int(0) > 0, basis: $0.int(1), records: $0.int(2)) }
        }
    }

    /// The unresolved records of a statement, opened under one access-log line, for review.
    public func unresolvedRecords(
        of statement: StatementFact,
        for reason: AccessReason,
        _ body: (_ line: Int, _ basis: Int, IdentityClaims) throws -> Void
    ) throws {
        try note("unresolved records of statement \(statement.name)", statement.unresolved, reason)
        try database.read { db in
            try db.forEach(
                """
                SELECT line, basis, record FROM assertion
                WHERE statement = $1 AND person IS NULL ORDER BY line
                """,
                statement.number
            ) { row in
                guard !row.isNull(2) else { return }
                let claims = try openClaims(row.bytes(2))
                try body(row.int(0), row.int(1), claims)
            }
        }
    }
}
