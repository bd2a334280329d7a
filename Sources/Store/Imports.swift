// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Foundation
import GRDB
public import Vault

/// How far a file has been taken in.
public struct ImportProgress: Sendable, Equatable {
    /// Keyed digest of the file's path, size and time of change.
    public var file: [UInt8]
    /// Byte offset (after decompression) up to which everything is committed.
    public var position: Int
    public var line: Int
    public var isFinished: Bool

    public init(file: [UInt8], position: Int, line: Int, isFinished: Bool) {
        self.file = file
        self.position = position
        self.line = line
        self.isFinished = isFinished
    }
}

/// One message or back-file row that has been read, classified and looked up; ready to record.
public struct ReceivedDisclosure: Sendable {
    /// Who it is about.
    public enum Subject: Sendable {
        case person(PersonNumber)
        /// A result without a person: whose sample it was, says the order.
        case sampleOnly
        case unresolved(reason: Int, claims: [UInt8])
    }

    /// Keyed digest of the content.
    public var digest: [UInt8]
    public var subject: Subject
    public var flow: Flow
    public var categories: CategorySet
    /// Days since 1970-01-01.
    public var disclosedOn: Int
    public var keepUntil: Int?
    /// Keyed digests of party and sample number.
    public var samples: [[UInt8]]

    public init(
        digest: [UInt8],
        subject: Subject,
        flow: Flow,
        categories: CategorySet,
        disclosedOn: Int,
        keepUntil: Int?,
        samples: [[UInt8]]
    ) {
        self.digest = digest
        self.subject = subject
        self.flow = flow
        self.categories = categories
        self.disclosedOn = disclosedOn
        self.keepUntil = keepUntil
        self.samples = samples
    }
}

/// Something set aside with its reason; its content is sealed here.
public struct Rejected: Sendable {
    public var source: String
    public var line: Int
    /// A sentence without values.
    public var reason: String
    public var content: [UInt8]

    public init(source: String, line: Int, reason: String, content: [UInt8]) {
        self.source = source
        self.line = line
        self.reason = reason
        self.content = content
    }
}

/// What a batch of an import came to.
public struct ImportOutcome: Sendable, Equatable {
    /// Ledger rows written.
    public var disclosures = 0
    public var duplicates = 0
    public var unresolved = 0
    /// Results whose order has not come yet.
    public var waiting = 0
    public var rejected = 0

    public init() {}

    public static func += (left: inout ImportOutcome, right: ImportOutcome) {
        left.disclosures += right.disclosures
        left.duplicates += right.duplicates
        left.unresolved += right.unresolved
        left.waiting += right.waiting
        left.rejected += right.rejected
    }
}

extension Store {
    /// Digests of sample numbers, apart for each party: laboratories number alike.
    public func sampleDigest(party: Party.ID) -> KeyedDigest {
        KeyedDigest(key: keys[.contentDigests], domain: "sample/1/\(party.rawValue)")
    }

    /// Seals the claims of somebody nobody knows.
    public func seal(_ claims: IdentityClaims) throws -> [UInt8] {
        try Seal.seal(
            Identity.bytes(of: claims),
            with: keys[.unresolved],
            context: Array("unresolved|claims".utf8)
        )
    }

