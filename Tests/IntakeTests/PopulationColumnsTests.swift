// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

@testable import Intake

struct PopulationColumnsTests {
    private let header = [
        "surname", "sourceId", "BSN", "Initials", "prefix", "birthDate", "postcode", "houseNumber",
        "country", "secrecy", "addressStatus", "language", "nameUse", "deceasedOn", "schoenmaat",
    ]
    private let row = [
        "Vries", "p-1", "111222333", "A.M.", "de", "1961-03-05", "9731 ab", "12", "", "0", "", "nl",
        "e", "", "39",
    ]

    private func read(_ column: String, _ value: String) throws -> Result<Person, RowProblem> {
        var row = row
        row[try #require(header.firstIndex(of: column))] = value
        return try PopulationColumns(header: header).person(from: row)
    }

    @Test func `reads a person from columns in any order`() throws {
        let columns = try PopulationColumns(header: header)
        #expect(columns.unknown == ["schoenmaat"])
        let person = try columns.person(from: row).get()
        #expect(person.sourceID.text == "p-1")
        #expect(person.surname == "Vries")
        #expect(person.prefix == "de")
        #expect(person.citizenNumber?.value == 111_222_333)
        #expect(person.birthDate?.text == "1961-03-05")
        #expect(person.postcode == "9731AB")
        #expect(person.country == "NL")
        #expect(person.nameUse == "E")
        #expect(person.deceasedOn == nil)
        #expect(person.claims.houseNumber == "12")
    }

    @Test func `reads the smallest file there can be`() throws {
        let columns = try PopulationColumns(header: ["\u{FEFF}sourceId", " surname "])
        #expect(try columns.person(from: ["x", "Hof"]).get().surname == "Hof")
        #expect(PopulationColumns.names.count == 22)
    }

    @Test func `refuses a header without the two that must be there, or with one twice`() {
        #expect(throws: TabularHeaderProblem.missing(columns: ["sourceId"])) {
            try PopulationColumns(header: ["surname"])
        }
        #expect(throws: TabularHeaderProblem.twice(column: "surname")) {
            try PopulationColumns(header: ["sourceId", "surname", "Surname"])
        }
    }

    @Test(
        arguments: [
            ("sourceId", "", "sourceId", .empty), ("surname", " ", "surname", .empty),
            ("BSN", "123456789", "bsn", .noCitizenNumber), ("BSN", "x", "bsn", .noCitizenNumber),
            ("birthDate", "1961-02-30", "birthDate", .noDate),
            ("deceasedOn", "morgen", "deceasedOn", .noDate),
            ("postcode", "0123AB", "postcode", .noPostcode),
            ("postcode", "1234SS", "postcode", .noPostcode),
            ("houseNumber", "12A", "houseNumber", .noHouseNumber),
            ("houseNumber", "0", "houseNumber", .noHouseNumber),
            ("country", "Nederland", "country", .noCountry),
            ("secrecy", "8", "secrecy", .unknownValue),
            ("addressStatus", "weg", "addressStatus", .unknownValue),
            ("language", "fr", "language", .unknownValue),
            ("nameUse", "X", "nameUse", .unknownValue),
            ("prefix", "d\u{1F}e", "prefix", .controlCharacter),
            ("surname", "a\u{7F}b", "surname", .controlCharacter),
            ("Initials", "A\nB", "initials", .controlCharacter),
        ] as [(String, String, String, RowFault)]
    )
    func `names the column and the fault, never the value`(
        column: String,
        value: String,
        named: String,
        fault: RowFault
    ) throws {
        #expect(try read(column, value) == .failure(.field(column: named, fault: fault)))
    }

    @Test(arguments: [
        ("BSN", ""), ("BSN", "00000012"), ("birthDate", "1961-00-00"), ("birthDate", "00000000"),
        ("postcode", ""), ("secrecy", "7"), ("addressStatus", "shelter"), ("language", "EN"),
        ("houseNumber", ""), ("nameUse", "V"), ("deceasedOn", "20250806"), ("deceasedOn", ""),
    ])
    func `accepts what a registry really gives`(column: String, value: String) throws {
        #expect(throws: Never.self) { try read(column, value).get() }
    }

    @Test(arguments: ["00000000", "0000-00-00", "2024-00-00", "2024-05-00"])
    func `somebody who died on a day that is not known is dead`(date: String) throws {
        let person = try read("deceasedOn", date).get()
        let day = try #require(person.deceasedOn)
        #expect(PartialDate(day.text) == day)
        #expect(day.isUnknown == date.hasPrefix("0000"))
    }

    @Test func `who has no day of death lives, and an unknown birth date is none`() throws {
        #expect(try read("deceasedOn", "").get().deceasedOn == nil)
        #expect(try read("birthDate", "00000000").get().birthDate == nil)
        #expect(try read("birthDate", "1961-00-00").get().birthDate?.year == 1961)
    }

    @Test(arguments: ["8", "-1", "07", "1 ", "x"])
    func `a secrecy that does not read is never taken for none`(text: String) throws {
        #expect(Secrecy.stored(text) == nil)
    }

    @Test func `an address abroad has its own postcode and house number`() throws {
        let columns = try PopulationColumns(
            header: ["sourceId", "surname", "country", "postcode", "houseNumber"])
        let person = try columns.person(from: ["1", "Hof", "be", "2000", "12 bus 3"]).get()
        #expect(person.postcode == "2000")
        #expect(person.country == "BE")
    }

    @Test func `a row of another width is a problem of its own`() throws {
        let columns = try PopulationColumns(header: ["sourceId", "surname"])
        #expect(
            columns.person(from: ["1"]) == .failure(.fieldCount(expected: 2, found: 1))
        )
        #expect(
            columns.person(from: ["1", "b", "c"]) == .failure(.fieldCount(expected: 2, found: 3))
        )
    }
}
