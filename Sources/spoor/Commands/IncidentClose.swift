// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Store
import Terminal
import Wording

struct IncidentClose: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Closes an incident, with its effects and the measures taken (GDPR Art. 33(5)).",
        discussion: "Refused while something is open: it says what."
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Option(help: "What came of it, for the people and for you.") var effects: String
    @Option(help: "What was done about it.") var measures: String
    @Option(help: "Why it is done.") var because: String

    func run() throws {
        let closed = try CloseIncident(
            incident: incident,
            effects: StatedReason(effects),
            measures: StatedReason(measures),
            because: StatedReason(because),
            officer: options.acting()
        ).run(in: options.open(.writing))
        try showClosures(closed, options)
    }
}

struct IncidentReopen: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen",
        abstract: "Opens a closed incident again; its closure stays in the ledger."
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Option(help: "Why.") var because: String

    func run() throws {
        let request = ReopenIncident(
            incident: incident,
            because: try StatedReason(because),
            officer: try options.acting()
        )
        try showClosures(request.run(in: options.open(.writing)), options)
    }
}

private func showClosures(_ answer: ShowIncident.Answer, _ options: StoreOptions) throws {
    try options.answer("spoor/closures/1", answer.closures) { output in
        for line in answer.closures.flatMap(\.lines) { output.line(line) }
    }
}
