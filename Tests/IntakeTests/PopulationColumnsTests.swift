// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

@testable import Intake

struct PopulationColumnsTests {
    /// 6 August 2025.
    private let today = 20_306
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
        return try PopulationColumns(header: header).person(from: row, today: today)
    }

    @Test func `reads a person from columns in any order`() throws {
        let columns = try PopulationColumns(header: header)
        #expect(columns.unknown.count == 1)
        let person = try columns.person(from: row, today: today).get()
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
        #expect(try columns.person(from: ["x", "Hof"], today: today).get().surname == "Hof")
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

    @Test(arguments: ["", " ", "a\u{1F}"])
    func `only a row that does not say who it is about is a problem`(sourceID: String) throws {
        #expect(
            try read("sourceId", sourceID)
                == .failure(
                    .field(
                        column: "sourceId",
                        fault: sourceID.hasPrefix("a") ? .controlCharacter : .empty
                    )
                )
        )
    }

    @Test(
        arguments: [
            ("surname", " ", .surname, .empty),
            ("BSN", "123456789", .citizenNumber, .noCitizenNumber),
            ("BSN", "x", .citizenNumber, .noCitizenNumber),
            ("birthDate", "1961-02-30", .birthDate, .noDate),
            ("birthDate", "2025-08-07", .birthDate, .impossibleDate),
            ("birthDate", "2026-00-00", .birthDate, .impossibleDate),
            ("birthDate", "1849-00-00", .birthDate, .impossibleDate),
            ("deceasedOn", "morgen", .deceasedOn, .noDate),
            ("deceasedOn", "2025-08-07", .deceasedOn, .impossibleDate),
            ("postcode", "0123AB", .postcode, .noPostcode),
            ("postcode", "1234SS", .postcode, .noPostcode),
            ("houseNumber", "A12", .houseNumber, .noHouseNumber),
            ("houseNumber", "0 A", .houseNumber, .noHouseNumber),
            ("houseNumber", "123456", .houseNumber, .noHouseNumber),
            ("houseNumber", "12 achterhuis", .houseNumber, .noHouseNumber),
            ("country", "Nergensland", .country, .noCountry),
            ("country", "6045", .country, .noCountry),
            ("secrecy", "8", .secrecy, .unknownValue),
            ("secrecy", "-1", .secrecy, .unknownValue),
            ("addressStatus", "weg", .addressStatus, .unknownValue),
            ("language", "fr", .language, .unknownValue),
            ("nameUse", "X", .nameUse, .unknownValue),
            ("prefix", "d\u{1F}e", .prefix, .controlCharacter),
            ("surname", "a\u{7F}b", .surname, .controlCharacter),
            ("Initials", "A\nB", .initials, .controlCharacter),
        ] as [(String, String, PersonField, RowFault)]
    )
    func `a field that does not read is marked, and the person stays`(
        column: String,
        value: String,
        field: PersonField,
        fault: RowFault
    ) throws {
        let person = try read(column, value).get()
        #expect(person.marks == [FieldMark(field, fault)])
        #expect(person.sourceID.text == "p-1")
    }

    @Test func `what does not read has the value that is safe, never the mildest`() throws {
        #expect(try read("secrecy", "8").get().secrecy == 7)
        #expect(try read("deceasedOn", "morgen").get().deceasedOn?.isUnknown == true)
        #expect(try read("deceasedOn", "2031-01-01").get().deceasedOn?.isUnknown == true)
        #expect(try read("language", "de").get().language == .dutch)
        #expect(try read("nameUse", "X").get().nameUse == "E")
        #expect(try read("birthDate", "2031-01-01").get().birthDate == nil)
        #expect(try read("country", "Nergensland").get().country == "")
        #expect(try read("houseNumber", "A12").get().houseNumber == "")
    }

    @Test(
        arguments: [
            ("country", "6030", "NL"), ("country", "nederland", "NL"), ("country", "NLD", "NL"),
            ("country", "5010", "BE"), ("country", "Belgie", "BE"), ("country", "België", "BE"),
            ("country", "9089", "DE"), ("country", "Bondsrepubliek Duitsland", "DE"),
            ("country", "groot-brittannië", "GB"), ("country", "", "NL"),
            ("secrecy", "7", "7"), ("secrecy", "07", "7"), ("secrecy", "nee", "0"),
            ("secrecy", "ja", "7"), ("secrecy", "Geheim", "7"),
            ("language", "Nederlands", "nl"), ("language", "engels", "en"),
            ("nameUse", "eigen geslachtsnaam", "E"), ("nameUse", "Partner na eigen", "N"),
            ("nameUse", "partner voor eigen", "V"), ("nameUse", "partner", "P"),
            ("addressStatus", "in onderzoek", "underInvestigation"),
            ("addressStatus", "089999", "underInvestigation"), ("addressStatus", "W", ""),
            ("addressStatus", "VOW", "unknownAbroad"),
            ("addressStatus", "vertrokken onbekend waarheen", "unknownAbroad"),
            ("deceasedOn", "nee", ""), ("deceasedOn", "ja", "0000-00-00"),
            ("deceasedOn", "0", "0000-00-00"), ("birthDate", "0", ""), ("BSN", "000000000", ""),
        ]
    )
    func `codes of the registry and words both read`(
        column: String,
        value: String,
        right: String
    ) throws {
        let person = try read(column, value).get()
        #expect(person.marks.isEmpty)
        let found =
            switch column {
            case "country": person.country
            case "secrecy": String(person.secrecy)
            case "language": person.language.rawValue
            case "nameUse": person.nameUse
            case "addressStatus": person.addressStatus.rawValue
            case "deceasedOn": person.deceasedOn?.text ?? ""
            case "BSN": person.citizenNumber?.digits ?? ""
            default: person.birthDate?.text ?? ""
            }
        #expect(found == right)
    }

    @Test func `country 0000 says that somebody left and nobody knows where to`() throws {
        let person = try read("country", "0000").get()
        #expect(person.addressStatus == .unknownAbroad)
        #expect(person.marks.isEmpty)
    }

    @Test(
        arguments: [
            ("12", "12", "", ""), ("0012", "12", "", ""), ("0", "", "", ""), ("000", "", "", ""),
            ("12A", "12", "A", ""), ("12 a", "12", "a", ""), ("12-2", "12", "", "2"),
            ("12 bis", "12", "", "bis"), ("12bis", "12", "", "bis"), ("12-hs", "12", "", "hs"),
            ("12 III", "12", "", "III"), ("14B-3", "14", "B", "3"), ("14 B 3", "14", "B", "3"),
            ("14/2", "14", "", "2"), ("14-A", "14", "", "A"), ("99999", "99999", "", ""),
        ]
    )
    func `number, letter and addition in one column are taken apart`(
        text: String,
        number: String,
        letter: String,
        addition: String
    ) throws {
        let person = try read("houseNumber", text).get()
        #expect(person.houseNumber == number)
        #expect(person.houseLetter == letter)
        #expect(person.houseAddition == addition)
        #expect(person.marks.isEmpty)
    }

    @Test func `a letter in both columns is one letter, and two letters are a mark`() throws {
        let columns = try PopulationColumns(
            header: ["sourceId", "surname", "houseNumber", "houseLetter"]
        )
        let same = try columns.person(from: ["1", "Hof", "12a", "A"], today: today).get()
        #expect(same.houseNumber == "12" && same.houseLetter == "A" && same.marks.isEmpty)
        let other = try columns.person(from: ["1", "Hof", "12a", "B"], today: today).get()
        #expect(other.marks == [FieldMark(.houseNumber, .noHouseNumber)])
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
        let person = try columns.person(from: ["1", "Hof", "be", "2000", "12 bus 3"], today: today)
            .get()
        #expect(person.postcode == "2000")
        #expect(person.country == "BE")
    }

    @Test func `a row of another width is a problem of its own`() throws {
        let columns = try PopulationColumns(header: ["sourceId", "surname"])
        #expect(
            columns.person(from: ["1"], today: today)
                == .failure(.fieldCount(expected: 2, found: 1))
        )
        #expect(
            columns.person(from: ["1", "b", "c"], today: today)
                == .failure(.fieldCount(expected: 2, found: 3))
        )
    }
}
