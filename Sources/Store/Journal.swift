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
    private(set) var frontier: MerkleFrontier
    /// The access log as the last entry saw it.
    private(set) var accessLog = AccessLogPosition()
    private let signer: SignerKey
    private let origin: String

    init(_ db: Connection, origin: String, signer: SignerKey) throws {
        self.origin = origin
        self.signer = signer
        var frontier = MerkleFrontier()
        var last: [UInt8]?
        try db.forEach("SELECT body FROM ledger_entry ORDER BY seq") { row in
            let body = row.bytes(0)
            frontier.append(MerkleTree.leafHash(of: body))
            last = body
        }
        self.frontier = frontier
        guard let last else { return }
        guard let entry = try? LedgerEntry(bytes: last) else {
            throw StoreError.integrity("the last entry of the ledger does not read")
        }
        accessLog = AccessLogPosition(
            count: entry.accessLogCount,
            head: entry.accessLogHead.bytes
        )
    }

    var size: Int { Int(frontier.size) }

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
        guard let actor = OpaqueReference(act.reference),
            let counterparty = OpaqueReference(act.counterpartyReference),
            let accessHead = MerkleHash(access.head)
        else { throw StoreError.integrity("an entry is made of whole references") }
        let entry = LedgerEntry(
            type: EntryType(rawValue: kind.rawValue),
            sequence: UInt64(seq),
            utcMilliseconds: UInt64(max(0, act.at)),
            actorReference: actor,
            counterparty: counterparty,
            placeInAct: UInt16(clamping: placeInAct),
            rows: UInt32(manifest.rows),
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
        else { throw StoreError.integrity("entry \(seq) reads back differently") }
        frontier.append(MerkleTree.leafHash(of: written))
        accessLog = access
        return seq
    }

    /// Signs the tree as it stands and writes the checkpoint.
    func sign(_ db: Connection) throws {
        #if SPOOR_CONTROL_SKIP_CHECKPOINT
            // CONTROL, wrong on purpose: some acts have no signed checkpoint. docs/rigs.md.
            if size.isMultiple(of: 5) { return }
        #endif
        let checkpoint = try Checkpoint(
            origin: origin,
            size: frontier.size,
            root: frontier.root
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
