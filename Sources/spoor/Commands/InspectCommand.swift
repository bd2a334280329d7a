// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import FHIR
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
        var type = ""
        var controlId = ""
        var origin = ""
        var categories: [String] = []
        var samples = 0
        var identifiesPerson = false
        var fields: [Field] = []
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
        var bad = 0
        for file in try InputFiles.list(
            paths,
            endings: ["hl7", "hl7v2", "txt", "er7", "oml", "oru", "json", "ndjson", "fhir"]
        ) {
            var found = 0
            let source = try ByteSource(path: file)
            func take(_ message: Message) throws {
                found += 1
                if message.error != nil { bad += 1 }
                try show(message, output)
            }
            switch try InspectedKind(source) {
            case .resources: try inspect(source, FHIRClassifier(), take)
            case .messages: try inspect(source, MessageClassifier(map), take)
            case .nothing(let sentence):
                output.say("\(source.name) \(sentence)")
                bad += 1
                continue
            }
            if found == 0 {
                output.say("\(source.name) holds no HL7 v2 message and no FHIR resource")
                bad += 1
            }
        }
        if bad > 0 { throw ExitStatus.look.code }
    }

    private func inspect(
        _ source: ByteSource,
        _ classifier: MessageClassifier,
        _ take: (Message) throws -> Void
    ) throws {
        var framing = MessageFraming()
        while true {
            let piece = try source.next()
            if piece.isEmpty { break }
            try framing.feed(piece) { try take(describe($0, source.name, classifier)) }
        }
        try framing.finish { try take(describe($0, source.name, classifier)) }
    }

    private func inspect(
        _ source: ByteSource,
        _ classifier: FHIRClassifier,
        _ take: (Message) throws -> Void
    ) throws {
        var framing = FHIRFraming()
        while true {
            let piece = try source.next()
            if piece.isEmpty { break }
            try framing.feed(piece) { try take(describe($0, source.name, classifier)) }
        }
        try framing.finish { try take(describe($0, source.name, classifier)) }
    }

    private func describe(
        _ frame: FHIRFraming.Frame,
        _ source: String,
        _ classifier: FHIRClassifier
    ) -> Message {
        var described = Message(source: source, line: frame.line, type: "FHIR")
        guard !frame.isTooLong, case .success(let people) = classifier.classify(frame.bytes),
            case .success(let fields) = classifier.inspect(frame.bytes)
        else {
            described.error = "not a readable FHIR resource"
            return described
        }
        described.origin = people.first?.origin.code ?? ""
        described.categories = people.reduce(into: CategorySet([])) { $0.formUnion($1.categories) }
            .categories.map(\.code)
        described.samples = people.reduce(0) { $0 + $1.samples.count }
        described.identifiesPerson = people.contains(where: \.identifiesPerson)
        described.fields = fields.map {
            Field(path: $0.path, categories: $0.categories.categories.map(\.code))
        }
        return described
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
        var described = Message(source: source, line: frame.line)
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

/// What a file that is to be inspected holds, by its first bytes.
private enum InspectedKind {
    case messages
    case resources
    /// Nothing that can be inspected, in words.
    case nothing(String)

    init(_ source: ByteSource) throws {
        let piece = try source.next()
        defer { source.giveBack(piece) }
        if piece.starts(with: [0xFF, 0xFE]) || piece.starts(with: [0xFE, 0xFF]) {
            self = .nothing("is UTF-16: save it as UTF-8, or convert it with iconv")
            return
        }
        let text = piece.drop { $0 <= 0x20 || [0xEF, 0xBB, 0xBF].contains($0) }
        switch text.first {
        case nil: self = .nothing(piece.isEmpty ? "is empty" : "holds nothing but white space")
        case UInt8(ascii: "{"), UInt8(ascii: "["): self = .resources
        default: self = .messages
        }
    }
}
