// SPDX-License-Identifier: EUPL-1.2
import Custody
import Testing

@testable import Letters

/// What may come onto paper out of a population that somebody else wrote.
@Suite struct PrintedTextTests {
    /// Has a citizen number, a chosen form of address and an address; all of it invented.
    static var person: Person {
        var person = WaveTests.person
        person.citizenNumber = CitizenNumber("900000004")
        person.givenNames = "Tamar Noa"
        person.initials = "T.N."
        person.prefix = "van den"
        person.surname = "Dijkstroom"
        person.partnerSurname = "Oostveen"
        return person
    }

    static func letter(to person: Person) throws -> LetterContent {
        let reader = try #require(
            LetterCase(
                person,
                truth: LetterTruth(
                    group: .second,
                    certainty: .reported,
                    categories: [.givenByUs: [CategorySet(.name), CategorySet(.testResult)]]
                ),
                letterCode: Fixtures.code()
            )
        )
        return try Fixtures.letter(reader)
    }

    // MARK: Forms of address

    @Test(arguments: [
        ("Beste Tamar", "Beste Tamar,"), ("beste  tamar ,", "Beste Tamar,"),
        ("Geachte mevrouw Van den Dijkstroom,", "Geachte mevrouw Van den Dijkstroom,"),
        ("Geachte heer Van den Dijkstroom", "Geachte heer Van den Dijkstroom,"),
        ("Geachte mevrouw Oostveen", "Geachte mevrouw Oostveen,"),
        (
            "Geachte mevrouw Van den Dijkstroom-Oostveen",
            "Geachte mevrouw Van den Dijkstroom-Oostveen,"
        ),
        ("Geachte T.N. van den Dijkstroom", "Geachte T.N. van den Dijkstroom,"),
        ("Beste Tamar Noa van den Dijkstroom", "Beste Tamar Noa van den Dijkstroom,"),
        ("Dear Ms Oostveen", "Dear Ms Oostveen,"),
        ("Geachte heer, mevrouw,", "Geachte heer, mevrouw,"),
        ("Geachte lezer", "Geachte lezer,"), ("Hoogwelgeboren vrouwe", "Hoogwelgeboren vrouwe,"),
    ])
    func `an approved form with the person's own name is printed in its approved spelling`(
        choice: String,
        printed: String
    ) throws {
        var person = Self.person
        person.salutationPreference = choice
        #expect(try Self.letter(to: person).addressing.salutation == printed)
        #expect(!ChosenSalutation.isReplaced(person))
    }

    @Test(arguments: [
        "Beste Tamar 900000004", "Geachte mevrouw Jansendam", "Uw uitslag is HPV 16",
        "Beste Tamar, u had HPV", "Beste Tamar\u{202E}", "Beste Tamar\u{1B}[2J", "Beste", "Tamar",
        "Geachte mevrouw Van den Dijkstroom 1234.56.782", "Hoi Tamar", "900000004", ",", " ",
        "Beste Tamar\nu had HPV", "Hoogheid 16", String(repeating: "Beste Tamar ", count: 90),
    ])
    func `anything else gives the neutral form, and is counted`(choice: String) throws {
        var person = Self.person
        person.salutationPreference = choice
        let letter = try Self.letter(to: person)
        #expect(letter.addressing.salutation == "Geachte T.N. van den Dijkstroom,")
        #expect(ChosenSalutation.isReplaced(person))
        #expect(!letter.plainText.contains("900000004"))
        #expect(!letter.plainText.contains("HPV"))
    }

    @Test func `who chose nothing has the neutral form, and is not counted`() throws {
        #expect(!ChosenSalutation.isReplaced(Self.person))
        #expect(
            try Self.letter(to: Self.person).addressing.salutation
                == "Geachte T.N. van den Dijkstroom,"
        )
    }

    // MARK: Names and addresses

    static let doubtful: [@Sendable (inout Person) -> Void] = [
        { $0.street = "Korenpad 900000004" }, { $0.street = "Korenpad 9000.000.04" },
        { $0.street = "Korenpad 900-000-004" }, { $0.street = "Korenpad (9) 0000 0004" },
        {
            $0.street = "1234567 straat"; $0.street = "Korenpad 1234567"; $0.houseNumber = "82"
        },
        { $0.place = "Oud-Zijl 123456782" }, { $0.houseAddition = "123456782" },
        { $0.street = "Korenpad \u{FF19}\u{FF10}0000004" }, { $0.street = "Korenpad\u{202E}" },
        { $0.street = "Korenpad\u{1B}[31m" }, { $0.street = "Korenpad\nHPV 16" },
        { $0.street = "Korenpad\u{200B}" }, { $0.street = "Korenpad\u{2028}" },
        { $0.street = "Korenpad <b>" }, { $0.street = "uitslag=positief" },
        { $0.surname = "Dijkstroom 900000004" }, { $0.surname = "Dijkstroom\u{9B}" },
        { $0.givenNames = "Tamar 9" }, { $0.surname = "Dijkstroom\u{2067}" },
        { $0.partnerSurname = "Oostveen*" }, { $0.prefix = "van\u{7}" },
        { $0.street = "Korenpad 12345672" },
        {
            $0.country = "DE"; $0.place = "Berlin 900000004"
        },
    ]

    @Test(arguments: doubtful.indices)
    func `what no name or address holds keeps the letter back`(index: Int) {
        var person = Self.person
        #expect(HoldReason(person, on: Fixtures.wave.letterDate) == nil)
        Self.doubtful[index](&person)
        #expect(HoldReason(person, on: Fixtures.wave.letterDate) == .addressInDoubt)
    }

    @Test(
        arguments: [
            { $0.street = "Plein 1944" }, { $0.street = "'s-Gravenweg" },
            { $0.street = "2e Dwarsstraat" },
            { $0.houseNumber = "12345" }, { $0.houseAddition = "2 hoog" },
            { $0.place = "Súdwest-Zijl" },
            { $0.surname = "O’Reilly-Ñandú" }, { $0.prefix = "in 't" }, { $0.surname = "Łęcka" },
            { $0.place = "Zijl (Z.)" }, { $0.street = "Burg. v.d. Weg-Noord" },
            { $0.surname = "Müller" },
            {
                $0.postcode = "9000 AB"; $0.houseNumber = "4"
            },
            {
                $0.street = "Straße des 17. Juni"; $0.country = "DE"; $0.place = "Berlin"
            },
            { $0.street = "Korenpad 12345678" },
        ] as [@Sendable (inout Person) -> Void]
    )
    func `names and addresses as they are keep nobody back`(
        change: @Sendable (inout Person) -> Void
    ) {
        var person = Self.person
        change(&person)
        #expect(HoldReason(person, on: Fixtures.wave.letterDate) == nil)
    }

    @Test func `a number in the window is refused even where nobody asked for the lane`() {
        var person = Self.person
        person.place = "Oud-Zijl 9.0.0.0.0.0.0.0.4"
        #expect(throws: LetterFailure.numberInAddressing) { try Self.letter(to: person) }
        person.place = "Oud\u{202E}-Zijl"
        #expect(throws: LetterFailure.signInAddressing) { try Self.letter(to: person) }
    }

    // MARK: The last gate

    @Test(
        arguments: [
            ("900000004", ["900000004"]), ("1234.56.782", ["123456782"]),
            ("nummer 1234 56 782.", ["123456782"]), ("12345672", ["12345672"]),
            ("0090000000-4", []), ("9000000049000000040", ["900000004", "900000004"]),
            ("123456789", []), ("9000a00004", []), ("op 12-03-2025", []),
            ("900000004 7", ["900000004"]),
            ("8.00 tot 20.00 uur", []), ("", []), ("90000000\u{664}", ["900000004"]),
        ] as [(String, [String])]
    )
    func `a number that passes the eleven test is found however it is written`(
        text: String,
        numbers: [String]
    ) {
        let found = PrintedNumbers.find(in: text, joints: .usualSigns)
        #expect(Set(found).isSuperset(of: numbers))
        #expect(!numbers.isEmpty || found.isEmpty)
    }

    @Test func `no letter is made with somebody's number in the sender's own text`() throws {
        var wave = Fixtures.wave
        wave.words[.dutch]?.measures[0] = "Uw nummer 9000.00.004 is veilig."
        let composer = try LetterComposer(wave: wave)
        #expect(throws: LetterFailure.numberInText) {
            try composer.letter(for: Fixtures.reader(.second))
        }
        #expect(throws: LetterFailure.numberInText) {
            try composer.body(of: Fixtures.reader(.second).truth)
        }
    }

    @Test func `the sender's own telephone and reference may be such a number`() throws {
        var wave = Fixtures.wave
        wave.telephone = "9000 00004"
        wave.reference = "12345672"
        wave.words[.dutch]?.openingHours = "op 9000 00004 vanaf 8.00 uur"
        let text = try LetterComposer(wave: wave).letter(for: Fixtures.reader(.second)).plainText
        #expect(text.contains("9000 00004"))
        #expect(text.contains("12345672"))
    }

    @Test func `whatever is printed beside a letter goes through the same gate`() throws {
        let composer = try LetterComposer(wave: Fixtures.wave)
        try composer.check("Bladzijde 1 van 2\nGL-2025-2\n2025-09-12")
        try composer.check("900\n000\n004")
        #expect(throws: LetterFailure.numberInText) { try composer.check("label 900000004") }
    }

    @Test func `letter codes never stop a letter`() throws {
        let composer = try LetterComposer(wave: Fixtures.wave)
        var reader = Fixtures.reader(.second)
        for seed in 1..<400 as Range<UInt64> {
            reader.letterCode = Fixtures.code(seed: seed)
            _ = try composer.letter(for: reader)
        }
        try composer.check("Uw briefcode: 9000 0000 4000 00AB", code: "9000 0000 4000 00AB")
    }
}
