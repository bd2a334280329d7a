// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Custody
import Hosting
import LetterPDF
import Letters
import Printing
import Store
import Wording

struct LetterPreview: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Every variant that will occur, with its count, to an invented reader."
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Argument var wave: String
    @Option(help: "JSON file with the organisation's words.") var settings: String
    @Option(help: "A PDF to write, one letter for each variant (else plain text).")
    var output: String?
    @Option(help: "nl or en.") var language = "nl"

    func run() throws {
        guard let language = Language(rawValue: language) else {
            throw ToldFailure(.usage, "--language is nl or en")
        }
        let request = PreviewWave(
            incident: incident,
            wave: wave,
            language: language,
            today: options.today
        )
        let preview = try request.run(in: options.open(.reading))
        let composer = try LetterComposer(
            wave: try LetterSettings.read(settings).wave(
                dated: options.today.number,
                unattributed: preview.unattributedRecords,
                hasLists: preview.hasLists,
                isLater: preview.isLater,
                isSynthetic: preview.isSynthetic
            )
        )
        let letters = try preview.variants.map { try preview.letter($0, by: composer) }
        if let output { return try write(letters, to: output, language) }
        for (variant, letter) in zip(preview.variants, letters) {
            options.results.line(
                "=== \(variant.group.code), \(variant.letters.grouped) letters ==="
            )
            options.results.lines(letter.plainText)
        }
    }

    private func write(_ letters: [LetterContent], to path: String, _ language: Language) throws {
        let sink = ByteSink()
        var writer = try BatchWriter(
            BatchDocument(title: "\(incident) \(wave)", language: language.rawValue),
            font: try LetterFonts.load(folder: try options.fonts),
            sink: { sink.bytes.append(contentsOf: $0) }
        )
        for letter in letters { try writer.add(LetterSheets.sheet(letter)) }
        _ = try writer.finish()
        let file = try PrivateFile(path: path)
        try file.write(sink.bytes)
        try file.close()
        options.results.say("Wrote \(letters.count) variants to \(path)")
    }
}

/// Collects the bytes of a small batch.
private final class ByteSink {
    var bytes: [UInt8] = []
}
