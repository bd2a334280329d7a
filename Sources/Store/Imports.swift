// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
import Foundation
public import Vault
import Workers

/// What a batch of an import came to.
public struct ImportOutcome: Sendable, Equatable {
    /// Ledger rows written.
    public var disclosures = 0
    public var duplicates = 0
    public var unresolved = 0
    /// Results whose order has not come yet.
    public var waiting = 0
    /// Results that name somebody known, and have the sample of somebody else: unresolved.
    public var contradicted = 0
    public var rejected = 0

    public init() {}

    public static func += (left: inout ImportOutcome, right: ImportOutcome) {
        left.disclosures += right.disclosures
        left.duplicates += right.duplicates
        left.unresolved += right.unresolved
        left.waiting += right.waiting
        left.contradicted += right.contradicted
        left.rejected += right.rejected
    }
}

extension Store {
    /// Digests of sample numbers, apart for each party: laboratories number alike.
    public func sampleDigest(party: Party.ID) -> ContentDigest {
        identities.intakeDigests(party: party).samples
    }

    /// Seals the claims of somebody nobody knows.
    public func seal(_ claims: IdentityClaims) throws -> [UInt8] { try claimSeal.seal(claims) }

    /// The same as a value, for the workers that read messages.
    public var claimSeal: ClaimSeal { identities.intakeDigests(party: nil).claims }

    /// How many messages are best recorded together, now: the more there are already, the more, so
    /// that the pages of the indexes are not written again for each few of them. A million of them
    /// takes a dozen seconds, and some 75 MB besides the claims of those about nobody known.
    public static func batchSize(after recorded: Int) -> Int {
        min(max(recorded / 2, 65_536), 1_048_576)
    }

    /// The same for whoever waits for acknowledgements, of messages and of people.
    public static let acknowledgedBatchSize = 16_384

    /// Ledger rows about people that were recorded so far.
    public func disclosureCount() throws -> Int {
        try database.read {
            try $0.integer("SELECT SUM(amount) FROM exposure_sum WHERE what = 'rows'") ?? 0
        }
    }

    /// Records a batch: rows, samples, progress and one ledger entry in one transaction.
    ///
    /// Contents that were received before count once; a result whose order is known becomes a row
    /// of the person, another waits; an order picks up the results that waited for it. So the
    /// order in which files come changes nothing.
    public func record(
        _ batch: DisclosureBatch,
        rejected: [Rejected] = [],
        unclassified: [String: Int] = [:],
        progress: [ImportProgress] = [],
        judge: SampleJudge? = nil,
        act: Act
    ) throws -> ImportOutcome {
        try commit(act, alone: true) { store, db, entries in
            var newFlows: [FlowFact] = []
            let numbers = try store.facts.flowNumbers()
            let known = try store.facts.count(FlowFact.self)
            let flows = batch.flows.map { flow in
                if let number = numbers[flow] { return number }
                newFlows.append(FlowFact(number: known + newFlows.count + 1, flow: flow))
                return known + newFlows.count
            }
            if !newFlows.isEmpty { try entries.record(db, newFlows) }
            // From here on no entry before that of the fact: its number stands in each row.
            var coverage = IntakeCoverage(entry: try entries.next(db))
            var recording = DisclosureRecording(
                batch: batch,
                flows: flows,
                days: identities.sampleDays,
                judge: judge
                    ?? SampleJudge(
                        conflict: 0,
                        contradicts: { _, _ in false },
                        seal: { [claimSeal] in try claimSeal.seal($0) }
                    )
            )
            try recording.run(db, &coverage)
            var outcome = recording.outcome
            outcome.rejected = try setAside(rejected, db, &coverage)
            for (path, count) in unclassified {
                try db.run(
                    """
                    INSERT INTO unclassified_field (path, messages) VALUES ($1, $2)
                    ON CONFLICT (path) DO UPDATE
                    SET messages = unclassified_field.messages + excluded.messages
                    """,
                    path,
                    count
                )
            }
            if !unclassified.isEmpty { try coverage.addUnclassified(db) }
            for file in progress { try Self.note(file, db) }
            let channels = Set(batch.flows.map(\.channel)).sorted().joined(separator: "+")
            // Rows that were all set aside have no channel.
            let source = channels.isEmpty ? "rejects" : channels
            try entries.record(db, coverage, source: source)
            if !recording.rows.isEmpty { try store.write(recording.rows, db, &entries) }
            if !recording.unresolved.isEmpty {
                try store.write(recording.unresolved, db, &entries)
            }
            return outcome
        }
    }

