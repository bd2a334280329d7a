// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Letters
import Printing
import Store
import Testing

/// Children, and people of one name at one address: whose letter it is is never a guess.
@Suite struct MinorsAndNamesakesTests {
    static func reader(_ id: Int, _ change: (inout Person) -> Void = { _ in }) -> Person {
        HeldAtThePlanTests.reader(id, change)
    }

    private func makeCase(_ people: [Person]) throws -> PrintedCase {
        let test = try PrintedCase(people)
        try test.disclose(people.map(\.sourceID.text), [.name, .address, .citizenNumber])
        try test.open()
        try test.freeze("first")
        return test
    }

    private func window(_ letter: String) -> [String] {
        let lines = letter.split(separator: "\n").map(String.init)
        guard
            let end = lines.firstIndex(where: {
                $0.contains("NERGENSHUIZEN") && $0.contains("1234")
            })
        else { return [] }
        return Array(lines[max(0, end - 3)...end])
    }

    @Test
    func `parents get the letter about a child under 12, and who is 12 to 15 waits in a lane`()
        throws
    {
        // The letters are of 2025-08-06.
        let test = try makeCase([
            Self.reader(1) { $0.birthDate = PartialDate("2024-02-03") },
            Self.reader(2) { $0.birthDate = PartialDate("2013-08-06") },
            Self.reader(3) { $0.birthDate = PartialDate("2009-08-07") },
            Self.reader(4) { $0.birthDate = PartialDate("2009-08-06") },
            Self.reader(5) {
                $0.birthDate = PartialDate("2013-08-07")
                $0.language = .english
            },
        ])
        let wave = try test.plan("one")
        #expect(wave.held == ["youngPerson": 2] && wave.toPrint == 3)
        let preview = try test.preview(.planned(incident: "case", wave: "one"))
        #expect(preview.texts.count { $0.truth.isToParents } == 2)
        let (letters, answer) = try test.print("one")
        #expect(answer.heldLate == 0 && answer.reconciliation?.addsUp == true)
        let parents = letters.filter { $0.contains("Aan de ouders of verzorgers van") }
        #expect(parents.count == 1)
        let letter = try #require(parents.first)
        #expect(letter.contains("Geachte ouders of verzorgers van A. Voorbeeld,"))
        #expect(letter.contains("Deze brief gaat over uw kind."))
        #expect(letter.contains("de naam van uw kind") && !letter.contains("uw naam"))
        #expect(letters.count { $0.contains("To the parents or carers of") } == 1)
        let adults = letters.filter { $0.contains("Geachte A. Voorbeeld,") }
        #expect(adults.count == 1 && adults[0].contains("uw naam"))
        // The texts that were shown are those that print.
        let file = test.folder.appendingPathComponent("preview.pdf")
        try Data(preview.pdf()).write(to: file)
        let shown = try PrintedPages(file).letters.map { $0.split(separator: "\n").count }
        #expect(shown.count == 3)
    }

    @Test func `somebody who turned 12 after the plan is held late`() throws {
        let test = try makeCase([
            Self.reader(1) { $0.birthDate = PartialDate("2013-08-07") }, Self.reader(2),
        ])
        #expect(try test.plan("one").toPrint == 2)
        let (letters, answer) = try test.print("one", day: PrintedCase.today.number + 1)
        #expect(letters.count == 1 && answer.heldLate == 1)
        let wave = try ListWaves(incident: "case").run(in: test.store)[0]
        #expect(wave.heldLate == ["youngPerson": 1])
    }

    @Test func `two of one name at one address read their given names in the window`() throws {
        func at(_ id: Int, _ given: String, initials: String = "B.") -> Person {
            Self.reader(id) {
                ($0.initials, $0.givenNames, $0.houseNumber) = (initials, given, "9")
            }
        }
        let test = try makeCase([
            at(1, "Bart"), at(2, "Bep"), at(3, "Cor", initials: "C."),
            // Elsewhere the same name stays as it is.
            Self.reader(4) { ($0.initials, $0.givenNames) = ("B.", "Bart") },
        ])
        let wave = try test.plan("one")
        #expect(wave.held == [:] && wave.toPrint == 4)
        let (letters, answer) = try test.print("one")
        #expect(answer.reconciliation?.addsUp == true)
        let greeted = letters.compactMap { letter in
            letter.split(separator: "\n").first { $0.hasPrefix("Geachte ") }.map(String.init)
        }
        #expect(
            greeted.sorted() == [
                "Geachte B. Voorbeeld,", "Geachte Bart Voorbeeld,", "Geachte Bep Voorbeeld,",
                "Geachte C. Voorbeeld,",
            ]
        )
        #expect(letters.count { window($0).contains { $0.contains("Bart Voorbeeld") } } == 1)
    }

    @Test func `two whom given names do not tell apart are both held, and a third prints`() throws {
        func at(_ id: Int, _ given: String, _ surname: String = "Voorbeeld") -> Person {
            Self.reader(id) {
                ($0.initials, $0.givenNames, $0.houseNumber) = ("B.", given, "9")
                $0.surname = surname
            }
        }
        let test = try makeCase([
            at(1, "Bart"), at(2, "Bart", "VOORBEELD"), at(3, "Bep"), at(4, "", "Naamloos"),
            at(5, "Bo", "Naamloos"),
        ])
        let wave = try test.plan("one")
        #expect(wave.held == ["sameName": 3] && wave.toPrint == 2)
        let (letters, answer) = try test.print("one")
        #expect(letters.count == 2 && answer.reconciliation?.addsUp == true)
        #expect(letters.contains { $0.contains("Geachte Bep Voorbeeld,") })
        #expect(letters.contains { $0.contains("Geachte Bo Naamloos,") })
    }
}
