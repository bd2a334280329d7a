// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// Checks every signed checkpoint against the entries, and the ledger against those kept elsewhere.
struct CheckpointsVerification {
    /// The key as the user knows it.
    let key: NoteKey?
    let against: [SignedCheckpoint]
    let tree: Tree
    let entries: [EntryReader]

    func run(_ connections: ReadingConnections, _ report: inout VerificationReport) throws {
        let (own, origin) = try connections.first { snapshot in
            (
                try snapshot.text("SELECT value FROM setting WHERE name = 'verifier'"),
                try snapshot.text("SELECT value FROM setting WHERE name = 'origin'")
            )
        }
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
        let sizes = try stored(signedBy: key, origin.map { Array($0.utf8) }, connections, &report)
        missing(sizes, &report)
        report.head = "\(tree.size) \(Data(tree.root(of: tree.size).bytes).base64EncodedString())"
        kept(signedBy: key, &report)
    }

    /// A signature takes as long as some hundred hashes, and a ledger of many acts has many.
    private static let atOnce = 256

    /// The checkpoints of the store; returns their sizes.
    private func stored(
        signedBy key: NoteKey,
        _ origin: [UInt8]?,
        _ connections: ReadingConnections,
        _ report: inout VerificationReport
    ) throws -> [Int] {
        let check = CheckpointCheck(key: key, origin: origin, tree: tree)
        var runs = stride(from: 0, through: tree.size, by: Self.atOnce).map {
            (from: Int64($0), to: Int64($0 + Self.atOnce - 1))
        }
        runs[0].from = .min
        runs[runs.count - 1].to = .max
        let checked = try connections.map(runs) { run, snapshot in
            let rows = try snapshot.cursor(
                "SELECT size, note FROM checkpoint WHERE size BETWEEN ? AND ? ORDER BY size",
                [run.from, run.to]
            )
            var sizes: [Int] = []
            var findings: [Finding] = []
            while try rows.step() {
                let size = Int(rows[0].integer)
                sizes.append(size)
                findings += check.findings(in: Array(rows[1].bytes), of: size)
            }
            return (sizes: sizes, findings: findings)
        }
        for run in checked { run.findings.forEach { report.found($0) } }
        return checked.flatMap(\.sizes)
    }

    private func missing(_ sizes: [Int], _ report: inout VerificationReport) {
        let found = Set(sizes)
        for entry in entries where entry.placeInAct == 0 && entry.sequence > 0 {
            if !found.contains(entry.sequence) {
                report.found(
                    .checkpoint,
                    "the checkpoint before entry \(entry.sequence) is missing"
                )
            }
        }
        if (sizes.last ?? 0) != tree.size {
            report.found(.checkpoint, "the last checkpoint does not cover the last entry")
        }
    }

    /// The checkpoints that were kept elsewhere.
    private func kept(signedBy key: NoteKey, _ report: inout VerificationReport) {
        for older in against {
            if !older.isSigned(by: key, besideOthers: true) {
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

/// What is wrong with a checkpoint of the store.
private struct CheckpointCheck: Sendable {
    let key: NoteKey
    let origin: [UInt8]?
    let tree: Tree

    func findings(in note: [UInt8], of size: Int) -> [Finding] {
        guard let checkpoint = SignedCheckpoint(note), checkpoint.size == size,
            checkpoint.origin == origin, checkpoint.extensions.isEmpty
        else { return [Finding(.checkpoint, "checkpoint \(size) does not read")] }
        var findings: [Finding] = []
        if !checkpoint.isSigned(by: key) {
            findings.append(
                Finding(.signature, "checkpoint \(size) is not signed by the ledger's key")
            )
        }
        if size > tree.size || tree.root(of: size) != checkpoint.root {
            findings.append(
                Finding(.checkpoint, "the entries do not have the root of checkpoint \(size)")
            )
        }
        return findings
    }
}
