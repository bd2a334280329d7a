// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import Hosting
import Store
import Terminal
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
            With --against a checkpoint that was kept elsewhere, every roll-back is found.
            Without one, it says what it cannot prove. Exit code 76 when something does not
            verify.
            """
    )

    @OptionGroup var options: StoreOptions
    @Option(help: "File with a checkpoint that was kept elsewhere; may be given more than once.")
    var against: [String] = []
    @Option(help: "The verifier key as you know it (else the store's own).") var key: String?

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
        try options.answer("spoor/verification/1", VerificationDocument(report), report.passages)
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
        if let entry {
            try options.results.document("spoor/inclusion/1", try store.inclusionProof(of: entry))
        }
        if let since {
            try options.results.document(
                "spoor/consistency/1",
                try store.consistencyProof(from: since)
            )
        }
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
            return try options.results.document(
                "spoor/checkpoint/1",
                ["checkpoint": note, "verifierKey": store.verifierKey]
            )
        }
        Output.write(note, to: STDOUT_FILENO)
    }
}
