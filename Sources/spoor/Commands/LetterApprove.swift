// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Custody
import Printing
import Store
import Terminal
import Wording

struct LetterApprove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Two officers agree to every text of a wave: nothing else of it is printed.",
        discussion: """
            Read the texts first (spoor letter preview). Settings and date hold for the
            print. When there are accounts, two people who signed in do it at the desk.

            Example:  spoor letter approve lab-2025 first --settings letters.json \\
                        --date 2025-08-18 --second "K. Jansen" --reason "read all texts"
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Argument var incident: String
    @Argument var wave: String
    @Option(help: "JSON file with the organisation's words (else as kept).") var settings: String?
    @Option(help: "Date on the letters (else today).", transform: GivenTime.day) var date: Day?
    @Option(help: "The second officer.") var second: String

    func run() throws {
        var request = ApproveWave(
            incident: incident,
            wave: wave,
            settings: try settings.map(LetterSettings.read),
            letterDay: date ?? options.today,
            officer: try options.acting(),
            second: .named(second),
            reason: try why.stated()
        )
        request.fonts = try options.fonts
        try showWave(request.run(in: options.open(.writing)), options)
    }
}
