// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

@testable import Linkage

struct NormalisationTests {
    private func readings(_ name: String) -> [String] {
        var readings: [String] = []
        SurnameFold.forEachReading(of: name) {
            readings.append(String(decoding: $0, as: UTF8.self))
        }
        return readings
    }

    @Test(arguments: [
        ("Vries", "vries"), ("de Vries", "vries"), ("DE VRIES", "vries"), ("Vries, de", "vries"),
        ("Vries,de", "vries"), ("Vries, J. de", "vries"), ("Vries de", "vries"),
        ("van den Berg", "berg"), ("v.d. Berg", "berg"), ("v/d Berg", "berg"),
        ("VD Berg", "berg"), ("Berg, v.d.", "berg"), ("van 't Hof", "hof"), ("’t Hart", "hart"),
        ("in 't Veld", "veld"), ("op den Akker", "akker"), ("d'Ancona", "ancona"),
        ("O'Brien", "obrien"), ("OBrien", "obrien"), ("el Amrani", "amrani"),
        ("Al-Sayed", "sayed"), ("dos Santos", "santos"), ("Ali bin Mohammed", "alibinmohammed"),
        ("Daniëls", "daniels"), ("Danie\u{308}ls", "daniels"), ("DaniÃ«ls", "daniels"),
        ("DANIËLS", "daniels"), ("Łukasz", "lukasz"), ("Đorđević", "dordevic"),
        ("Sørensen", "sorensen"), ("Großmann", "grossmann"), ("Æbelø", "aebelo"),
        ("Œuvrard", "oeuvrard"), ("Ĳsbrand", "ijsbrand"), ("Dağ", "dag"), ("Ionuș", "ionus"),
        ("Nguyễn", "nguyen"), ("Şahin", "sahin"), ("ÅžahÄ±n", "sahin"), ("FranÃ§ois", "francois"),
        ("Le", "le"), ("van der", "der"), ("Do Le", "le"), ("Jansen (geb.)", "jansen"),
        ("Jansen\u{A0}", "jansen"), ("Jan\u{AD}sen", "jansen"),
    ])
    func `a surname is compared by its bare letters`(name: String, expected: String) {
        #expect(readings(name) == [expected])
    }

    @Test(arguments: [
        ("Bakker-de Vries", ["bakkervries", "bakker", "vries"]),
        ("Bakker – de Vries", ["bakkervries", "bakker", "vries"]),
        ("de Vries/van 't Hof", ["vrieshof", "vries", "hof"]),
        ("Bakker (geb. Smit)", ["bakkersmit", "bakker", "smit"]),
        ("Bakker e/v de Vries", ["bakkervries", "bakker", "vries"]),
        ("Smit-Ali-Hassan", ["smitalihassan", "smit", "alihassan", "smitali", "hassan"]),
    ])
    func `each part of a double name counts`(name: String, expected: [String]) {
        #expect(readings(name) == expected)
    }

    @Test(arguments: ["", " ", "-", "...", ",", "’", "×"])
    func `a name without letters is no name`(name: String) {
        #expect(readings(name).isEmpty)
    }

    @Test(arguments: ["Иванов", "Παππάς", "王", "Дe-Vries", "Jansen\u{FFFD}", "😀", "Ã", "ÃÃ", "Å-"])
    func `other scripts and torn text pass without a trap`(name: String) {
        #expect(!readings(name).isEmpty)
        #expect(!readings(name).contains("jansen"))
    }

    @Test func `a very long name keeps its first cuts`() {
        let long = Array(repeating: "abcdefghij", count: 20).joined(separator: "-")
        #expect(readings(long).first?.count == 200)
        #expect(readings(String(repeating: "a", count: 1_001)).isEmpty)
    }

    @Test(arguments: [
        ("A.M.", "a"), ("anna", "a"), ("IJsbrand", "i"), ("Ĳ.", "i"), ("Özlem", "o"),
        (" -Zoë", "z"),
        ("Ã–zlem", "o"), ("Æ.", "a"), ("Þór", "t"),
    ])
    func `the initial is the first letter`(text: String, letter: String) {
        #expect(IdentityKeys.initial(text) == letter.unicodeScalars.first?.value)
    }

    @Test(arguments: ["", ".", "  ", "1e"])
    func `no letter, no initial`(text: String) {
        #expect(IdentityKeys.initial(text) == nil)
    }

    @Test func `another script has initials of its own`() {
        #expect(IdentityKeys.initial("Иван") != nil)
        #expect(IdentityKeys.initial("Иван") != IdentityKeys.initial("Пётр"))
    }

    static let postcodes = [
        "1234AB", "1234 ab", " 1234AB ", "1234  AB", "0234AB", "1234SA", "1234SB", "1234A", "",
        "12345",
        "1234ABC", "1234-AB", "123 4AB", "12 34AB",
    ]

    @Test(arguments: postcodes) func `reads a postcode as Custody does`(text: String) {
        #expect((IdentityKeys.postcode(text) != 0) == (Postcode(text) != nil))
    }

    @Test(arguments: [
        "19610305", "1961-03-05", "05-03-1961", "5/3/1961", "196103051200", "1961-02-29",
        "1960-02-29",
        "1961-00-00", "19610000", "00000000", "1961-3-5", "1961", "196103", "", "x", "1961-03-0x",
        "1961-13-01", "1234567x",
    ])
    func `reads a full date as Custody does`(text: String) {
        let date = PartialDate(text).flatMap { $0.isFull ? $0.value : nil } ?? 0
        #expect(IdentityKeys.birthDate(text) == date)
    }

    @Test(arguments: [
        "111222333", "111 222 333", "1112.22.333", "000000012", "00000012", "12", "123456789", "",
        "1112223330",
        "11122233a", "000000000",
    ])
    func `reads a citizen number as Custody does`(text: String) {
        #expect(IdentityKeys.citizenNumber(text) == CitizenNumber(text)?.value ?? 0)
    }

    @Test(arguments: [("12", "12A"), ("12", " 12 bis"), ("12", "12-3"), ("12", "0012")])
    func `letter and addition of a house number are left out`(bare: String, full: String) {
        #expect(IdentityKeys.address("1234AB", bare) == IdentityKeys.address("1234AB", full))
    }

    @Test(arguments: ["", "A", "0", "123456", "-1"])
    func `no house number, no address`(house: String) {
        #expect(IdentityKeys.address("1234AB", house) == 0)
    }
}
