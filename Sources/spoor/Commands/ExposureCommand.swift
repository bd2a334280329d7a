// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Custody
import Store
import Terminal
import Wording

struct ExposureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exposure",
        abstract: "For each processor: how many people, which data, since when. Any day."
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "One party only, with its categories.") var party: String?

    @Flag(help: "Read every row of the ledger again, and compare with the sums that are kept.")
    var recount = false

    func run() throws {
        let request = ShowExposure(
            party: party.map(Party.ID.init(rawValue:)),
            today: options.today,
            recounts: recount
        )
        let items = try request.run(in: options.open(.reading))
        if recount { options.results.say("The sums equal a full count of the ledger.") }
        let words = ExposureWords(
            items,
            showsData: party != nil || items.count == 1,
            elsewhere: "'spoor import status'",
            in: options.language
        )
        try options.answer("spoor/exposure/1", items: items) { $0.show(words.passages) }
    }
}
