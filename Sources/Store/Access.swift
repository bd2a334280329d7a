// SPDX-License-Identifier: EUPL-1.2

import Crypto
public import Custody
import Foundation
import GRDB
import Vault

extension Store {
    /// Opens one person. The only way to an identity: the line in the access log is on the disk
    /// before anything is returned.
    public func open(_ person: PersonNumber, for reason: AccessReason) throws -> Person {
        let row = try database.read { db in
            try Row.fetchOne(
                db,
                literal: """
                    SELECT epoch, dossier_key, mail_key, log_key, dossier, mail, number FROM person
                    WHERE number = \(Int64(person.value))
                    """
            )
        }
        guard let row else { throw StoreError.notFound("a person with that reference") }
        let logKey = try keys.key(
            .log,
            of: person.value,
            epoch: row[0],
            wrapped: [UInt8](row[3] as Data)
        )
        let opened = try self.person(person, in: row, withMail: true)
        // Who it was stays readable for as long as log lines must, also after the dossier is erased.
        let sealed = try Seal.seal(
            Array(opened.sourceID.text.utf8),
            with: logKey,
            context: Array("access|\(person.value)".utf8)
        )
        try accessLog.record(
            reason,
            action: "R",
            object: person.reference,
            sealedObject: sealed,
            people: 1
        )
        return opened
    }

    /// Opens many people for one purpose under one line, bound to the hash of who they are.
    ///
    /// `body` gets them in ascending order of number; numbers that no longer exist are skipped.
    public func open(
        _ people: [PersonNumber],
        for reason: AccessReason,
        withMail: Bool,
        _ body: (PersonNumber, Person) throws -> Void
    ) throws {
        let people = people.sorted()
        try accessLog.record(
            reason,
            action: "R",
            object: "manifest sha256:" + Self.manifestHash(of: people),
            people: people.count
        )
        try database.read { db in
            let select = try db.cachedStatement(sql: Self.selectPeople + " WHERE number = ?")
            for person in people {
                let row = try Row.fetchOne(select, arguments: [Int64(person.value)])
                guard let row else { continue }
                try body(person, try self.person(person, in: row, withMail: withMail))
            }
        }
    }

    /// Opens everyone, as an import does to know whom messages are about: one line.
    public func openEveryone(
        for reason: AccessReason,
        withMail: Bool = false,
        _ body: (PersonNumber, Person) throws -> Void
    ) throws {
        let numbers = try database.read { db in
            try Int64.fetchAll(db, sql: "SELECT number FROM person ORDER BY number")
        }.map { PersonNumber(UInt64($0)) }
        try accessLog.record(
            reason,
            action: "R",
            object: "manifest sha256:" + Self.manifestHash(of: numbers),
            people: numbers.count
        )
        try database.read { db in
            let rows = try Row.fetchCursor(db, sql: Self.selectPeople + " ORDER BY number")
            while let row = try rows.next() {
                let number = PersonNumber(UInt64(row[6] as Int64))
                try body(number, try person(number, in: row, withMail: withMail))
            }
        }
    }

    /// The number in the population of each of the people, aligned, under one line.
    public func sourceIDs(
        of people: [PersonNumber],
        for reason: AccessReason
    ) throws -> [SourceID] {
        var sources = [SourceID](repeating: SourceID(""), count: people.count)
        var place = 0
        try open(people, for: reason, withMail: false) { number, person in
            while people[place] != number { place += 1 }
            sources[place] = person.sourceID
        }
        return sources
    }

    /// Everyone's number by sourceId, for an import of the population.
    public func knownPeople(for reason: AccessReason) throws -> [SourceID: PersonNumber] {
        var known: [SourceID: PersonNumber] = [:]
        guard try peopleCount() > 0 else { return known }
        try openEveryone(for: reason) { number, person in known[person.sourceID] = number }
        return known
    }

