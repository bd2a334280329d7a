// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import Foundation
import Incidents
import Store
import Workers

struct LetterRender: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Writes the print files of a wave; goes on where it was after an interruption.",
        discussion: """
            Each print file gets a manifest (sequence, first page, pages) and both get a SHA-256 in
            the ledger. A file that was being written when the program ended is written again, and
            is the same to the byte.
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Argument var incident: String
    @Argument var wave: String
    @Option(help: "JSON file with the organisation's words (docs/formats.md).") var settings: String
    @Option(help: "Folder for the print files.") var output: String
    @Option(help: "Date on the letters (else today).") var date: GivenTime?
    @Option(help: "Size of the text in points; 18 for large print.") var bodySize = 10.5

    func run() throws {
        let reason = try why.required()
        let store = try options.open(.writing)
        let found = try store.incident(incident)
        let wave = try store.wave(wave, of: found)
        let folder = URL(fileURLWithPath: output)
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let day = DutchTime.day(date?.milliseconds ?? options.moment)
        let press = try LetterPress(
            store: store,
            incident: found,
            wave: wave,
            settings: LetterSettings.read(settings),
            day: day,
            bodySize: bodySize
        )
        let finished = Set(try store.finishedBatches(of: wave).map(\.batch))
        let batches = stride(from: 1, through: wave.batches, by: 1).filter {
            !finished.contains($0)
        }
        var progress = ProgressLine(
            "Letters",
            unit: "letters",
            total: wave.batches,
            quiet: options.quiet || options.json
        )
        var letters = 0
        var heldLate = 0
        // Hands make print files; this thread sees to it that people are logged before they are opened,
        // and that a file is on the disk before the ledger names it.
        try Relay.run(
            batches.count,
            hands: WorkerPool.size,
            ahead: 2 * WorkerPool.size,
            prepare: { place in
                try press.work(
                    batches[place],
                    in: store,
                    for: options.reason("letters", found.reference, reason)
                )
            },
            hire: { hand in try PressHand(press, number: hand, folder: folder).print },
            finish: { print in
                try store.recordBatch(
                    print.batch,
                    of: wave,
                    letters: print.letters,
                    heldLate: print.heldLate,
                    pdfSHA256: print.pdf.close(),
                    manifestSHA256: print.manifest.close(),
                    letterDate: day,
                    act: options.act(found.party)
                )
                letters += print.letters
                heldLate += print.heldLate.count
                progress.update(print.batch, count: letters)
            }
        )
        progress.finish()
        let sums = try store.finishedBatches(of: wave).sorted { $0.batch < $1.batch }.map { batch in
            "\(batch.pdfSHA256)  \(press.name(of: batch.batch, "pdf"))\n"
                + "\(batch.manifestSHA256)  \(press.name(of: batch.batch, "csv"))\n"
        }
        let sumsFile = try PrintFile("\(wave.name).sha256", in: folder)
        try sumsFile.write(sums.joined())
        _ = try sumsFile.close()
        try store.publishTiles()
        options.results.say("committed \(letters) letters")
        try showWave(wave, store, options)
        if heldLate > 0 {
            options.results.say(
                "\(heldLate.grouped) may not be written to any more and were held: look at them"
            )
            throw ExitStatus.look.code
        }
    }
}
