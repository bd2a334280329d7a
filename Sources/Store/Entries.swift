// SPDX-License-Identifier: EUPL-1.2

import Database
import Foundation
import Ledger
import Vault
import Workers

/// The entries of the act that is being written.
struct Entries: ~Copyable {
    private var journal: Journal
    private let act: Act
    private let access: AccessLogPosition
    private var random = RandomBytes()
    /// Entries of this act so far.
    private var written = 0

    init(journal: Journal, act: Act, access: AccessLogPosition) {
        self.journal = journal
        self.act = act
        self.access = access
    }

    /// Signs what was written, if anything was.
    func close(_ db: Connection) throws {
        if written > 0 { try journal.sign(db) }
    }

    /// Writes one entry with its rows: for each row `insert` gets the entry, the row's place in it,
    /// and the random key of its commitment. Commitments are made on every core.
    @discardableResult
    mutating func append<Element: Sendable>(
        _ db: Connection,
        kind: EntryKind,
        _ rows: [Element],
        canonical: @escaping @Sendable (Element) throws -> CanonicalRow,
        insert: (Element, _ entry: Int, _ row: Int, _ key: UnsafeRawBufferPointer) throws -> Void
    ) throws -> Int {
        try append(
            db,
            kind: kind,
            rows,
            seal: { _, _ in },
            canonical: { row, _ in try canonical(row) },
            insert: { element, _, entry, row, key in try insert(element, entry, row, key) }
        )
    }

    /// The same for rows of which something is sealed under the random key of their commitment:
    /// `seal` gets it, on every core, and what it returns goes into the row and under its commitment.
    @discardableResult
    mutating func append<Element: Sendable, Sealed: Sendable>(
        _ db: Connection,
        kind: EntryKind,
        _ rows: [Element],
        seal: @escaping @Sendable (Element, _ key: UnsafeRawBufferPointer) throws -> Sealed,
        canonical: @escaping @Sendable (Element, Sealed) throws -> CanonicalRow,
        insert: (
            Element, Sealed, _ entry: Int, _ row: Int, _ key: UnsafeRawBufferPointer
        ) throws -> Void
    ) throws -> Int {
        guard UInt32(exactly: rows.count) != nil else {
            throw StoreError.refused(.tooLarge(.rowsOfEntry))
        }
        try noteJump(db)
        guard let payload = OpaqueReference(random.next(16)) else {
            preconditionFailure("a payload identifier has 16 bytes")
        }
        var manifest = Manifest()
        let entry = journal.size
        for start in stride(from: 0, to: rows.count, by: Self.rowsAtOnce) {
            let part = start..<min(start + Self.rowsAtOnce, rows.count)
            let keys = Array(random.next(part.count * 32))
            let leaves = try WorkerPool.shares(of: part.count, atLeast: 512) { share in
                try keys.withUnsafeBytes { keys in
                    try share.map { place in
                        let own = UnsafeRawBufferPointer(
                            rebasing: keys[place * 32..<place * 32 + 32]
                        )
                        guard let key = CommitmentKey(own) else {
                            preconditionFailure("a commitment key has 32 bytes")
                        }
                        let row = rows[part.lowerBound + place]
                        let sealed = try seal(row, own)
                        let commitment = RowCommitment(
                            key: key,
                            payloadIdentifier: payload,
                            index: UInt32(part.lowerBound + place),
                            canonicalRow: try canonical(row, sealed).bytes
                        )
                        return (leaf: commitment.leafHash, sealed: sealed)
                    }
                }
            }
            try keys.withUnsafeBytes { keys in
                var place = start
                for made in leaves {
                    for (leaf, sealed) in made {
                        manifest.append(leaf: leaf)
                        let offset = (place - start) * 32
                        try insert(
                            rows[place],
                            sealed,
                            entry,
                            place,
                            UnsafeRawBufferPointer(rebasing: keys[offset..<offset + 32])
                        )
                        place += 1
                    }
                }
            }
        }
        defer { written += 1 }
        return try journal.append(
            db,
            kind: kind,
            manifest: manifest,
            payload: payload,
            act: act,
            placeInAct: written,
            access: access
        )
    }

    /// Rows whose commitments are made before the next rows are written.
    private static let rowsAtOnce = 32_768

    /// The place of the entry that is written next.
    mutating func next(_ db: Connection) throws -> Int {
        try noteJump(db)
        return journal.size
    }

    /// Writes the fact over what `coverage` gathered, if that is anything.
    mutating func record(
        _ db: Connection,
        _ coverage: IntakeCoverage,
        source: String,
        and others: [any Fact] = []
    ) throws {
        guard let fact = coverage.fact(source: source) else { return }
        guard try next(db) == coverage.entry else {
            throw StoreError.integrity(.entryInBetween(coverage.entry))
        }
        try record(db, [fact] + others)
    }

    /// Writes small facts as one entry.
    mutating func record(_ db: Connection, _ facts: [any Fact]) throws {
        let bodies = try facts.map { (kind: type(of: $0).kind, body: try $0.encoded()) }
        try append(
            db,
            kind: .facts,
            bodies,
            canonical: { CanonicalRow.fact(kind: $0.kind, body: $0.body) },
            insert: { fact, entry, row, key in
                try db.run(
                    """
                    INSERT INTO fact (entry, "row", kind, body, commitment_key)
                    VALUES ($1, $2, $3, $4, $5)
                    """,
                    entry,
                    row,
                    fact.kind,
                    fact.body,
                    Array(key)
                )
            }
        )
    }

    /// The first entry of an act says so when the clock jumped before it.
    private mutating func noteJump(_ db: Connection) throws {
        guard written == 0, !isNoting, let jump = journal.jump(at: act.at) else { return }
        isNoting = true
        journal.beginRun()
        try record(db, [jump])
    }

    private var isNoting = false
}
