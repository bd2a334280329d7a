// SPDX-License-Identifier: EUPL-1.2
import Custody
import Letters
import Testing

struct AddressTests {
    static func street(
        number: String = "7",
        letter: String = "",
        addition: String = "",
        designation: StreetAddress.Designation? = nil,
        postcode: String = "4321 ZY",
        place: String = "Oud-Zijl",
        street: String = "Korenpad"
    ) -> StreetAddress {
        StreetAddress(
            street: street,
            houseNumber: number,
            houseLetter: letter,
            houseAddition: addition,
            designation: designation,
            postcode: postcode,
            place: place
        )
    }

    @Test(
        arguments: [
            ("", "", nil, "Korenpad 7"), ("C", "", nil, "Korenpad 7 C"),
            ("", "2", nil, "Korenpad 7-2"),
            ("", "bis", nil, "Korenpad 7 bis"), ("C", "2", nil, "Korenpad 7 C2"),
            ("C", "bis", nil, "Korenpad 7 Cbis"), ("", "", .opposite, "Korenpad t/o 7"),
            ("", "2", .near, "Korenpad bij 7-2"),
        ] as [(String, String, StreetAddress.Designation?, String)]
    )
    func `letter and addition are joined as the registry joins them`(
        letter: String,
        addition: String,
        designation: StreetAddress.Designation?,
        expected: String
    ) throws {
        let address = Self.street(letter: letter, addition: addition, designation: designation)
        #expect(PostalAddress.street(address).registryLines?.line1 == expected)
        let window = try WindowAddress(addressee: "T. Test", address: .street(address))
        #expect(window.lines == ["T. Test", expected, "4321 ZY  OUD-ZIJL"])
        #expect(window.sortingCode?.content.hasPrefix("4321ZY7") == true)
    }

    @Test func `abroad the country stands last, in capitals, and there is no sorting code`() throws
    {
        let window = try WindowAddress(
            addressee: "T. Test",
            address: .abroad(lines: ["1 Rue Imaginée", "99999 Ville"], country: "België")
        )
        #expect(window.lines.last == "BELGIË")
        #expect(window.sortingCode == nil)
    }

    @Test(
        arguments: [
            (Self.street(street: ""), .streetMissing), (Self.street(street: "."), .streetMissing),
            (Self.street(number: ""), .houseNumberMissing),
            (Self.street(number: "0"), .houseNumberUnreadable),
            (Self.street(number: "7-2"), .houseNumberUnreadable),
            (Self.street(number: "100000"), .houseNumberUnreadable),
            (Self.street(letter: "CD"), .houseLetterUnreadable),
            (Self.street(postcode: ""), .postcodeMissing),
            (Self.street(postcode: "4321 SS"), .postcodeUnreadable),
            (Self.street(place: "."), .placeMissing),
            (Self.street(addition: "½"), .sortingCode(.character(position: 9))),
            (
                Self.street(number: "12345", addition: "achterhuis"),
                .sortingCode(.tooLong(characters: 22))
            ),
            (
                Self.street(street: "Burgemeester van Lange Naamstraat tot Ver"),
                .lineTooLong(line: 2, characters: 43)
            ),
        ] as [(StreetAddress, WindowAddress.Failure)]
    )
    func `what cannot be printed whole is refused`(
        address: StreetAddress,
        failure: WindowAddress.Failure
    ) {
        #expect(throws: failure) {
            try WindowAddress(addressee: "T. Test", address: .street(address))
        }
    }

    @Test func `no name, no country, no line, no deliverable place: no letter`() {
        #expect(throws: WindowAddress.Failure.nameMissing) {
            try WindowAddress(addressee: "", address: .street(Self.street()))
        }
        #expect(throws: WindowAddress.Failure.countryMissing) {
            try WindowAddress(addressee: "T. Test", address: .abroad(lines: ["Weg 1"], country: ""))
        }
        #expect(throws: WindowAddress.Failure.linesAbroadMissing) {
            try WindowAddress(
                addressee: "T. Test",
                address: .abroad(lines: ["."], country: "Chili")
            )
        }
        #expect(throws: WindowAddress.Failure.locationOnly) {
            try WindowAddress(addressee: "T. Test", address: .location("Woonboot", place: "Zijl"))
        }
    }

    @Test func `an address that says nothing has no lines`() {
        #expect(PostalAddress.street(Self.street(street: ".")).registryLines == nil)
        #expect(PostalAddress.street(Self.street(number: "0")).registryLines == nil)
        #expect(PostalAddress.location(".", place: "Zijl").registryLines == nil)
        #expect(PostalAddress.abroad(lines: ["", ""], country: "Chili").registryLines == nil)
    }

    @Test func `a person of the population abroad is written to there`() throws {
        var person = Person(sourceID: SourceID("n-2"))
        person.street = "Verzonnen Weg"
        person.houseNumber = "3"
        person.postcode = "00-001"
        person.place = "Miasto"
        person.country = "PL"
        let address = try #require(PostalAddress(person))
        #expect(
            try WindowAddress(addressee: "T. Test", address: address).lines
                == ["T. Test", "Verzonnen Weg 3", "00-001 Miasto", "POLEN"]
        )
        person.country = "ZZ"
        #expect(PostalAddress(person) == nil)
    }

    @Test func `an inquiry says which lines are in doubt`() {
        let gone = RegistryInvestigation(code: "089999")
        #expect(gone.foundNotToLiveThere && gone.concerns(line: 1) && gone.concerns(line: 2))
        let number = RegistryInvestigation(code: "081120")
        #expect(number.concerns(line: 1) && !number.concerns(line: 2))
        #expect(!RegistryInvestigation(code: "010000").concerns(line: 1))
    }
}
