// SPDX-License-Identifier: EUPL-1.2

import Custody
import Database
import Foundation
import Store
import Testing

@testable import Identities

/// One look is one line, and the line comes first.
@Suite struct LookTests {
    private let house: House
    private let anna: PersonNumber

    init() throws {
        house = try House()
        try house.add(
            .named("VB-1", "Voorbeeldstra", bsn: "111222333"),
            .named("VB-2", "Proef")
        )
        anna = try house.number("VB-1")
    }

    @Test func `a dossier that does not open was opened behind its line`() throws {
        let before = try house.lines().count
        try house.tamper("UPDATE person_dossier SET sealed = x'02' WHERE number = \(anna.value)")
        #expect(throws: IdentitiesError.lost([LostPerson(anna, .notNewest)])) {
            try house.store.open(anna, for: house.reason())
        }
        let lines = try house.lines()
        #expect(lines.count == before + 1)
        #expect(lines.last?.contains(anna.reference) == true)
    }

    @Test func `a line says who it was also when the dossier is gone`() throws {
        _ = try house.store.open(anna, for: house.reason())
        let line = try #require(house.lines().last)
        let text = try #require(line.firstMatch(of: /"sealed":"([^"]+)"/)).1
        let sealed = try #require(Data(base64Encoded: String(text)))
        try house.tamper("DELETE FROM person_dossier WHERE number = \(anna.value)")
        let column = try #require(
            house.all("SELECT log_key FROM person WHERE number = \(anna.value)") { $0.bytes(0) }
                .first
        )
        #expect(LogObject.sealed(in: column) == Array(sealed))
        let keys = house.store.identities.sealing.keys
        #expect(
            LogObject.sourceID(in: column, of: anna.value, epoch: 1, keys) == Array("VB-1".utf8)
        )
    }

    @Test func `lines of before a change of the person stay readable`() throws {
        func logKey() throws -> [UInt8]? {
            try house.all("SELECT log_key FROM person WHERE number = \(anna.value)") { $0.bytes(0) }
                .first
        }
        let before = try logKey()
        #expect(try house.add(.named("VB-1", "Anders")).changed == 1)
        #expect(try logKey() == before)
        #expect(try house.store.open(anna, for: house.reason()).surname == "Anders")
    }

    @Test func `nobody fits is a line too, with how many were opened`() throws {
        let before = try house.lines().count
        #expect(
            try house.store.find(IdentityClaims(), sourceID: SourceID("X-9"), for: house.reason())
                .isEmpty
        )
        let nobody = IdentityClaims(citizenNumber: "111222333", surnames: ["Anders"])
        #expect(try house.store.find(nobody, sourceID: nil, for: house.reason()).isEmpty)
        let lines = try house.lines()
        try #require(lines.count == before + 2)
        #expect(lines[before].contains("nobody fits"))
        #expect(lines[before].contains("\"people\":0"))
        #expect(lines[before + 1].contains("\"people\":1"))
    }

    @Test func `a search and the look at whom it found are one line, the next look is another`()
        throws
    {
        let before = try house.lines().count
        let reason = try house.reason()
        let found = try house.store.find(
            IdentityClaims(),
            sourceID: SourceID("VB-1"),
            for: reason
        )
        #expect(found == [anna])
        _ = try house.store.look(at: anna, for: reason)
        #expect(try house.lines().count == before + 1)
        #expect(try house.lines().last?.contains(anna.reference) == true)
        _ = try house.store.look(at: anna, for: reason)
        #expect(try house.lines().count == before + 2)
        _ = try house.store.look(at: anna, for: house.reason())
        #expect(try house.lines().count == before + 3)
    }

    @Test func `a look from a task waits for its line as well`() async throws {
        let before = try house.lines().count
        let person = try await house.store.identities.look(at: anna, for: house.reason())
        #expect(person.surname == "Voorbeeldstra")
        #expect(try house.lines().count == before + 1)
        await #expect(throws: IdentitiesError.nobody(PersonNumber(1))) {
            try await house.store.identities.look(at: PersonNumber(1), for: house.reason())
        }
        #expect(try house.lines().count == before + 2, "also a look at nobody")
    }

    @Test func `a hundred tasks look while people are taken in, each behind a line`() async throws {
        let before = try house.lines().count
        let (identities, anna, reason) = (house.store.identities, anna, try house.reason())
        async let seen = withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    for _ in 0..<3 { _ = try await identities.look(at: anna, for: reason) }
                    return 3
                }
            }
            return try await group.reduce(0, +)
        }
        try house.add(all: (10..<1500).map { .named("VB-\($0)", "Proef") })
        #expect(try await seen == 300)
        #expect(try house.lines().count == before + 300 + 1, "and one for the import")
    }

    @Test func `everything that is claimed must fit, and a birth date alone finds nobody`() throws {
        func find(_ claims: IdentityClaims) throws -> [PersonNumber] {
            try house.store.find(claims, sourceID: nil, for: house.reason())
        }
        let date = IdentityClaims(birthDate: "1970-02-03")
        #expect(!LocalIdentities.isSearchable(date, sourceID: nil))
        #expect(try find(date).isEmpty)
        let named = IdentityClaims(surnames: ["Voorbeeldstra"], birthDate: "1970-02-03")
        #expect(LocalIdentities.isSearchable(named, sourceID: nil))
        #expect(try find(named) == [anna])
        #expect(try find(IdentityClaims(surnames: ["Voorbeeldstra"])).isEmpty)
    }

    @Test(arguments: [
        ("Bakker-de Vries", "", "Vries", true), ("Bakker-de Vries", "", "de Vries", true),
        ("Bakker", "de Vries", "Vries", true), ("de Vries", "", "Vries", true),
        ("Vries", "", "Bakker", false),
    ])
    func `the index by birth and name knows the names a person may go by`(
        own: String,
        partner: String,
        asked: String,
        isFound: Bool
    ) throws {
        var person = Person.named("VB-7", own)
        person.partnerSurname = partner
        person.birthDate = PartialDate("1955-06-07")
        try house.add(person)
        let found = try house.store.find(
            IdentityClaims(surnames: [asked], birthDate: "1955-06-07"),
            sourceID: nil,
            for: house.reason()
        )
        #expect(found.isEmpty != isFound)
    }
}