    /// Records a batch: rows, samples, progress and one ledger entry in one transaction.
    ///
    /// Contents that were received before count once; a result whose order is known becomes a row
    /// of the person, another waits; an order picks up the results that waited for it. So the
    /// order in which files come changes nothing.
    public func record(
        _ batch: [ReceivedDisclosure],
        rejected: [Rejected] = [],
        unclassified: [String: Int] = [:],
        progress: ImportProgress?,
        act: Act
    ) throws -> ImportOutcome {
        try commit(act) { db, entries in
            var outcome = ImportOutcome()
            var rows: [Disclosure] = []
            var unresolved: [UnresolvedRow] = []
            var newFlows: [FlowFact] = []
            let insertReceived = try db.cachedStatement(
                sql: "INSERT INTO received (digest) VALUES (?) ON CONFLICT DO NOTHING"
            )
            for item in batch {
                try insertReceived.execute(arguments: [Data(item.digest)])
                guard db.changesCount == 1 else {
                    outcome.duplicates += 1
                    continue
                }
                let flow = flowNumber(item.flow, new: &newFlows)
                switch item.subject {
                case .person(let person):
                    rows.append(
                        Disclosure(
                            person: person,
                            flow: flow,
                            categories: item.categories,
                            disclosedOn: item.disclosedOn,
                            keepUntil: item.keepUntil
                        )
                    )
                    for sample in item.samples where item.flow.origin != .producedThere {
                        rows += try attach(sample, to: person, db)
                    }
                case .sampleOnly:
                    let found = try results(item, flow, db)
                    if found.isEmpty { outcome.waiting += 1 }
                    rows += found
                case .unresolved(let reason, let claims):
                    outcome.unresolved += 1
                    unresolved.append(
                        UnresolvedRow(
                            reason: reason,
                            flow: flow,
                            categories: item.categories,
                            disclosedOn: item.disclosedOn,
                            claims: claims
                        )
                    )
                }
            }
            if !newFlows.isEmpty { try entries.record(db, newFlows, into: &facts) }
            if !rows.isEmpty { try write(rows, db, &entries) }
            if !unresolved.isEmpty { try write(unresolved, db, &entries) }
            outcome.disclosures = rows.count
            outcome.rejected = try setAside(rejected, db)
            for (path, count) in unclassified {
                try db.execute(
                    literal: """
                        INSERT INTO unclassified_field (path, messages) VALUES (\(path), \(count))
                        ON CONFLICT (path) DO UPDATE
                        SET messages = unclassified_field.messages + excluded.messages
                        """
                )
            }
            if let progress { try Self.note(progress, db) }
            return outcome
        }
    }

    /// Records what was set aside from a file that holds no disclosures (the population, a list).
    public func record(rejected: [Rejected], act: Act) throws -> Int {
        try database.write { try setAside(rejected, $0) }
    }

    private func write(_ rows: [Disclosure], _ db: Database, _ entries: inout Entries) throws {
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO disclosure (
                    entry, "row", person, flow, categories, disclosed_on, keep_until,
                    commitment_key)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        try entries.append(
            db,
            kind: .disclosures,
            rows,
            canonical: {
                CanonicalRow.disclosure(
                    person: Int64($0.person.value),
                    flow: $0.flow,
                    categories: Int64(bitPattern: $0.categories.rawValue),
                    disclosedOn: $0.disclosedOn,
                    keepUntil: $0.keepUntil
                )
            },
            insert: { disclosure, entry, row, key in
                try insert.execute(arguments: [
                    entry, row, Int64(disclosure.person.value), disclosure.flow,
                    Int64(bitPattern: disclosure.categories.rawValue), disclosure.disclosedOn,
                    disclosure.keepUntil, Data(key),
                ])
            }
        )
    }

    private struct UnresolvedRow {
        var reason: Int
        var flow: Int
        var categories: CategorySet
        var disclosedOn: Int
        var claims: [UInt8]
    }

    private func write(_ rows: [UnresolvedRow], _ db: Database, _ entries: inout Entries) throws {
        try entries.append(
            db,
            kind: .unresolvedDisclosures,
            rows,
            canonical: {
                CanonicalRow.unresolved(
                    reason: $0.reason,
                    flow: $0.flow,
                    categories: Int64(bitPattern: $0.categories.rawValue),
                    disclosedOn: $0.disclosedOn,
                    claims: $0.claims
                )
            },
            insert: { item, entry, row, key in
                try db.execute(
                    literal: """
                        INSERT INTO unresolved_disclosure (
                            entry, "row", reason, flow, categories, disclosed_on, claims,
                            commitment_key)
                        VALUES (
                            \(entry), \(row), \(item.reason), \(item.flow),
                            \(Int64(bitPattern: item.categories.rawValue)), \(item.disclosedOn),
                            \(Data(item.claims)), \(Data(key)))
                        """
                )
            }
        )
    }

