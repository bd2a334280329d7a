// SPDX-License-Identifier: EUPL-1.2

public import Store

/// A statement of a source as it was recorded, and whether it still counts.
public struct StatementStanding: Codable, Sendable, Equatable {
    public var number: Int
    /// The number of the incident in this store.
    public var incident: Int
    public var name: String
    public var source: String
    /// Milliseconds since 1970-01-01 UTC.
    public var happenedAt: Int64
    /// The latest that it can have been, when its time is not known: `happenedAt` is the earliest then.
    public var notAfter: Int64?
    /// The number of a `Certainty`.
    public var certainty: UInt8
    public var records: Int
    /// Of them, those of which nobody can tell who it is.
    public var unresolved: Int
    public var by: String
    /// Keyed digest of the file.
    public var content: String
    public var mapping: String
    /// Rows that do not read; nil when there were none.
    public var setAside: Int?
    /// Milliseconds since 1970-01-01 UTC.
    public var recordedAt: Int64
    public var isWithdrawn: Bool

    public init(_ recorded: Recorded<StatementFact>, in store: Store) throws {
        let fact = recorded.body
        number = fact.number
        incident = fact.incident
        name = fact.name
        source = fact.source
        happenedAt = fact.happenedAt
        notAfter = fact.notAfter
        certainty = fact.certainty
        let now = try store.records(of: recorded)
        records = now.count
        unresolved = now.unresolved
        by = fact.by
        content = fact.content
        mapping = now.mapping
        setAside = now.setAside
        recordedAt = recorded.recordedAt
        isWithdrawn = try store.isWithdrawn(fact)
    }

    public var said: Instant { Instant(milliseconds: happenedAt) }
    public var recorded: Instant { Instant(milliseconds: recordedAt) }
}

/// The statements of an incident, in the order in which they were added.
public struct ListStatements: Sendable {
    public var incident: String

    public init(incident: String) { self.incident = incident }

    public func run(in store: Store) throws -> [StatementStanding] {
        try store.statements(of: try store.incident(named: incident)).map {
            try StatementStanding($0, in: store)
        }
    }
}
