// SPDX-License-Identifier: EUPL-1.2

import Crypto
public import Custody
import Database
import Foundation
public import Incidents
import Ledger
import Workers

extension Store {
    /// The canonical form of a computed register; opens everyone in it for their sourceId, which is
    /// empty of those who may be left out.
    public func canonical(
        _ computed: ComputedRegister,
        for reason: AccessReason,
        leavingOut lost: LostPeople? = nil
    ) throws -> CanonicalRegister {
        CanonicalRegister(
            computed.register,
            sources: try sourceIDs(
                of: computed.register.people,
                for: reason,
                leavingOut: lost
            ),
            statementNames: computed.statementNames
        )
    }

    /// SHA-256 of a canonical register, hexadecimal.
    public static func hash(of canonical: CanonicalRegister) throws -> String {
        var hash = SHA256()
        try forEachPiece(of: canonical, .signed) { hash.update(data: $0) }
        return Hexadecimal.text(hash.finalize())
    }

    /// Calls `write` with the bytes of a canonical register, in order, header first; they are made
    /// on every core.
    public static func forEachPiece(
        of canonical: CanonicalRegister,
        _ spelling: CanonicalRegister.Spelling,
        _ write: ([UInt8]) throws -> Void
    ) throws {
        try write(CanonicalRegister.header(spelling))
        let atOnce = 16_384 * WorkerPool.size
        for start in stride(from: 0, to: canonical.count, by: atOnce) {
            let round = min(atOnce, canonical.count - start)
            let pieces = try WorkerPool.shares(of: round, atLeast: 1024) {
                canonical.lines(
                    ofPeople: start + $0.lowerBound..<start + $0.upperBound,
                    spelling
                )
            }
            for piece in pieces { try write(piece) }
        }
    }

    /// Throws when no version can be frozen under a name: before everyone is opened for it.
    public func checkVersionName(_ name: String, of incident: IncidentFact) throws {
        try ChosenName.checkVersion(name)
        guard try !registers(of: incident).contains(where: { $0.body.name == name }) else {
            throw StoreError.alreadyThere(.registerVersion(name: name))
        }
    }

    /// A register that is frozen must hold everyone of whom its parties have data: compared, person
    /// for person by count, with what is kept of them beside the ledger rows.
    ///
    /// What is kept is that of now, so nothing is compared when rows came, or were taken back, since the
    /// moment the register was computed for. Verification compares what is kept with the rows themselves.
    private func checkPeople(of computed: ComputedRegister, _ incident: IncidentFact) throws {
        let numbers = try partyNumbers
        let concerned = incident.concerned.compactMap { numbers[Party.ID(rawValue: $0)] }
        let undone = try facts.all(ImportUndoFact.self)
        let withdrawn = try facts.all(RowsWithdrawnFact.self)
        guard !undone.contains(where: { $0.entry >= computed.asOfEntries }),
            !withdrawn.contains(where: { $0.entry >= computed.asOfEntries })
        else { return }
        let joined = try joinedPeople(asOfEntries: computed.asOfEntries)
        let kept = try view.read { db -> Int? in
            let since = try db.all(
                "SELECT body FROM ledger_entry WHERE seq >= $1 ORDER BY seq",
                computed.asOfEntries
            ) { try LedgerEntry(bytes: $0.bytes(0)).type.rawValue }
            guard !since.contains(where: { EntryKind(rawValue: $0)?.isOfDisclosures == true })
            else { return nil }
            if concerned.count == 1, joined.isEmpty {
                return try db.integer(
                    "SELECT COUNT(*) FROM holding WHERE party = $1",
                    concerned[0]
                )
            }
            var people: Set<PersonNumber> = []
            for party in concerned {
                try db.forEach("SELECT person FROM holding WHERE party = $1", party) {
                    people.insert(joined.one(PersonNumber(UInt64($0.integer(0)))))
                }
            }
            return people.count
        }
        guard let kept else { return }
        let register = computed.register
        let known = (0..<register.count).count { Holding(register[$0]) != Holding() }
        guard known == kept else {
            throw StoreError.integrity(.peopleKept(register: known, kept: kept))
        }
    }

    /// Freezes a computed register as the next version: its pages, its hash and its counts stand
    /// in the ledger from then on, under the checkpoint's signature.
    public func freeze(
        _ computed: ComputedRegister,
        hash: String,
        name: String,
        of incident: IncidentFact,
        leavingOut lost: LostPeople? = nil,
        act: Act
    ) throws -> RegisterFact {
        try checkVersionName(name, of: incident)
        try checkPeople(of: computed, incident)
        var counts: [String: Int] = [:]
        for (certainty, people) in computed.register.counts { counts[certainty.code] = people }
        return try commit(act, alone: computed.register.count > Self.manyRows) {
            store,
            db,
            entries in
            try store.refuseClosed(incident)
            try store.checkVersionName(name, of: incident)
            var fact = RegisterFact(
                incident: incident.number,
                version: try store.registers(of: incident).count + 1,
                name: name,
                asOfEntries: computed.asOfEntries,
                hash: hash,
                pages: "",
                people: computed.register.count,
                counts: counts,
                records: computed.records,
                unresolved: computed.unresolved,
                by: act.by,
                firstStatement: computed.firstStatement,
                leftOut: lost.flatMap { $0.all.isEmpty ? nil : $0.all.map(\.person.reference) },
                unlinked: computed.unlinked
            )
            let insert = try db.prepareAnew(
                """
                INSERT INTO register_page (incident, version, first_person, body)
                VALUES ($1, $2, $3, $4)
                """
            )
            insert.bind(1, incident.number)
            insert.bind(2, fact.version)
            var hash = SHA256()
            try RegisterPage.forEachPage(of: computed.register) { first, bytes in
                hash.update(data: bytes)
                insert.bind(3, Int64(first.value))
                insert.bind(4, blob: bytes)
                try insert.run()
            }
            fact.pages = Hexadecimal.text(hash.finalize())
            try entries.record(db, [fact])
            return fact
        }
    }

