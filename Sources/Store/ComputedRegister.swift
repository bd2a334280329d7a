// SPDX-License-Identifier: EUPL-1.2

import Custody
import Database
import Foundation
public import Incidents
import Ledger
import Workers

/// A register as computed over the ledger up to a moment, with what is counted as records.
public struct ComputedRegister: Sendable {
    public var register: Register
    public var asOfEntries: Int
    /// Records on the lists of the statements that count.
    public var records: Int
    /// Of them, those of which nobody can tell who it is.
    public var unresolved: Int
    /// Names of the statements, for the canonical form.
    public var statementNames: [Int: String]
    /// The first list that counts: who is on it is in the first group.
    public var firstStatement: Int?
    /// What could not be linked of what the parties got.
    public var unlinked: UnlinkedEvidence
}

extension Store {
    /// Loads everything that counts at a point of the ledger and computes the register.
    public func computeRegister(
        of incident: IncidentFact,
        asOfEntries: Int? = nil
    ) throws -> ComputedRegister {
        let limit = try asOfEntries ?? entryCount
        let counting = try statements(of: incident.number, countingAt: limit)
        let joined = try joinedPeople(asOfEntries: limit)
        var computation = try disclosures(to: Set(incident.concerned), before: limit, joined)
        try view.read { db in
            for statement in counting {
                for entry in statement.records.entries {
                    try Self.add(statement.fact, recordedIn: entry, joined, to: &computation, db)
                }
            }
        }
        return ComputedRegister(
            register: computation.register(),
            asOfEntries: limit,
            records: counting.reduce(0) { $0 + $1.records.count },
            unresolved: counting.reduce(0) { $0 + $1.records.unresolved },
            statementNames: Dictionary(
                uniqueKeysWithValues: counting.map { ($0.fact.number, $0.fact.name) }
            ),
            firstStatement: firstList(in: counting),
            unlinked: try unlinkedEvidence(in: incident, before: limit)
        )
    }

    /// The statements of an incident that count when there are so many ledger entries.
    private func statements(
        of incident: Int,
        countingAt limit: Int
    ) throws -> [(fact: StatementFact, records: StatementRecords)] {
        try facts.all(StatementFact.self, .incident(incident)).filter {
            try $0.entry < limit && !isWithdrawn($0.body, asOfEntries: limit)
        }.map { ($0.body, try records(of: $0, asOfEntries: limit)) }
    }

    /// Only lists make a first list: somebody who is found in files stands on none.
    private func firstList(in counting: [(fact: StatementFact, records: StatementRecords)]) -> Int?
    {
        counting.first { $0.fact.certainty == Certainty.reported.rawValue }?.fact.number
    }

    /// The first list that counted when a version was frozen, whatever was withdrawn since.
    public func firstList(of version: RegisterFact) throws -> Int? {
        try version.firstStatement
            ?? firstList(in: statements(of: version.incident, countingAt: version.asOfEntries))
    }

    private static func add(
        _ statement: StatementFact,
        recordedIn entry: Int,
        _ joined: JoinedPeople,
        to computation: inout RegisterComputation,
        _ db: Connection
    ) throws {
        let rows = try db.prepareAnew(
            """
            SELECT person, certainty, categories FROM assertion
            WHERE entry = $1 AND statement = $2 AND person IS NOT NULL
            """
        )
        rows.bind(1, entry)
        rows.bind(2, statement.number)
        while try rows.step() {
            computation.add(
                Assertion(
                    person: joined.one(PersonNumber(UInt64(rows.integer(0)))),
                    certainty: try Certainty(column: rows.int(1), .certainty),
                    categories: CategorySet(rawValue: UInt64(bitPattern: rows.integer(2))),
                    statement: statement.number
                )
            )
        }
    }

