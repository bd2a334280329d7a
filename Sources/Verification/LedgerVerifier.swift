// SPDX-License-Identifier: EUPL-1.2

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
    /// How many rows a hand rehashes at a time: a power of two.
    var rowsAtOnce = Share.rowsAtOnce

    /// `against`: notes of checkpoints kept elsewhere. `key`: the verifier key as it was made
    /// known; without it the key that stands in the store itself is used, and that is said.
    public init(folder: URL, against: [String] = [], key: String? = nil) throws {
        self.folder = folder
        self.against = try against.map {
            guard let checkpoint = SignedCheckpoint(Array($0.utf8)) else {
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
            let hands = try Hands(path: path, count: ProcessInfo.processInfo.activeProcessorCount)
            return try report(by: hands, progress: progress)
        } catch let error as DatabaseError {
            throw VerificationError(error) ?? error
        }
    }

    private func report(by hands: Hands, progress: (Int) -> Void) throws -> VerificationReport {
        var report = VerificationReport()
        var tree = Tree()
        var entries: [EntryReader] = []
        let areRead = try hands.one { try read($0, &tree, &entries, &report) }
        guard areRead else { return report }
        report.entries = entries.count
        let format = try hands.one { try StoreFormat($0) }
        try RowsVerification(
            entries: entries,
            tables: format.tables,
            erasures: try hands.one { format.isSecond ? try Erasures($0) : .none },
            rowsAtOnce: rowsAtOnce
        ).run(hands, &report, progress: progress)
        try CheckpointsVerification(key: key, against: against, tree: tree, entries: entries)
            .run(hands, &report)
        try hands.one { try TilesVerification(folder: folder, tree: tree).run($0, &report) }
        AccessLogVerification(folder: folder, entries: entries).run(&report)
        try hands.one { try RegisterVerification(db: $0).run(&report) }
        try ExposureVerification(entries: entries, hasSealedDays: format.isSecond)
            .run(hands, &report)
        let isFounded = try hands.one {
            try FoundingVerification(db: $0).run(entries, &report)
        }
        if isFounded { try IntakeVerification().run(hands, &report) }
        if isFounded, format.hasPersonVersions {
            try hands.one { try PersonVerification(db: $0).run(&report) }
        }
        report.unproven.append(format.unproven(isFounded: isFounded))
        return report
    }

    /// Reads the entries and grows the tree over them; false when one of them does not read.
    private func read(
        _ db: Database,
        _ tree: inout Tree,
        _ entries: inout [EntryReader],
        _ report: inout VerificationReport
    ) throws -> Bool {
        let bodies = try Cursor(db, "SELECT seq, body FROM ledger_entry ORDER BY seq")
        while try bodies.step() {
            let sequence = Int(bodies[0].integer)
            let body = bodies[1].bytes
            if sequence != tree.size { report.found(.entry, "entry \(tree.size) is missing") }
            tree.append(leaf: .leaf(body))
            guard let entry = EntryReader(body) else {
                report.found(.entry, "entry \(sequence) does not read")
                return false
            }
            if entry.sequence != sequence {
                report.found(.entry, "entry \(sequence) says it is \(entry.sequence)")
            }
            entries.append(entry)
        }
        return true
    }
}