    /// Writes rows that are in the order of the people, as one entry.
    private func write(_ rows: [Disclosure], _ db: Connection, _ entries: inout Entries) throws {
        let insert = try db.prepareAnew(
            """
            INSERT INTO disclosure (
                entry, "row", person, flow, categories, disclosed_on, keep_until,
                commitment_key, days)
            VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8)
            """
        )
        let days = identities.rowDays
        try entries.append(
            db,
            kind: .sealedDisclosures,
            rows,
            seal: { row, key in
                try days.seal(disclosedOn: row.disclosedOn, keepUntil: row.keepUntil, key)
            },
            canonical: { row, days in
                try CanonicalRow.disclosure(
                    person: Int64(row.person.value),
                    flow: row.flow,
                    categories: Int64(bitPattern: row.categories.rawValue),
                    hasTerm: row.keepUntil != nil,
                    days: days
                )
            },
            insert: { disclosure, days, entry, row, key in
                insert.bind(1, entry)
                insert.bind(2, row)
                insert.bind(3, Int64(disclosure.person.value))
                insert.bind(4, disclosure.flow)
                insert.bind(5, Int64(bitPattern: disclosure.categories.rawValue))
                insert.bind(6, disclosure.keepUntil.map { _ in 0 })
                insert.bind(7, blob: key)
                insert.bind(8, days)
                try insert.run()
            }
        )
        try addToExposure(rows, db)
    }

    private func write(
        _ rows: [DisclosureRecording.Unresolved],
        _ db: Connection,
        _ entries: inout Entries
    ) throws {
        let insert = try db.prepareAnew(
            """
            INSERT INTO unresolved_disclosure (
                entry, "row", reason, flow, categories, disclosed_on, claims, commitment_key,
                days)
            VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8)
            """
        )
        let days = identities.rowDays
        try entries.append(
            db,
            kind: .sealedUnresolvedDisclosures,
            rows,
            seal: { row, key in
                try days.seal(disclosedOn: row.disclosedOn, keepUntil: row.keepUntil, key)
            },
            canonical: { row, days in
                try CanonicalRow.unresolved(
                    reason: row.reason,
                    flow: row.flow,
                    categories: Int64(bitPattern: row.categories),
                    claims: row.claims,
                    days: days
                )
            },
            insert: { item, days, entry, row, key in
                insert.bind(1, entry)
                insert.bind(2, row)
                insert.bind(3, item.reason)
                insert.bind(4, item.flow)
                insert.bind(5, Int64(bitPattern: item.categories))
                insert.bind(6, blob: item.claims)
                insert.bind(7, blob: key)
                insert.bind(8, days)
                try insert.run()
            }
        )
    }

    /// The flows of this store by number.
    public var flows: [Int: Flow] {
        get throws { try facts.flows() }
    }

    /// Results whose order never came, and records about nobody known.
    public func openEnds() throws -> (waitingResults: Int, unresolved: Int) {
        try database.read { db in
            (
                try db.integer(
                    """
                    SELECT COUNT(DISTINCT received) FROM sample_message AS result
                    WHERE person IS NULL AND NOT EXISTS (
                        SELECT 1 FROM sample_message AS placed
                        WHERE placed.sample = result.sample AND placed.person IS NOT NULL)
                    """
                ) ?? 0,
                try db.integer(
                    """
                    SELECT COUNT(*) FROM unresolved_disclosure AS open WHERE NOT EXISTS (
                        SELECT 1 FROM resolution
                        WHERE settled_entry = open.entry AND settled_row = open."row")
                    """
                ) ?? 0
            )
        }
    }

    /// How many results about nobody known have a sample of which there is an order by now.
    public func openResultsWithOrders() throws -> Int {
        try database.read { db in
            let orders = try SampleOrders(db)
            var count = 0
            try db.forEach(
                """
                SELECT claims FROM unresolved_disclosure AS open
                WHERE NOT EXISTS (
                    SELECT 1 FROM resolution
                    WHERE settled_entry = open.entry AND settled_row = open."row")
                """
            ) { row in
                guard let kept = UnresolvedClaims(row.blob(0)), !kept.samples.isEmpty else {
                    return
                }
                if try !orders.people(of: kept.samples).isEmpty { count += 1 }
            }
            return count
        }
    }

