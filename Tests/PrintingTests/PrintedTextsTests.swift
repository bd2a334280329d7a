// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Letters
import Printing
import Store
import Testing

/// What was shown to those who approve is what prints, to the word.
@Suite struct PrintedTextsTests {
    /// Readers with the name and address of the invented one of a preview, so that their pages differ
    /// from it in the house number and the letter code only.
    static func reader(_ id: String, _ language: Language) -> Person {
        var person = Person(sourceID: SourceID(id))
        person.initials = "A."
        person.surname = "Voorbeeld"
        person.birthDate = PartialDate("1970-02-03")
        person.street = "Proefstraat"
        // Two of one name at one address are told apart, and would not read the same.
        person.houseNumber = id.split(separator: "-").last.map(String.init) ?? "1"
        person.postcode = "1234AB"
        person.place = "Nergenshuizen"
        person.language = language
        return person
    }

    static func names(_ range: ClosedRange<Int>) -> [String] { range.map { "VB-\($0)" } }

    /// Thirty people in two languages, whom four lists and findings concern in various ways.
    private func makeCase() throws -> PrintedCase {
        let test = try PrintedCase(
            (1...30).map { Self.reader("VB-\($0)", $0 % 3 == 0 ? .english : .dutch) }
        )
        try test.disclose(Self.names(1...12), [.name, .address, .citizenNumber])
        try test.disclose(Self.names(5...16), [.name, .testResult], .producedThere)
        try test.disclose(
            Self.names(17...24),
            [.name, .address, .testRequested],
            .givenByThirdParty
        )
        try test.open()
        try test.list("list-1", of: Self.names(1...8), [.name, .telephone])
        try test.freeze("first")
        return test
    }

    static func expectSame(
        _ preview: WavePreview.Answer,
        _ printed: (letters: [String], answer: WavePrintingAnswer),
        in test: PrintedCase
    ) throws {
        let file = test.folder.appendingPathComponent("preview.pdf")
        try Data(preview.pdf()).write(to: file)
        let pages = try PrintedPages(file)
        let shown = pages.letters.map(PrintedPages.common)
        #expect(pages.pages == 2 * shown.count, "each letter on one sheet")
        #expect(shown.count == preview.texts.count)
        #expect(Set(shown).count == shown.count, "each text once")
        var letters = Dictionary(grouping: printed.letters.map(PrintedPages.common)) { $0 }
        for (text, count) in zip(shown, preview.texts.map(\.letters)) {
            #expect(letters.removeValue(forKey: text)?.count == count)
        }
        #expect(letters.isEmpty, "nothing prints that was not shown: \(letters.keys.first ?? "")")
        #expect(printed.answer.letters == printed.letters.count)
        #expect(preview.letters == printed.letters.count)
        #expect(printed.answer.reconciliation?.addsUp == true)
    }

    @Test func `every printed text of every wave was previewed, with its count, in each language`()
        throws
    {
        let test = try makeCase()
        let proposed = try test.preview(.proposed(test.request("one", audience: .reported)))
        _ = try test.plan("one", audience: .reported)
        let one = try test.preview(.planned(incident: "case", wave: "one"))
        #expect(one.texts.map(\.letter) == proposed.texts.map(\.letter))
        try Self.expectSame(one, try test.print("one"), in: test)

        // Surer, more kinds of data, people of a later list, and files that were made public.
        try test.list("list-2", of: Self.names(9...10) + Self.names(25...27), [.name, .email])
        try test.list("found", of: Self.names(3...4), [.name, .address], .stolen)
        try test.list("public", of: Self.names(5...6), [.name, .citizenNumber], .published)
        try test.list("more", of: Self.names(7...7), [.name, .email])
        try test.freeze("second")
        _ = try test.plan("two")
        let two = try test.preview(.planned(incident: "case", wave: "two"))
        #expect(Set(two.texts.map(\.truth.language)) == [.dutch, .english])
        #expect(two.texts.contains { $0.truth.whyAgain == .moreData })
        #expect(two.texts.contains { $0.truth.certainty == .published })
        try Self.expectSame(two, try test.print("two"), in: test)

        // Some of it was wrong.
        try test.withdraw("list-1")
        try test.withdraw("public")
        try test.freeze("third")
        _ = try test.plan("three", onlyNews: true)
        let three = try test.preview(.planned(incident: "case", wave: "three"))
        #expect(three.texts.allSatisfy { $0.truth.whyAgain == .correction })
        try Self.expectSame(three, try test.print("three"), in: test)
    }

    @Test func `a letter says what was found, where, and since when`() throws {
        let test = try makeCase()
        try test.list("public", of: ["VB-1"], [.name, .citizenNumber], .published)
        try test.freeze("public")
        _ = try test.plan("one")
        let letters = try test.print("one").letters.map { $0.replacing("\n", with: " ") }
        let found = letters.filter { $0.contains("openbaar zijn gemaakt") }
        #expect(found.count == 1)
        let text = try #require(found.first)
        #expect(text.contains("Dat was op een website van criminelen."))
        #expect(text.contains("Dat is bekend sinds 6 augustus 2025."))
        #expect(
            text.contains(
                "In de openbare bestanden is gevonden: uw naam en uw burgerservicenummer (BSN)."
            )
        )
        var settings = try PrintedCase.settings()
        settings.words["nl"]?.publishedPlace = nil
        let other = try PrintedCase([Self.reader("VB-1", .dutch)])
        try other.disclose(["VB-1"], [.name])
        try other.open()
        try other.list("public", of: ["VB-1"], [.name], .published)
        try other.freeze("public")
        _ = try other.plan("one")
        let silent = try #require(try other.print("one", settings).letters.first)
        #expect(!silent.contains("Dat was op"), "what nobody recorded is not said")
    }

    @Test func `a correction says what was wrong and what is true`() throws {
        let test = try makeCase()
        _ = try test.plan("one", audience: .reported)
        _ = try test.print("one")
        try test.withdraw("list-1")
        try test.freeze("second")
        _ = try test.plan("two", onlyNews: true)
        let letters = try test.print("two").letters.map { $0.replacing("\n", with: " ") }
        let again = letters.filter {
            $0.contains("In onze vorige brief stond iets dat niet klopte.")
        }
        #expect(!again.isEmpty)
        for letter in again {
            #expect(
                letter.contains(
                    "Wij schreven dat uw gegevens volgens Laboratorium Vlietzicht zijn gestolen. "
                        + "Dat klopte niet. Wij weten niet of ze zijn gestolen."
                )
            )
            #expect(letter.contains("Wij schreven dat het ook ging om uw telefoonnummer."))
        }
    }
}
