// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import Ingestion
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

    /// As it is shown.
    private struct Message: Encodable {
        var source: String
        var line: Int
        var type: String
        var controlId: String
        var origin: String
        var categories: [String]
        var samples: Int
        var identifiesPerson: Bool
        var fields: [InspectedMessage.Field]
        var error: String?

        init(_ message: InspectedMessage) {
            source = message.source
            line = message.line
            type = message.format == .fhir ? "FHIR" : message.type
            controlId = message.controlID
            origin = message.origin
            categories = message.categories
            samples = message.samples
            identifiesPerson = message.identifiesPerson
            fields = message.fields
            error = message.setAside.map { "set aside by an import: \($0.words)" }
        }
    }

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
            try show(Message(message), output)
        } nothing: { file, why in
            output.say("\(file) \(why.words)")
            if why.kind != .note { bad += 1 }
        }
        if bad > 0 { throw ExitStatus.look.code }
    }

    private func show(_ message: Message, _ output: Output) throws {
        if json { return try output.object("spoor/message/1", message) }
        output.line(
            "\(message.source):\(message.line)  \(message.type)  \(message.controlId)  "
                + (message.error ?? message.categories.joined(separator: "+"))
        )
        for field in message.fields where !field.categories.isEmpty {
            output.line("    \(field.path)  \(field.categories.joined(separator: "+"))")
        }
    }
}
