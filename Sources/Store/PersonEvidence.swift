// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database

extension Store {
    /// Everything the ledger and the statements hold about one person, with dates: the *why*. The
    /// line in the access log is on the disk before anything is returned.
    public func evidence(
        about person: PersonNumber,
        for reason: AccessReason
    ) throws -> PersonEvidence {
        try StoreError.translating { try identities.note(person, for: reason) }
        return try evidence(about: person)
    }

    /// Who a person is and everything held about them: one look, one line in the access log.
    public func look(
        at person: PersonNumber,
        for reason: AccessReason
    ) throws -> (person: Person, evidence: PersonEvidence) {
        (try open(person, for: reason), try evidence(about: person))
    }

    private func evidence(about person: PersonNumber) throws -> PersonEvidence {
        let id = Int64(person.value)
        return try database.read { db in
            let disclosures = try db.all(
                """
                SELECT entry, flow, categories, disclosed_on, keep_until FROM disclosure
                WHERE person = $1 ORDER BY disclosed_on, entry, "row"
                """,
                id
            ) { row in
                PersonEvidence.Held(
                    entry: row.int(0),
                    disclosure: Disclosure(
                        person: person,
                        flow: row.int(1),
                        categories: CategorySet(rawValue: UInt64(bitPattern: row.integer(2))),
                        disclosedOn: row.int(3),
                        keepUntil: row.optional(4)
                    )
                )
            }
            let assertions = try db.all(
                """
                SELECT entry, statement, line, certainty, categories, basis, happened_at
                FROM assertion WHERE person = $1 ORDER BY entry, "row"
                """,
                id
            ) { row in
                PersonEvidence.Stated(
                    entry: row.int(0),
                    statement: row.int(1),
                    line: row.int(2),
                    certainty: try Certainty(column: row.int(3)),
                    categories: CategorySet(rawValue: UInt64(bitPattern: row.integer(4))),
                    basis: row.int(5),
                    happenedAt: row.integer(6)
                )
            }
            return PersonEvidence(held: disclosures, stated: assertions)
        }
    }
}

/// Why somebody is in a register.
public struct PersonEvidence: Sendable {
    public struct Held: Sendable {
        public var entry: Int
        public var disclosure: Disclosure
    }

    public struct Stated: Sendable {
        public var entry: Int
        public var statement: Int
        public var line: Int
        public var certainty: Certainty
        public var categories: CategorySet
        public var basis: Int
        /// Milliseconds since 1970.
        public var happenedAt: Int64
    }

    public var held: [Held]
    public var stated: [Stated]
}