    /// Finds who is meant: by sourceId, by citizen number, by birth date with name, or by address
    /// with name. Opens the candidates of a bucket under one line each and decides on the plaintext.
    public func find(_ claims: IdentityClaims, sourceID: SourceID?, for reason: AccessReason) throws
        -> [PersonNumber]
    {
        var candidates: [PersonNumber] = []
        if let sourceID { candidates += try self.candidates(.source, sourceID.text) }
        if let number = CitizenNumber(claims.citizenNumber) {
            candidates += try self.candidates(.citizenNumber, number.digits)
        }
        let birthDate = PartialDate(claims.birthDate)
        for surname in claims.surnames {
            if let text = Identity.birthAndName(
                birthDate: birthDate,
                initials: claims.initials,
                surname: surname
            ) {
                candidates += try self.candidates(.birthAndName, text)
            }
        }
        if let text = Identity.address(
            postcode: claims.postcode,
            houseNumber: claims.houseNumber
        ) {
            candidates += try self.candidates(.address, text)
        }
        guard !candidates.isEmpty else { return [] }
        var found: [PersonNumber] = []
        try open(Array(Set(candidates)), for: reason, withMail: false) { number, person in
            if Self.fits(person, claims, sourceID) { found.append(number) }
        }
        return found
    }

    /// Does everything that was claimed fit this person?
    private static func fits(
        _ person: Person,
        _ claims: IdentityClaims,
        _ sourceID: SourceID?
    ) -> Bool {
        func folded(_ text: String) -> String { text.lowercased().filter(\.isLetter) }
        if let sourceID, person.sourceID != sourceID { return false }
        if !claims.citizenNumber.isEmpty,
            person.citizenNumber != CitizenNumber(claims.citizenNumber)
        {
            return false
        }
        if !claims.birthDate.isEmpty, person.birthDate != PartialDate(claims.birthDate) {
            return false
        }
        if !claims.surnames.isEmpty {
            let own = [person.surname, person.partnerSurname].map(folded)
            guard claims.surnames.contains(where: { own.contains(folded($0)) }) else {
                return false
            }
        }
        if !claims.postcode.isEmpty,
            Postcode(claims.postcode)?.text != Postcode(person.postcode)?.text
        {
            return false
        }
        if !claims.houseNumber.isEmpty,
            claims.houseNumber.prefix(while: \.isNumber)
                != person.houseNumber.prefix(while: \.isNumber)
        {
            return false
        }
        return true
    }

    public func peopleCount() throws -> Int {
        try database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM person") ?? 0 }
    }

    private static let selectPeople = """
        SELECT epoch, dossier_key, mail_key, log_key, dossier, mail, number FROM person
        """

    private func person(_ number: PersonNumber, in row: Row, withMail: Bool) throws -> Person {
        let epoch: Int = row[0]
        let dossierKey = try keys.key(
            .dossier,
            of: number.value,
            epoch: epoch,
            wrapped: [UInt8](row[1] as Data)
        )
        let dossier = try Seal.open(
            [UInt8](row[4] as Data),
            with: dossierKey,
            context: Self.context(number, "dossier")
        )
        var mail: [UInt8]?
        if withMail {
            let mailKey = try keys.key(
                .mail,
                of: number.value,
                epoch: epoch,
                wrapped: [UInt8](row[2] as Data)
            )
            mail = try Seal.open(
                [UInt8](row[5] as Data),
                with: mailKey,
                context: Self.context(number, "mail")
            )
        }
        guard let person = Identity.person(dossier: dossier, mail: mail) else {
            throw StoreError.integrity("the dossier of a person does not read")
        }
        return person
    }

    private static func manifestHash(of people: [PersonNumber]) -> String {
        var hash = SHA256()
        for person in people {
            withUnsafeBytes(of: person.value.bigEndian) { hash.update(bufferPointer: $0) }
        }
        return AccessLog.hexadecimal(hash.finalize())
    }
}
