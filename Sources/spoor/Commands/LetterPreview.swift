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
            Shows the texts of a planned wave in each language, and who will be held at
            the print as far as is known now. With --who it shows what a plan would come
            to, and records no wave. People are opened to know their language and address:
            the reason goes into the access log.

            Example:  spoor letter preview lab-2025 first --settings letters.json \\
                        --reason "approve the texts of wave 1"
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Argument var incident: String
    @Argument var wave: String
    @Option(help: "JSON file with the organisation's words (else as kept).") var settings: String?
    @Option(help: "A PDF to write, one letter for each text (else plain text).")
    var output: String?
    @Option(help: "Only texts in this language: nl or en.") var language: String?
    @Option(help: "Date on the letters (else today).", transform: GivenTime.day) var date: Day?
    @Option(help: "Preview before planning: reported or everyone.") var who: WaveAudience?
    @Option(help: "With --who: version of the register (else the last).") var version: String?
    @Flag(help: "With --who: leave out those for whom a second letter says nothing new.")
    var onlyNews = false

    func run() throws {
        let language = try language.map(letterLanguage)
        let pages = try PageCheck(fonts: options.fonts)
        let request = WavePreview(
            PreviewWave(
                try subject(pages),
                pages: pages,
                officer: try options.acting(),
                reason: try why.stated()
            ),
            settings: try settings.map(LetterSettings.read),
            language: language,
            letterDay: date ?? options.today
        )
        let preview = try request.run(in: options.open(.reading))
        if let output {
            let bytes = try preview.pdf(fonts: options.fonts)
            let file = try PrivateFile(path: output)
            try file.write(bytes)
            try file.close()
            options.results.say("Wrote \(preview.texts.count.counted("text")) to \(output)")
        } else {
            preview.shown.forEach(options.results.lines)
        }
        preview.counts.forEach(options.results.line)
    }

    private func subject(_ pages: PageCheck) throws -> PreviewWave.Subject {
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
                pages: pages,
                officer: try options.acting(),
                reason: try why.stated()
            )
        )
    }
}
