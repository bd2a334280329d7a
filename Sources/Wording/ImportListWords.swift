// SPDX-License-Identifier: EUPL-1.2

import Casework
import Incidents
public import Ingestion

extension ListImports.Item {
    public static func table(_ imports: [Self]) -> Passage {
        .table(
            [
                "import", "kind", "to", "begun", "by", "rows", "people", "unresolved",
                "set aside", "",
            ],
            imports.map {
                [
                    "\($0.number)", $0.kind, $0.party, Instant(milliseconds: $0.begun).local.text,
                    $0.by, $0.rows.grouped, $0.people.grouped, $0.unresolved.grouped,
                    $0.setAside.grouped, $0.standing,
                ]
            },
            numeric: [0, 5, 6, 7, 8]
        )
    }
}

extension ShowRemainders.Answer {
    public var passages: [Passage] {
        let counts = [
            ["people in the population", people.grouped],
            ["results that wait for their order", waitingResults.grouped],
            ["disclosures about nobody known", unresolvedDisclosures.grouped],
            ["set aside and settled", settled.grouped],
        ]
        let tallies =
            setAside.cells { "set aside: \($0)" }
            + unclassified.cells { "unclassified field \($0)" }
        return [.table(["what", "number"], counts + tallies, numeric: [1])]
    }
}

extension [String: Int] {
    /// A row for each count of a tally, by the order of its names.
    func cells(_ words: (String) -> String = { $0 }) -> [[String]] {
        sorted { $0.key < $1.key }.map { [words($0.key), $0.value.grouped] }
    }
}
