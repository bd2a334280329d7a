// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import HL7
import Intake

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract:
            "What each message carries, field by field; values are never shown. Needs no store."
    )

    @Argument(help: "Files or folders; - is standard input.") var paths: [String] = []
    @Option(help: "More rows for the table of fields to categories.") var map: String?
    @Flag(help: "One JSON object a message.") var json = false
    @Flag(help: "Print the table of fields to categories, and the categories.") var table = false

    private struct Field: Encodable {
        var path: String
        var categories: [String]
    }

    private struct Message: Encodable {
        var source: String
        var line: Int
        var type: String
        var controlId: String
        var origin: String
        var categories: [String]
        var samples: Int
        var identifiesPerson: Bool
        var fields: [Field]
        var error: String?
    }

    func run() throws {
        let output = Output(json: json)
        let map = try FieldMap.forUser(map)
        if table {
            output.line(map.text)
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
        let classifier = MessageClassifier(map)
        var bad = 0
        for file in try InputFiles.list(
            paths,
            endings: ["hl7", "hl7v2", "txt", "er7", "oml", "oru"]
        ) {
            let source = try ByteSource(path: file)
            var framing = MessageFraming()
            func describeFrame(_ frame: MessageFraming.Frame) throws {
                let message = describe(frame, source.name, classifier)
                if message.error != nil { bad += 1 }
                try show(message, output)
            }
            while true {
                let piece = try source.next()
                if piece.isEmpty { break }
                try framing.feed(piece, describeFrame)
            }
            try framing.finish(describeFrame)
        }
        if bad > 0 { throw ExitStatus.look.code }
    }

    private func show(_ message: Message, _ output: Output) throws {
        if json { return try output.object(message) }
        output.line(
            "\(message.source):\(message.line)  \(message.type)  \(message.controlId)  "
                + (message.error ?? message.categories.joined(separator: "+"))
        )
        for field in message.fields where !field.categories.isEmpty {
            output.line("    \(field.path)  \(field.categories.joined(separator: "+"))")
        }
    }

    private func describe(
        _ frame: MessageFraming.Frame,
        _ source: String,
        _ classifier: MessageClassifier
    ) -> Message {
        var described = Message(
            source: source,
            line: frame.line,
            type: "",
            controlId: "",
            origin: "",
            categories: [],
            samples: 0,
            identifiesPerson: false,
            fields: [],
            error: nil
        )
        guard !frame.isTooLong, let message = try? HL7Message(frame.bytes) else {
            described.error = "not a readable HL7 v2 message"
            return described
        }
        let classified = classifier.classify(message)
        described.type = classified.type
        described.controlId = classified.controlID
        described.origin = classified.origin.code
        described.categories = classified.categories.categories.map(\.code)
        described.samples = classified.samples.count
        described.identifiesPerson = classified.identifiesPerson
        described.fields = classifier.inspect(message).map {
            Field(path: $0.path, categories: $0.categories.categories.map(\.code))
        }
        return described
    }
}
