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

    private struct Item: Encodable {
        var party: String
        var name: String
        var people: Int
        var disclosures: Int
        var first: String
        var last: String
        var dayUnknown: Int
        var pastTerm: Int
        var noTerm: Int
        var peoplePerOrigin: [String: Int]
        var peoplePerCategory: [String: Int]
        var unlinked: [String: Int]

        init(_ item: ShowExposure.Item) {
            party = item.party
            name = item.name
            people = item.people
            disclosures = item.disclosures
            first = item.first?.text ?? ""
            last = item.last?.text ?? ""
            dayUnknown = item.dayUnknown
            pastTerm = item.pastTerm
            noTerm = item.noTerm
            peoplePerOrigin = item.peoplePerOrigin
            peoplePerCategory = item.peoplePerCategory
            unlinked = item.unlinked
        }

        func day(_ known: String) -> String {
            known.isEmpty && disclosures > 0 ? "day unknown" : known
        }

        /// A figure only where a term is known.
        var kept: String {
            disclosures > 0 && dayUnknown + noTerm == disclosures ? "not known" : pastTerm.grouped
        }
    }

    func run() throws {
        let request = ShowExposure(
            party: party.map(Party.ID.init(rawValue:)),
            today: options.today,
            recounts: recount
        )
        let items = try request.run(in: options.open(.reading)).map(Item.init)
        if recount { options.results.say("The sums equal a full count of the ledger.") }
        guard !options.json else {
            return try options.results.document(Items(schema: "spoor/exposure/1", items: items))
        }
        options.results.table(
            ["party", "people", "disclosures", "first", "last", "kept past term", "not linked"],
            items.map { item in
                [
                    item.party, item.people.grouped, item.disclosures.grouped,
                    item.day(item.first), item.day(item.last), item.kept,
                    item.unlinked.values.reduce(0, +).grouped,
                ]
            },
            numeric: [1, 2, 5, 6]
        )
        for item in items {
            for line in TermRemarks(
                party: item.party,
                dayUnknown: item.dayUnknown,
                noTerm: item.noTerm
            ).lines {
                options.results.line(line)
            }
        }
        options.results.line(
            "Not linked: messages and rows. Results without an order: 'spoor import status'."
        )
        for item in items where party != nil || items.count == 1 { show(item, options.results) }
    }

    private func show(_ item: Item, _ output: Output) {
        for line in UnlinkedEvidence(records: item.unlinked).lines { output.line(line) }
        output.line()
        output.table(
            ["category", "people", ""],
            item.peoplePerCategory.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .map { code, people in
                    let category = DataCategory(code: code)
                    return [
                        category?.name(in: .english) ?? code, people.grouped,
                        category?.concernsHealth == true ? "health" : "",
                    ]
                },
            numeric: [1]
        )
        output.line()
        output.table(
            ["how it came there", "people"],
            Origin.allCases.compactMap { origin in
                item.peoplePerOrigin[origin.code].map { [origin.words, $0.grouped] }
            },
            numeric: [1]
        )
    }
}
