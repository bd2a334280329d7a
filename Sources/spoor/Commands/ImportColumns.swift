// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Hosting
import Ingestion
import Store
import Terminal

struct ImportColumns: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "columns",
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
