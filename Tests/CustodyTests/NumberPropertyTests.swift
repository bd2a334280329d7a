// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

/// What holds of every number, date and postcode, not of examples only.
@Suite struct NumberPropertyTests {
    /// Computed here in another way than there: by the sum of digits times weights.
    private func passes(_ number: Int) -> Bool {
        var digits: [Int] = []
        var rest = number
        for _ in 0..<9 {
            digits.insert(rest % 10, at: 0)
            rest /= 10
        }
        let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1]
        return number > 0 && zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11 == 0
    }

    @Test func `a number passes exactly when the weighted sum of its digits does`() {
        for start in [0, 10_000_000, 99_990_000, 111_220_000, 900_000_000, 999_990_000] {
            for number in start..<start + 4_000 where number <= 999_999_999 {
                let found = CitizenNumber(value: UInt32(number))
                #expect((found != nil) == passes(number), "\(number)")
            }
        }
        #expect(CitizenNumber(value: 1_000_000_000) == nil && CitizenNumber(value: .max) == nil)
    }

    @Test func `one wrong digit, and two that changed places, never pass`() throws {
        let number = try #require(CitizenNumber("111222333"))
        let digits = Array(number.digits)
        for place in digits.indices {
            for digit in "0123456789" where digit != digits[place] {
                var wrong = digits
                wrong[place] = digit
                #expect(CitizenNumber(String(wrong)) == nil)
            }
            for other in digits.indices where digits[place] != digits[other] {
                var wrong = digits
                wrong.swapAt(place, other)
                #expect(CitizenNumber(String(wrong)) == nil)
            }
        }
    }

    @Test(arguments: [
        "111222333", "111.222.333", "1112 22 333", " 111222333", "111-222-333", "111222333 ",
    ])
    func `signs between the digits do not matter, in any of the ways to read it`(text: String) {
        let bytes = Array(text.utf8)
        let expected = CitizenNumber(value: 111_222_333)
        #expect(expected != nil)
        #expect(CitizenNumber(text) == expected)
        #expect(CitizenNumber(utf8: bytes) == expected)
        #expect(bytes.withUnsafeBufferPointer { CitizenNumber($0) } == expected)
    }

    @Test(arguments: ["111/222/333", "111222333x", "\u{FF11}11222333", "1112223330", "1.1", "-"])
    func `other signs and other lengths do`(text: String) {
        let bytes = Array(text.utf8)
        #expect(CitizenNumber(text) == nil && CitizenNumber(utf8: bytes) == nil)
        #expect(bytes.withUnsafeBufferPointer { CitizenNumber($0) } == nil)
    }

    @Test func `a number has nine digits, and an order`() throws {
        let small = try #require(CitizenNumber("12345672"))
        #expect(small.digits == "012345672" && small.mask == "•••••••72")
        let large = try #require(CitizenNumber("900000004"))
        #expect(small < large && !(large < small))
    }

    // MARK: Dates

    @Test func `every day of four centuries reads back in every notation`() throws {
        for day in stride(from: -47_000, to: 47_000, by: 37) {
            let (year, month, number) = CivilCalendar.date(ofDay: day)
            let date = try #require(PartialDate(year: year, month: month, day: number))
            let text = date.text
            #expect(text.count == 10 && date.isFull)
            #expect(PartialDate(text) == date)
            let parts = text.split(separator: "-").map(String.init)
            #expect(PartialDate(parts.joined()) == date)
            #expect(PartialDate(parts.reversed().joined(separator: "-")) == date)
            #expect(PartialDate("\(number)/\(month)/\(text.prefix(4))") == date)
            #expect(PartialDate(parts.joined() + "142000+0200") == date)
            #expect(PartialDate(text + "T14:20:00") == date)
        }
    }

    @Test func `no month has a day more than it has`() {
        for year in [1900, 1999, 2000, 2023, 2024, 2100] {
            for month in 1...12 {
                let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
                let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
                #expect(PartialDate(year: year, month: month, day: days) != nil)
                #expect(PartialDate(year: year, month: month, day: days + 1) == nil)
            }
        }
        #expect(PartialDate(year: 2024, month: 13) == nil && PartialDate(year: -1) == nil)
        #expect(
            PartialDate(year: 10_000) == nil && PartialDate(year: 2024, month: 1, day: -1) == nil
        )
    }

    @Test func `what is unknown of a date is known to be unknown`() throws {
        let nothing = try #require(PartialDate("00000000"))
        #expect(nothing.isUnknown && !nothing.isFull && nothing.text == "0000-00-00")
        let year = try #require(PartialDate("1983"))
        #expect(!year.isUnknown && !year.isFull && year.year == 1983 && year.month == 0)
        let month = try #require(PartialDate("198307"))
        #expect(month.month == 7 && month.day == 0 && !month.isFull)
        #expect(nothing < year && year < month)
        #expect("\(month)" == "••••-••-••")
    }

    // MARK: Postcodes

    @Test func `of all pairs of letters three are in no postcode`() {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        var refused: [String] = []
        for first in letters {
            for second in letters {
                let pair = "\(first)\(second)"
                guard let postcode = Postcode("1234\(pair.lowercased())") else {
                    refused.append(pair)
                    continue
                }
                #expect(postcode.printed == "1234 \(pair)" && postcode.text == "1234\(pair)")
                #expect("\(postcode)" == "12•• ••")
            }
        }
        #expect(refused == ["SA", "SD", "SS"])
    }

    @Test func `the digits are 1000 to 9999`() {
        for number in 0...9_999 {
            let digits = String(repeating: "0", count: 4 - "\(number)".count) + "\(number)"
            #expect((Postcode("\(digits)AB") != nil) == (number >= 1_000))
        }
    }

    // MARK: Sets and order

    @Test func `a set of any categories reads back from its text and its list`() {
        var bits: UInt64 = 0x9E37_79B9_7F4A_7C15
        for _ in 0..<300 {
            bits = bits &* 6_364_136_223_846_793_005 &+ 1
            let set = CategorySet(rawValue: bits & CategorySet.all.rawValue)
            #expect(CategorySet(text: set.text) == set)
            #expect(CategorySet(set.categories) == set)
            #expect(set.count == set.categories.count)
            #expect(set.concernsHealth == set.categories.contains(where: \.concernsHealth))
            for category in DataCategory.allCases {
                var more = set
                more.insert(category)
                #expect(more.contains(category) && more.isSuperset(of: set))
            }
        }
        #expect(CategorySet([]).text.isEmpty && CategorySet(text: "") == [])
    }

    @Test func `disclosures stand by person, flow, day and kinds of data`() {
        func disclosure(_ person: UInt64, _ flow: Int, _ day: Int, _ bits: UInt64) -> Disclosure {
            Disclosure(
                person: PersonNumber(person),
                flow: flow,
                categories: CategorySet(rawValue: bits),
                disclosedOn: day
            )
        }
        let ordered = [
            disclosure(1, 1, 5, 1), disclosure(1, 1, 5, 2), disclosure(1, 1, 6, 1),
            disclosure(1, 2, 0, 1), disclosure(2, 0, 0, 0),
        ]
        #expect(ordered.reversed().sorted(by: Disclosure.precedes) == ordered)
        for one in ordered { #expect(!Disclosure.precedes(one, one)) }
    }

    @Test func `every reference reads back, and what has more or fewer digits is none`() {
        var value: UInt64 = 1
        for _ in 0..<400 {
            value = value &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let number = PersonNumber(value & UInt64(Int64.max))
            let reference = number.reference
            #expect(reference.count == 21 && reference.hasPrefix("P-"))
            #expect(PersonNumber(reference: reference) == number)
            #expect(PersonNumber(reference: reference.lowercased()) == number)
            #expect(PersonNumber(reference: reference.filter { $0 != "-" }) == number)
            #expect(PersonNumber(reference: String(reference.dropLast())) == nil)
            #expect(PersonNumber(reference: reference + "0") == nil)
            #expect(PersonNumber(reference: String(reference.dropFirst())) == nil)
        }
        // The highest bit is of no person.
        #expect(PersonNumber(reference: "P-8000-0000-0000-0000") == nil)
        #expect(PersonNumber(reference: "P-7FFF-FFFF-FFFF-FFFF") != nil)
        #expect(PersonNumber(0).reference == "P-0000-0000-0000-0000")
    }

    @Test func `a record claims what linkage may compare of its person, and no more`() {
        var person = Person(sourceID: SourceID("VB-1"))
        person.citizenNumber = CitizenNumber("111222333")
        person.givenNames = "Robin Jop"
        person.surname = "Proefsteen"
        person.birthDate = PartialDate("1970-02-03")
        person.postcode = "1234AB"
        person.houseNumber = "12"
        person.houseLetter = "B"
        let claims = person.claims
        #expect(claims.citizenNumber == "111222333" && claims.surnames == ["Proefsteen"])
        #expect(claims.initials == "Robin Jop", "given names where there are no initials")
        #expect(claims.houseNumber == "12" && claims.birthDate == "1970-02-03")
        person.initials = "R.J."
        person.partnerSurname = "Oostveen"
        person.birthDate = nil
        #expect(person.claims.initials == "R.J.")
        #expect(person.claims.surnames == ["Proefsteen", "Oostveen"])
        #expect(person.claims.birthDate.isEmpty)
    }
}
