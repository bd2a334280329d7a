// SPDX-License-Identifier: EUPL-1.2

import Database
import Foundation
import Glibc
import Ledger
import Synchronization

/// Keeps the published files up to date with the database: C2SP tlog-tiles and the last checkpoint
/// under `ledger/`. Writes what is new and reads nothing of what came before.
///
/// What is published may be behind, after a crash, and never ahead: then the database is an older
/// one that was put back, or another, and the files that say so are left as they are.
final class Publisher: Sendable {
    /// What stands in the files: the right edge of the tree under the published checkpoint.
    private struct Published: Sendable {
        var tiles: TileWriter
        var checkpoint: Checkpoint?
        /// The size that was published before, whose files somebody may be reading.
        var olderSize: UInt64?

        var size: UInt64 { tiles.size }
    }

    private let ledger: URL
    private let database: StoreFile
    private let signer: SignerKey
    private let published = Mutex<Published?>(nil)

    init(folder: URL, database: StoreFile, signer: SignerKey) {
        ledger = folder.appendingPathComponent("ledger")
        self.database = database
        self.signer = signer
    }

    /// Brings the files up to the last checkpoint of the database; who comes while another does so
    /// waits, and finds it done. Its cost is that of the entries that are new.
    func publish() throws {
        try published.withLock { published in
            guard let (note, checkpoint) = try last() else {
                if try readCheckpoint() != nil { throw Self.isAhead(of: 0, by: nil) }
                return
            }
            if published == nil {
                let file = try readCheckpoint()
                // The usual case at an opening: what stands there is the last one.
                if file?.size == checkpoint.size, file?.root == checkpoint.root { return }
                published = try standing(under: file, before: checkpoint)
            }
            guard var state = published, state.size < checkpoint.size else { return }
            // Whatever fails leaves files behind, and what is in them is read anew.
            published = nil
            try write(&state, upTo: checkpoint, note: note)
            published = state
        }
    }

    /// Another process published meanwhile: what stands in the files is read anew.
    func forget() { published.withLock { $0 = nil } }

    private func write(
        _ state: inout Published,
        upTo checkpoint: Checkpoint,
        note: String
    ) throws {
        let old = state.size
        let first = old / 256 * 256
        let bodies = try bodies(from: Int(first), to: Int(checkpoint.size))
        let leaves = bodies.map { MerkleTree.leafHash(of: $0) }
        var folders: Set<URL> = []
        var full: [Tile] = []
        for leaf in leaves[Int(old - first)...] {
            try state.tiles.append(leaf) { full.append($0) }
        }
        // The old edge with the new entries gives what was signed: so they continue what was published.
        guard Self.root(of: state.tiles) == checkpoint.root else {
            throw Self.isAnother(published: old)
        }
        for tile in full + state.tiles.partialTiles {
            // Also the entries that are published once more, in a bundle that grew.
            if case .hashes(level: 0) = tile.address.kind {
                let start = Int(tile.address.index * 256 - first)
                guard Array(leaves[start..<start + tile.address.width]) == tile.hashes else {
                    throw Self.isAnother(published: old)
                }
            }
            try write(tile.bytes, to: tile.address, noting: &folders)
        }
        for address in TileAddress.entryBundles(treeSize: checkpoint.size)
        where address.index >= old / 256 {
            let start = Int(address.index * 256 - first)
            let bundle = try EntryBundle(entries: Array(bodies[start..<start + address.width]))
            try write(bundle.bytes, to: address, noting: &folders)
        }
        // The checkpoint says that the tiles are there, so their names go first.
        for folder in folders { try FolderNames.sync(folder) }
        try PublishedFile.write(Array(note.utf8), to: ledger.appendingPathComponent("checkpoint"))
        state.checkpoint = checkpoint
        removeSuperseded(state, after: old)
        state.olderSize = old
    }

    private func write(
        _ bytes: [UInt8],
        to address: TileAddress,
        noting folders: inout Set<URL>
    ) throws {
        let file = ledger.appendingPathComponent(address.path)
        try PublishedFile.write(bytes, to: file)
        folders.insert(file.deletingLastPathComponent())
    }

