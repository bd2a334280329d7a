// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Store

/// A frozen version of a register, as it stands in the ledger.
public struct RegisterVersion: Codable, Sendable, Equatable {
    /// The number of the incident in this store.
    public var incident: Int
    public var version: Int
    public var name: String
    /// The number of ledger entries the computation looked at.
    public var asOfEntries: Int
    /// SHA-256 of the canonical register, hexadecimal.
    public var hash: String
    /// SHA-256 of the stored pages in order, hexadecimal.
    public var pages: String
    public var people: Int
    /// People by the code of their certainty.
    public var counts: [String: Int]
    /// Records on the lists that counted.
    public var records: Int
    /// Of them, those of which nobody can tell who it is: records, never people.
    public var unresolved: Int
    /// What could not be linked of what the parties got: in none of the counts. Nil in versions frozen
    /// before it was kept.
    public var unlinked: UnlinkedEvidence?
    /// The officer who froze it.
    public var by: String
    /// The number of the first list that counted.
    public var firstStatement: Int?
    /// Those without a sourceId in what was hashed, by reference: their rows were lost then. Nil when
    /// there were none.
    public var leftOut: [String]?
    /// By a second officer.
    public var isPublished: Bool

    public init(_ fact: RegisterFact, in store: Store) throws {
        incident = fact.incident
        version = fact.version
        name = fact.name
        asOfEntries = fact.asOfEntries
        hash = fact.hash
        pages = fact.pages
        people = fact.people
        counts = fact.counts
        records = fact.records
        unresolved = fact.unresolved
        unlinked = fact.unlinked
        by = fact.by
        firstStatement = fact.firstStatement
        leftOut = fact.leftOut
        isPublished = try store.isPublished(fact)
    }

    public func people(_ certainty: Certainty) -> Int { counts[certainty.code] ?? 0 }

    /// People who are reported, found in files, or published.
    public var reportedOrWorse: Int {
        Certainty.allCases.filter { $0 >= .reported }.reduce(0) { $0 + people($1) }
    }
}

/// A point of the ledger, for a register as it was.
public enum LedgerPoint: Hashable, Sendable {
    case now
    /// The first so many entries.
    case entries(Int)
    /// What had been recorded by a moment (inclusive), milliseconds since 1970-01-01 UTC.
    case recordedBy(Int64)

    /// Nil is all of the ledger.
    func entries(in store: Store) throws -> Int? {
        switch self {
        case .now: return nil
        case .recordedBy(let moment): return try store.entries(recordedBy: moment)
        case .entries(let entries):
            let all = try store.entryCount
            guard (0...all).contains(entries) else {
                throw CaseworkError.notInLedger(entry: entries, entries: all)
            }
            return entries
        }
    }
}
