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

    private func preview() throws -> WavePreview.Answer {
        try WavePreview(
            incident: "hack",
            wave: "first",
            settings: try PrintingFolder.settings(),
            language: .dutch,
            today: Day(number: 20_306)
        ).run(in: test.store)
    }

    @Test func `one letter of each kind, to nobody of the wave, with how many there are`() throws {
        let preview = try preview()
        #expect(preview.variants.map(\.letters) == [4], "who is held gets none")
        let text = try #require(preview.variants.first).letter.plainText
        #expect(text.contains("Voorbeeld"))
        #expect(!text.contains("Voorbeeldstra"), "nobody of the wave")
    }

    @Test func `the PDF has every variant and is the same to the byte each time`() throws {
        let bytes = try preview().pdf()
        #expect(bytes.starts(with: Array("%PDF-".utf8)))
        #expect(try preview().pdf() == bytes)
        #expect(throws: PrintingError.self) { try preview().pdf(fonts: "/nowhere") }
    }

    @Test func `a wave that is not there has no preview`() throws {
        #expect(throws: CaseworkError.noWave("second")) {
            try WavePreview(
                incident: "hack",
                wave: "second",
                settings: try PrintingFolder.settings(),
                language: .dutch,
                today: Day(number: 20_306)
            ).run(in: test.store)
        }
    }
}
