// SPDX-License-Identifier: EUPL-1.2

public import Custody
internal import Linkage
public import Store

/// Makes a statement no longer count. What it said stays in the ledger, and frozen versions do not
/// change.
public struct WithdrawStatement: Sendable {
    public var incident: String
    public var statement: String
    public var because: StatedReason
    public var officer: ActingOfficer

    public init(
        incident: String,
        statement: String,
        because: StatedReason,
        officer: ActingOfficer
    ) {
        self.incident = incident
        self.statement = statement
        self.because = because
        self.officer = officer
    }

    public func run(in store: Store) throws {
        let found = try store.incident(named: incident)
        let statement = try store.statement(named: statement, of: found)
        try store.publishing {
            try store.withdraw(
                statement,
                because: because.text,
                act: officer.act(towards: found.concernedParties)
            )
        }
    }
}

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
        let statement = try store.statement(named: statement, of: found)
        var count = 0
        try store.unresolvedRecords(
            of: statement,
            for: try officer.access("review", incident, reason)
        ) { line, basis, claims in
            let reason = UInt8(exactly: basis).flatMap(UnresolvedReason.init(rawValue:))
            try body(Record(line: line, reason: reason?.code ?? "", claims: claims))
            count += 1
        }
        return count
    }
}
