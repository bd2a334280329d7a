// SPDX-License-Identifier: EUPL-1.2

internal import Database

/// Something that two people must do: one proposed it, and another one who is signed in decides.
public struct Proposal: Sendable, Equatable {
    public var number: Int
    /// `publish`.
    public var kind: String
    public var incident: String
    /// The version or the wave.
    public var subject: String
    /// Who proposed it.
    public var account: String
    public var proposedAt: Int64
    /// What became of it; nil while it waits.
    public var settled: String?
}

extension AccountFile {
    /// Proposes something, once: the same that waits already is returned.
    public func propose(
        _ kind: String,
        incident: String,
        subject: String,
        by account: String,
        now: Int64
    ) throws -> Proposal {
        if let waiting = try proposals().first(where: {
            $0.kind == kind && $0.incident == incident && $0.subject == subject
                && $0.settled == nil
        }) {
            return waiting
        }
        let number = try database.write { db in
            let number = (try db.integer("SELECT MAX(number) FROM proposal") ?? 0) + 1
            try db.run(
                """
                INSERT INTO proposal (number, kind, incident, subject, account, proposed_at) \
                VALUES ($1, $2, $3, $4, $5, $6)
                """,
                number,
                kind,
                incident,
                subject,
                account,
                now
            )
            return number
        }
        return Proposal(
            number: number,
            kind: kind,
            incident: incident,
            subject: subject,
            account: account,
            proposedAt: now,
            settled: nil
        )
    }

    public func proposals() throws -> [Proposal] {
        try database.read { db in
            try db.all(
                """
                SELECT number, kind, incident, subject, account, proposed_at, settled \
                FROM proposal ORDER BY number
                """
            ) { row in
                Proposal(
                    number: row.int(0),
                    kind: row.text(1),
                    incident: row.text(2),
                    subject: row.text(3),
                    account: row.text(4),
                    proposedAt: row.integer(5),
                    settled: row.isNull(6) ? nil : row.text(6)
                )
            }
        }
    }

    /// Says what became of what was settled in that way; false when somebody did before.
    public func settle(_ number: Int, _ how: String, insteadOf former: String) throws -> Bool {
        try database.write { db in
            try db.run(
                "UPDATE proposal SET settled = $1 WHERE number = $2 AND settled = $3",
                how,
                number,
                former
            ) == 1
        }
    }

    /// Says what became of a proposal; false when somebody did before.
    public func settle(_ number: Int, _ how: String) throws -> Bool {
        try database.write { db in
            try db.run(
                "UPDATE proposal SET settled = $1 WHERE number = $2 AND settled IS NULL",
                how,
                number
            ) == 1
        }
    }
}