    /// Every ledger row of some parties, each read once and on every core: a worker takes a run of
    /// rows in the order in which they stand.
    private func disclosures(
        to parties: Set<String>,
        before limit: Int,
        _ joined: JoinedPeople
    ) throws -> RegisterComputation {
        let known = try self.flows
        let flows = known.filter { parties.contains($0.value.party.rawValue) }
        // Flows count from 1; what somebody made of a fact may be any number.
        var origins = [Origin?](repeating: nil, count: known.count + 1)
        for (number, flow) in flows where origins.indices.contains(number) {
            origins[number] = flow.origin
        }
        let runs = try runsOfRows(before: limit, shares: WorkerPool.size)
        let undone = try undone(before: limit)
        let parts = try WorkerPool.shares(of: runs.count) { [origins, database] shares in
            var computation = RegisterComputation()
            for share in shares {
                try database.read { db in
                    for run in runs[share] {
                        try Self.add(
                            from: run.first,
                            to: run.end,
                            origins,
                            joined,
                            without: undone,
                            to: &computation,
                            db
                        )
                    }
                }
            }
            return computation
        }
        return parts.dropFirst().reduce(into: parts[0]) { $0.add($1) }
    }

    /// The place of a row in the ledger.
    private struct RowPlace: Sendable, Comparable {
        var entry: Int
        var row: Int

        static func < (left: RowPlace, right: RowPlace) -> Bool {
            (left.entry, left.row) < (right.entry, right.row)
        }
    }

    /// For each share the runs of rows that it has: about as many for each, and none of what was taken
    /// back. As long as nothing was, a share is one run.
    private func runsOfRows(before limit: Int, shares: Int) throws -> [[(
        first: RowPlace, end: RowPlace
    )]] {
        let undone = try undone(before: limit).runs
        let bounds = try rowBounds(before: limit, shares: shares)
        return zip(bounds, bounds.dropFirst()).map { first, end in
            var (runs, first) = ([(first: RowPlace, end: RowPlace)](), first)
            for run in undone where run.upperBound >= first.entry && run.lowerBound < end.entry + 1
            {
                runs.append((first, min(end, RowPlace(entry: run.lowerBound, row: 0))))
                first = max(first, RowPlace(entry: run.upperBound + 1, row: 0))
            }
            runs.append((first, end))
            return runs.filter { $0.first < $0.end }
        }
    }

    /// Where runs of about as many rows begin, and behind the last of them the limit.
    private func rowBounds(before limit: Int, shares: Int) throws -> [RowPlace] {
        var entries: [(seq: Int, rows: Int)] = []
        try database.read { db in
            try db.forEach(
                "SELECT seq, body FROM ledger_entry WHERE seq < $1 ORDER BY seq",
                limit
            ) { row in
                guard let entry = try? LedgerEntry(bytes: row.bytes(1)),
                    EntryKind(rawValue: entry.type.rawValue)?.isOfDisclosures == true
                else { return }
                entries.append((row.int(0), Int(entry.rows)))
            }
        }
        let total = entries.reduce(0) { $0 + $1.rows }
        var bounds = [RowPlace(entry: 0, row: 0)]
        var before = 0
        for entry in entries {
            while bounds.count < shares, before + entry.rows > total * bounds.count / shares {
                let row = total * bounds.count / shares - before
                bounds.append(RowPlace(entry: entry.seq, row: max(0, row)))
            }
            before += entry.rows
        }
        return bounds + [RowPlace(entry: limit, row: 0)]
    }

    private static func add(
        from first: RowPlace,
        to end: RowPlace,
        _ origins: [Origin?],
        _ joined: JoinedPeople,
        without undone: UndoneEntries,
        to computation: inout RegisterComputation,
        _ db: Connection
    ) throws {
        let rows = try db.prepareAnew(
            """
            SELECT person, flow, categories, entry, "row" FROM disclosure
            WHERE (entry, "row") >= ($1, $2) AND (entry, "row") < ($3, $4)
            """
        )
        for (place, value) in [first.entry, first.row, end.entry, end.row].enumerated() {
            rows.bind(Int32(place + 1), value)
        }
        while try rows.step() {
            let flow = rows.int(1)
            guard origins.indices.contains(flow), let origin = origins[flow],
                !undone.hasRows || !undone.contains(rows.int(3), row: rows.int(4))
            else { continue }
            computation.add(
                joined.one(PersonNumber(UInt64(rows.integer(0)))),
                CategorySet(rawValue: UInt64(bitPattern: rows.integer(2))),
                origin: origin
            )
        }
    }
}