    /// Removes the partial tiles of sizes before the last two, beside the edge and before it. One
    /// that cannot be removed does no harm.
    private func removeSuperseded(_ state: Published, after old: UInt64) {
        let kept = Set(Self.partial(state.size) + Self.partial(old)).map(\.path)
        let files = FileManager.default
        for address in Set(Self.partial(state.olderSize ?? old) + Self.partial(old)) {
            let folder = ledger.appendingPathComponent(address.path).deletingLastPathComponent()
            let names = (try? files.contentsOfDirectory(atPath: folder.path)) ?? []
            let place = address.path.split(separator: "/").dropLast().joined(separator: "/")
            let superseded = names.filter { !kept.contains("\(place)/\($0)") }
            for name in superseded {
                try? files.removeItem(at: folder.appendingPathComponent(name))
            }
            if superseded.count == names.count { rmdir(folder.path) }
        }
    }

    private static func partial(_ size: UInt64) -> [TileAddress] {
        (TileAddress.hashTiles(treeSize: size) + TileAddress.entryBundles(treeSize: size))
            .filter { !$0.isFull }
    }

    // MARK: What stands there

    private func readCheckpoint() throws -> Checkpoint? {
        let file = ledger.appendingPathComponent("checkpoint")
        return (try? Data(contentsOf: file)).flatMap {
            try? UnverifiedCheckpoint(bytes: [UInt8]($0)).verified(by: signer.verifierKey)
        }
    }

    /// The edge of the files under a checkpoint; from all entries where files are missing or altered.
    private func standing(under file: Checkpoint?, before last: Checkpoint) throws -> Published {
        guard let file, file.size > 0 else { return Published(tiles: TileWriter()) }
        guard file.size < last.size else {
            throw file.size > last.size
                ? Self.isAhead(of: last.size, by: file.size) : Self.isAnother(published: file.size)
        }
        let addresses = TileAddress.hashTiles(treeSize: file.size).filter { !$0.isFull }
        let tiles = addresses.compactMap { address in
            (try? Data(contentsOf: ledger.appendingPathComponent(address.path)))
                .flatMap { try? Tile(address: address, bytes: [UInt8]($0)) }
        }
        if tiles.count == addresses.count,
            let writer = try? TileWriter(size: file.size, partialTiles: tiles),
            Self.root(of: writer) == file.root
        {
            return Published(tiles: writer, checkpoint: file)
        }
        // Are the entries those that were published? If so, all of them are published again.
        var tree = MerkleFrontier()
        for body in try bodies(from: 0, to: Int(file.size)) {
            tree.append(MerkleTree.leafHash(of: body))
        }
        guard tree.root == file.root else { throw Self.isAnother(published: file.size) }
        return Published(tiles: TileWriter())
    }

    private func last() throws -> (note: String, checkpoint: Checkpoint)? {
        guard let (size, note) = try database.read({ try Journal.lastNote($0) }) else { return nil }
        guard
            let checkpoint = try? UnverifiedCheckpoint(bytes: Array(note.utf8))
                .verified(by: signer.verifierKey), checkpoint.size == UInt64(exactly: size)
        else { throw StoreError.integrity(.checkpointUnsigned(size: size)) }
        return (note, checkpoint)
    }

    private func bodies(from first: Int, to end: Int) throws -> [[UInt8]] {
        let bodies = try database.read {
            try $0.all(
                "SELECT body FROM ledger_entry WHERE seq >= $1 AND seq < $2 ORDER BY seq",
                first,
                end
            ) { $0.bytes(0) }
        }
        guard bodies.count == end - first else {
            throw StoreError.integrity(.entryMissing(from: first, before: end))
        }
        return bodies
    }

    /// The root of the tree of which these tiles are the edge.
    private static func root(of writer: TileWriter) -> MerkleHash? {
        let peaks = writer.partialTiles.reversed().flatMap { tile in
            var peaks = MerkleFrontier()
            peaks.append(contentsOf: tile.hashes)
            return peaks.peaks
        }
        return MerkleFrontier(size: writer.size, peaks: peaks)?.root
    }

    private static func isAhead(of size: UInt64, by published: UInt64?) -> StoreError {
        .integrity(.publishedAhead(published: published, entries: size))
    }

    private static func isAnother(published size: UInt64) -> StoreError {
        .integrity(size > 0 ? .publishedOfAnother(entries: size) : .entriesNotAsSigned)
    }
}
