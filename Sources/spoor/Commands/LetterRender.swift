// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Foundation
import Hosting
import Printing
import Store
import Terminal
import Wording

struct LetterRender: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Writes the print files of a wave; goes on where it was after an interruption.",
        discussion: """
            Each print file gets a manifest (sequence, first page, pages) and both get a
            SHA-256 in the ledger. A file that was being written when the program ended is
            written again, and is the same to the byte. With --again files that were lost
            are made again, the same to the byte, with the settings and size of the first
            time.
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Argument var incident: String
    @Argument var wave: String
    @Option(help: "JSON file with the organisation's words (else as approved, or kept).")
    var settings: String?
    @Option(help: "Folder for the print files.") var output: String
    @Option(help: "Date on the letters (else as approved, or today).", transform: GivenTime.day)
    var date: Day?
    @Option(help: "Size of the text in points; 18 for large print.") var bodySize = 10.5
    @Flag(help: "Make lost print files again.") var again = false

    private func reprint(_ reason: StatedReason) throws {
        var request = ReprintWave(
            incident: incident,
            wave: wave,
            settings: try settings.map(LetterSettings.read),
            folder: URL(fileURLWithPath: output),
            officer: try options.acting(),
            reason: reason
        )
        request.bodySize = bodySize
        request.fonts = try options.fonts
        let answer = try request.run(in: options.open(.writing))
        try options.answer("spoor/reprint/1", answer) { output in
            let (made, kept) = (answer.made.count, answer.kept.count)
            output.line("made again: \(made) print files; in the folder already: \(kept)")
        }
    }

    func run() throws {
        let reason = try why.stated()
        if again { return try reprint(reason) }
        Interruption.listen()
        let store = try options.open(.writing)
        var printing = WavePrinting(
            incident: incident,
            wave: wave,
            settings: try settings.map(LetterSettings.read),
            folder: URL(fileURLWithPath: output),
            officer: try options.place.officer,
            reason: reason.text,
            now: options.moment
        )
        printing.letterDay = date?.number
        printing.bodySize = bodySize
        printing.fonts = try options.fonts
        printing.isInterrupted = { Interruption.isAsked }
        let planned = try store.wave(wave, of: store.incident(incident))
        var progress = ProgressLine(
            "Letters",
            unit: "letters",
            total: planned.batches,
            quiet: options.quiet || options.json
        )
        let answer = try printing.run(in: store) { printFile, _, letters in
            progress.update(printFile, count: letters)
        }
        progress.finish()
        options.results.say("committed \(answer.letters) letters")
        try showWave(planned, store, options)
        for line in answer.reconciliation?.words ?? [] { options.results.say(line) }
        if answer.heldLate > 0 {
            options.results.warn(
                "\(answer.heldLate.grouped) may not be written to any more and were held: look at them"
            )
        }
        if answer.elsewhere > 0 {
            options.results.say(
                "\(answer.elsewhere) print files of earlier runs are not in \(output)"
            )
        }
        if answer.heldLate > 0 || answer.reconciliation?.addsUp == false {
            throw ExitStatus.look.code
        }
    }
}
