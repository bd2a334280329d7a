// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Letters
import Printing
import Store
import Testing

/// What a preview shows as printing is what prints; who will be held stands beside it with the reason.
@Suite struct PreviewHeldTests {
    private static func reader(
        _ id: Int,
        _ change: (inout Person) -> Void = { _ in }
    ) -> Person { HeldAtThePlanTests.reader(id, change) }

    private func preview(_ test: PrintedCase) throws -> WavePreview.Answer {
        try test.preview(.planned(incident: "case", wave: "one"))
    }

    private func standing(_ test: PrintedCase) throws -> WaveStanding {
        try #require(try ListWaves(incident: "case").run(in: test.store).first)
    }

    /// Fourteen people of a wave, of whom one died before it was planned.
    private func planned() throws -> PrintedCase {
        let test = try PrintedCase(
            (1...14).map { id in
                Self.reader(id) {
                    if id == 14 { $0.deceasedOn = PartialDate("2025-08-01") }
                }
            }
        )
        try test.disclose(PrintedTextsTests.names(1...2) + PrintedTextsTests.names(4...14), [.name])
        try test.open()
        try test.list("list", of: ["VB-3"], [.name, .email])
        try test.freeze("first")
        _ = try test.plan("one")
        return test
    }

    /// What can become known of somebody between the plan and the print.
    private func change(_ test: PrintedCase) throws {
        try test.withdraw("list")
        try test.add([
            Self.reader(2) { $0.houseNumber = "102" },
            Self.reader(4) { $0.surname = "漢" },
            Self.reader(5) { $0.deceasedOn = PartialDate("2025-08-02") },
            Self.reader(6) { $0.addressStatus = .unknownAbroad },
            Self.reader(7) { $0.secrecy = 7 },
            Self.reader(8) { $0.birthDate = PartialDate("2012-02-03") },
            Self.reader(9) { $0.birthDate = PartialDate("2018-02-03") },
            Self.reader(10) { $0.language = .english },
            Self.reader(11) { $0.surname = String(repeating: "Verzonnenheuvelmans ", count: 9) },
        ])
    }

    @Test
    func
        `what became known since the plan is in the preview as it will be in the print, and after it`()
        throws
    {
        let test = try planned()
        let before = try preview(test)
        #expect(before.letters == 13 && before.held == ["deceased": 1])
        #expect(before.held == (try standing(test).allHeld))
        try change(test)
        let shown = try preview(test)
        #expect(
            shown.held == [
                "deceased": 2, "evidenceGone": 1, "signNotPrintable": 1, "abroadUnknown": 1,
                "safety": 1, "youngPerson": 1, "addressIncomplete": 1,
            ]
        )
        #expect(shown.letters == 6 && shown.texts.count == 3)
        let printed = try test.print("one")
        #expect(printed.answer.heldLate == 7)
        try PrintedTextsTests.expectSame(
            shown,
            (
                printed.letters.map { $0.replacing("Proefstraat 102", with: "Proefstraat 2") },
                printed.answer
            ),
            in: test
        )
        #expect(try standing(test).allHeld == shown.held)
        // What is printed is printed, whoever died since.
        try test.add([Self.reader(1) { $0.deceasedOn = PartialDate("2025-08-03") }])
        let after = try preview(test)
        #expect(after.letters == shown.letters && after.held == shown.held)
    }

    @Test func `who is a child on the day of the letters is previewed on that day`() throws {
        let test = try PrintedCase([
            Self.reader(1), Self.reader(2) { $0.birthDate = PartialDate("2013-08-20") },
        ])
        try test.disclose(["VB-1", "VB-2"], [.name])
        try test.open()
        try test.freeze("first")
        #expect(try test.plan("one").toPrint == 2)
        func shown(on day: Int) throws -> WavePreview.Answer {
            try WavePreview(
                PreviewWave(
                    .planned(incident: "case", wave: "one"),
                    pages: PageCheck(),
                    officer: test.officer,
                    reason: StatedReason("approve")
                ),
                settings: PrintedCase.settings(),
                letterDay: Day(number: day)
            ).run(in: test.store)
        }
        let (today, later) = (PrintedCase.today.number, PrintedCase.today.number + 20)
        #expect(try shown(on: today).letters == 2)
        #expect(try shown(on: later).held == ["youngPerson": 1])
        let printed = try test.print("one", day: later)
        #expect(printed.letters.count == 1 && printed.answer.heldLate == 1)
    }

    @Test func `a wave that was cancelled has no preview, for nothing of it prints`() throws {
        let test = try planned()
        _ = try CancelWave(
            incident: "case",
            wave: "one",
            because: StatedReason("another decision"),
            officer: test.officer
        ).run(in: test.store)
        #expect(throws: StoreError.refused(.waveCancelled(name: "one"))) { try preview(test) }
        #expect(throws: PrintingError.waveCancelled(name: "one", because: "another decision")) {
            try test.print("one")
        }
    }
}
