// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import Store

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
        var pastTerm: Int
        var peoplePerOrigin: [String: Int]
        var peoplePerCategory: [String: Int]
    }

    func run() throws {
        let store = try options.open(.reading)
        if let party { try requireParty(party, in: store) }
        let today = DutchTime.day(options.moment)
        let kept = try store.exposures(today: today)
        if recount {
            guard try store.recountedExposures(today: today) == kept else {
                throw StoreError.integrity("the sums of the exposure differ from a full count")
            }
            options.results.say("The sums equal a full count of the ledger.")
        }
        let exposures =
            kept
            .filter { party == nil || $0.party.id.rawValue == party }
        guard !options.json else {
            return try options.results.document(
                Items(schema: "spoor/exposure/1", items: exposures.map(item))
            )
        }
        options.results.table(
            ["party", "people", "disclosures", "first", "last", "kept past term"],
            exposures.map { exposure in
                [
                    exposure.party.id.rawValue, exposure.people.grouped,
                    exposure.disclosures.grouped, exposure.first.map(DutchTime.dayText) ?? "",
                    exposure.last.map(DutchTime.dayText) ?? "", exposure.pastTerm.grouped,
                ]
            },
            numeric: [1, 2, 5]
        )
        for exposure in exposures where party != nil || exposures.count == 1 {
            options.results.line()
            options.results.table(
                ["category", "people", ""],
                exposure.peoplePerCategory.sorted {
                    ($1.value, $0.key.code) < ($0.value, $1.key.code)
                }.map { category, people in
                    [
                        category.name(in: .english), people.grouped,
                        category.concernsHealth ? "health" : "",
                    ]
                },
                numeric: [1]
            )
            options.results.line()
            options.results.table(
                ["how it came there", "people"],
                Origin.allCases.compactMap { origin in
                    exposure.peoplePerOrigin[origin].map { [origin.words, $0.grouped] }
                },
                numeric: [1]
            )
        }
    }

    private func item(_ exposure: Exposure) -> Item {
        Item(
            party: exposure.party.id.rawValue,
            name: exposure.party.name,
            people: exposure.people,
            disclosures: exposure.disclosures,
            first: exposure.first.map(DutchTime.dayText) ?? "",
            last: exposure.last.map(DutchTime.dayText) ?? "",
            pastTerm: exposure.pastTerm,
            peoplePerOrigin: exposure.peoplePerOrigin.codes,
            peoplePerCategory: exposure.peoplePerCategory.codes
        )
    }
}

extension Origin {
    /// For the staff's screen.
    var words: String {
        switch self {
        case .givenByUs: "given by us"
        case .producedThere: "produced there for us"
        case .givenByThirdParty: "given by a third party for us"
        }
    }
}

extension Certainty {
    var words: String {
        switch self {
        case .published: "published"
        case .stolen: "stolen (found in the files)"
        case .reported: "reported by the processor"
        case .cannotBeExcluded: "cannot be excluded"
        case .excluded: "excluded"
        }
    }
}

extension [Origin: Int] {
    var codes: [String: Int] {
        Dictionary<String, Int>(uniqueKeysWithValues: map { ($0.code, $1) })
    }
}

extension [DataCategory: Int] {
    var codes: [String: Int] {
        Dictionary<String, Int>(uniqueKeysWithValues: map { ($0.code, $1) })
    }
}
