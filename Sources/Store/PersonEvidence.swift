// SPDX-License-Identifier: EUPL-1.2

public import Custody
import GRDB

extension Store {
    /// Everything the ledger and the statements hold about one person, with dates: the *why*. The
    /// line in the access log is on the disk before anything is returned.
    public func evidence(
        about person: PersonNumber,
        for reason: AccessReason
    ) throws -> PersonEvidence {
        try accessLog.record(reason, action: "R", object: person.reference, people: 1)
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
            let disclosures = try Row.fetchAll(
                db,
                literal: """
                    SELECT entry, flow, categories, disclosed_on, keep_until FROM disclosure
                    WHERE person = \(id) ORDER BY disclosed_on, entry, "row"
                    """
            ).map { row in
                PersonEvidence.Held(
                    entry: row[0],
                    disclosure: Disclosure(
                        person: person,
                        flow: row[1],
                        categories: CategorySet(rawValue: UInt64(bitPattern: row[2] as Int64)),
                        disclosedOn: row[3],
                        keepUntil: row[4]
                    )
                )
            }
            let assertions = try Row.fetchAll(
                db,
                literal: """
                    SELECT entry, statement, line, certainty, categories, basis, happened_at
                    FROM assertion WHERE person = \(id) ORDER BY entry, "row"
                    """
            ).map { row in
                PersonEvidence.Stated(
                    entry: row[0],
                    statement: row[1],
                    line: row[2],
                    certainty: Certainty(rawValue: row[3]) ?? .cannotBeExcluded,
                    categories: CategorySet(rawValue: UInt64(bitPattern: row[4] as Int64)),
                    basis: row[5],
                    happenedAt: row[6]
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
