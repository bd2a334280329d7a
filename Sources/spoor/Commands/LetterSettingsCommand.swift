// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Hosting
import Printing
import Store
import Terminal
import Wording

struct LetterSettingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings",
        abstract:
            "Makes the settings file of an incident's letters, or compares one with the ledger.",
        discussion: """
            Names and days come from the ledger. You fill in what stands between < and >.
            What contradicts the ledger is never printed: plan, preview and render
            compare again.

            Example:  spoor letter settings lab-2025 --output letters.json
                      spoor letter settings lab-2025 --compare letters.json
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Option(help: "The file to write (else it is shown).") var output: String?
    @Option(help: "A settings file to compare with the ledger.") var compare: String?

    func run() throws {
        let store = try options.open(.reading)
        if let compare {
            try CompareLetterSettings(
                incident: incident,
                settings: LetterSettings.read(compare),
                letterDay: options.today.number
            ).run(in: store)
            return options.results.say("Nothing in \(compare) contradicts the ledger.")
        }
        let made = try MakeLetterSettings(incident: incident).run(in: store)
        guard let output else { return try options.results.lines(made.settings.document()) }
        let file = try PrivateFile(path: output)
        try file.write(made.settings.document())
        try file.close()
        options.results.say("Wrote \(output). Fill in: \(made.toFillIn.joined(separator: ", "))")
    }
}
