// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Letters
import Printing
import Testing

@Suite struct LetterSettingsTests {
    private func read(_ text: String) throws -> LetterSettings {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-settings-\(UUID().uuidString).json")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        do {
            return try LetterSettings.read(file.path)
        } catch PrintingError.settingMissing(_, let key) {
            throw PrintingError.settingMissing(file: "", key: key)
        } catch PrintingError.noSettings {
            throw PrintingError.noSettings(file: "")
        }
    }

    @Test func `settings are read as they stand`() throws {
        let settings = try read(PrintingFolder.settingsText)
        #expect(settings.organisation == "Bevolkingsonderzoek Waterland")
        #expect(settings.words.keys.sorted() == ["nl"])
    }

    @Test func `what is missing is named, and what is no JSON is refused`() throws {
        #expect(throws: PrintingError.settingMissing(file: "", key: "telephone")) {
            try read(
                PrintingFolder.settingsText.replacingOccurrences(of: "telephone", with: "phone")
            )
        }
        #expect(throws: PrintingError.noSettings(file: "")) { try read("words") }
        #expect(throws: PrintingError.settingsNotThere(file: "/nowhere/settings.json")) {
            try LetterSettings.read("/nowhere/settings.json")
        }
    }

    @Test func `a day that is none is refused by its name`() throws {
        var settings = try PrintingFolder.settings()
        settings.toldDate = "yesterday"
        #expect(throws: PrintingError.settingNoDate(key: "toldDate")) {
            try settings.wave(
                dated: 20_000,
                Self.standing
            )
        }
    }

    private static let standing = WaveTruths.Standing(
        unattributedRecords: 0,
        hasLists: false,
        firstLetters: nil,
        isSynthetic: true
    )

    @Test func `what is not known may be left out, and is then not in the letters`() throws {
        var settings = try PrintingFolder.settings()
        settings.incidentDate = nil
        let wave = try settings.wave(dated: 20_000, Self.standing)
        #expect(wave.incidentDate == nil && wave.discoveredDate == nil)
        #expect(wave.telephoneAbroad.isEmpty)
        #expect(wave.words[.dutch]?.publishedPlace == "")
        settings.discoveredDate = "2025-07-00"
        settings.telephoneAbroad = "+31 20 000 00 00"
        let known = try settings.wave(dated: 20_000, Self.standing)
        #expect(known.discoveredDate?.text == "2025-07-00")
        #expect(known.telephoneAbroad == "+31 20 000 00 00")
    }
}
