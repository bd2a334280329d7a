// SPDX-License-Identifier: EUPL-1.2

import Crypto
public import Custody
import Database
import Foundation
import Linkage
import Vault
import Workers

extension Store {
    /// Opens one person. The only way to an identity: the line in the access log is on the disk
    /// before anything is returned.
    public func open(_ person: PersonNumber, for reason: AccessReason) throws -> Person {
        let opened = try opener(withMail: true).open([person], isDense: false) { try $0.person }
        let log = try database.read { db in
            try db.first(
                "SELECT epoch, log_key FROM person WHERE number = $1",
                Int64(person.value)
            ) { (epoch: $0.int(0), key: $0.bytes(1)) }
        }
        guard let found = opened.first, let log else {
            throw StoreError.notFound("a person with that reference")
        }
        let logKey = try keys.key(
            .log,
            of: person.value,
            epoch: log.epoch,
            wrapped: log.key
        )
        // Who it was stays readable for as long as log lines must, also after the dossier is erased.
        let sealed = try Seal.seal(
            Array(found.sourceID.text.utf8),
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
        return found
    }

    /// Opens many people for one purpose under one line, bound to the hash of who they are; nil
    /// is everyone, as an import does to know whom messages are about.
    ///
    /// `each` is called on every core; `collect` gets its results in ascending order of number,
    /// some thousands at a time. Numbers that no longer exist are skipped.
    public func open<Result: Sendable>(
        _ people: [PersonNumber]?,
        for reason: AccessReason,
        withMail: Bool,
        each: @Sendable (OpenedPerson) throws -> Result,
        collect: ([Result]) throws -> Void
    ) throws {
        let logged = try log(people, for: reason, withMail: withMail)
        let round = Self.peopleAtOnce * logged.count
        let numbers = logged[0].people
        for start in stride(from: 0, to: numbers.count, by: round) {
            let part = numbers[start..<min(start + round, numbers.count)]
            let results = try WorkerPool.shares(of: logged.count) { hands in
                try hands.flatMap { hand in
                    let from = part.startIndex + part.count * hand / logged.count
                    let to = part.startIndex + part.count * (hand + 1) / logged.count
                    return try logged[hand].open(from..<to, each)
                }
            }
            for result in results { try collect(result) }
        }
    }

    /// Writes the line for the opening of these people, and only then hands out what opens them: one
    /// for each hand of the crew, so that each can open while it works.
    public func log(
        _ people: [PersonNumber]?,
        for reason: AccessReason,
        withMail: Bool
    ) throws -> [LoggedOpening] {
        let numbers = try people?.sorted() ?? everyone()
        let isDense = try people == nil || isMost(numbers.count)
        try accessLog.record(
            reason,
            action: "R",
            object: "manifest sha256:" + Self.manifestHash(of: numbers),
            people: numbers.count
        )
        return (0..<WorkerPool.size).map { _ in
            LoggedOpening(people: numbers, opener: opener(withMail: withMail), isDense: isDense)
        }
    }

    /// Many of all people are read in one go, a few of them one by one. To look somebody up, nobody
    /// is counted.
    private func isMost(_ count: Int) throws -> Bool {
        count > 1000 ? try count * 3 > peopleCount() : false
    }

    /// People that a hand of the crew opens before the results are collected.
    private static let peopleAtOnce = 8192

    private func opener(withMail: Bool) -> PeopleOpener {
        PeopleOpener(database: database, keys: keys, withMail: withMail)
    }

    private func everyone() throws -> [PersonNumber] {
        try database.read { db in
            let rows = try db.prepareAnew(
                "SELECT number FROM person ORDER BY number"
            )
            var numbers: [PersonNumber] = []
            while try rows.step() { numbers.append(PersonNumber(UInt64(rows.integer(0)))) }
            return numbers
        }
    }

    /// The number in the population of each of the people, aligned, under one line.
    public func sourceIDs(
        of people: [PersonNumber],
        for reason: AccessReason
    ) throws -> SourceColumn {
        var column = SourceColumn(expecting: people.count)
        var place = 0
        try open(people, for: reason, withMail: false) {
            (number: $0.number, source: Array($0.sourceID))
        } collect: { found in
            for (number, source) in found {
                while people[place] != number {
                    column.append([])
                    place += 1
                }
                column.append(source)
                place += 1
            }
        }
        while place < people.count {
            column.append([])
            place += 1
        }
        return column
    }

    /// Finds who is meant: by sourceId, by citizen number, by birth date, or by address. Opens the
    /// candidates of a bucket under one line, and decides on the plaintext.
    public func find(
        _ claims: IdentityClaims,
        sourceID: SourceID?,
        for reason: AccessReason
    ) throws -> [PersonNumber] {
        var candidates: [PersonNumber] = []
        if let sourceID { candidates += try self.candidates(.source, Array(sourceID.text.utf8)) }
        if let number = CitizenNumber(claims.citizenNumber) {
            candidates += try self.candidates(.citizenNumber, Array(number.digits.utf8))
        }
        if let text = Identity.birth(PartialDate(claims.birthDate)) {
            candidates += try self.candidates(.birth, Array(text.utf8))
        }
        if let text = Identity.address(
            postcode: claims.postcode,
            houseNumber: claims.houseNumber
        ) {
            candidates += try self.candidates(.address, Array(text.utf8))
        }
        guard !candidates.isEmpty else { return [] }
        var found: [PersonNumber] = []
        let name = ClaimedName(claims)
        try open(Array(Set(candidates)), for: reason, withMail: false) { opened in
            let person = try opened.person
            let isMeant = Self.fits(person, claims, sourceID) && name.fits(person)
            return isMeant ? opened.number : PersonNumber?.none
        } collect: {
            found += $0.compactMap(\.self)
        }
        return found
    }

    /// Does every number, date and address that was claimed fit this person? A claim that is none fits
    /// nobody.
    private static func fits(
        _ person: Person,
        _ claims: IdentityClaims,
        _ sourceID: SourceID?
    ) -> Bool {
        func isSame<Value: Equatable>(_ claim: String, _ own: Value?, _ read: (String) -> Value?)
            -> Bool
        {
            claim.isEmpty || own.map { read(claim) == $0 } ?? false
        }
        func number(_ text: String) -> String { String(text.prefix(while: \.isNumber)) }
        return (sourceID == nil || person.sourceID == sourceID)
            && isSame(claims.citizenNumber, person.citizenNumber) { CitizenNumber($0) }
            && isSame(claims.birthDate, person.birthDate) { PartialDate($0) }
            && isSame(claims.postcode, Postcode(person.postcode)?.text ?? person.postcode) {
                Postcode($0)?.text ?? $0
            }
            && isSame(claims.houseNumber, number(person.houseNumber), number)
    }

    public func peopleCount() throws -> Int {
        try database.read { try $0.integer("SELECT COUNT(*) FROM person") ?? 0 }
    }

    private static func manifestHash(of people: [PersonNumber]) -> String {
        var hash = SHA256()
        for part in stride(from: 0, to: people.count, by: 8192) {
            let numbers = people[part..<min(part + 8192, people.count)].map { $0.value.bigEndian }
            numbers.withUnsafeBytes { hash.update(bufferPointer: $0) }
        }
        return AccessLog.hexadecimal(hash.finalize())
    }
}
