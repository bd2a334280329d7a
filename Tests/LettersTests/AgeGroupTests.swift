// SPDX-License-Identifier: EUPL-1.2

import Custody
import Letters
import Testing

/// Nobody under 16 is written to as if they were grown up.
@Suite struct AgeGroupTests {
    static let ages: [(born: String, day: String, age: AgeGroup)] = [
        ("2014-11-30", "2026-11-30", .youngPerson), ("2014-12-01", "2026-11-30", .child),
        ("2010-11-30", "2026-11-30", .adult), ("2010-12-01", "2026-11-30", .youngPerson),
        ("2026-12-24", "2026-11-30", .child), ("1950-01-01", "2026-11-30", .adult),
        // The 29th of February: a year older on the first of March.
        ("2012-02-29", "2028-02-28", .youngPerson), ("2012-02-29", "2028-02-29", .adult),
        ("2008-02-29", "2020-02-28", .child), ("2011-02-28", "2027-02-28", .adult),
        // Partly known: nobody is a child who may be 12, nor an adult who may be 15.
        ("2014-00-00", "2026-11-30", .youngPerson), ("2014-12-00", "2026-11-30", .child),
        ("2015-00-00", "2026-11-30", .child), ("2010-00-00", "2026-11-30", .youngPerson),
        ("2009-00-00", "2026-11-30", .adult), ("2010-11-00", "2026-11-29", .youngPerson),
        ("0000-00-00", "2026-11-30", .adult),
    ]

    @Test(arguments: ages.indices)
    func `children, young people and adults are those of the day of the letter`(index: Int) {
        let row = Self.ages[index]
        #expect(AgeGroup(born: Fixtures.day(row.born), on: Fixtures.day(row.day)) == row.age)
    }

    @Test func `of somebody without a birth date nothing says that it is a child`() {
        #expect(AgeGroup(born: nil, on: Fixtures.day("2026-11-30")) == .adult)
    }

    @Test
    func `parents read their child's name in the window, and a child's choice does not count`()
        throws
    {
        var person = WaveTests.person
        person.birthDate = PartialDate("2020-05-05")
        person.salutationPreference = "Hallo Tim Dijkstroom"
        let day = Fixtures.day("2026-11-30")
        guard case .success(let dutch, let form) = HoldReason.judged(person, on: day) else {
            Issue.record("a child's parents can be written to")
            return
        }
        #expect(form == LetterForm(toParents: true))
        #expect(
            dutch.lines == [
                "Aan de ouders of verzorgers van", "T. Dijkstroom", "Korenpad 7",
                "4321 ZY  OUD-ZIJL",
            ]
        )
        #expect(dutch.salutation == "Geachte ouders of verzorgers van T. Dijkstroom,")
        person.language = .english
        let english = try #require(
            try LetterAddressing(person, form: LetterForm(toParents: true))
        )
        #expect(english.lines.first == "To the parents or carers of")
        #expect(english.salutation == "Dear parents or carers of T. Dijkstroom,")
        person.birthDate = PartialDate("2012-05-05")
        #expect(HoldReason(person, on: day) == .youngPerson)
        person.secrecy = 7
        #expect(HoldReason(person, on: day) == .safety)
    }

    @Test func `given names stand in the window of those whom initials do not tell apart`() throws {
        var person = WaveTests.person
        person.givenNames = "Tess  Anna"
        let form = LetterForm(byGivenNames: true)
        let addressing = try #require(try LetterAddressing(person, form: form))
        #expect(addressing.lines.first == "Tess Anna Dijkstroom")
        #expect(addressing.salutation == "Geachte Tess Anna Dijkstroom,")
        person.givenNames = ""
        let judged = HoldReason.judged(person, on: Fixtures.wave.letterDate, byGivenNames: true)
        guard case .failure(.sameName) = judged else {
            Issue.record("without given names nobody is told apart")
            return
        }
    }
}
