// SPDX-License-Identifier: EUPL-1.2

import Custody
public import HL7

/// Reads out of a message whom it is about and which categories its filled fields carry.
public struct MessageClassifier: Sendable {
    private let map: FieldMap

    public init(_ map: FieldMap = .standard) {
        self.map = map
    }

    /// The first patient of the message, with the others in `furtherPatients`.
    ///
    /// A patient group begins at PID; what stands before the first PID belongs to each of them.
    public func classify(_ message: HL7Message) -> ClassifiedMessage {
        let kind = MessageKind(message)
        var group = MessageGroup.first(of: message)
        var first = classified(message, group, kind)
        while let next = group.next(of: message) {
            group = next
            let patient = classified(message, group, kind)
            if first.isAbout(patient) {
                first.take(patient)
            } else if let same = first.furtherPatients.firstIndex(where: { $0.isAbout(patient) }) {
                first.furtherPatients[same].take(patient)
            } else {
                first.furtherPatients.append(patient)
            }
        }
        return first
    }

    private func classified(
        _ message: HL7Message,
        _ group: MessageGroup,
        _ kind: MessageKind
    ) -> ClassifiedMessage {
        var result = kind.classified(message)
        let walk = MessageWalk(message: message, lookup: kind.isResult ? map.results : map.orders)
        var categories: UInt64 = 0
        walk.forEachFilled(in: group) { segment, field, meaning, row in
            switch meaning.kind {
            case .structural, .professional: break
            case .personal: categories |= meaning.categories.rawValue
            case .unclassified:
                let path = MessagePath(message).text(segment, field, row)
                if !result.unclassified.contains(path) { result.unclassified.append(path) }
            }
        }
        result.categories = CategorySet(rawValue: categories)
        if !result.unclassified.isEmpty { result.categories.insert(.unclassified) }
        if let place = group.own.first {
            let patient = PatientReader(walk: walk, segment: message.segments[place])
            patient.read(into: &result.claims)
        }
        let samples = MessageSamples(message, group, isResult: kind.isResult)
        result.isControl = samples.areControls && result.claims.isSilent
        result.identifiesPerson = !result.claims.isSilent
        result.samples = samples.numbers
        result.claims.sampleNumber = result.samples.first ?? ""
        result.isCancellation = isCancellation(message, group)
        return result
    }

    /// ORC-1 `CA` in each ORC, of which there is one at least.
    private func isCancellation(_ message: HL7Message, _ group: MessageGroup) -> Bool {
        var orders = 0
        for number in 0..<group.count {
            let segment = message.segments[group.place(number)]
            guard segment.name == .ORC else { continue }
            let control = message.field(1, of: segment)
            guard control.count == 2, message.bytes[control.lowerBound] == UInt8(ascii: "C"),
                message.bytes[control.lowerBound + 1] == UInt8(ascii: "A")
            else { return false }
            orders += 1
        }
        return orders > 0
    }

    /// Every filled field with its categories, in the order of the message; the fields of a path
    /// that comes again are one.
    public func inspect(_ message: HL7Message) -> [FilledField] {
        let lookup = MessageKind(message).isResult ? map.results : map.orders
        let paths = MessagePath(message)
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
    /// Do both groups claim the same person? The sample number says nothing of who it is.
    func isAbout(_ other: ClassifiedMessage) -> Bool {
        var (mine, others) = (claims, other.claims)
        mine.sampleNumber = ""
        others.sampleNumber = ""
        return !mine.isSilent && mine == others
    }

    mutating func take(_ other: ClassifiedMessage) {
        categories.formUnion(other.categories)
        isCancellation = isCancellation && other.isCancellation
        for sample in other.samples where !samples.contains(sample) { samples.append(sample) }
        for path in other.unclassified where !unclassified.contains(path) {
            unclassified.append(path)
        }
    }
}
