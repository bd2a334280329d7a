// SPDX-License-Identifier: EUPL-1.2

public import Casework
public import Custody
import Store

extension RegisterVersion {
    public func passages(in language: Language) -> [Passage] {
        let table = Passage.table(
            ["version", "name", "certainty", "people"],
            counts.rows(of: people, in: language).map { ["v\(version)", name] + $0 },
            numeric: [3]
        )
        let sum = "\(records.grouped) records, \(unresolved.grouped) of them unresolved"
        return [table] + ([sum] + (unlinked?.lines ?? []) + ["hash \(hash)"]).map(Passage.line)
    }

    /// Several of them, one in a row.
    public static func table(_ versions: [RegisterVersion]) -> Passage {
        .table(
            [
                "version", "name", "people", "reported or worse", "cannot be excluded",
                "unresolved", "not linked", "not read", "",
            ],
            versions.map { version in
                [
                    "v\(version.version)", version.name, version.people.grouped,
                    version.reportedOrWorse.grouped, version.people(.cannotBeExcluded).grouped,
                    version.unresolved.grouped, version.unlinked?.figure ?? "?",
                    version.unlinked.map { ($0.setAside ?? 0).grouped } ?? "?",
                    version.isPublished ? "published" : "frozen",
                ]
            },
            numeric: [2, 3, 4, 5, 6, 7]
        )
    }
}

extension ComputeRegister.Answer {
    public func passages(in language: Language) -> [Passage] {
        let table = Passage.table(
            ["certainty", "people"],
            counts.rows(of: people, in: language),
            numeric: [1]
        )
        let sum = "\(records.grouped) records, \(unresolved.grouped) of them unresolved"
        let signed = "hash \(hash)  (ledger entries: \(asOfEntries))"
        return [table] + ([sum] + unlinked.lines + [signed]).map(Passage.line)
    }
}

extension [String: Int] {
    /// Certainty and people, the surest first, and all of them.
    fileprivate func rows(of people: Int, in language: Language) -> [[String]] {
        Certainty.allCases.reversed().compactMap { certainty in
            self[certainty.code].map { [certainty.name(in: language), $0.grouped] }
        } + [["all", people.grouped]]
    }
}
