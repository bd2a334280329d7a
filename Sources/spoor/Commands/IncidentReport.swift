// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Desk
import Hosting
import Store
import Terminal

struct IncidentReport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Writes how things stand as a tagged PDF, mode 0600; the words of the desk.",
        discussion: """
            Example:  spoor incident report lab-2025 --output report.pdf --lang nl
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Option(help: "The file to write.") var output: String

    func run() throws {
        let (language, now) = (options.language, options.moment)
        let bytes = try options.open(.reading).snapshot {
            try SituationReport(incident, in: $0, language, now: now).pdf()
        }
        let file = try PrivateFile(path: output)
        try file.write(bytes)
        try file.close()
        options.results.say("Wrote \(output).")
    }
}
