// SPDX-License-Identifier: EUPL-1.2

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
