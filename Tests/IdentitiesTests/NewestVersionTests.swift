// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Custody
import Database
import Foundation
import Testing

@testable import Identities
@testable import Store

/// A person opened is the newest version that the ledger knows; who is lost is named, and repaired.
@Suite struct NewestVersionTests {
    private let house: House
    private let anna: PersonNumber
    private let bente: PersonNumber

    init() throws {
        house = try House()
        try house.add(
            .named("VB-1", "Voorbeeldstra", bsn: "111222333"),
            .named("VB-2", "Proef")
        )
        anna = try house.number("VB-1")
        bente = try house.number("VB-2")
    }

    private func openAll(leavingOut lost: LostPeople? = nil) throws -> [String] {
        var names: [String] = []
        try house.store.open(nil, for: house.reason(), withMail: true, leavingOut: lost) {
            try $0.person.surname
        } collect: {
            names += $0
        }
        return names.sorted()
    }

    @Test(arguments: ["person_mail", "person_dossier"])
    func `old rows that were put back are not opened`(table: String) throws {
        try house.tamper("CREATE TABLE stolen AS SELECT * FROM \(table)")
        var sheltered = Person.named("VB-1", "Voorbeeldstra", bsn: "111222333")
        sheltered.addressStatus = .shelter
        sheltered.street = "Elders"
        try house.add(sheltered)
        #expect(try house.store.open(anna, for: house.reason()).addressStatus == .shelter)
        try house.tamper(
            "DELETE FROM \(table) WHERE number = \(anna.value)",
            "INSERT INTO \(table) SELECT * FROM stolen WHERE number = \(anna.value)",
            "DROP TABLE stolen"
        )
        let lost = IdentitiesError.lost([LostPerson(anna, .notNewest)])
        #expect(throws: lost) { try house.store.open(anna, for: house.reason()) }
        #expect(throws: lost) { try openAll() }
        #expect(throws: Never.self) { try house.store.open(bente, for: house.reason()) }
    }

    @Test(arguments: [
        ["person"], ["person_dossier"], ["person_mail"], ["person", "person_dossier"],
        ["person", "person_dossier", "person_mail"],
    ])
    func `who lost a row is named, may be left out, and comes back under the same number`(
        tables: [String]
    ) throws {
        for table in tables {
            try house.tamper("DELETE FROM \(table) WHERE number = \(anna.value)")
        }
        let lost = IdentitiesError.lost([LostPerson(anna, .missing)])
        #expect(throws: lost) { try openAll() }
        let left = LostPeople()
        #expect(try openAll(leavingOut: left) == ["Proef"])
        #expect(left.all.map(\.person) == [anna])
        let outcome = try house.add(
            .named("VB-1", "Voorbeeldstra", bsn: "111222333"),
            .named("VB-2", "Proef"),
            .named("VB-3", "Nieuw")
        )
        #expect((outcome.new, outcome.changed, outcome.same) == (1, 1, 1))
        #expect(try house.store.open(anna, for: house.reason()).surname == "Voorbeeldstra")
        #expect(try openAll() == ["Nieuw", "Proef", "Voorbeeldstra"])
    }

    @Test func `the hash of the rows of an index is over the rows as they stand`() throws {
        var intake = try house.store.populationIntake(for: house.reason())
        var sealed = SealedPeople()
        _ = try intake.seal([.named("VB-5", "Ander"), .named("VB-6", "Ander")], into: &sealed)
        let batch = sealed
        let written = try house.store.commit(Act(by: "officer", at: 0)) { _, db, entries in
            try house.store.write(batch, db, &entries)
        }
        // The fact over these rows, and behind it the people.
        let entry = try house.store.entryCount - 2
        #expect(written.versions.count == 2)
        for rows in written.index {
            var hash = SHA256()
            let found: [Void] = try house.all(
                """
                SELECT bucket, id, pointer FROM \(rows.table.name) WHERE entry = \(entry)
                ORDER BY bucket, id
                """
            ) { row in
                for number in [row.integer(0), row.integer(1)] {
                    withUnsafeBytes(of: number.bigEndian) { hash.update(bufferPointer: $0) }
                }
                hash.update(data: row.bytes(2))
            }
            #expect(found.count == rows.count)
            #expect(Array(hash.finalize()) == rows.hash)
        }
        #expect(written.index.map(\.count) == [2, 0, 2, 2])
    }

    @Test func `somebody new who resembles a lost person gets a number of their own`() throws {
        for table in ["person", "person_dossier", "person_mail"] {
            try house.tamper("DELETE FROM \(table) WHERE number = \(anna.value)")
        }
        #expect(try house.add(.named("VB-4", "Voorbeeldstra", bsn: "111222333")).new == 1)
        #expect(try house.number("VB-4") != anna)
    }

    @Test(arguments: [
        ("secrecy", 6, "much"), ("secrecy", 6, "9"), ("status", 7, "haven"), ("language", 8, "xx"),
        ("deceased", 5, "someday"),
    ])
    func `a value that does not read is an error, not the mildest value`(
        name: String,
        place: Int,
        value: String
    ) throws {
        let person = Person.named("VB-1", "Voorbeeldstra")
        let dossier = Identity.dossier(of: person)
        let mail = Identity.mail(of: person)
        #expect(Identity.person(dossier: dossier, mail: mail) == person)
        var texts = try #require(TextFields.texts(in: mail))
        texts[place] = value
        #expect(Identity.person(dossier: dossier, mail: TextFields(texts).bytes) == nil)
    }
}
