// SPDX-License-Identifier: EUPL-1.2

public import Custody
internal import Linkage
public import Store

/// The records of a statement of which nobody can tell who it is, opened for review.
public struct UnresolvedRecords: Sendable {
    public var incident: String
    public var statement: String
    public var officer: ActingOfficer
    public var reason: StatedReason

    public init(
        incident: String,
        statement: String,
        officer: ActingOfficer,
        reason: StatedReason
    ) {
        self.incident = incident
        self.statement = statement
        self.officer = officer
        self.reason = reason
    }

    /// One record. Masks itself.
    public struct Record: Sendable, Masked {
        /// Line in the list, 1 is the header.
        public var line: Int
        /// Code of an `UnresolvedReason`; empty when it is not known.
        public var reason: String
        public var claims: IdentityClaims
    }

    /// Hands the records to `body` by line, under one line in the access log, and gives their
    /// number. A store that only reads will do.
    public func run(in store: Store, each body: (Record) throws -> Void) throws -> Int {
        let found = try store.incident(named: incident)
        let open = try store.openRecords(
            of: try store.recorded(statement, of: found),
            for: try officer.access("review", incident, reason)
        )
        for record in open {
            let reason = UInt8(exactly: record.basis).flatMap(UnresolvedReason.init(rawValue:))
            try body(
                Record(line: record.line, reason: reason?.code ?? "", claims: record.claims)
            )
        }
        return open.count
    }
}

/// Whose each record of a statement is, and by what, or why that cannot be said: to audit the linkage
/// of a list against the list itself.
public struct StatementLinks: Sendable {
    public var incident: String
    public var statement: String
    public var officer: ActingOfficer
    public var reason: StatedReason

    public init(
        incident: String,
        statement: String,
        officer: ActingOfficer,
        reason: StatedReason
    ) {
        self.incident = incident
        self.statement = statement
        self.officer = officer
        self.reason = reason
    }

    /// One record: whose it is, or why it is nobody's. Masks itself.
    public struct Link: Sendable, Equatable, Masked {
        /// Line in the list, 1 is the header.
        public var line: Int
        /// Nil for a record that is not linked.
        public var source: SourceID?
        /// The identifiers that linked it, joined by `+`; empty when it is not linked.
        public var linkedBy: String
        /// Code of an `UnresolvedReason`; empty when it is linked.
        public var reason: String

        public var mask: String { "line \(line)" }
    }

    /// Hands the records to `body` by line, and gives their number. The access log has its lines before
    /// anything is opened. A store that only reads will do.
    public func run(in store: Store, each body: (Link) throws -> Void) throws -> Int {
        let found = try store.incident(named: incident)
        var count = 0
        try store.links(
            of: try store.recorded(statement, of: found),
            for: try officer.access("audit", incident, reason)
        ) { line, basis, source in
            try body(Link(line, basis, source))
            count += 1
        }
        return count
    }
}

extension StatementLinks.Link {
    fileprivate init(_ line: Int, _ basis: Int, _ source: ArraySlice<UInt8>?) {
        self.line = line
        self.source = source.map { SourceID(String(decoding: $0, as: UTF8.self)) }
        let evidence = LinkEvidence(rawValue: UInt16(truncatingIfNeeded: basis))
        linkedBy = source == nil ? "" : evidence.text
        let unresolved = UInt8(exactly: basis).flatMap(UnresolvedReason.init(rawValue:))
        reason = source == nil ? unresolved?.code ?? "" : ""
    }
}
