// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

@Suite struct CitizenNumberTests {
    @Test(arguments: ["111222333", "12345672", "000000012", "900000004", "1112.22.333"])
    func `accepts a number that passes the eleven test`(text: String) {
        #expect(CitizenNumber(text) != nil)
    }

    @Test(arguments: [
        "123456789", "000000000", "", "1234567", "1234567890", "11122233a", "111222334",
    ])
    func `refuses anything else`(text: String) {
        #expect(CitizenNumber(text) == nil)
    }

    @Test func `about one random number in eleven passes`() {
        let passing = (100_000_000..<100_110_000).count { CitizenNumber(value: UInt32($0)) != nil }
        #expect((9_900...10_100).contains(passing))
    }

    @Test func `shows only its last two digits, however it is described`() throws {
        let number = try #require(CitizenNumber("111222333"))
        var dumped = ""
        dump(number, to: &dumped)
        for text in ["\(number)", String(reflecting: number), String(describing: [number]), dumped]
        {
            #expect(!text.contains("1112223"))
            #expect(text.contains("33"))
        }
    }
}

@Suite struct PostcodeTests {
    @Test(arguments: [
        ("1234AB", "1234AB"), ("1234 ab", "1234AB"), (" 9999XX ", "9999XX"), ("1234-AB", "1234AB"),
        ("NL-1234AB", "1234AB"), ("nl 1234 ab", "1234AB"), ("NL1234AB", "1234AB"),
    ])
    func `reads and normalises a postcode`(text: String, expected: String) {
        #expect(Postcode(text)?.text == expected)
    }

    @Test(arguments: [
        "0123AB", "1234SS", "1234SA", "1234SD", "123AB", "1234  AB", "1234A1", "",
        "N1234AB", "L-1234AB", "BE-1234AB", "NL--1234AB", "NL-0123AB", "NL-1234SS", "1234--AB",
        "NL",
    ])
    func `refuses what is no postcode`(text: String) {
        #expect(Postcode(text) == nil)
    }
}

@Suite struct PartialDateTests {
    @Test(arguments: [
        ("1983-07-06", "1983-07-06"), ("19830706", "1983-07-06"), ("06-07-1983", "1983-07-06"),
        ("6/7/1983", "1983-07-06"), ("19830000", "1983-00-00"), ("1983", "1983-00-00"),
        ("20250806142000+0200", "2025-08-06"), ("2025-08-06T14:20:00", "2025-08-06"),
    ])
    func `reads the forms that occur`(text: String, expected: String) {
        #expect(PartialDate(text)?.text == expected)
    }

    @Test(arguments: ["", "1983-13-01", "1983-02-30", "gisteren", "31-04-2000", "12"])
    func `refuses what is no date`(text: String) {
        #expect(PartialDate(text) == nil)
    }

    @Test func `only a full date identifies`() {
        #expect(PartialDate("19830706")?.isFull == true)
        #expect(PartialDate("19830700")?.isFull == false)
    }
}

@Suite struct CategorySetTests {
    @Test func `a set reads back from its text`() {
        let set = CategorySet([.name, .testResult, .citizenNumber])
        #expect(set.text == "citizenNumber+name+testResult")
        #expect(CategorySet(text: set.text) == set)
        #expect(CategorySet(text: "name; birthDate") == CategorySet([.name, .birthDate]))
    }

    @Test func `an unknown code is refused`() {
        #expect(CategorySet(text: "name+shoeSize") == nil)
    }

    @Test func `no two categories share a bit or a code`() {
        #expect(Set(DataCategory.allCases.map(\.rawValue)).count == DataCategory.allCases.count)
        #expect(Set(DataCategory.allCases.map(\.code)).count == DataCategory.allCases.count)
        #expect(DataCategory.allCases.allSatisfy { $0.rawValue < 64 })
    }

    @Test func `every category has a name in both languages and a term of the vocabulary`() {
        for category in DataCategory.allCases {
            #expect(!category.name(in: .dutch).isEmpty)
            #expect(!category.name(in: .english).isEmpty)
            #expect(category.vocabularyTerm.contains(":"))
        }
    }
}

@Suite struct PersonTests {
    @Test func `a reference reads back, forgiving what people do to it`() {
        let number = PersonNumber(0x1234_5678_9ABC_DEF0)
        #expect(number.reference == "P-1234-5678-9ABC-DEF0")
        #expect(PersonNumber(reference: "p 1234 5678 9abc def0") == number)
        #expect(PersonNumber(reference: "P-1234") == nil)
        #expect(PersonNumber(reference: "VB-0001234") == nil)
    }

    @Test func `a person shows nothing of themselves`() {
        var person = Person(sourceID: SourceID("VB-000017"))
        person.surname = "Voorbeeldstra"
        var dumped = ""
        dump(person, to: &dumped)
        for text in ["\(person)", String(reflecting: person), dumped, "\(person.sourceID)"] {
            #expect(!text.contains("Voorbeeldstra"))
            #expect(!text.contains("000017"))
        }
    }
}
