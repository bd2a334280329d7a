// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Custody
import Foundation
import Hosting
import Letters
import Printing
import Store
import Terminal
import Wording

struct LetterAgainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "again",
        abstract:
            "Makes one person's letter again: in another language, larger, or greeted otherwise.",
        discussion: """
            It keeps the code and the date of the letter that it repeats. Both letters stay
            on record.

            Example:  spoor letter again lab-2025 second --body-size 18 \\
                        --person P-0123-4567-89AB-CDEF --settings letters.json \\
                        --output again --reason "asked for it"
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Argument var incident: String
    @Argument var wave: String
    @Option(help: "P-…, or a sourceId.") var person: String
    @Option(help: "nl or en, instead of the person's own.") var language: String?
    @Option(help: "Size of the text in points; 18 for large print.") var bodySize: Double?
    @Option(help: "For example 'Geachte mevrouw Voorbeeld'.") var salutation: String?
    @Option(help: "JSON file with the organisation's words (else as approved, or kept).")
    var settings: String?
    @Option(help: "Folder for the letter.") var output: String

    func run() throws {
        let store = try options.open(.writing)
        let number = try FindPerson(
            .named(person),
            incident: incident,
            officer: options.acting(),
            reason: why.stated()
        ).run(in: store)
        var request = PrintAgain(
            incident: incident,
            wave: wave,
            person: number,
            form: PrintAgain.Form(
                language: try language.map(letterLanguage),
                bodySize: bodySize,
                salutation: salutation
            ),
            settings: try settings.map(LetterSettings.read),
            folder: URL(fileURLWithPath: output),
            officer: try options.acting(),
            reason: try why.stated()
        )
        request.fonts = try options.fonts
        let answer = try request.run(in: store)
        try options.answer("spoor/letter-again/1", answer) { output in
            output.line("Wrote \(answer.file), \(answer.pages.counted("page"))")
        }
    }
}

/// A language in which letters can be written.
func letterLanguage(_ code: String) throws -> Language {
    guard let language = Language(rawValue: code) else {
        throw ToldFailure(.usage, "a letter is in nl or en", command: "--language nl")
    }
    return language
}
