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
    /// Of the duplicates those that came before in other imports, by the number of the import.
    public var cameBefore: [Int: Int] = [:]

    public init() {}

    public static func += (left: inout ImportOutcome, right: ImportOutcome) {
        left.disclosures += right.disclosures
        left.duplicates += right.duplicates
        left.unresolved += right.unresolved
        left.waiting += right.waiting
        left.contradicted += right.contradicted
        left.rejected += right.rejected
        left.cameBefore.merge(right.cameBefore, uniquingKeysWith: +)
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

    /// How many an import records together at most: no more than half a second takes while a desk serves the
    /// store, for what is posted there waits for the batch. Bulk work leaves the cores to looks then, too.
    public func mostAtOnce() -> Int {
        guard isServed else { return .max }
        BulkWork.yieldToLooks()
        return 32_768
    }

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
    /// order in which files come changes nothing. `settling`: what had been set aside and is in it.
    public func record(
        _ batch: DisclosureBatch,
        rejected: [Rejected] = [],
        progress: [ImportProgress] = [],
        judge: SampleJudge? = nil,
        said: SaidFact? = nil,
        settling: Settling? = nil,
        of source: ImportSource? = nil,
        act: Act
    ) throws -> ImportOutcome {
        try commit(act, alone: true) { store, db, entries in
            let importing = try source.map { try store.begin($0, by: act.by) }
            let flows = BatchFlows(
                batch,
                numbers: try store.facts.flowNumbers(),
                known: try store.facts.count(FlowFact.self)
            )
            var facts: [any Fact] = flows.new
            if let said { facts.append(said) }
            if let settling { facts.append(settling.fact(by: act.by)) }
            if !facts.isEmpty { try entries.record(db, facts) }
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
                    ),
                own: importing?.number,
                without: try store.undone(),
                try store.joinedPeople(),
                try ImportEntries(db)
            )
            try recording.run(db, &coverage)
            var outcome = recording.outcome
            coverage.importing.number = importing?.number
            coverage.importing.cameBefore = recording.cameBefore
            outcome.cameBefore = recording.cameBefore
            let unclassified = recording.fields
            coverage.importing.fields = unclassified
            coverage.importing.otherPeople = recording.otherPeople
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
            let kind = channels.isEmpty ? "rejects" : channels
            var next = coverage.entry
            func announce(_ isWritten: Bool, with: [Int]? = nil) {
                guard isWritten else { return }
                next += 1
                coverage.importing.rows.append(
                    IntakeFact.RowsEntry(entry: next, with: with?.isEmpty == true ? nil : with)
                )
            }
            announce(!recording.rows.isEmpty)
            announce(!recording.unresolved.isEmpty)
            let others = recording.joined.keys.sorted { $0.lexicographicallyPrecedes($1) }
            for key in others {
                announce(true, with: key)
                announce(recording.settled[key] != nil, with: key)
            }
            try entries.record(
                db,
                coverage,
                source: kind,
                and: importing?.new.map { [$0] } ?? []
            )
            if !recording.rows.isEmpty { try store.write(recording.rows, db, &entries) }
            var unresolvedEntry = 0
            if !recording.unresolved.isEmpty {
                unresolvedEntry = try store.write(recording.unresolved, db, &entries)
            }
            for key in others {
                try store.write(recording.joined[key] ?? [], db, &entries)
                let settled = (recording.settled[key] ?? []).map {
                    Settled(entry: unresolvedEntry, row: $0.place, person: $0.person)
                }
                if !settled.isEmpty { try store.write(settled, db, &entries) }
            }
            let joined = try store.joinedPeople()
            try store.letGo(recording.shared, importNumber: importing?.number, act, db, &entries) {
                open in
                let possible = open.people.filter { judge?.contradicts(open.claims, $0) != true }
                return Set(possible.map(joined.one)).count == 1 ? possible.first : nil
            }
            return outcome
        }
    }

    /// Writes rows that are in the order of the people, as one entry.
    func write(_ rows: [Disclosure], _ db: Connection, _ entries: inout Entries) throws {
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

    @discardableResult
    func write(
        _ rows: [DisclosureRecording.Unresolved],
        _ db: Connection,
        _ entries: inout Entries
    ) throws -> Int {
        let insert = try db.prepareAnew(
            """
            INSERT INTO unresolved_disclosure (
                entry, "row", reason, flow, categories, disclosed_on, claims, commitment_key,
                days)
            VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8)
            """
        )
        let days = identities.rowDays
        return try entries.append(
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

    /// What officers said at imports, as it was needed.
    public var said: [Recorded<SaidFact>] {
        get throws { try facts.all() }
    }

    /// The flows of this store by number.
    public var flows: [Int: Flow] {
        get throws { try facts.flows() }
    }

    /// Tells whose samples are, one for each worker.
    public func sampleOwners() throws -> [SampleOwners] {
        let (undone, joined) = (try undone(), try joinedPeople())
        return (0..<WorkerPool.size).map { _ in
            SampleOwners(database: database, undone: undone, joined: joined)
        }
    }
}

/// Tells whose order had a sample.
public struct SampleOwners: Sendable {
    let database: StoreFile
    let undone: UndoneEntries
    let joined: JoinedPeople

    /// For each sample the person whose own order had it, if it is one person; nil for none.
    public func people(of samples: [DigestPair?]) throws -> [PersonNumber?] {
        try database.read { db in
            let select = try db.prepareAnew(
                """
                SELECT DISTINCT person, entry FROM sample_message
                WHERE sample = $1 AND person IS NOT NULL AND flow = 0
                """
            )
            return try samples.map { sample in
                guard let sample else { return nil }
                var people: Set<PersonNumber> = []
                select.bind(1, sample)
                while try select.step() {
                    guard !undone.contains(select.optional(1)) else { continue }
                    people.insert(PersonNumber(UInt64(select.integer(0))))
                }
                return Set(people.map(joined.one)).count == 1 ? people.min() : nil
            }
        }
    }
}
