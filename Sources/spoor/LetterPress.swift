// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Incidents
import LetterPDF
import Letters
import Store

/// All that the letters of one wave are made of; a value, so that every hand of the crew prints with it.
struct LetterPress: Sendable {
    /// One print file to be made: its people, whose opening stands in the access log.
    struct Work: Sendable {
        let batch: Int
        let letters: [PlannedLetter]
        /// One for each hand.
        let openings: [LoggedOpening]
    }

    let incident: IncidentFact
    let wave: WaveFact
    let composer: LetterComposer
    let font: LetterFont
    let register: Register
    let codes: LetterCodes
    let earlierDates: EarlierDates
    let layout: PageLayout

    init(
        store: Store,
        incident: IncidentFact,
        wave: WaveFact,
        settings: LetterSettings,
        day: Int,
        bodySize: Double
    ) throws {
        self.incident = incident
        self.wave = wave
        let version = try store.registerVersion("v\(wave.version)", of: incident)
        let register = try store.load(version)
        self.register = register
        composer = try LetterComposer(
            wave: try settings.wave(
                dated: day,
                unattributed: version.unresolved,
                hasLists: version.records > 0,
                isSynthetic: store.isSynthetic
            )
        )
        codes = store.letterCodes(wave: wave.number)
        font = try LetterFonts.load()
        var layout = PageLayout()
        layout.bodySize = bodySize
        self.layout = layout
        var dates = EarlierDates(for: register)
        for earlier in store.waves(of: incident) where earlier.body.number < wave.number {
            let day = DutchTime.day(store.printedAt(earlier))
            guard let date = PartialDate(DutchTime.dayText(day))
            else { throw StoreError.integrity("wave \(earlier.body.name) has no date") }
            var places: [Int] = []
            for batch in stride(from: 1, through: earlier.body.batches, by: 1) {
                places += try store.letters(of: earlier.body, batch: batch)
                    .compactMap { register.index(of: $0.person) }
            }
            dates.add(date, at: places)
        }
        earlierDates = dates
    }

    func name(of batch: Int, _ type: String) -> String {
        let digits = String(batch)
        return "\(wave.name)-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            + "." + type
    }

    /// Looks up whom a batch is for and logs that they are opened.
    func work(_ batch: Int, in store: Store, for reason: AccessReason) throws -> Work {
        let letters = try store.letters(of: wave, batch: batch)
        let openings = try store.log(letters.map(\.person), for: reason, withMail: true)
        return Work(batch: batch, letters: letters, openings: openings)
    }
}

/// Collects the bytes of a small batch.
final class ByteSink {
    var bytes: [UInt8] = []
}
