// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Database
import Foundation
import Identities
import Ledger
import Vault

/// Appends entries to the ledger inside the transaction that writes their rows.
///
/// A transaction is a business act: rows, entry and checkpoint are written together or not at all.
struct Journal {
    private var frontier: Frontier
    /// The access log as the last entry saw it.
    private(set) var accessLog = AccessLogPosition()
    private let signer: SignerKey

    /// Where the ledger ends: the stored frontier, if it is what the last checkpoint was signed over
    /// with our key and ends with the last entry. Its cost is that of a few rows.
    init(_ db: Connection, signer: SignerKey) throws {
        self.signer = signer
        guard let frontier = try Frontier(db) else {
            throw StoreError.integrity(.frontierUnreadable)
        }
        self.frontier = frontier
        let last = try db.first("SELECT seq, body FROM ledger_entry ORDER BY seq DESC LIMIT 1") {
            (sequence: $0.int(0), body: $0.bytes(1))
        }
        let signed = try Self.signed(db, signer)
        guard let last, let signed else {
            guard last == nil, signed == nil, frontier.tree.size == 0 else {
                throw StoreError.integrity(.noCheckpointOrNoEntries)
            }
            return
        }
        guard let entry = try? LedgerEntry(bytes: last.body),
            entry.sequence == UInt64(last.sequence)
        else { throw StoreError.integrity(.entryUnreadable(last.sequence)) }
        accessLog = AccessLogPosition(
            count: entry.accessLogCount,
            head: entry.accessLogHead.bytes
        )
        #if SPOOR_CONTROLS
            // CONTROL, wrong on purpose: goes on behind an act without a checkpoint. docs/rigs.md.
            if Control.isOn("SKIP_CHECKPOINT"), signed.size < frontier.tree.size { return }
        #endif
        guard signed.size == frontier.tree.size, signed.root == frontier.tree.root,
            UInt64(last.sequence) + 1 == signed.size,
            frontier.lastAt == Int64(clamping: entry.utcMilliseconds),
            // Of an odd number of entries the last one is a peak.
            signed.size.isMultiple(of: 2)
                || frontier.tree.peaks.last == MerkleTree.leafHash(of: last.body)
        else {
            throw StoreError.integrity(.endNotAsSigned)
        }
    }

    private static func signed(_ db: Connection, _ signer: SignerKey) throws -> Checkpoint? {
        guard let (size, note) = try lastNote(db) else { return nil }
        guard
            let checkpoint = try? UnverifiedCheckpoint(bytes: Array(note.utf8))
                .verified(by: signer.verifierKey), checkpoint.size == UInt64(exactly: size)
        else { throw StoreError.integrity(.checkpointUnsigned(size: size)) }
        return checkpoint
    }

    /// The last signed checkpoint.
    static func lastNote(_ db: Connection) throws -> (size: Int, note: String)? {
        try db.first("SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1") {
            ($0.int(0), $0.text(1))
        }
    }

    /// How many entries there are.
    static func size(_ db: Connection) throws -> Int {
        try db.integer("SELECT seq FROM ledger_entry ORDER BY seq DESC LIMIT 1").map { $0 + 1 } ?? 0
    }

    var size: Int { Int(frontier.tree.size) }

    /// What is said of the clock in an act at this time; nil when it can be right.
    func jump(at time: Int64) -> ClockFact? {
        ClockFact(
            previous: size == 0 ? nil : frontier.lastAt,
            latest: size == 0 ? nil : frontier.runLatest,
            at: time
        )
    }

    /// Later steps of the clock are measured from this act on.
    mutating func beginRun() { frontier.runLatest = .min }

    /// Writes an entry over rows whose commitments are in the manifest; returns its place.
    mutating func append(
        _ db: Connection,
        kind: EntryKind,
        manifest: Manifest,
        payload: OpaqueReference,
        act: Act,
        placeInAct: Int,
        access: AccessLogPosition
    ) throws -> Int {
        let seq = size
        guard let place = UInt16(exactly: placeInAct) else {
            throw StoreError.refused(.tooLarge(.entriesOfAct))
        }
        guard let rows = UInt32(exactly: manifest.rows) else {
            throw StoreError.refused(.tooLarge(.rowsOfEntry))
        }
        guard let actor = OpaqueReference(act.reference),
            let counterparty = OpaqueReference(act.counterpartyReference),
            let accessHead = MerkleHash(access.head)
        else { preconditionFailure("an entry is made of whole references") }
        let entry = LedgerEntry(
            type: EntryType(rawValue: kind.rawValue),
            sequence: UInt64(seq),
            utcMilliseconds: UInt64(max(0, act.at)),
            actorReference: actor,
            counterparty: counterparty,
            placeInAct: place,
            rows: rows,
            manifestRoot: manifest.root,
            payloadIdentifier: payload,
            accessLogCount: access.count,
            accessLogHead: accessHead
        )
        try db.run("INSERT INTO ledger_entry (seq, body) VALUES ($1, $2)", seq, entry.bytes)
        // What is signed is what was written: read back, not what is in memory.
        guard
            let written = try db.first(
                "SELECT body FROM ledger_entry WHERE seq = $1",
                seq,
                read: { $0.bytes(0) }
            ),
            written == entry.bytes
        else { throw StoreError.integrity(.entryReadsBackDifferently(seq)) }
        frontier.tree.append(MerkleTree.leafHash(of: written))
        frontier.lastAt = Int64(clamping: entry.utcMilliseconds)
        frontier.runLatest = max(frontier.runLatest, frontier.lastAt)
        accessLog = access
        return seq
    }

    /// Signs the tree as it stands and writes the checkpoint, and where the ledger ends.
    func sign(_ db: Connection) throws {
        try frontier.write(db)
        #if SPOOR_CONTROLS
            // CONTROL, wrong on purpose: some acts have no signed checkpoint. docs/rigs.md.
            if Control.isOn("SKIP_CHECKPOINT"), size.isMultiple(of: 5) { return }
        #endif
        let checkpoint = try Checkpoint(
            origin: signer.verifierKey.name,
            size: frontier.tree.size,
            root: frontier.tree.root
        )
        let note = String(decoding: try checkpoint.signed(by: [signer]).bytes, as: UTF8.self)
        try db.run("INSERT INTO checkpoint (size, note) VALUES ($1, $2)", size, note)
    }
}

/// Who does something, when, towards whom.
public struct Act: Sendable {
    /// The acting officer (`--by`).
    public var by: String
    /// Milliseconds since 1970, UTC.
    public var at: Int64
    /// The party concerned, empty if none.
    public var counterparty: String

    public init(by: String, at: Int64, counterparty: String = "") {
        self.by = by
        self.at = at
        self.counterparty = counterparty
    }

    /// 16 bytes that stand for the officer in an entry; facts carry the name.
    var reference: [UInt8] { Array(SHA256.hash(data: Array(by.utf8)).prefix(16)) }
    var counterpartyReference: [UInt8] {
        Array(SHA256.hash(data: Array(counterparty.utf8)).prefix(16))
    }
}