    /// Notes whose sample it is and hands back the rows of results that came before.
    private func attach(_ sample: [UInt8], to person: PersonNumber, _ db: Database) throws
        -> [Disclosure]
    {
        let insert = try db.cachedStatement(
            sql: "INSERT INTO sample (digest, person) VALUES (?, ?) ON CONFLICT DO NOTHING"
        )
        try insert.execute(arguments: [Data(sample), Int64(person.value)])
        guard db.changesCount == 1 else { return [] }
        let select = try db.cachedStatement(
            sql: "SELECT flow, categories, disclosed_on FROM sample_result WHERE digest = ?"
        )
        return try Row.fetchAll(select, arguments: [Data(sample)]).map { row in
            Disclosure(
                person: person,
                flow: row[0],
                categories: CategorySet(rawValue: UInt64(bitPattern: row[1] as Int64)),
                disclosedOn: row[2]
            )
        }
    }

    /// Keeps a result by its samples and hands back a row for each person whose order is known.
    private func results(_ item: ReceivedDisclosure, _ flow: Int, _ db: Database) throws
        -> [Disclosure]
    {
        var rows: [Disclosure] = []
        for sample in item.samples {
            let insert = try db.cachedStatement(
                sql: """
                    INSERT INTO sample_result (digest, received, flow, categories, disclosed_on)
                    VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                    """
            )
            try insert.execute(arguments: [
                Data(sample), Data(item.digest), flow,
                Int64(bitPattern: item.categories.rawValue), item.disclosedOn,
            ])
            let select = try db.cachedStatement(
                sql: "SELECT person FROM sample WHERE digest = ? ORDER BY person"
            )
            for person in try Int64.fetchAll(select, arguments: [Data(sample)]) {
                rows.append(
                    Disclosure(
                        person: PersonNumber(UInt64(person)),
                        flow: flow,
                        categories: item.categories,
                        disclosedOn: item.disclosedOn,
                        keepUntil: item.keepUntil
                    )
                )
            }
        }
        return rows
    }

    /// The number of a flow; one that is new is noted to be recorded with the rows.
    private func flowNumber(_ flow: Flow, new: inout [FlowFact]) -> Int {
        if let number = facts.flowNumbers[flow] { return number }
        if let pending = new.first(where: { $0.flow == flow }) { return pending.number }
        let number = flows.count + new.count + 1
        new.append(FlowFact(number: number, flow: flow))
        return number
    }

    /// The flows of this store by number.
    public var flows: [Int: Flow] { facts.flows }

    private func setAside(_ rejected: [Rejected], _ db: Database) throws -> Int {
        var count = 0
        for item in rejected {
            let content = item.content + Array("|\(item.source)|\(item.line)".utf8)
            let digest = Data(contentDigest.short(of: content))
            let sealed = try Seal.seal(
                item.content,
                with: keys[.unresolved],
                context: Array("reject|content".utf8)
            )
            try db.execute(
                literal: """
                    INSERT INTO reject (digest, source, line, reason, content)
                    VALUES (\(digest), \(item.source), \(item.line), \(item.reason), \(Data(sealed)))
                    ON CONFLICT DO NOTHING
                    """
            )
            count += db.changesCount
        }
        return count
    }

    static func note(_ progress: ImportProgress, _ db: Database) throws {
        try db.execute(
            literal: """
                INSERT INTO import_progress (file, position, line, finished)
                VALUES (
                    \(Data(progress.file)), \(progress.position), \(progress.line),
                    \(progress.isFinished ? 1 : 0))
                ON CONFLICT (file) DO UPDATE SET
                    position = excluded.position, line = excluded.line,
                    finished = excluded.finished
                """
        )
    }

    /// How far a file has been taken in, if it was begun.
    public func progress(of file: [UInt8]) throws -> ImportProgress? {
        try database.read { db in
            try Row.fetchOne(
                db,
                literal: """
                    SELECT position, line, finished FROM import_progress WHERE file = \(Data(file))
                    """
            )
        }.map {
            ImportProgress(file: file, position: $0[0], line: $0[1], isFinished: $0[2] == 1)
        }
    }

