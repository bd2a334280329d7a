// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Intake
import Store

/// What an officer says of messages at their import. It holds for those that do not say it themselves,
/// and stands in the ledger beside their rows.
public struct SaidAtImport: Sendable, Equatable {
    /// Which way messages went that do not say it.
    public var direction: Direction?
    /// How we are called in MSH-3 to MSH-6 and in a `MessageHeader`.
    public var ours: [String]
    /// How the party is called there, beside its short name and its name.
    public var theirs: [String]

    /// The day of disclosure of those that say none, in days since 1970-01-01.
    public var day: Int?

    public init(
        direction: Direction? = nil,
        ours: [String] = [],
        theirs: [String] = [],
        day: Int? = nil
    ) {
        self.day = day
        self.direction = direction
        self.ours = ours
        self.theirs = theirs
    }

    /// A day said is held against the same bounds as one that a message says.
    func check(today: Int) throws(IngestionError) {
        if let day, SetAsideReason(day: day, today: today) != nil { throw .dayRefused }
    }

    /// Who is who in the messages of an import to a party, or from it.
    func correspondents(_ party: Party.ID, _ store: Store) throws -> Correspondents {
        let codes = try store.partyCodes()
        var theirs = theirs
        var others: [String] = []
        for other in try store.parties {
            let names = [other.id.rawValue, other.name] + (codes[other.id] ?? [])
            if other.id == party { theirs += names } else { others += names }
        }
        return Correspondents(ours: ours, theirs: theirs, others: others)
    }

    /// What of it was needed for a part; nil for nothing.
    func fact(
        _ part: IngestionPart,
        _ party: Party.ID,
        _ channel: String,
        by officer: String
    ) -> SaidFact? {
        let isDirectionUsed = direction != nil && part.directionsSaid > 0
        let isDayUsed = day != nil && part.daysSaid > 0
        guard isDirectionUsed || isDayUsed || part.count > 0 && !(ours.isEmpty && theirs.isEmpty)
        else {
            return nil
        }
        return SaidFact(
            party: party.rawValue,
            channel: channel,
            by: officer,
            direction: isDirectionUsed ? direction?.rawValue : nil,
            directions: isDirectionUsed ? part.directionsSaid : nil,
            ours: ours.isEmpty ? nil : ours,
            theirs: theirs.isEmpty ? nil : theirs,
            day: isDayUsed ? day : nil,
            days: isDayUsed ? part.daysSaid : nil
        )
    }
}
