// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Custody
import Hosting
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
            throw ToldFailure(.usage, "a letter is in nl or en", command: "--language nl")
        }
        let request = WavePreview(
            incident: incident,
            wave: wave,
            settings: try LetterSettings.read(settings),
            language: language,
            today: options.today
        )
        let preview = try request.run(in: options.open(.reading))
        if let output {
            let bytes = try preview.pdf(fonts: options.fonts)
            let file = try PrivateFile(path: output)
            try file.write(bytes)
            try file.close()
            return options.results.say("Wrote \(preview.variants.count) variants to \(output)")
        }
        for variant in preview.variants {
            options.results.line(
                "=== \(variant.group.code), \(variant.letters.grouped) letters ==="
            )
            options.results.lines(variant.letter.plainText)
        }
    }
}
