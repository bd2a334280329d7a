// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import Ingestion
import Terminal
import Wording

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract:
            "What each message carries, field by field; values are never shown. Needs no store.",
        discussion: """
            It reads each message as an import does, and says which it would set aside.
            """
    )

    @Argument(help: "Files or folders; - is standard input.") var paths: [String] = []
    @Option(help: "More rows for the table of fields to categories.") var map: String?
    @Option(help: "Character set of all messages, as of an import.") var encoding: String?
    @Flag(help: "One JSON object a message.") var json = false
    @Flag(help: "Print the table of fields to categories, and the categories.") var table = false

    func run() throws {
        let output = Output(json: json)
        let inspection = Inspection(paths, fieldTable: map, encoding: encoding)
        if table {
            output.line(try inspection.table())
            output.line("# categories")
            for category in DataCategory.allCases {
                output.line(
                    "# \(category.code)  \(category.name(in: .english))  \(category.vocabularyTerm)"
                )
            }
            return
        }
        guard !paths.isEmpty else {
            throw ValidationError("name a file or a folder, or give --table")
        }
        var bad = 0
        try inspection.run { message in
            if message.setAside != nil { bad += 1 }
            let shown = MessageDocument(message)
            if json { return try output.object("spoor/message/1", shown) }
            output.show(shown.passages)
        } nothing: { file, why in
            output.say("\(file) \(why.words)")
            if why.kind != .note { bad += 1 }
        }
        if bad > 0 { throw ExitStatus.look.code }
    }
}
