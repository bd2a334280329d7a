// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

@testable import Identities

/// The bytes that are sealed of a person and of claims, written out: what a store holds must read
/// whatever a property is called.
struct SealedFormTests {
    private func person() throws -> Person {
        var person = Person(sourceID: SourceID("VB-7"))
        person.citizenNumber = CitizenNumber("111222333")
        (person.initials, person.givenNames) = ("A.B.", "Anna Bo")
        (person.prefix, person.surname) = ("van", "Voorbeeld")
        (person.partnerPrefix, person.partnerSurname) = ("de", "Proef")
        person.nameUse = "N"
        person.birthDate = PartialDate("1980-02-00")
        (person.street, person.houseNumber) = ("Dorpsstraat", "12")
        (person.houseLetter, person.houseAddition) = ("b", "II")
        (person.postcode, person.place, person.country) = ("1234AB", "Hoek", "BE")
        person.deceasedOn = PartialDate("0000-00-00")
        (person.secrecy, person.addressStatus) = (7, .shelter)
        (person.language, person.salutationPreference) = (.english, "Beste Anna")
        return person
    }

    /// Each text after its length in one byte.
    private func fields(_ texts: String...) -> [UInt8] {
        texts.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
    }

    @Test func `a dossier and a mail keep the order and the codes of their texts`() throws {
        let person = try person()
        let dossier = fields(
            "VB-7",
            "111222333",
            "A.B.",
            "Anna Bo",
            "van",
            "Voorbeeld",
            "de",
            "Proef",
            "N",
            "1980-02-00",
            "1234AB",
            "12"
        )
        let mail = fields(
            "Dorpsstraat",
            "b",
            "II",
            "Hoek",
            "BE",
            "0000-00-00",
            "7",
            "shelter",
            "en",
            "Beste Anna"
        )
        #expect(Identity.dossier(of: person) == dossier)
        #expect(Identity.mail(of: person) == mail)
        #expect(Identity.person(dossier: dossier, mail: mail) == person)
    }

    @Test func `claims keep the order of their texts`() throws {
        let claims = IdentityClaims(
            citizenNumber: "111222333",
            surnames: ["Voorbeeld", "Proef"],
            initials: "A",
            birthDate: "1980-02-03",
            postcode: "1234AB",
            houseNumber: "12",
            sampleNumber: "M1",
            token: "T1"
        )
        let bytes = fields(
            "111222333",
            "A",
            "1980-02-03",
            "1234AB",
            "12",
            "M1",
            "T1",
            "Voorbeeld",
            "Proef"
        )
        #expect(Identity.bytes(of: claims) == bytes)
        #expect(Identity.bytes(of: try #require(Identity.claims(from: bytes))) == bytes)
    }
}