    /// What was set aside, opened: for the one file that gives it back for correction.
    public func rejects(
        for reason: AccessReason,
        _ body: (Rejected) throws -> Void
    ) throws {
        let count = try database.read {
            try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM reject") ?? 0
        }
        try accessLog.record(reason, action: "R", object: "rejects", people: count)
        try database.read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: "SELECT source, line, reason, content FROM reject ORDER BY source, line"
            )
            while let row = try rows.next() {
                let content = try Seal.open(
                    [UInt8](row[3] as Data),
                    with: keys[.unresolved],
                    context: Array("reject|content".utf8)
                )
                try body(
                    Rejected(source: row[0], line: row[1], reason: row[2], content: content)
                )
            }
        }
    }

    /// How many were set aside, by reason; and unclassified fields, by path.
    public func importRemainders() throws -> (rejects: [String: Int], unclassified: [String: Int]) {
        try database.read { db in
            func tally(_ sql: String) throws -> [String: Int] {
                try Row.fetchAll(db, sql: sql).reduce(into: [:]) { $0[$1[0] as String] = $1[1] }
            }
            return (
                try tally("SELECT reason, COUNT(*) FROM reject GROUP BY reason"),
                try tally("SELECT path, messages FROM unclassified_field")
            )
        }
    }

    /// Results whose order never came, and records about nobody known.
    public func openEnds() throws -> (waitingResults: Int, unresolved: Int) {
        try database.read { db in
            (
                try Int.fetchOne(
                    db,
                    sql: """
                        SELECT COUNT(*) FROM sample_result WHERE NOT EXISTS (
                            SELECT 1 FROM sample WHERE sample.digest = sample_result.digest)
                        """
                ) ?? 0,
                try Int.fetchOne(
                    db,
                    sql: """
                        SELECT COUNT(*) FROM unresolved_disclosure AS open WHERE NOT EXISTS (
                            SELECT 1 FROM resolution
                            WHERE resolution.entry = open.entry AND resolution."row" = open."row")
                        """
                ) ?? 0
            )
        }
    }

    /// Tries the unresolved messages again against a population that has grown.
    ///
    /// `decide` gets the claims; those it links become ledger rows, with a note that the
    /// unresolved row is settled.
    public func resolveAgain(
        for reason: AccessReason,
        act: Act,
        decide: (IdentityClaims) -> PersonNumber?
    ) throws -> Int {
        try accessLog.record(reason, action: "R", object: "unresolved disclosures", people: 0)
        return try commit(act) { db, entries in
            var rows: [Disclosure] = []
            let open = try Row.fetchAll(
                db,
                sql: """
                    SELECT entry, "row", flow, categories, disclosed_on, claims
                    FROM unresolved_disclosure AS open WHERE NOT EXISTS (
                        SELECT 1 FROM resolution
                        WHERE resolution.entry = open.entry AND resolution."row" = open."row")
                    """
            )
            for row in open {
                let bytes = try Seal.open(
                    [UInt8](row[5] as Data),
                    with: keys[.unresolved],
                    context: Array("unresolved|claims".utf8)
                )
                guard let claims = Identity.claims(from: bytes), let person = decide(claims) else {
                    continue
                }
                rows.append(
                    Disclosure(
                        person: person,
                        flow: row[2],
                        categories: CategorySet(rawValue: UInt64(bitPattern: row[3] as Int64)),
                        disclosedOn: row[4]
                    )
                )
                if !claims.sampleNumber.isEmpty, let flow = flows[row[2]],
                    flow.origin != .producedThere
                {
                    let digest = sampleDigest(party: flow.party).short(of: claims.sampleNumber)
                    rows += try attach(digest, to: person, db)
                }
                try db.execute(
                    literal: """
                        INSERT INTO resolution (entry, "row")
                        VALUES (\(row[0] as Int), \(row[1] as Int))
                        """
                )
            }
            if !rows.isEmpty { try write(rows, db, &entries) }
            return rows.count
        }
    }

    /// The person whose own order had this sample, if it is one person.
    public func person(ofSample digest: [UInt8]) throws -> PersonNumber? {
        let people = try database.read { db in
            let select = try db.cachedStatement(sql: "SELECT person FROM sample WHERE digest = ?")
            return try Int64.fetchAll(select, arguments: [Data(digest)])
        }
        return people.count == 1 ? PersonNumber(UInt64(people[0])) : nil
    }
}
