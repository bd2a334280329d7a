// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Incidents
import Printing
import Testing

/// Letter settings never say what the ledger contradicts.
@Suite struct SettingsCheckTests {
    private func makeCase(_ moments: [(DutyMoment, Int64)] = []) throws -> PrintedCase {
        let test = try PrintedCase([HeldAtThePlanTests.reader(1)])
        try test.disclose(["VB-1"], [.name, .address])
        try test.open()
        for (moment, time) in moments { try test.moment(moment, at: time) }
        try test.freeze("first")
        return test
    }

    private func contradictions(
        _ test: PrintedCase,
        _ change: (inout LetterSettings) -> Void
    ) throws -> [SettingsContradiction] {
        var settings = try PrintedCase.settings()
        change(&settings)
        do {
            try CompareLetterSettings(
                incident: "case",
                settings: settings,
                letterDay: PrintedCase.today.number
            ).run(in: test.store)
            return []
        } catch PrintingError.settingsContradicted(let found) {
            return found
        }
    }

    /// 2025-07-06 10:00, and 2025-08-06 01:30, which is the 5th in UTC.
    private static let moments: [(DutyMoment, Int64)] = [
        (.processorDiscovered, 1_751_788_800_000), (.processorToldController, 1_754_436_600_000),
    ]

    @Test func `settings that agree with the ledger, or know less, are taken`() throws {
        let test = try makeCase(Self.moments)
        #expect(try contradictions(test) { _ in } == [])
        #expect(
            try contradictions(test) {
                ($0.discoveredDate, $0.toldDate) = ("2025-07-00", "2025-08-00")
                $0.incidentDate = "2025-00-00"
            } == []
        )
        #expect(try contradictions(makeCase()) { $0.toldDate = "2025-08-01" } == [])
    }

    @Test func `another name or another day than the ledger has is refused with both`() throws {
        let test = try makeCase(Self.moments)
        #expect(
            try contradictions(test) { $0.processor = "Lab Vlietzicht" } == [
                .processor(settings: "Lab Vlietzicht", ledger: ["Laboratorium Vlietzicht"])
            ]
        )
        // By the clock of Amsterdam it was the 6th already.
        #expect(
            try contradictions(test) { $0.toldDate = "2025-08-05" } == [
                .day(
                    key: "toldDate",
                    settings: "2025-08-05",
                    moment: .processorToldController,
                    ledger: "2025-08-06"
                )
            ]
        )
        #expect(
            try contradictions(test) { $0.incidentDate = "2025-07-08" }.contains(
                .order(
                    earlier: "incidentDate",
                    earlierDay: "2025-07-08",
                    later: "discoveredDate",
                    laterDay: "2025-07-06"
                )
            )
        )
    }

    static let reports = [
        "Wij hebben de inbraak gemeld bij de Autoriteit Persoonsgegevens.",
        "De AP weet ervan.", "De toezichthouder is ingelicht.",
        "We told the Data Protection Authority.",
    ]

    @Test(arguments: reports)
    func `that the authority knows is said only when that moment is recorded`(text: String) throws {
        let change: (inout LetterSettings) -> Void = { $0.words["nl"]?.measures.append(text) }
        let test = try makeCase()
        let found = try contradictions(test, change)
        #expect(found == [.authorityNotNotified(key: "nl.measures", text: text)])
        var settings = try PrintedCase.settings()
        change(&settings)
        _ = try test.plan("one")
        #expect(throws: PrintingError.settingsContradicted(found)) {
            try test.print("one", settings)
        }
        #expect(throws: PrintingError.settingsContradicted(found)) {
            try test.preview(.planned(incident: "case", wave: "one"), settings)
        }
        try test.moment(.authorityNotified, at: 1_754_484_000_000)
        #expect(try contradictions(test, change) == [])
        #expect(try test.print("one", settings).letters.count == 1)
    }

    @Test func `what stands in the English letter is English`() throws {
        let test = try makeCase()
        #expect(
            try contradictions(test) {
                $0.words["en"]?.signatureLines = nil
                $0.words["en"]?.returnLine = nil
                $0.words["en"]?.openingHours = "maandag tot en met vrijdag"
            } == [
                .dutchInEnglish(key: "en.returnLine", word: "retouradres"),
                .dutchInEnglish(key: "en.signatureLines", word: "directie"),
                .dutchInEnglish(key: "en.openingHours", word: "maandag"),
            ]
        )
        #expect(
            try contradictions(test) {
                $0.words["en"] = nil
                $0.signatureLines = ["de directie"]
            } == []
        )
    }

    static let careWords: [(text: String, word: String?)] = [
        ("gegevens over uw deelname en uw gezondheid", nil), ("uw uitslag: HPV 16", "1"),
        ("uw positieve uitslag", "positieve"), ("gegevens over uw hpv-test", "hpv"),
        ("data about your pregnancy", "pregnancy"), ("uw nummer ٣", "٣"),
    ]

    @Test(arguments: careWords.indices)
    func `no outcome, test or number stands in the words for care`(index: Int) throws {
        let (text, word) = Self.careWords[index]
        let test = try makeCase()
        let expected = word.map { [SettingsContradiction.careWords(key: "nl.careData", word: $0)] }
        #expect(try contradictions(test) { $0.words["nl"]?.careData = text } == expected ?? [])
    }

    @Test func `the file that is made agrees with the ledger, and prints when it is filled in`()
        throws
    {
        let test = try makeCase(Self.moments)
        let made = try MakeLetterSettings(incident: "case").run(in: test.store)
        #expect(made.settings.processor == "Laboratorium Vlietzicht")
        #expect(made.settings.discoveredDate == "2025-07-06")
        #expect(made.settings.toldDate == "2025-08-06")
        #expect(made.toFillIn.contains("telephone"))
        let text = try made.settings.document()
        #expect(!text.contains("Autoriteit Persoonsgegevens"))
        let found = try contradictions(test) { $0 = made.settings }
        #expect(
            !found.isEmpty && found.allSatisfy { if case .toFillIn = $0 { true } else { false } }
        )
        let filled = try JSONDecoder().decode(
            LetterSettings.self,
            from: Data(text.replacing(/<[^>]*>/, with: "ingevuld").utf8)
        )
        _ = try test.plan("one")
        #expect(try test.print("one", filled).letters.count == 1)
        try test.moment(.authorityNotified, at: 1_754_484_000_000)
        let later = try MakeLetterSettings(incident: "case").run(in: test.store)
        #expect(try later.settings.document().contains("gemeld bij de Autoriteit Persoonsgegevens"))
    }
}
