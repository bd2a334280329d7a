// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Letters
import Printing
import Testing

@Suite struct WavePreviewTests {
    private let test: PrintingFolder

    init() throws { test = try PrintingFolder() }

    private func preview(
        of wave: String = "first",
        in language: Language? = nil
    ) throws -> WavePreview.Answer {
        try WavePreview(
            PreviewWave(
                .planned(incident: "hack", wave: wave),
                pages: PageCheck(),
                officer: ActingOfficer("officer", now: PrintingFolder.now),
                reason: StatedReason("approve the texts")
            ),
            settings: try PrintingFolder.settings(),
            language: language,
            letterDay: Day(number: 20_306)
        ).run(in: test.store)
    }

    @Test func `each text once, to nobody of the wave, with how many people get it`() throws {
        let preview = try preview()
        #expect(preview.texts.map(\.letters) == [4], "who is held gets none")
        let text = try #require(preview.texts.first).letter.plainText
        #expect(text.contains("Voorbeeld"))
        #expect(!text.contains("Voorbeeldstra"), "nobody of the wave")
        #expect(try self.preview(in: .dutch).texts.count == 1)
        #expect(try self.preview(in: .english).texts.isEmpty)
    }

    @Test func `the PDF has every text and is the same to the byte each time`() throws {
        let bytes = try preview().pdf()
        #expect(bytes.starts(with: Array("%PDF-".utf8)))
        #expect(try preview().pdf() == bytes)
        #expect(throws: PrintingError.self) { try preview().pdf(fonts: "/nowhere") }
    }

    @Test func `a wave that is not there has no preview`() throws {
        #expect(throws: CaseworkError.noWave("second")) { try preview(of: "second") }
    }

    @Test func `a language that the settings have no words for stops the preview, not the print`()
        throws
    {
        try test.change(2) { $0.language = .english }
        #expect(throws: LetterFailure.noTemplate(.english)) { try preview() }
    }
}
