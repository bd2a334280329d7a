// SPDX-License-Identifier: EUPL-1.2

public import Ingestion

/// What a message carries, as `--json` gives it, and as lines show it; never a value.
public struct MessageDocument: Encodable, Sendable {
    public var source: String
    public var line: Int
    public var type: String
    public var controlId: String
    public var origin: String
    public var categories: [String]
    public var samples: Int
    public var identifiesPerson: Bool
    public var fields: [InspectedMessage.Field]
    public var error: String?

    public init(_ message: InspectedMessage) {
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

    public var passages: [Passage] {
        let said = error ?? categories.joined(separator: "+")
        let filled = fields.filter { !$0.categories.isEmpty }
        return [.line("\(source):\(line)  \(type)  \(controlId)  \(said)")]
            + filled.map { .line("    \($0.path)  \($0.categories.joined(separator: "+"))") }
    }
}
