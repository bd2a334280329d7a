// SPDX-License-Identifier: EUPL-1.2

public import ArgumentParser
public import Custody
import Ingestion

extension DateOrder: ExpressibleByArgument {}

struct ImportPopulation: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "population",
        abstract: "The people one could disclose about, from CSV or xlsx (docs/formats.md)."
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var importing: ImportOptions
    @Argument(help: "The file; - is standard input (no resume).") var file: String
    @OptionGroup var table: TableOptions
    @Flag(
        help: "Columns that the file lacks are empty for all its people: what is known is wiped."
    )
    var absentIsEmpty = false
    @Flag(help: "Read a file again that was taken in before, to bring back people who are lost.")
    var again = false

    @Option(help: "A corrected mapping, from 'spoor import columns', or the name of a kept one.")
    var map: String?
    @Option(help: "Keep what the columns mean under this name, for the next with the same ones.")
    var keepColumnsAs: String?

    @Option(help: "Which stands first in dates with the year behind; else found out.")
    var dates: DateOrder?

    @Flag(help: "The file has former names and addresses of people who are known.")
    var former = false

    func validate() throws {
        guard !former || !absentIsEmpty && map == nil && keepColumnsAs == nil && dates == nil
        else {
            throw ValidationError("--former stands alone: its columns have fixed names")
        }
    }

    func run() throws {
        try importing.run(
            options,
            "Population",
            unit: "people",
            next: "Next: spoor import hl7 FOLDER --to PARTY --purpose … --basis …"
        ) { store, context, tell in
            if former {
                return try FormerImport(file, encoding: table.encoding, sheet: table.sheet)
                    .run(in: store, context, tell: tell)
            }
            return try PopulationImport(
                file,
                encoding: table.encoding,
                sheet: table.sheet,
                absentIsEmpty: absentIsEmpty,
                again: again,
                mapping: map.map(GivenMapping.file),
                keepColumnsAs: keepColumnsAs,
                dates: dates
            ).run(in: store, context, tell: tell)
        }
    }
}
