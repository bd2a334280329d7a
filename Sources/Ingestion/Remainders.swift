// SPDX-License-Identifier: EUPL-1.2

public import Store

/// What the imports so far left to somebody: set aside, unclassified, waiting or about nobody known.
public struct ShowRemainders: Sendable {
    public init() {}

    public struct Answer: Codable, Sendable, Equatable {
        /// In the population.
        public var people: Int
        /// Results whose order has not come.
        public var waitingResults: Int
        /// Disclosures about nobody known.
        public var unresolvedDisclosures: Int
        /// Open, by the reason, in the words under which it was kept.
        public var setAside: [String: Int]
        /// Set aside, and settled by an officer.
        public var settled: Int
        /// Messages by the path of a field that no row of the table maps.
        public var unclassified: [String: Int]
    }

    /// A store that only reads will do.
    public func run(in store: Store) throws -> Answer {
        let remainders = try store.importRemainders()
        let ends = try store.openEnds()
        return Answer(
            people: try store.peopleCount(),
            waitingResults: ends.waitingResults,
            unresolvedDisclosures: ends.unresolved,
            setAside: remainders.rejects,
            settled: remainders.settled,
            unclassified: remainders.unclassified
        )
    }
}

/// Gives back what was set aside, opened, for correction.
public struct ReturnSetAside: Sendable {
    /// Why somebody looks at it, for the access log.
    public var reason: String

    public init(reason: String) { self.reason = reason }

    /// Hands each to `body`, by source and line, under one line in the access log; returns their
    /// number. A store that only reads will do.
    public func run(
        in store: Store,
        _ context: IngestionContext,
        each body: (Rejected) throws -> Void
    ) throws -> Int {
        var count = 0
        try store.rejects(for: context.reason("correction", "import", reason)) {
            try body($0)
            count += 1
        }
        return count
    }
}

/// Settles what was set aside: it was corrected elsewhere, or is nothing.
public struct SettleSetAside: Sendable {
    /// As `ReturnSetAside` gives them; nil for all that are open.
    public var references: [String]?
    public var because: String

    public init(_ references: [String]?, because: String) {
        self.references = references
        self.because = because
    }

    /// How many were settled.
    public func run(in store: Store, _ context: IngestionContext) throws -> Int {
        let count = try store.settle(rejects: references, because: because, act: context.act())
        try store.publishTiles()
        return count
    }
}
