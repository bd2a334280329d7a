// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import LetterPDF
import Letters
import Printing
import Store
import Testing

/// A name or an address that no page can show holds that one letter, at the plan, and never stops the
/// letters of others.
@Suite struct HeldAtThePlanTests {
    static func reader(_ id: Int, _ change: (inout Person) -> Void = { _ in }) -> Person {
        var person = PrintedTextsTests.reader("VB-\(id)", .dutch)
        person.houseNumber = "\(id)"
        change(&person)
        return person
    }

    private func makeCase(_ people: [Person]) throws -> PrintedCase {
        let test = try PrintedCase(people)
        try test.disclose(people.map { "\($0.sourceID.text)" }, [.name, .address])
        try test.open()
        try test.freeze("first")
        return test
    }

    @Test func `one sign without a glyph holds one letter with its reason, found at the plan`()
        throws
    {
        let test = try makeCase([
            Self.reader(1),
            Self.reader(2) { $0.surname = "Дружинин" },
            Self.reader(3) { $0.street = "大通り" },
            Self.reader(4) { $0.surname = "Nguyễn-Öztürk-Łęcka" },
            Self.reader(5) { $0.prefix = "ван" },
            Self.reader(6) { $0.surname = "Be\u{301}la" },
        ])
        let wave = try test.plan("one")
        #expect(wave.held == ["signNotPrintable": 3])
        #expect(wave.toPrint == 3)
        let (letters, answer) = try test.print("one")
        #expect(letters.count == 3 && answer.heldLate == 0)
        #expect(answer.reconciliation?.addsUp == true)
        #expect(letters.contains { $0.contains("A. Nguyễn-Öztürk-Łęcka") })
    }

    static let long: [(name: String, street: String)] = [
        ("Verzonnenheuvelmans tot den Oudenhoeker", "Proefstraat"),
        ("Verzonnenheuvelmans-Nergenshuizerdijkstra van den Oudenhoekermeer", "Proefstraat"),
        ("Voorbeeld", "Burgemeester van der Verzonnenheuvelstraat"),
        ("Voorbeeld", "Allee naar de Verzonnen Heuvels en het Oude Veer bij Nergenshuizen"),
        ("Voorbeeld", "Oudverzonnenheuvelmanshoekermeerdijkoverzijdestraatweg"),
        (String(repeating: "W", count: 38), "Proefstraat"),
    ]

    @Test(arguments: long.indices)
    func `a name and a street of any length print, and all of it is in the window`(
        index: Int
    ) throws {
        let (name, street) = Self.long[index]
        let test = try makeCase([
            Self.reader(14) {
                $0.surname = name
                $0.street = street
                $0.houseLetter = "B"
                $0.houseAddition = "to 3"
            }
        ])
        #expect(try test.plan("one").held == [:])
        let letter = try #require(try test.print("one").letters.first)
        let lines = letter.split(separator: "\n").map { $0.filter { $0 != " " && $0 != "\u{A0}" } }
        let window = lines.joined()
        #expect(window.contains("A." + name.filter { $0 != " " }))
        #expect(letter.replacing("\u{A0}", with: " ").contains("14 B to 3\n"), "never taken apart")
        #expect(window.contains(street.filter { $0 != " " } + "14Bto3"))
    }

    @Test func `what the window cannot show is held at the plan too`() throws {
        let test = try makeCase([
            Self.reader(1),
            Self.reader(2) { $0.surname = String(repeating: "Verzonnenheuvelmans ", count: 9) },
        ])
        let wave = try test.plan("one")
        #expect(wave.held == ["addressIncomplete": 1] && wave.toPrint == 1)
        #expect(try test.print("one").answer.heldLate == 0)
    }

    @Test func `a name that changed after the plan is held late, and the others print`() throws {
        let test = try makeCase((1...5).map { Self.reader($0) })
        #expect(try test.plan("one").toPrint == 5)
        try test.add([
            Self.reader(2) { $0.surname = "漢" },
            Self.reader(4) { $0.surname = String(repeating: "Verzonnenheuvelmans ", count: 9) },
        ])
        let (letters, answer) = try test.print("one")
        #expect(letters.count == 3 && answer.heldLate == 2)
        #expect(answer.reconciliation?.addsUp == true)
        let wave = try ListWaves(incident: "case").run(in: test.store)[0]
        #expect(wave.heldLate == ["signNotPrintable": 1, "addressIncomplete": 1])
    }

    @Test func `only what is the reader's own makes a lane, all else stops the run`() {
        for part in LetterPart.allCases {
            let isReaders = part == .addressee || part == .salutation
            let lane = PageCheck.lane(of: .missingGlyph(in: part))
            #expect(lane == (isReaders ? .signNotPrintable : nil))
        }
        #expect(PageCheck.lane(of: .tooTall(.addressee)) == .addressIncomplete)
        #expect(PageCheck.lane(of: .tooTall(.paragraph)) == nil)
        #expect(PageCheck.lane(of: .unusableFont) == nil)
    }

    @Test func `fonts that are not there are said before anybody is opened`() {
        #expect(
            throws: PrintingError.fontMissing(name: "NotoSans-Regular.ttf", folder: "/nowhere")
        ) { try PageCheck(fonts: "/nowhere") }
    }
}
