// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR
import HL7
import Intake

/// What one message or resource carries: paths and categories, never a value.
public struct InspectedMessage: Sendable, Equatable, Codable {
    public struct Field: Sendable, Equatable, Codable {
        public var path: String
        public var categories: [String]
    }

    public var source: String
    public var line: Int
    public var format: MessageFormat
    /// False when it does not read; everything below is empty then.
    public var isReadable = false
    /// Of HL7 its type (MSH-9).
    public var type = ""
    public var controlID = ""
    public var origin = ""
    public var categories: [String] = []
    public var samples = 0
    public var identifiesPerson = false
    public var fields: [Field] = []

    private init(_ frame: MessageFrame, _ source: String, _ format: MessageFormat) {
        self.source = source
        line = frame.line
        self.format = format
    }

    init(_ frame: MessageFrame, _ source: String, _ classifier: MessageClassifier) {
        self.init(frame, source, .hl7)
        guard !frame.isTooLong, frame.ending != .cutOff, let message = try? HL7Message(frame.bytes)
        else { return }
        let classified = classifier.classify(message)
        type = classified.type
        controlID = classified.controlID
        fill([classified], classifier.inspect(message))
    }

    init(_ frame: MessageFrame, _ source: String, _ classifier: FHIRClassifier) {
        self.init(frame, source, .fhir)
        guard !frame.isTooLong, case .success(let people) = classifier.classify(frame.bytes),
            case .success(let fields) = classifier.inspect(frame.bytes)
        else { return }
        fill(people, fields)
    }

    private mutating func fill(_ people: [ClassifiedMessage], _ fields: [FilledField]) {
        isReadable = true
        origin = people.first?.origin.code ?? ""
        categories = people.reduce(into: CategorySet([])) { $0.formUnion($1.categories) }
            .categories.map(\.code)
        samples = people.reduce(0) { $0 + $1.samples.count }
        identifiesPerson = people.contains(where: \.identifiesPerson)
        self.fields = fields.map {
            Field(path: $0.path, categories: $0.categories.categories.map(\.code))
        }
    }
}
