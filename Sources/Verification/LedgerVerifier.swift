// SPDX-License-Identifier: EUPL-1.2

public import Foundation
import GRDB

/// Verifies a whole ledger with read-only SQL of its own and no code of the writer.
///
/// Found: any table, index, view or trigger that is not the program's; any index that does not have
/// the rows of its table; any changed byte of a row, entry, checkpoint, signature, tile or access-log line; rows
/// that vanished or were added; and, against a checkpoint that was kept elsewhere, every
/// roll-back. Without such a checkpoint a roll-back to an older signed state cannot be seen.
public struct LedgerVerifier {
    private let folder: URL
    private let against: [SignedCheckpoint]
    private let key: NoteKey?
    /// How many rows a worker rehashes at a time: a power of two.
    var rowsAtOnce = Share.rowsAtOnce
    /// Into how many runs a large table is cut; by the size of the files if nil.
    var treeRuns: Int?

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
        let files = StoreFiles(folder: folder)
        try files.check()
        var report = VerificationReport()
        do {
            let connections = try ReadingConnections(
                files,
                count: ProcessInfo.processInfo.activeProcessorCount
            )
            defer { connections.close() }
            try verify(connections, files, &report, progress: progress)
        } catch let error as DatabaseError where error.resultCode != .SQLITE_INTERRUPT {
            throw VerificationError(error) ?? error
        } catch let error where error is DatabaseError || error is ScanLimit.Exceeded {
            report.found(
                .structure,
                "reading it takes more steps than a file of its size can need: its pages lead to "
                    + "each other again and again"
            )
        }
        return report
    }

    private func verify(
        _ connections: ReadingConnections,
        _ files: StoreFiles,
        _ report: inout VerificationReport,
        progress: (Int) -> Void
    ) throws {
        let schema: KnownSchema
        switch connections.schema {
        case .known(let known): schema = known
        case .unknown(let findings):
            // What a table of another schema answers is not what the program would read.
            findings.forEach { report.found($0) }
            return
        }
        var tree = Tree()
        var entries: [EntryReader] = []
        let areRead = try connections.first { try read($0, &tree, &entries, &report) }
        guard areRead else { return }
        report.entries = entries.count
        let isSecond = schema.format == "2"
        let erasures = try connections.first { isSecond ? try Erasures($0) : .none }
        let tables = try connections.first { try StoredTable.all(of: schema, $0) }
        var generator = SystemRandomNumberGenerator()
        let fingerprintKey = Fingerprint.Key(using: &generator)
        let fingerprints = try RowsVerification(
            entries: entries,
            tables: schema.rows,
            erasures: erasures,
            rowsAtOnce: rowsAtOnce,
            indexes: schema.rows.reduce(into: [:]) { indexes, rows in
                let table = tables.first { $0.name == rows.name }
                indexes[rows.name] = RowIndexes(table, as: rows, fingerprintKey)
            },
            key: fingerprintKey
        ).run(connections, &report, progress: progress)
        try CheckpointsVerification(key: key, against: against, tree: tree, entries: entries)
            .run(connections, &report)
        try connections.first {
            try TilesVerification(files: files, tree: tree).run($0, &report)
        }
        AccessLogVerification(files: files, entries: entries).run(&report)
        TimeVerification(entries: entries).run(&report)
        try connections.first { try RegisterVerification(snapshot: $0).run(&report) }
        try connections.first { try RetractionVerification(snapshot: $0).run(&report) }
        let undone = try connections.first {
            try UndoneImports($0, size: entries.count, &report)
        }
        try ExposureVerification(entries: entries, hasSealedDays: isSecond, undone: undone)
            .run(connections, &report)
        var tablesVerification = TablesVerification(
            entries: entries,
            erasures: erasures,
            hasVersions: schema.has(RowTable.personVersions.name),
            index: IndexVerification(
                tables: tables,
                runs: treeRuns ?? IndexVerification.runs(fileBytes: connections.fileBytes),
                key: fingerprintKey,
                known: fingerprints
            )
        )
        do {
            tablesVerification.intake = try connections.first { snapshot in
                try FoundingVerification(snapshot: snapshot).run(entries, &report)
                    ? try IntakeVerification(snapshot, &report) : nil
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            // An index led to a row that is not there; what follows says which.
            report.found(.structure, "a page leads to a row that is not there")
        }
        try tablesVerification.run(connections, &report)
        report.unproven.append(schema.unproven(isFounded: tablesVerification.intake != nil))
    }

    /// Reads the entries and grows the tree over them; false when one of them does not read.
    private func read(
        _ snapshot: Snapshot,
        _ tree: inout Tree,
        _ entries: inout [EntryReader],
        _ report: inout VerificationReport
    ) throws -> Bool {
        let bodies = try snapshot.cursor("SELECT seq, body FROM ledger_entry ORDER BY seq")
        while try bodies.step() {
            let sequence = Int(bodies[0].integer)
            let body = bodies[1].bytes
            guard sequence >= tree.size else {
                report.found(.structure, "the entries are in no order")
                return false
            }
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
