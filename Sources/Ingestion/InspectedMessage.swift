// SPDX-License-Identifier: EUPL-1.2

import Custody
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
    /// Why an import sets it aside, whoever is known and whatever day it is; nil when it takes it in.
    public var setAside: SetAsideReason?
    /// False when it does not read; everything below is empty then.
    public var isReadable = false
    /// Of HL7 its type (MSH-9).
    public var type = ""
    /// Of HL7 its number (MSH-10).
    public var controlID = ""
    public var origin = ""
    public var categories: [String] = []
    public var samples = 0
    public var identifiesPerson = false
    public var fields: [Field] = []

    /// Reads the frame as an import does. `isFound`: does a Patient of that reference stand in a file?
    init<Reading: FrameReading & ~Copyable>(
        _ frame: MessageFrame,
        _ source: String,
        _ reading: inout Reading,
        _ classifier: Reading.Classifier,
        isFound: (String) -> Bool
    ) {
        self.source = source
        line = frame.line
        format = Reading.format
        do throws(SetAsideReason) {
            let count = try reading.people(in: frame)
            isReadable = true
            var all = CategorySet([])
            for number in 0..<count {
                reading.withPerson(number) { take(copy $0, &all, isFound: isFound) }
            }
            categories = all.categories.map(\.code)
            let shown = reading.shown(frame.bytes, classifier)
            (type, controlID) = (shown.type, shown.controlID)
            fields = shown.fields.map {
                Field(path: $0.path, categories: $0.categories.categories.map(\.code))
            }
        } catch {
            setAside = error
        }
    }

    private mutating func take(
        _ person: PatientReading,
        _ all: inout CategorySet,
        isFound: (String) -> Bool
    ) {
        if origin.isEmpty { origin = person.origin.code }
        all.formUnion(person.categories)
        samples += person.samples.count
        if person.identifiesPerson { identifiesPerson = true }
        let isReferred =
            !person.reference.isEmpty
            && isFound(ReferredPatients.name(person.claims.text(person.reference)))
        let lack = isReferred ? nil : SetAsideReason(lackOf: person, format)
        setAside = setAside ?? lack ?? SetAsideReason(claimsOf: person)
    }
}
