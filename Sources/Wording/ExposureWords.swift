// SPDX-License-Identifier: EUPL-1.2

public import Casework
public import Custody
import Store

/// What stands at each party, as its tables show it.
public struct ExposureWords: Sendable {
    private let items: [ShowExposure.Item]
    private let showsData: Bool
    private let elsewhere: String
    private let language: Language

    /// `showsData`: which categories and how they came there, of each party. `elsewhere`: where the door
    /// shows the results that have no order.
    public init(
        _ items: [ShowExposure.Item],
        showsData: Bool,
        elsewhere: String,
        in language: Language
    ) {
        (self.items, self.showsData, self.language) = (items, showsData, language)
        self.elsewhere = elsewhere
    }

    public var passages: [Passage] {
        let table = Passage.table(
            [
                "party", "people", "disclosures", "first", "last", "kept past term", "not linked",
                "not read",
            ],
            items.map { item in
                [
                    item.party, item.people.grouped, item.disclosures.grouped,
                    day(item.first, of: item), day(item.last, of: item), kept(item),
                    item.unlinked.values.reduce(0, +).grouped, item.setAside.grouped,
                ]
            },
            numeric: [1, 2, 5, 6, 7]
        )
        let remarks = items.flatMap {
            TermRemarks(party: $0.party, dayUnknown: $0.dayUnknown, noTerm: $0.noTerm).lines
                + $0.correctedTerms.map(\.words)
        }
        // With the details of each party it stands there.
        let others =
            showsData
            ? []
            : items.flatMap { item in
                UnlinkedEvidence(otherPeople: item.otherPeople).lines.map { "\(item.party): \($0)" }
            }
        let unlinked = """
            Not linked, not read: messages and rows, in no other figure. Results without an order, and \
            why something was not read: \(elsewhere).
            """
        let data = showsData ? items.flatMap(self.data) : []
        return [table] + (remarks + others + [unlinked]).map(Passage.line) + data
    }

    private func day(_ known: Day?, of item: ShowExposure.Item) -> String {
        known?.text ?? (item.disclosures > 0 ? "day unknown" : "")
    }

    /// A figure only where a term is known.
    private func kept(_ item: ShowExposure.Item) -> String {
        let isUnknown = item.disclosures > 0 && item.dayUnknown + item.noTerm == item.disclosures
        return isUnknown ? "not known" : item.pastTerm.grouped
    }

    private func data(of item: ShowExposure.Item) -> [Passage] {
        let categories = item.peoplePerCategory
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { code, people in
                let category = DataCategory(code: code)
                return [
                    category?.name(in: language) ?? code, people.grouped,
                    category?.concernsHealth == true ? "health" : "",
                ]
            }
        let origins = Origin.allCases.compactMap { origin in
            item.peoplePerOrigin[origin.code].map { [origin.name(in: language), $0.grouped] }
        }
        let evidence = UnlinkedEvidence(
            records: item.unlinked,
            setAside: item.setAside,
            otherPeople: item.otherPeople
        )
        return evidence.lines.map(Passage.line) + [
            .gap, .table(["category", "people", ""], categories, numeric: [1]),
            .gap, .table(["how it came there", "people"], origins, numeric: [1]),
        ]
    }
}
