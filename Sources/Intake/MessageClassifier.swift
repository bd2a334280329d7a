// SPDX-License-Identifier: EUPL-1.2

import Custody
public import HL7

/// Reads out of a message whom it is about and which categories its filled fields carry.
public struct MessageClassifier: Sendable {
    let map: FieldMap
    let correspondents: Correspondents
    /// The character set of all messages, when somebody said it; else what they declare.
    public var characterSet: HL7CharacterSet?

    public init(
        _ map: FieldMap = .standard,
        _ correspondents: Correspondents = Correspondents()
    ) {
        self.map = map
        self.correspondents = correspondents
    }

    /// The first patient of the message, with the others in `furtherPatients`.
    ///
    /// The same as `MessageReading`, with texts for everything.
    public func classify(_ message: HL7Message) -> ClassifiedMessage {
        var reading = MessageReading(self)
        return message.withView { view in
            let kind = MessageKind(view, correspondents.heading(view))
            reading.read(view, kind)
            var header = ClassifiedMessage()
            header.type = message.text(kind.type(view))
            if let segment = kind.header {
                header.controlID = message.text(message.field(10, of: segment))
                header.sendingApplication = message.text(segment, 3)
                header.receivingApplication = message.text(segment, 5)
            }
            var first = header.filled(by: reading.first) { reading.path($0) }
            first.furtherPatients = reading.furtherPatients.map { patient in
                header.filled(by: patient) { reading.path($0) }
            }
            return first
        }
    }

    /// Every filled field with its categories, in the order of the message; the fields of a path
    /// that comes again are one.
    public func inspect(_ message: HL7Message) -> [FilledField] {
        message.withView { inspect(message, $0) }
    }

    private func inspect(_ message: HL7Message, _ view: HL7View) -> [FilledField] {
        let lookup = MessageKind(view).isResult ? map.results : map.orders
        let paths = MessagePath(view)
        let everything = MessageGroup(common: 0..<message.segments.count, own: 0..<0)
        var fields: [FilledField] = []
        var places: [String: Int] = [:]
        MessageWalk(message: message, lookup: lookup)
            .forEachFilled(in: everything, all: true) {
                segment,
                field,
                meaning,
                row in
                var categories = meaning.categories
                if meaning.kind == .unclassified { categories.insert(.unclassified) }
                let path = paths.text(segment, field, row)
                if let place = places[path] {
                    fields[place].categories.formUnion(categories)
                } else {
                    places[path] = fields.count
                    fields.append(
                        FilledField(path: path, kind: meaning.kind, categories: categories)
                    )
                }
            }
        return fields
    }
}

extension ClassifiedMessage {
    /// With what was read of a patient; `path` says the path of an unclassified field by its number.
    func filled(by patient: PatientReading, path: (Int) -> String) -> ClassifiedMessage {
        var filled = self
        filled.direction = patient.direction
        filled.origin = patient.origin
        filled.isCancellation = patient.isCancellation
        filled.isControl = patient.kind == .control
        filled.identifiesPerson = patient.identifiesPerson
        filled.claims = IdentityClaims(patient.claims)
        filled.otherClaims = patient.others.map { IdentityClaims($0) }
        filled.samples = patient.samples.map { patient.claims.text($0) }
        filled.categories = patient.categories
        filled.day = patient.day
        filled.unclassified = patient.unclassified.map(path)
        return filled
    }
}
