// SPDX-License-Identifier: EUPL-1.2

public import Casework
public import Custody

/// A source by which somebody is in a register, in words.
public struct SourceDocument: Encodable, Sendable {
    public var source: String
    public var certainty: String
    public var categories: [String]
    public var happenedAt: String
    public var recordedAt: String
    public var basis: String

    public init(_ source: ExplainRow.Source) {
        switch source.place {
        case .ledger(let entry, let origin, let sender, let day):
            self.source =
                "ledger entry \(entry): \(origin.words)"
                + (sender.isEmpty ? "" : ", by \(sender)")
            happenedAt = day?.text ?? "day unknown"
        case .statement(let name, let line, let isWithdrawn, let moment):
            self.source = "\(name), line \(line)" + (isWithdrawn ? " (withdrawn)" : "")
            happenedAt = moment.text
        }
        certainty = source.certainty.code
        categories = source.categories.categories.map(\.code)
        recordedAt = source.recordedAt.text
        basis = source.basis
    }
}

/// Why somebody is in a register.
public struct RowDocument: Encodable, Sendable {
    public var person: String
    public var certainty: String?
    public var sources: [SourceDocument]
    private let version: Int

    private enum CodingKeys: String, CodingKey {
        case person = "person"
        case certainty = "certainty"
        case sources = "sources"
    }

    public init(_ row: ExplainRow.Answer) {
        person = row.person
        certainty = row.certainty?.code
        sources = row.sources.map(SourceDocument.init)
        version = row.version
    }

    public func passages(in language: Language) -> [Passage] {
        let known = certainty.flatMap { Certainty(code: $0) }
        let words =
            known.map { "\(person): \($0.name(in: language)) (v\(version))" }
            ?? "\(person) is not in v\(version): we know of nothing of this person at the "
            + "processor through us"
        let table = Passage.table(
            ["source", "certainty", "categories", "happened", "recorded", "how it was linked"],
            sources.map {
                [
                    $0.source, $0.certainty, $0.categories.joined(separator: "+"),
                    $0.happenedAt, $0.recordedAt, $0.basis,
                ]
            }
        )
        return [.line(words), table]
    }
}
