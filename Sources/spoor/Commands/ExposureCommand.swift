// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Custody
import Store
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
        try options.answer("spoor/exposure/1", items: items) { output in
            output.table(
                [
                    "party", "people", "disclosures", "first", "last", "kept past term",
                    "not linked",
                ],
                items.map { item in
                    [
                        item.party, item.people.grouped, item.disclosures.grouped,
                        day(item.first, of: item), day(item.last, of: item), kept(item),
                        item.unlinked.values.reduce(0, +).grouped,
                    ]
                },
                numeric: [1, 2, 5, 6]
            )
            for item in items {
                let remarks = TermRemarks(
                    party: item.party,
                    dayUnknown: item.dayUnknown,
                    noTerm: item.noTerm
                )
                for line in remarks.lines { output.line(line) }
            }
            output.line(
                "Not linked: messages and rows. Results without an order: 'spoor import status'."
            )
            for item in items where party != nil || items.count == 1 { show(item, output) }
        }
    }

    private func day(_ known: Day?, of item: ShowExposure.Item) -> String {
        known?.text ?? (item.disclosures > 0 ? "day unknown" : "")
    }

    /// A figure only where a term is known.
    private func kept(_ item: ShowExposure.Item) -> String {
        let isUnknown = item.disclosures > 0 && item.dayUnknown + item.noTerm == item.disclosures
        return isUnknown ? "not known" : item.pastTerm.grouped
    }

    private func show(_ item: ShowExposure.Item, _ output: Output) {
        for line in UnlinkedEvidence(records: item.unlinked).lines { output.line(line) }
        output.line()
        output.table(
            ["category", "people", ""],
            item.peoplePerCategory.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .map { code, people in
                    let category = DataCategory(code: code)
                    return [
                        category?.name(in: options.language) ?? code, people.grouped,
                        category?.concernsHealth == true ? "health" : "",
                    ]
                },
            numeric: [1]
        )
        output.line()
        output.table(
            ["how it came there", "people"],
            Origin.allCases.compactMap { origin in
                item.peoplePerOrigin[origin.code].map {
                    [origin.name(in: options.language), $0.grouped]
                }
            },
            numeric: [1]
        )
    }
}
