// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

@testable import Intake

/// Numbers as spreadsheets and laboratories write them. All are invented.
@Suite struct ListIdentifiersTests {
    @Test(arguments: [
        ("111222333", "111222333"), ("'111222333", "111222333"), ("111.222.333", "111222333"),
        ("1112 22 333", "111222333"), ("BSN 111222333", "111222333"),
        ("bsn:111222333", "111222333"),
        ("111222333.0", "111222333"), ("111222333,0", "111222333"), ("12345672", "012345672"),
        ("12345672.0", "012345672"), ("1234501", "1234501"), ("1234563", "1234563"),
        ("1,23E+08", "1,23E+08"), ("onbekend", "onbekend"), ("111222334", "111222334"),
    ])
    func `reads a citizen number, or leaves it`(text: String, number: String) {
        #expect(ListIdentifiers.citizenNumber(text) == number)
    }

    @Test func `two zeros that were lost come back when the number then passes the test`() {
        let passing = (1_000_000...1_000_200).filter {
            ListIdentifiers.citizenNumber("\($0)").hasPrefix("00")
        }
        #expect(!passing.isEmpty && passing.count < 30)
    }

    @Test(arguments: [
        ("1234AB", "1234AB"), ("1234-ab", "1234AB"), ("1234 A B", "1234AB"),
        ("NL-1234 AB", "1234AB"),
        ("NL1234AB", "1234AB"), ("1234.AB", "1234AB"), ("1234  AB", "1234AB"), ("12O4AB", "1204AB"),
        ("1234OB", "1234OB"), ("1234", "1234"), ("O234AB", "O234AB"), ("1234ABC", "1234ABC"),
        ("1234SA", "1234SA"), ("B-2000", "B-2000"), ("", ""),
    ])
    func `reads a postcode, or leaves it`(text: String, postcode: String) {
        #expect(ListIdentifiers.postcode(text) == postcode)
    }

    @Test(arguments: [
        ("1234 AB Hoek", "1234AB"), ("NL-1234-ab, Hoek", "1234AB"), ("1234 Abdij", nil),
        ("1234 ABHoek", nil), ("Hoek", nil),
    ])
    func `a postcode before a place ends where the place begins`(line: String, postcode: String?) {
        #expect(ListAddress.postcode(before: line) == postcode)
    }

    @Test func `a sample number is tried as we may have written it, and not as another one`() {
        #expect(ListIdentifiers.otherForms(ofSample: "s123456789").contains("S123456789"))
        #expect(ListIdentifiers.otherForms(ofSample: "S 123456789").contains("S123456789"))
        #expect(ListIdentifiers.otherForms(ofSample: "S123456789-1").contains("S123456789"))
        #expect(ListIdentifiers.otherForms(ofSample: "123456789").contains("S123456789"))
        #expect(!ListIdentifiers.otherForms(ofSample: "T123456789").contains("S123456789"))
        #expect(!ListIdentifiers.otherForms(ofSample: "S12").contains("S1"))
        #expect(!ListIdentifiers.otherForms(ofSample: "S1234-5678").contains("S1234"))
        #expect(ListIdentifiers.otherForms(ofSample: "").isEmpty)
    }

    @Test func `columns that were exchanged are read in both ways`() {
        let mapping = ListMapping.propose(
            header: ["Voorletters", "Achternaam", "Postcode", "Huisnummer"],
            rows: []
        )
        let record = mapping.record(from: ["Vries", "Anna", "12", "1234 ab"])
        #expect(record.claims.postcode == "1234AB" && record.claims.houseNumber == "12")
        #expect(record.alternatives.map(\.surnames) == [["Vries"]])
        #expect(record.alternatives.map(\.initials) == ["Anna"])
        #expect(mapping.record(from: ["A.B.", "Vries", "", ""]).alternatives.isEmpty)
        #expect(mapping.record(from: ["=\"A.\"", "Vries", "", ""]).claims.initials == "A.")
    }

    @Test func `of two numbers in a street line each may be the house number`() {
        let mapping = ListMapping.propose(header: ["Straat en huisnummer"], rows: [])
        let record = mapping.record(from: ["Singel 131 79"])
        #expect(record.claims.houseNumber == "79")
        #expect(record.alternatives.map(\.houseNumber) == ["131"])
        #expect(mapping.record(from: ["Singel 131"]).alternatives.isEmpty)
    }
}
