// SPDX-License-Identifier: EUPL-1.2

import Database
import Foundation
import Ledger

extension Store {
    /// Brings the published files up to date with the database: C2SP tlog-tiles and the last
    /// checkpoint under `ledger/`. Derived from the database, so it can always be done again.
    ///
    /// What is published may be behind, after a crash, and never ahead: then the database is an older
    /// one that was put back, or another, and the files that say so are left as they are.
    public func publishTiles() throws {
        let ledger = folder.appendingPathComponent("ledger")
        let file = ledger.appendingPathComponent("checkpoint")
        let published = (try? Data(contentsOf: file)).flatMap {
            try? UnverifiedCheckpoint(bytes: [UInt8]($0)).verified(by: signer.verifierKey)
        }
        let from = published?.size ?? 0
        guard from <= UInt64(journal.size) else {
            throw StoreError.integrity(
                """
                ledger/checkpoint was published over \(from) entries and the database has \
                \(journal.size): an older database was put back. Put the newest one back; when it is \
                lost, keep the folder ledger elsewhere, for it is the evidence, and begin without it
                """
            )
        }
        guard journal.size > 0 else { return }
        if from == UInt64(journal.size), published?.root == journal.frontier.root { return }
        let (bodies, note) = try database.read { db in
            (
                try db.all("SELECT body FROM ledger_entry ORDER BY seq") { $0.bytes(0) },
                try Self.lastNote(db)
            )
        }
        let leaves = bodies.map { MerkleTree.leafHash(of: $0) }
        if let published, MerkleTree.root(of: leaves.prefix(Int(from))) != published.root {
            throw StoreError.integrity(
                """
                the first \(from) entries of the database are not those that ledger/checkpoint was \
                published over: it is another database. Put back the one that belongs to it; when it \
                is lost, keep the folder ledger elsewhere, for it is the evidence, and begin without it
                """
            )
        }
        var folders: Set<URL> = []
        for tile in try TileWriter.tiles(from: from, leafHashes: leaves) {
            let file = ledger.appendingPathComponent(tile.address.path)
            try PublishedFile.write(tile.bytes, to: file)
            folders.insert(file.deletingLastPathComponent())
        }
        for address in TileAddress.entryBundles(treeSize: UInt64(bodies.count))
        where address.index >= from / 256 {
            let start = Int(address.index) * TileAddress.fullWidth
            let bundle = try EntryBundle(
                entries: Array(bodies[start..<start + address.width])
            )
            let file = ledger.appendingPathComponent(address.path)
            try PublishedFile.write(bundle.bytes, to: file)
            folders.insert(file.deletingLastPathComponent())
        }
        // The checkpoint says that the tiles are there, so their names go first.
        for folder in folders { try FolderNames.sync(folder) }
        try PublishedFile.write(Array(note.utf8), to: file)
    }

    /// The last signed checkpoint, to be kept elsewhere.
    public func checkpoint() throws -> String {
        try database.read(Self.lastNote)
    }

    private static func lastNote(_ db: Connection) throws -> String {
        try db.first("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1") { $0.text(0) } ?? ""
    }

    /// A proof that an entry is under the last checkpoint: `docs/formats.md` gives the form.
    public func inclusionProof(of entry: Int) throws -> InclusionProofText {
        guard entry >= 0, entry < journal.size else {
            throw StoreError.notFound("entry \(entry)")
        }
        let leaves = try leafHashes()
        let proof = try InclusionProof(index: UInt64(entry), leafHashes: leaves)
        return InclusionProofText(
            index: entry,
            size: leaves.count,
            leaf: leaves[entry].base64,
            root: MerkleTree.root(of: leaves).base64,
            hashes: proof.hashes.map(\.base64),
            checkpoint: try checkpoint()
        )
    }

    /// A proof that the ledger of `size` entries is the beginning of this one.
    public func consistencyProof(from size: Int) throws -> ConsistencyProofText {
        guard size > 0, size <= journal.size else {
            throw StoreError.notFound("a ledger of \(size) entries")
        }
        let leaves = try leafHashes()
        let proof = try ConsistencyProof(olderSize: UInt64(size), leafHashes: leaves)
        return ConsistencyProofText(
            olderSize: size,
            olderRoot: MerkleTree.root(of: leaves.prefix(size)).base64,
            size: leaves.count,
            root: MerkleTree.root(of: leaves).base64,
            hashes: proof.hashes.map(\.base64),
            checkpoint: try checkpoint()
        )
    }

    private func leafHashes() throws -> [MerkleHash] {
        try database.read {
            try $0.all("SELECT body FROM ledger_entry ORDER BY seq") {
                MerkleTree.leafHash(of: $0.bytes(0))
            }
        }
    }
}

/// An RFC 6962 inclusion proof in base64.
public struct InclusionProofText: Codable, Sendable {
    public var index: Int
    public var size: Int
    public var leaf: String
    public var root: String
    public var hashes: [String]
    public var checkpoint: String
}

/// An RFC 6962 consistency proof in base64.
public struct ConsistencyProofText: Codable, Sendable {
    public var olderSize: Int
    public var olderRoot: String
    public var size: Int
    public var root: String
    public var hashes: [String]
    public var checkpoint: String
}
