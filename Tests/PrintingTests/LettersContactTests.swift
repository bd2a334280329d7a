// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Letters
import Printing
import Store
import Testing

/// Whom to call is said to everybody as it stands in letters that are out.
@Suite struct LettersContactTests {
    @Test func `a number to call is shown once letters with it were handed over`() throws {
        var person = PrintingFolder.person(1)
        person.sourceID = SourceID("VB-1")
        let test = try PrintedCase([person])
        try test.disclose(["VB-1"], [.name, .address])
        try test.open()
        func contact() throws -> ShowLettersContact.Answer? {
            try ShowLettersContact(incident: "case").run(in: test.store)
        }
        #expect(try contact() == nil)
        _ = try test.plan("first")
        _ = try ApproveWave(
            incident: "case",
            wave: "first",
            settings: PrintedCase.settings(),
            letterDay: PrintedCase.today,
            officer: ActingOfficer("first officer", now: test.now),
            second: .named("second officer"),
            reason: StatedReason("the texts are approved")
        ).run(in: test.store)
        _ = try test.print("first")
        #expect(try contact() == nil, "printed, and still here")
        try test.handOver("first")
        let settings = try PrintedCase.settings()
        let shown = try #require(try contact())
        #expect(shown.telephone == settings.telephone)
        #expect(shown.openingHours["nl"] == settings.words["nl"]?.openingHours)
    }
}
