// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Hosting
import Store
import Terminal
import Wording

struct RegisterExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes a frozen version by sourceId, without names, mode 0600.",
        discussion: """
            The file is CSV: sourceId,certainty,categories,source. Its canonical form (tab
            for comma, see docs/formats.md) has the hash that stands in the ledger.
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var lost: LostOption
    @OptionGroup var why: ReasonOption
    @Argument var incident: String
    @Argument(help: "Version: v2 or its name; the last one if absent.") var version: String?
    @Option(help: "The file to write.") var output: String

    func run() throws {
        let request = ExportRegister(
            incident: incident,
            version: version,
            leavesOutLost: lost.leaveOutLost,
            officer: try options.acting(),
            reason: try why.stated()
        )
        let store = try options.open(.reading)
        var file: PrivateFile?
        // Made with the first piece: a version that is refused leaves no file.
        let written = try request.run(in: store) { piece in
            let open = try file ?? PrivateFile(path: output)
            file = open
            try open.write(piece)
        }
        try file?.close()
        options.results.say(
            "Wrote \(written.version.people.grouped) people of v\(written.version.version) to \(output)"
        )
        try LostOption.tell(
            written.leftOut,
            "Their lines have no sourceId, so the file was not compared with the ledger.",
            options.results
        )
    }
}
