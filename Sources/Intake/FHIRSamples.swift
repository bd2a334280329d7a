// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR

/// The sample numbers (monsternummers) by which a result finds its order, as `MessageSamples` has
/// them for HL7 v2.
///
/// An order offers every number a result may come back with: of specimens the accession number, the
/// identifiers and those of the containers; then the requisition; then the identifiers of requests. A
/// result offers only the surest of those it has: those of specimens; if there are none the
/// requisition; if there is none the identifiers of requests; if there are none its own.
struct FHIRSamples {
    private enum Source: UInt8, CaseIterable {
        case specimen
        case requisition
        case request
        case result
    }

    private struct Key: Hashable {
        var source: Source
        var text: String
    }

    private var found: [(source: Source, value: Int)] = []
    /// The same, when there are many.
    private var many: Set<Key> = []
    private static let few = 32

    /// Can a resource of its type hold any?
    private static func mayHold(_ resource: FHIRResource, _ names: FHIRNames) -> Bool {
        resource.type == names.specimenType || resource.type == names.serviceRequest
            || names.isResult(resource.type)
    }

    /// What reading them costs once more, about in bytes.
    static func cost(
        of resource: FHIRResource,
        _ document: JSONDocument,
        _ names: FHIRNames
    ) -> Int {
        guard mayHold(resource, names) else { return 0 }
        var cost = 0
        document.forEachMember(of: resource.place) { place, _ in
            cost += 8
            switch document[place].name {
            case names.accessionIdentifier, names.identifier, names.container, names.specimen,
                names.requisition, names.basedOn, names.request:
                let next = document.next(place)
                let end =
                    next < document.tokens.count ? Int(document[next].start) : document.bytes.count
                cost += end - Int(document[place].start)
            default: break
            }
        }
        return cost
    }

    /// Takes the numbers of resources, and of the logical references in them, in the place of those
    /// it had.
    mutating func read(
        _ resources: some Sequence<FHIRResource>,
        _ document: JSONDocument,
        _ names: FHIRNames
    ) {
        found.removeAll(keepingCapacity: true)
        if !many.isEmpty { many = [] }
        for resource in resources { read(resource, document, names) }
    }

    private mutating func read(
        _ resource: FHIRResource,
        _ document: JSONDocument,
        _ names: FHIRNames
    ) {
        guard FHIRSamples.mayHold(resource, names) else { return }
        let isSpecimen = resource.type == names.specimenType
        let isRequest = resource.type == names.serviceRequest
        func addValues(of identifiers: Int, _ source: Source) {
            document.forEachElement(of: identifiers) { identifier in
                guard let value = document.member(names.value, of: identifier),
                    document[value].kind == .string, document[value].hasText
                else { return }
                add(value, source, document)
            }
        }
        // The identifiers of elements: of containers, of references.
        func addInner(of elements: Int, _ source: Source) {
            document.forEachElement(of: elements) { element in
                if let inner = document.member(names.identifier, of: element) {
                    addValues(of: inner, source)
                }
            }
        }
        let end = Int(document[resource.place].end)
        var place = resource.place + 1
        while place < end {
            let token = document[place]
            switch token.name {
            case 0: if token.kind == .name { place += 1 }
            case names.accessionIdentifier where isSpecimen: addValues(of: place, .specimen)
            case names.identifier:
                addValues(of: place, isSpecimen ? .specimen : isRequest ? .request : .result)
            case names.container where isSpecimen: addInner(of: place, .specimen)
            case names.specimen: addInner(of: place, .specimen)
            case names.requisition where isRequest: addValues(of: place, .requisition)
            case names.basedOn where !isSpecimen, names.request where isSpecimen:
                addInner(of: place, .request)
            default: break
            }
            place = document.next(place)
        }
    }

    /// Once from each source, as it stands there.
    private mutating func add(_ value: Int, _ source: Source, _ document: JSONDocument) {
        func key(_ source: Source, _ value: Int) -> Key {
            Key(source: source, text: String(decoding: document.raw(value), as: UTF8.self))
        }
        if found.count < FHIRSamples.few {
            let isKnown = found.contains {
                $0.source == source && document.isSame($0.value, value)
            }
            guard !isKnown else { return }
        } else {
            if many.isEmpty { many = Set(found.map { key($0.source, $0.value) }) }
            guard many.insert(key(source, value)).inserted else { return }
        }
        found.append((source, value))
    }

    /// Appends the numbers that the patient's orders and results are found by.
    func append(isResult: Bool, _ document: JSONDocument, to patient: inout PatientReading) {
        var texts = SampleTexts()
        for source in Source.allCases {
            if isResult, !patient.samples.isEmpty { break }
            if source == .result, !isResult { break }
            texts.beginSource(patient)
            for number in found where number.source == source {
                let isOrderNumber = source != .specimen
                if isOrderNumber, document[number.value].range.count < 4 { continue }
                let text = patient.claims.append(number.value, of: document)
                if !texts.holds(text, of: patient, isOrderNumber: isOrderNumber) {
                    patient.samples.append(text)
                }
            }
        }
        patient.claims.sampleNumber = patient.samples.first ?? ClaimBytes.Place()
    }
}

/// Knows which numbers are among the samples of a patient already. An order number that is one of
/// another source with a postfix is no other number.
private struct SampleTexts {
    /// How many there were before the numbers of the source that is read.
    private var before = 0
    /// When there are many: all of them, and those from before with their lengths in characters.
    private var known: Set<String> = []
    private var prefixes: [Int: String] = [:]
    private var lengths: Set<Int> = []
    private static let few = 32

    mutating func beginSource(_ patient: PatientReading) {
        before = patient.samples.count
        prefixes = [:]
        lengths = []
    }

    mutating func holds(
        _ text: ClaimBytes.Place,
        of patient: PatientReading,
        isOrderNumber: Bool
    ) -> Bool {
        let (claims, samples) = (patient.claims, patient.samples)
        guard samples.count >= SampleTexts.few else {
            for (number, sample) in samples.enumerated() {
                if claims.isSame(sample, as: text) { return true }
                if isOrderNumber, number < before, sample.count >= SampleIndex.shortest,
                    claims.text(text).hasPrefix(claims.text(sample))
                {
                    return true
                }
            }
            return false
        }
        if known.isEmpty { known = Set(samples.map { claims.text($0) }) }
        let own = claims.text(text)
        if known.contains(own) { return true }
        if isOrderNumber, before > 0, beginsWithKnown(own, patient) { return true }
        known.insert(own)
        return false
    }

    /// In one pass over its characters.
    private mutating func beginsWithKnown(_ own: String, _ patient: PatientReading) -> Bool {
        if prefixes.isEmpty {
            for sample in patient.samples[..<before] where sample.count >= SampleIndex.shortest {
                let text = patient.claims.text(sample)
                var hasher = Hasher()
                for character in text { hasher.combine(character) }
                prefixes[hasher.finalize()] = text
                lengths.insert(text.count)
            }
        }
        var hasher = Hasher()
        var count = 0
        for character in own {
            hasher.combine(character)
            count += 1
            guard lengths.contains(count) else { continue }
            let hash = hasher
            if let known = prefixes[hash.finalize()], own.hasPrefix(known) { return true }
        }
        return false
    }
}
