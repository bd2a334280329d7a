// SPDX-License-Identifier: EUPL-1.2

public import Casework
import Custody

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
