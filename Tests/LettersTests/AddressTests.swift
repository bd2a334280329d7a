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
            ("", "", nil, "Korenpad 7", "Korenpad 7"),
            ("C", "", nil, "Korenpad 7 C", "Korenpad 7 C"),
            ("", "2", nil, "Korenpad 7-2", "Korenpad 7-2"),
            ("", "bis", nil, "Korenpad 7 bis", "Korenpad 7 bis"),
            ("C", "2", nil, "Korenpad 7 C2", "Korenpad 7 C-2"),
            ("B", "to 3", nil, "Korenpad 7 Bto 3", "Korenpad 7 B to 3"),
            ("C", "bis", nil, "Korenpad 7 Cbis", "Korenpad 7 C bis"),
            ("", "", .opposite, "Korenpad t/o 7", "Korenpad t/o 7"),
            ("", "2", .near, "Korenpad bij 7-2", "Korenpad bij 7-2"),
        ] as [(String, String, StreetAddress.Designation?, String, String)]
    )
    func `the registry joins letter and addition, a letter keeps them apart`(
        letter: String,
        addition: String,
        designation: StreetAddress.Designation?,
        registry: String,
        printed: String
    ) throws {
        let address = Self.street(letter: letter, addition: addition, designation: designation)
        #expect(PostalAddress.street(address).registryLines?.line1 == registry)
        let window = try WindowAddress(addressee: "T. Test", address: .street(address))
        #expect(window.lines == ["T. Test", printed, "4321 ZY  OUD-ZIJL"])
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

    @Test(arguments: [("12345", "achterhuis"), ("7", "1/2")])
    func `an addition without bars is printed, and the post reads the line`(
        number: String,
        addition: String
    ) throws {
        let address = Self.street(number: number, addition: addition)
        let window = try WindowAddress(addressee: "T. Test", address: .street(address))
        #expect(window.sortingCode == nil)
        #expect(window.lines[1].hasSuffix(addition))
    }

    @Test(
        arguments: [
            // As much as fits on a line is printed in full.
            ("Burgemeester van Lange Naamstraat", "Burgemeester van Lange Naamstraat 7"),
            (
                "Burgemeester van Lange Naamstraat tot V",
                "Burg. van Lange Naamstraat tot V 7"
            ),
            (
                "Burgemeester van der Verzonnen-Heuvelstraat",
                "Burg. van der Verzonnen-Heuvelstraat 7"
            ),
            (
                "Wethouder Verzonnenheuvelmansdwarslaan",
                "Weth. Verzonnenheuvelmansdwarslaan 7"
            ),
            ("Sint Verzonnenheuvelmanshoekersstraat", "St. Verzonnenheuvelmanshoekersstraat 7"),
            (
                "Oudverzonnenheuvelmanshoekermeerstraat",
                "Oudverzonnenheuvelmanshoekermeerstr. 7"
            ),
            // What shortening cannot mend stays as it is, and goes on over the next line.
            (
                "Allee naar de Verzonnen Heuvels en het Oude Veer",
                "Allee naar de Verzonnen Heuvels en het Oude Veer 7"
            ),
        ]
    )
    func `a long street is shortened word by word, and only if then it fits`(
        street: String,
        line: String
    ) throws {
        let window = try WindowAddress(
            addressee: "T. Test",
            address: .street(Self.street(street: street))
        )
        #expect(window.lines[1].replacing("\u{A0}", with: " ") == line)
    }

    @Test func `where a line may be divided, number, letter and addition stay together`() throws {
        let street = Self.street(
            number: "14",
            letter: "B",
            addition: "to 3",
            street: "Allee naar de Verzonnen Heuvels en het Veer"
        )
        let window = try WindowAddress(addressee: "T. Test", address: .street(street))
        #expect(window.lines[1].hasSuffix("het Veer\u{A0}14\u{A0}B\u{A0}to\u{A0}3"))
        let long = Self.street(
            number: "14",
            letter: "B",
            street: "Verzonnenheuvelmanshoekermeerdijkoverzijde"
        )
        let other = try WindowAddress(addressee: "T. Test", address: .street(long))
        #expect(other.lines[1].hasSuffix("overzijde 14\u{A0}B"))
    }

    @Test func `a name of any length has a window and a first line`() throws {
        var person = PrintedTextTests.person
        person.surname = "Verzonnenheuvelmans tot den Oudenhoekermeer van Nergenshuizen"
        let addressing = try #require(try LetterAddressing(person))
        #expect(addressing.lines[0].hasSuffix("van Nergenshuizen"))
        #expect(HoldReason(person, on: Fixtures.wave.letterDate) == nil)
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
