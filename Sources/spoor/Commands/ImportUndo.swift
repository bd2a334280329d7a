// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import CSV
import Casework
import Hosting
import Incidents
import Ingestion
import Store
import Terminal
import Wording

struct ImportList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The imports, and which were taken back."
    )

    @OptionGroup var options: StoreOptions

    func run() throws {
        let imports = try ListImports().run(in: options.open(.reading))
        try options.answer("spoor/imports/1", items: imports) {
            $0.show([ListImports.Item.table(imports)])
        }
    }
}

struct ImportUndo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Takes an import back: the wrong party, the wrong files.",
        discussion: """
            Nothing of it counts from then on, in no exposure and no register. What it
            wrote stays in the ledger, and frozen versions stay what they were; the next
            version says why it moved. The files may be imported again, to whom they
            belong. People who came only with this population are
            withdrawn, if no import and no list has data of them.

            Example:  spoor import list
                      spoor import undo 3 --because "went to the other laboratory"
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "The number of the import, from 'spoor import list'.") var number: Int
    @Option(help: "Why.") var because: String

    func run() throws {
        let answer = try UndoImport(number: number, because: StatedReason(because).text)
            .run(in: options.openToImport(), try options.ingestion(dryRun: false))
        try options.answer("spoor/import-undo/1", answer) { output in
            output.lines(answer.lines(number: number).joined(separator: "\n"))
            output.say(
                "Frozen versions do not change. Next: spoor register freeze INCIDENT --name …"
            )
        }
        if answer.needsALook { throw ExitStatus.look.code }
    }
}

struct ImportUnlinked: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlinked",
        abstract: "What could not be linked: place, party, reason, in a file with mode 0600."
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Option(help: "The file to write.") var output: String

    func run() throws {
        let request = ListUnlinked(reason: try why.stated().text)
        let context = try options.ingestion(dryRun: false)
        let store = try options.open(.reading)
        let file = try PrivateFile(path: output)
        try file.write("place,party,reason\n")
        let count = try request.run(in: store, context) { unlinked in
            let (place, reason) = unlinked.words
            var row: [UInt8] = []
            CSVWriter(lineEnd: [0x0A], defusesFormulas: true)
                .append([place, unlinked.party, reason], to: &row)
            try file.write(row)
        }
        try file.close()
        options.results.say("Wrote \(count.counted("place")) to \(output)")
    }
}

struct ImportRetry: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Tries everything that could not be linked again.",
        discussion: """
            This happens by itself when the population changes, or an order comes. By hand
            it is for when the rules have changed. What was set aside because it named
            another party is tried too. Everyone is opened for it, so it needs a
            reason.
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption

    func run() throws {
        let request = RetryUnresolved(because: try why.stated().text)
        let answer = try request.run(
            in: options.openToImport(),
            try options.ingestion(dryRun: false)
        )
        try options.answer("spoor/import-retry/1", answer) { output in
            output.lines(answer.lines.joined(separator: "\n"))
        }
    }
}

struct ImportSettle: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settle",
        abstract: "Marks what was set aside as settled, once it was corrected or is not needed.",
        discussion: "'spoor import rejects' writes what each is called, R-…, in the line with #."
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "What they are called.") var references: [String] = []
    @Flag(help: "All that are open.") var all = false
    @Option(help: "Why.") var because: String

    func validate() throws {
        guard all == references.isEmpty else {
            throw ValidationError("name what is to be settled, or give --all")
        }
    }

    func run() throws {
        let request = SettleSetAside(
            all ? nil : references,
            because: try StatedReason(because).text
        )
        let count = try request.run(
            in: options.openToImport(),
            try options.ingestion(dryRun: false)
        )
        options.results.say("Settled \(count.grouped).")
    }
}
