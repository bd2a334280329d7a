// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Ingestion

struct ImportBackfile: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backfile",
        abstract: "Reconstructed disclosures by third parties on our behalf, from CSV or xlsx."
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var importing: ImportOptions
    @OptionGroup var flowOptions: FlowOptions
    @Argument var file: String
    @Option(help: "The day of rows that say none (else unknown).", transform: GivenTime.day)
    var day: Day?
    @OptionGroup var table: TableOptions

    func run() throws {
        try importing.run(
            options,
            "Back-file",
            unit: "rows",
            next: "Next: spoor exposure \(flowOptions.to)"
        ) { store, context, tell in
            try BackfileImport(
                file,
                encoding: table.encoding,
                sheet: table.sheet,
                flow: flowOptions.request(),
                day: day?.number
            ).run(in: store, context, tell: tell)
        }
    }
}
