// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Incidents
import LetterPDF
import Letters
import Store

/// All that the letters of one wave are made of; a value, so that every worker prints with it.
struct PrintRun: Sendable {
    /// One print file to be made: its people, whose opening stands in the access log.
    struct Job: Sendable {
        let batch: Int
        let letters: [PlannedLetter]
        /// One for each worker.
        let openings: [LoggedOpening]
        /// Those who were held when the file was printed, where it is made again.
        var heldBefore: Set<PersonNumber> = []
    }

    let incident: IncidentFact
    let wave: WaveFact
    let composer: LetterComposer
    let font: LetterFont
    let truths: WaveTruths
    let codes: LetterCodes
    let layout: PageLayout
    /// That stands on the letters; it decides who is a child.
    let letterDate: PartialDate
    /// Who is held now, by what preview and print share.
    private(set) var holds: PrintHolds

    /// The digests of the texts that two officers agreed to, and no other is printed; nil for any text.
    var agreed: Set<String>?

    /// `releasedBefore`: of a print file that is made again, its entry.
    init(
        store: Store,
        incident: IncidentFact,
        wave: WaveFact,
        settings: LetterSettings,
        day: Int,
        bodySize: Double,
        fonts: String,
        isAgain: Bool = false,
        releasedBefore entry: Int? = nil
    ) throws {
        self.incident = incident
        self.wave = wave
        letterDate = Day(number: day).date
        // What was printed of a wave that was cancelled since may be made again.
        if !isAgain, let cancelled = try store.cancellation(of: wave) {
            throw PrintingError.waveCancelled(name: wave.name, because: cancelled.because)
        }
        holds = try PrintHolds(
            of: wave,
            in: incident,
            on: letterDate,
            releasedBefore: entry,
            store
        )
        truths = try WaveTruths(of: wave, in: incident, store)
        composer = try LetterComposer(
            wave: try settings.wave(
                dated: day,
                truths.standing
            )
        )
        codes = store.letterCodes(wave: wave.number)
        font = try LetterFonts.load(folder: fonts)
        var layout = PageLayout()
        layout.bodySize = bodySize
        self.layout = layout
    }

    /// The same, with those who are held by what was said since the plan.
    func holding(_ people: [PersonNumber: HoldReason]) -> PrintRun {
        var run = self
        run.holds = holds.holding(people)
        return run
    }

    static let usualBodySize = 10.5

    func name(of batch: Int, _ type: String) -> String { Self.name(of: batch, of: wave, type) }

    static func name(of batch: Int, of wave: WaveFact, _ type: String) -> String {
        let digits = String(batch)
        return "\(wave.name)-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            + "." + type
    }

    /// Looks up whom a batch is for and logs that they are opened.
    func job(_ batch: Int, in store: Store, for reason: AccessReason) throws -> Job {
        let letters = try store.letters(of: wave, batch: batch)
        let openings = try store.log(letters.map(\.person), for: reason, withMail: true)
        return Job(batch: batch, letters: letters, openings: openings)
    }
}
