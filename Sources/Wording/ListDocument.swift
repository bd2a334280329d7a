// SPDX-License-Identifier: EUPL-1.2

public import Ingestion

/// What a list came to, in words.
public struct ListDocument: Encodable, Sendable {
    public var name: String
    public var records: Int
    public var linked: Int
    public var people: Int
    public var unresolved: Int
    public var unresolvedBecause: [String: Int]
    public var linkedBy: [String: Int]
    public var setAside: [String: Int]
    public var mapping: [String]

    public init(_ answer: ListAnswer) {
        name = answer.name
        records = answer.records
        linked = answer.linked
        people = answer.people
        unresolved = answer.unresolved
        unresolvedBecause = answer.unresolvedBecause
        linkedBy = answer.linkedBy
        setAside = answer.setAside.reduce(into: [:]) {
            $0[$1.key.words, default: 0] += $1.value
        }
        mapping = answer.mapping
    }
}

extension ListDocument {
    public var passages: [Passage] {
        let rows =
            [["records", records.grouped], ["linked", linked.grouped]]
            + linkedBy.cells { "  by \($0)" } + [["unresolved", unresolved.grouped]]
            + unresolvedBecause.cells { "  \($0)" } + setAside.cells { "set aside: \($0)" }
        return [
            .table(["what", "records"], rows, numeric: [1]),
            .line("\(people.grouped) different people"),
        ]
    }
}
