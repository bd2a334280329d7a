// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Custody
import Hosting
import Letters
import Printing
import Store
import Terminal
import Wording

struct LetterPreview: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Every text that will be printed, with its count, to an invented reader.",
        discussion: """
            Shows the texts of a planned wave in each language. With --who it shows what a
            plan would come to, and records no wave. People are opened to know their
            language: the reason goes into the access log.

            Example:  spoor letter preview lab-2025 first --settings letters.json \\
                        --reason "approve the texts of wave 1"
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Argument var incident: String
    @Argument var wave: String
    @Option(help: "JSON file with the organisation's words.") var settings: String
    @Option(help: "A PDF to write, one letter for each text (else plain text).")
    var output: String?
    @Option(help: "Only texts in this language: nl or en.") var language: String?
    @Option(help: "Preview before planning: reported or everyone.") var who: WaveAudience?
    @Option(help: "With --who: version of the register (else the last).") var version: String?
    @Flag(help: "With --who: leave out those for whom a second letter says nothing new.")
    var onlyNews = false

    func run() throws {
        let language = try language.map(letterLanguage)
        let request = WavePreview(
            PreviewWave(try subject(), officer: try options.acting(), reason: try why.stated()),
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
            return options.results.say("Wrote \(preview.texts.count.counted("text")) to \(output)")
        }
        for (number, text) in preview.texts.enumerated() {
            options.results.line(
                "=== text \(number + 1) of \(preview.texts.count): "
                    + "\(text.truth.language.rawValue), \(text.kind), "
                    + "\(text.letters.counted("letter")) ==="
            )
            options.results.lines(text.letter.plainText)
        }
    }

    private func subject() throws -> PreviewWave.Subject {
        guard let who else { return .planned(incident: incident, wave: wave) }
        return .proposed(
            PlanWave(
                incident: incident,
                wave: wave,
                version: version,
                audience: who,
                decision: "preview",
                lettersInFile: WavePlan.printFileSizes.upperBound,
                onlyNews: onlyNews,
                pages: try PageCheck(fonts: options.fonts),
                officer: try options.acting(),
                reason: try why.stated()
            )
        )
    }
}
