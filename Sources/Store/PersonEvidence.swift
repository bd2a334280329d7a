// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database

extension Store {
    /// Everything the ledger and the statements hold about one person, under all their numbers, with
    /// dates: the *why*. The
    /// line in the access log is on the disk before anything is returned.
    public func evidence(
        about person: PersonNumber,
        for reason: AccessReason
    ) throws -> PersonEvidence {
        try identities.note(person, for: reason)
        return try evidence(about: person)
    }

    /// Who a person is and everything known about them: one look, one line in the access log.
    public func look(
        at person: PersonNumber,
        for reason: AccessReason
    ) throws -> (person: Person, evidence: PersonEvidence) {
        (try open(person, for: reason), try evidence(about: person))
    }

    private func evidence(about person: PersonNumber) throws -> PersonEvidence {
        let parts = try joinedPeople().all(person).map { try evidence(under: $0) }
        guard parts.count > 1 else { return parts[0] }
        return PersonEvidence(
            disclosed: parts.flatMap(\.disclosed).sorted {
                let days = ($0.disclosure.disclosedOn, $1.disclosure.disclosedOn)
                return (days.0 ?? .min, $0.entry) < (days.1 ?? .min, $1.entry)
            },
            stated: parts.flatMap(\.stated).sorted { ($0.entry, $0.line) < ($1.entry, $1.line) }
        )
    }

    private func evidence(under person: PersonNumber) throws -> PersonEvidence {
        let id = Int64(person.value)
        let days = identities.rowDays
        let places = identities.recordPlaces
        let undone = try undone()
        return try view.read { db in
            let disclosures = try db.all(
                """
                SELECT entry, flow, categories, disclosed_on, keep_until, days, commitment_key,
                    "row"
                FROM disclosure WHERE person = $1 ORDER BY entry, "row"
                """,
                id
            ) { row -> PersonEvidence.Disclosed? in
                let (disclosedOn, keepUntil) =
                    row.isNull(5)
                    ? (row.int(3), row.optional(4)) : days.open(row.integer(5), row.blob(6))
                guard !undone.contains(row.int(0), row: row.int(7)) else { return nil }
                return PersonEvidence.Disclosed(
                    entry: row.int(0),
                    disclosure: Disclosure(
                        person: person,
                        flow: row.int(1),
                        categories: CategorySet(rawValue: UInt64(bitPattern: row.integer(2))),
                        disclosedOn: disclosedOn,
                        keepUntil: keepUntil
                    )
                )
            }.compactMap(\.self)
            let assertions = try db.all(
                """
                SELECT entry, statement, line, certainty, categories, basis, happened_at, place,
                    "row"
                FROM assertion WHERE person = $1
                """,
                id
            ) { row in
                var (line, basis) = (row.int(2), row.int(5))
                if !row.isNull(7) {
                    let place = try places.open(
                        row.blob(7),
                        statement: row.int(1),
                        row: row.int(8)
                    )
                    (line, basis) = (Int(place.line), Int(place.basis))
                }
                return PersonEvidence.Stated(
                    entry: row.int(0),
                    statement: row.int(1),
                    line: line,
                    certainty: try Certainty(column: row.int(3), .certainty),
                    categories: CategorySet(rawValue: UInt64(bitPattern: row.integer(4))),
                    basis: basis,
                    happenedAt: row.integer(6)
                )
            }
            let stated = try counting(assertions)
            // By day, unknown ones first, and of one day in the order in which they were recorded.
            let byDay = disclosures.enumerated().sorted {
                let day = $0.element.disclosure.disclosedOn ?? Int.min
                let other = $1.element.disclosure.disclosedOn ?? Int.min
                return day != other ? day < other : $0.offset < $1.offset
            }
            return PersonEvidence(
                disclosed: byDay.map(\.element),
                stated: stated.sorted { ($0.entry, $0.line) < ($1.entry, $1.line) }
            )
        }
    }
}

extension Store {
    /// Those that no reading with a corrected mapping has replaced.
    private func counting(_ stated: [PersonEvidence.Stated]) throws -> [PersonEvidence.Stated] {
        var entries: [Int: [Int]] = [:]
        for number in Set(stated.map(\.statement)) {
            guard let fact = try facts.all(StatementFact.self, .number(number)).first else {
                continue
            }
            entries[number] = try records(of: fact).entries
        }
        return stated.filter { entries[$0.statement]?.contains($0.entry) ?? true }
    }
}

/// Why somebody is in a register.
public struct PersonEvidence: Sendable {
    public struct Disclosed: Sendable {
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

    public var disclosed: [Disclosed]
    public var stated: [Stated]
}
