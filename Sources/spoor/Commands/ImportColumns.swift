// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Hosting
import Ingestion
import Store
import Terminal
import Wording

struct ImportColumns: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "columns",
        abstract: "What the columns of a population mean: proposed, kept under a name, dropped.",
        discussion: "'spoor import columns FILE' proposes what they mean.",
        subcommands: [ColumnsPropose.self, ColumnsList.self, ColumnsDrop.self],
        defaultSubcommand: ColumnsPropose.self
    )
}

struct ColumnsList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "What is kept with 'import population --keep-columns-as', and since when."
    )

    @OptionGroup var options: StoreOptions

    func run() throws {
        let kept = try ListKeptColumns().run(in: options.open(.reading)).map(ShownColumns.init)
        try options.answer("spoor/columns/1", items: kept) { $0.show([ShownColumns.table(kept)]) }
    }
}

struct ColumnsDrop: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop",
        abstract: "Keeps columns no longer: no file is read so by itself from then on.",
        discussion: """
            Imports that were made stay. The name may be given again.

            Example:  spoor import columns drop epd --because "the export changed"
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "The name, from 'spoor import columns list'.") var name: String
    @Option(help: "Why.") var because: String

    func run() throws {
        try DropKeptColumns(name, because: StatedReason(because).text)
            .run(in: options.open(.writing), try options.ingestion(dryRun: false))
    }
}

struct ColumnsPropose: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose",
        abstract: "Proposes what the columns of a population mean; correct it, give it to --map.",
        discussion: """
            Lines 'header = column' (docs/formats.md). '-' is not read. '?' before a
            column marks what you must settle: put the right column there, and take the
            mark away.
            When the store has columns that were kept for the same names, these are shown.
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "The population: CSV or xlsx, columns in any order.") var file: String
    @OptionGroup var table: TableOptions
    @Option(help: "A file to write it to (else shown).") var output: String?

    func run() throws {
        let proposed = try PopulationHeader.propose(
            file,
            encoding: table.encoding,
            sheet: table.sheet,
            kept: try options.isThere ? ListKeptColumns().run(in: options.open(.reading)) : []
        )
        if let output {
            let file = try PrivateFile(path: output)
            try file.write(proposed.text)
            try file.close()
        } else {
            try options.answer("spoor/import-columns/1", proposed) { $0.lines(proposed.text) }
        }
        if !proposed.isSettled { throw ExitStatus.look.code }
    }
}