    /// Tries the unresolved messages again: against a population that has grown, or beside orders that
    /// have come.
    ///
    /// `decide` gets the claims; those it links become ledger rows, with a note that the
    /// unresolved row is settled.
    public func resolveAgain(
        for reason: AccessReason,
        act: Act,
        decide: (OpenDisclosure) -> PersonNumber?
    ) throws -> Int {
        try note("unresolved disclosures", try openEnds().unresolved, reason)
        return try commit(act, alone: true) { store, db, entries in
            let flows = try store.flows
            var rows: [Disclosure] = []
            var orders: [(sample: DigestPair, message: SampleJoin.Message)] = []
            var settled: [Settled] = []
            let days = identities.rowDays
            let owners = try SampleOrders(db)
            try db.forEach(
                """
                SELECT entry, "row", flow, categories, disclosed_on, claims, days, commitment_key
                FROM unresolved_disclosure AS open WHERE NOT EXISTS (
                    SELECT 1 FROM resolution
                    WHERE settled_entry = open.entry AND settled_row = open."row")
                """
            ) { row in
                guard let kept = UnresolvedClaims(row.blob(5)) else {
                    throw StoreError.integrity(.unreadable(.unresolvedClaims))
                }
                let isResult = flows[row.int(2)]?.origin == .producedThere
                let open = OpenDisclosure(
                    claims: try openClaims(kept.sealed),
                    people: isResult ? try owners.people(of: kept.samples) : []
                )
                guard let person = decide(open) else { return }
                // In format 1 the days stand in the row and in the claims.
                let (disclosedOn, keepUntil) =
                    row.isNull(6)
                    ? (row.int(4), kept.keepUntil) : days.open(row.integer(6), row.blob(7))
                let disclosure = Disclosure(
                    person: person,
                    flow: row.int(2),
                    categories: CategorySet(rawValue: UInt64(bitPattern: row.integer(3))),
                    disclosedOn: disclosedOn,
                    keepUntil: keepUntil
                )
                rows.append(disclosure)
                settled.append(Settled(entry: row.int(0), row: row.int(1), person: person))
                if flows[disclosure.flow]?.origin != .producedThere {
                    let order = SampleJoin.Message(
                        received: kept.received,
                        person: person.value,
                        row: disclosure,
                        others: []
                    )
                    orders += kept.samples.map { ($0, order) }
                }
            }
            let join = try SampleJoin(db, days: identities.sampleDays)
            var known: [SampleJoin.Message] = []
            var coverage = IntakeCoverage(entry: try entries.next(db))
            // In the order of the table, in which what it writes is hashed.
            orders.sort {
                $0.sample != $1.sample
                    ? $0.sample < $1.sample : $0.message.received < $1.message.received
            }
            for (sample, order) in orders {
                try join.load(sample, into: &known)
                _ = try join.take(order, at: sample, known: &known, &coverage) { rows.append($0) }
            }
            try entries.record(db, coverage, source: "resolution")
            rows.sort(by: Disclosure.precedes)
            if !rows.isEmpty { try store.write(rows, db, &entries) }
            if !settled.isEmpty { try store.write(settled, db, &entries) }
            return settled.count
        }
    }

    /// An unresolved row, and who it turned out to be about.
    private struct Settled: Sendable {
        var entry: Int
        var row: Int
        var person: PersonNumber
    }

    private func write(_ settled: [Settled], _ db: Connection, _ entries: inout Entries) throws {
        let insert = try db.prepareAnew(
            """
            INSERT INTO resolution (
                entry, "row", settled_entry, settled_row, person, commitment_key)
            VALUES ($1, $2, $3, $4, $5, $6)
            """
        )
        try entries.append(
            db,
            kind: .resolutions,
            settled,
            canonical: {
                try CanonicalRow.resolution(
                    settledEntry: $0.entry,
                    settledRow: $0.row,
                    person: Int64($0.person.value)
                )
            },
            insert: { item, entry, row, key in
                insert.bind(1, entry)
                insert.bind(2, row)
                insert.bind(3, item.entry)
                insert.bind(4, item.row)
                insert.bind(5, Int64(item.person.value))
                insert.bind(6, blob: key)
                try insert.run()
            }
        )
    }

    /// Tells whose samples are, one for each worker.
    public func sampleOwners() throws -> [SampleOwners] {
        (0..<WorkerPool.size).map { _ in SampleOwners(database: database) }
    }
}

/// Tells whose order had a sample.
public struct SampleOwners: Sendable {
    let database: StoreFile

    /// For each sample the person whose own order had it, if it is one person; nil for none.
    public func people(of samples: [DigestPair?]) throws -> [PersonNumber?] {
        try database.read { db in
            let select = try db.prepareAnew(
                """
                SELECT DISTINCT person FROM sample_message
                WHERE sample = $1 AND person IS NOT NULL
                """
            )
            return try samples.map { sample in
                guard let sample else { return nil }
                var people: [Int64] = []
                select.bind(1, sample)
                while try select.step() { people.append(select.integer(0)) }
                return people.count == 1 ? PersonNumber(UInt64(people[0])) : nil
            }
        }
    }
}
