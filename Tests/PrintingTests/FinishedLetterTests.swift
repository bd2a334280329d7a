// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Letters
import Printing
import Store
import Testing

/// A finished letter holds no citizen number, no result and no text that nobody approved, whatever was
/// put in: read from the printed pages by another program.
@Suite struct FinishedLetterTests {
    static let number = "900000004"
    /// Stands in fields that no letter shows.
    static let secret = "Stiltewoord"

    /// What a hostile or careless file puts where.
    static let changes: [@Sendable (inout Person) -> Void] = [
        { $0.salutationPreference = "Geachte \(secret)" },
        { $0.salutationPreference = "Beste Tamar, uw uitslag is HPV 16" },
        { $0.salutationPreference = "Geachte mevrouw \(number)" },
        { $0.salutationPreference = "Geachte lezer\u{202E}" },
        { $0.salutationPreference = String(repeating: secret, count: 400) },
        { $0.givenNames = "\(secret) \(secret)" },
        { $0.givenNames = number },
        { $0.surname = "Voorbeeld \(number)" },
        { $0.surname = "Voorbeeld 9000 00004" },
        { $0.surname = "Voorbeeld HPV 16" },
        { $0.prefix = "van \(number)" },
        {
            $0.partnerSurname = number; $0.nameUse = "P"
        },
        {
            $0.partnerPrefix = "9.0.0.0.0.0.0.0.4"; $0.partnerSurname = "Proef"; $0.nameUse = "V"
        },
        { $0.initials = "A. \(number)" },
        { $0.street = "Proefstraat \(number)" },
        { $0.street = "Proefstraat 9000 000 04" },
        {
            $0.street =
                "Proefstraat \u{FF19}\u{FF10}\u{FF10}\u{FF10}\u{FF10}\u{FF10}\u{FF10}\u{FF10}\u{FF14}"
        },
        {
            $0.street = "Proefstraat 90000"; $0.houseNumber = "4"; $0.houseAddition = "0004"
        },
        { $0.houseAddition = number },
        { $0.houseAddition = "uitslag=positief" },
        { $0.houseLetter = number },
        { $0.place = "Nergenshuizen \(number)" },
        { $0.place = "Nergenshuizen <uitslag: positief>" },
        { $0.postcode = number },
        {
            $0.country = "DE"; $0.postcode = number; $0.place = "Berlin"
        },
        { $0.country = number },
        { $0.citizenNumber = CitizenNumber(number) },
    ]

    static let numbers: [CitizenNumber] = Array(
        (900_000_005..<900_001_000).compactMap { CitizenNumber(String($0)) }.prefix(changes.count)
    )

    private func makeCase() throws -> PrintedCase {
        let people = Self.changes.enumerated().map { place, change in
            var person = PrintedTextsTests.reader(
                "VB-\(place + 1)",
                place % 4 == 0 ? .english : .dutch
            )
            // Each their own: a citizen number is one person's.
            person.citizenNumber = Self.numbers[place]
            change(&person)
            return person
        }
        let test = try PrintedCase(people)
        let all = people.map(\.sourceID.text)
        try test.disclose(all, Set(DataCategory.allCases))
        try test.disclose(all, [.testResult, .earlierResult, .freeText], .producedThere)
        try test.open()
        return test
    }

    private func expectNothingBetrayed(_ letter: String) {
        let digits = letter.split(separator: "\n").map { $0.filter(\.isNumber) }
        #expect(!digits.contains { $0.contains(Self.number) })
        for number in Self.numbers {
            #expect(!digits.contains { $0.contains(number.digits) })
        }
        let folded = letter.lowercased()
        for word in [
            Self.secret.lowercased(), "hpv", "uitslag", "positief", "positive", "pap 3",
            "cytolog", "uitstrijk", "smear", "1970",
        ] {
            #expect(!folded.contains(word), "\(word)")
        }
    }

    @Test func `no printed page holds a citizen number, a result or text that nobody approved`()
        throws
    {
        let test = try makeCase()
        try test.list(
            "uitslag",
            of: ["VB-1", "VB-27"],
            Set(DataCategory.allCases),
            .published
        )
        try test.freeze("uitslagen HPV 16 van \(Self.secret)")
        let wave = try test.plan("one")
        #expect(wave.planned == Self.changes.count)
        let (letters, answer) = try test.print("one")
        #expect(letters.count == wave.toPrint && answer.heldLate == 0)
        #expect(letters.count >= 6, "those whose window is clean are written to")
        letters.forEach(expectNothingBetrayed)
    }

    @Test func `the same holds for letters that put something right`() throws {
        let test = try makeCase()
        let some = (1...6).map { "VB-\($0)" }
        try test.list("one", of: some, [.name, .testResult, .telephone])
        try test.freeze("one")
        _ = try test.plan("one")
        try test.print("one").letters.forEach(expectNothingBetrayed)
        try test.withdraw("one")
        try test.freeze("two")
        _ = try test.plan("two", onlyNews: true)
        let again = try test.print("two").letters
        #expect(!again.isEmpty)
        again.forEach(expectNothingBetrayed)
    }

    @Test(arguments: [
        "Uw nummer is 900000004.", "Bel 9000 00 004.", "900.000.004",
    ])
    func `settings with somebody's number print nothing`(measure: String) throws {
        let test = try makeCase()
        try test.freeze("one")
        _ = try test.plan("one")
        var settings = try PrintedCase.settings()
        settings.words["nl"]?.measures.append(measure)
        #expect(throws: PrintingError.self) { try test.print("one", settings) }
        let out = test.folder.appendingPathComponent("out")
        let names = try FileManager.default.contentsOfDirectory(atPath: out.path)
        #expect(!names.contains { $0.hasSuffix("pdf") })
    }

    @Test func `each letter has its own code as text, and the code finds its person`() throws {
        let test = try makeCase()
        try test.freeze("one")
        let toPrint = try test.plan("one").toPrint
        let codes = try test.print("one").letters.map { letter in
            let found = letter.matches(of: /[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}/)
            return try LetterCode(String(try #require(found.first).output)).text
        }
        #expect(Set(codes).count == toPrint)
    }

    @Test func `a reader that is not installed fails the test with the package's name`() {
        let file = URL(fileURLWithPath: "/nowhere.pdf")
        #expect {
            try PrintedPages(file, program: "/nowhere/pdftotext")
        } throws: { error in
            (error as? PrintedPages.ProgramMissing)?.package == "poppler-utils"
        }
        #expect(throws: PrintedPages.Unreadable.self) { try PrintedPages(file) }
    }
}
