// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import Hosting
import Store
import Verification
import Wording

struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Verifies and proves the ledger.",
        subcommands: [
            LedgerVerify.self, LedgerProve.self, LedgerCheckpoint.self, LedgerUpgrade.self,
        ],
        defaultSubcommand: LedgerVerify.self
    )
}

struct LedgerVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recomputes every commitment, root, signature, index and file; needs no key.",
        discussion: """
            With --against a checkpoint that was kept elsewhere, every roll-back is found. Without
            one, it says what it cannot prove. Exit code 76 when something does not verify.
            """
    )

    @OptionGroup var options: StoreOptions
    @Option(help: "File with a checkpoint that was kept elsewhere; may be given more than once.")
    var against: [String] = []
    @Option(help: "The verifier key as you know it (else the store's own).") var key: String?

    private struct Report: Encodable {
        var schema = "spoor/verification/1"
        var intact: Bool
        var entries: Int
        var rows: Int
        var indexes: Int
        var tiles: Int
        var accessLines: Int
        var head: String
        var findings: [String]
        var notices: [String]
        var unproven: [String]
        var continuesOlderCheckpoint: Bool
    }

    func run() throws {
        let notes = try against.map { path in
            guard let note = try? String(contentsOfFile: path, encoding: .utf8) else {
                throw ToldFailure(.inputMissing, "there is no readable checkpoint at \(path)")
            }
            return note
        }
        let verifier = try LedgerVerifier(
            folder: try options.place.folder,
            against: notes,
            key: key
        )
        var progress = ProgressLine(
            "Verifying",
            unit: "rows",
            total: nil,
            quiet: options.quiet || options.json
        )
        let report = try verifier.verify { progress.update($0, count: $0) }
        progress.finish()
        if options.json {
            try options.results.document(
                Report(
                    intact: report.isIntact,
                    entries: report.entries,
                    rows: report.rows,
                    indexes: report.indexes,
                    tiles: report.tiles,
                    accessLines: report.accessLines,
                    head: report.head,
                    findings: report.findings.map(\.description),
                    notices: report.clockNotices.map(\.words),
                    unproven: report.unproven,
                    continuesOlderCheckpoint: report.continuesOlderCheckpoint
                )
            )
        } else {
            options.results.line(
                """
                \(report.entries.grouped) entries, \(report.rows.grouped) rows, \
                \(report.indexes.grouped) indexes, \(report.tiles.grouped) files, \(report.accessLines.grouped) access-log lines
                """
            )
            for finding in report.findings { options.results.line("does not verify: \(finding)") }
            if report.isIntact { options.results.line("everything verifies; head \(report.head)") }
            if report.continuesOlderCheckpoint {
                options.results.line("the ledger continues the given checkpoint")
            }
            for notice in report.clockNotices { options.results.line("notice: \(notice.words)") }
            for sentence in report.unproven { options.results.line("not proven: \(sentence)") }
        }
        if !report.isIntact { throw ExitStatus.integrity.code }
    }
}

struct LedgerProve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "A proof for others: that an entry is in the ledger, or that it only grew."
    )

    @OptionGroup var options: StoreOptions
    @Option(help: "Prove that this entry is under the last checkpoint.") var entry: Int?
    @Option(help: "Prove that the ledger of this size is the beginning of this one.")
    var since: Int?

    func validate() throws {
        guard (entry == nil) != (since == nil) else {
            throw ValidationError("give either --entry or --since")
        }
    }

    func run() throws {
        let store = try options.open(.reading)
        if let entry { try options.results.document(try store.inclusionProof(of: entry)) }
        if let since { try options.results.document(try store.consistencyProof(from: since)) }
    }
}

struct LedgerCheckpoint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Prints the last signed checkpoint: keep it where nobody of yours can change it."
    )

    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.open(.reading)
        let note = try store.checkpoint()
        if options.json {
            return try options.results.document([
                "checkpoint": note, "verifierKey": store.verifierKey,
            ])
        }
        Output.write(note, to: STDOUT_FILENO)
    }
}