    /// Publishes a frozen version: takes a second officer.
    public func publish(
        _ version: RegisterFact,
        of incident: IncidentFact,
        second: String,
        act: Act
    ) throws {
        guard Self.areTwo(act.by, second) else { throw StoreError.refused(.sameOfficerTwice) }
        try commit(act) { store, db, entries in
            guard try !store.isPublished(version) else {
                throw StoreError.alreadyThere(.publication(of: version.name))
            }
            try entries.record(
                db,
                [
                    PublicationFact(
                        incident: incident.number,
                        version: version.version,
                        by: act.by,
                        second: second
                    )
                ]
            )
        }
    }

    /// Are they two officers, each with a name?
    static func areTwo(_ first: String, _ second: String) -> Bool {
        !folded(second).isEmpty && folded(second) != folded(first)
    }

    /// An officer's name, so that `Jansen` and ` jansen` are one officer.
    private static func folded(_ officer: String) -> String {
        officer.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    public func isPublished(_ version: RegisterFact) throws -> Bool {
        try facts.all(PublicationFact.self, .incident(version.incident)).contains {
            $0.body.version == version.version
        }
    }

    /// The frozen versions of an incident's register.
    public func registers(of incident: IncidentFact) throws -> [Recorded<RegisterFact>] {
        try facts.all(RegisterFact.self, .incident(incident.number))
    }

    /// The version that looked furthest: one that is frozen later as of an earlier moment is not
    /// the last.
    public func lastRegister(of incident: IncidentFact) throws -> RegisterFact? {
        try registers(of: incident).map(\.body).max {
            ($0.asOfEntries, $0.version) < ($1.asOfEntries, $1.version)
        }
    }

    public func registerVersion(number: Int, of incident: IncidentFact) throws -> RegisterFact {
        guard
            let found = try registers(of: incident).first(where: { $0.body.version == number })?
                .body
        else { throw StoreError.notFound(.registerVersion("v\(number)")) }
        return found
    }

    /// A version as an officer names it, by its name or number (`2`, `v2`); the last one for nil.
    /// The program itself looks up by number.
    public func registerVersion(_ name: String?, of incident: IncidentFact) throws -> RegisterFact {
        let versions = try registers(of: incident).map(\.body)
        guard let name else {
            guard let last = try lastRegister(of: incident) else {
                throw StoreError.notFound(.anyRegisterVersion)
            }
            return last
        }
        let found =
            versions.first { "\($0.version)" == name || "v\($0.version)" == name }
            ?? versions.first { $0.name == name }
        guard let found else { throw StoreError.notFound(.registerVersion(name)) }
        return found
    }

    /// The people of a frozen version, as they were frozen.
    public func load(_ version: RegisterFact) throws -> Register {
        var register = Register()
        try view.read { db in
            try db.forEach(
                """
                SELECT body FROM register_page
                WHERE incident = $1 AND version = $2
                ORDER BY first_person
                """,
                version.incident,
                version.version
            ) { page in
                guard RegisterPage.read(page.blob(0), into: &register) else {
                    throw StoreError.integrity(.unreadable(.registerPage(version: version.name)))
                }
            }
        }
        guard register.count == version.people else {
            throw StoreError.integrity(
                .registerCount(
                    name: version.name,
                    people: register.count,
                    recorded: version.people
                )
            )
        }
        return register
    }

    /// One person's row in a frozen version, from its one page.
    public func row(of person: PersonNumber, in version: RegisterFact) throws -> RegisterRow? {
        let page = try view.read { db in
            try db.first(
                """
                SELECT body FROM register_page
                WHERE incident = $1 AND version = $2 AND first_person <= $3
                ORDER BY first_person DESC LIMIT 1
                """,
                version.incident,
                version.version,
                Int64(person.value)
            ) { $0.bytes(0) }
        }
        guard let page else { return nil }
        var register = Register()
        guard page.withUnsafeBytes({ RegisterPage.read($0, into: &register) }) else {
            throw StoreError.integrity(.unreadable(.registerPage(version: version.name)))
        }
        return register.row(of: person)
    }

    /// When an entry was recorded, milliseconds since 1970.
    public func recordedAt(entry: Int) throws -> Int64 {
        let body = try view.read {
            try $0.first("SELECT body FROM ledger_entry WHERE seq = $1", entry) { $0.bytes(0) }
        }
        guard let body, let decoded = try? LedgerEntry(bytes: body) else {
            throw StoreError.integrity(.entryUnreadable(entry))
        }
        return Int64(decoded.utcMilliseconds)
    }
}
