// SPDX-License-Identifier: EUPL-1.2

import Crypto
public import Foundation
import GRDB

/// Verifies a whole ledger with read-only SQL of its own and no code of the writer.
///
/// Found: any changed byte of a row, entry, checkpoint, signature, tile or access-log line; rows
/// that vanished or were added; and, against a checkpoint that was kept elsewhere, every
/// roll-back. Without such a checkpoint a roll-back to an older signed state cannot be seen.
public struct LedgerVerifier {
    private let folder: URL
    private let against: [SignedCheckpoint]
    private let key: NoteKey?

    /// `against`: notes of checkpoints kept elsewhere. `key`: the verifier key as it was made
    /// known; without it the key that stands in the store itself is used, and that is said.
    public init(folder: URL, against: [String] = [], key: String? = nil) throws {
        self.folder = folder
        self.against = try against.map {
            guard let checkpoint = SignedCheckpoint($0) else {
                throw VerificationError.checkpointDoesNotRead(
                    "not a signed checkpoint: origin, size and root, a blank line, a signature"
                )
            }
            return checkpoint
        }
        self.key = try key.map {
            guard let key = NoteKey($0) else { throw VerificationError.keyDoesNotRead }
            return key
        }
    }

    public func verify(progress: (Int) -> Void = { _ in }) throws -> VerificationReport {
        let path = folder.appendingPathComponent("spoor.sqlite").path
        guard FileManager.default.fileExists(atPath: path) else {
            throw VerificationError.noStore(folder.path)
        }
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(10)
            let database = try DatabaseQueue(path: path, configuration: configuration)
            return try database.read { try report(on: $0, progress: progress) }
        } catch let error as DatabaseError {
            throw VerificationError.databaseDoesNotRead(error.resultCode.description)
        }
    }

    private func report(on db: Database, progress: (Int) -> Void) throws -> VerificationReport {
        var report = VerificationReport()
        var tree = Tree()
        var entries: [EntryReader] = []
        let bodies = try Row.fetchCursor(db, sql: "SELECT seq, body FROM ledger_entry ORDER BY seq")
        while let row = try bodies.next() {
            let body = [UInt8](row[1] as Data)
            let sequence: Int = row[0]
            if sequence != tree.size {
                report.found(.entry, "entry \(tree.size) is missing")
            }
            tree.append(leaf: Tree.leaf(body))
            guard let entry = EntryReader(body) else {
                report.found(.entry, "entry \(sequence) does not read")
                return report
            }
            if entry.sequence != sequence {
                report.found(.entry, "entry \(sequence) says it is \(entry.sequence)")
            }
            entries.append(entry)
        }
        report.entries = entries.count
        try RowsVerification(db: db, entries: entries).run(&report, progress: progress)
        try checkpoints(db, tree, entries, &report)
        TilesVerification(folder: folder, tree: tree).run(db, &report)
        try AccessLogVerification(folder: folder, entries: entries).run(&report)
        try RegisterVerification(db: db).run(&report)
        return report
    }

    private func checkpoints(
        _ db: Database,
        _ tree: Tree,
        _ entries: [EntryReader],
        _ report: inout VerificationReport
    ) throws {
        let own = try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'verifier'")
        let origin = try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'origin'")
        guard let key = key ?? own.flatMap(NoteKey.init) else {
            report.found(.signature, "the store holds no readable verifier key")
            return
        }
        if self.key == nil {
            report.unproven.append(
                "That the signatures are of the right key: the key was taken from the store itself. "
                    + "Give the key as you know it with --key."
            )
        }
        let rows = try Row.fetchAll(db, sql: "SELECT size, note FROM checkpoint ORDER BY size")
        for row in rows {
            let size: Int = row[0]
            guard let checkpoint = SignedCheckpoint(row[1] as String), checkpoint.size == size,
                checkpoint.origin == origin
            else {
                report.found(.checkpoint, "checkpoint \(size) does not read")
                continue
            }
            if !checkpoint.isSigned(by: key) {
                report.found(.signature, "checkpoint \(size) is not signed by the ledger's key")
            }
            if size > tree.size || tree.root(of: size) != checkpoint.root {
                report.found(.checkpoint, "the entries do not have the root of checkpoint \(size)")
            }
        }
        let sizes = Set(rows.map { $0[0] as Int })
        for entry in entries where entry.placeInAct == 0 && entry.sequence > 0 {
            if !sizes.contains(entry.sequence) {
                report.found(
                    .checkpoint,
                    "the checkpoint before entry \(entry.sequence) is missing"
                )
            }
        }
        if (rows.last?["size"] as Int? ?? 0) != tree.size {
            report.found(.checkpoint, "the last checkpoint does not cover the last entry")
        }
        report.head = "\(tree.size) \(Data(tree.root(of: tree.size)).base64EncodedString())"
        for older in against {
            if !older.isSigned(by: key) {
                report.found(.signature, "the given checkpoint is not signed by the ledger's key")
            } else if older.size > tree.size {
                report.found(
                    .rollback,
                    "the ledger has \(tree.size) entries, the given checkpoint had \(older.size)"
                )
            } else if tree.root(of: older.size) != older.root {
                report.found(
                    .rollback,
                    "the first \(older.size) entries are not those that were signed"
                )
            } else {
                report.continuesOlderCheckpoint = true
            }
        }
        if against.isEmpty {
            report.unproven.append(
                "That nothing was rolled back: an older state of the whole ledger would verify too. "
                    + "Give a checkpoint that was kept elsewhere with --against."
            )
        }
    }
}
