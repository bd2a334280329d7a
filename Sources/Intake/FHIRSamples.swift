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

    private var found: [(source: Source, value: Int)] = []

    /// Takes the numbers of resources, and of the logical references in them, in the place of those
    /// it had.
    mutating func read(
        _ resources: some Sequence<FHIRResource>,
        _ document: JSONDocument,
        _ names: FHIRNames
    ) {
        found.removeAll(keepingCapacity: true)
        for resource in resources { read(resource, document, names) }
    }

    private mutating func read(
        _ resource: FHIRResource,
        _ document: JSONDocument,
        _ names: FHIRNames
    ) {
        let isSpecimen = resource.type == names.specimenType
        let isRequest = resource.type == names.serviceRequest
        guard isSpecimen || isRequest || names.isResult(resource.type) else { return }
        func addValues(of identifiers: Int, _ source: Source) {
            document.forEachElement(of: identifiers) { identifier in
                guard let value = document.member(names.value, of: identifier),
                    document[value].kind == .string, document[value].hasText,
                    !found.contains(where: {
                        $0.source == source && document.isSame($0.value, value)
                    })
                else { return }
                found.append((source, value))
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

    /// Appends the numbers that the patient's orders and results are found by.
    func append(isResult: Bool, _ document: JSONDocument, to patient: inout PatientReading) {
        for source in Source.allCases {
            if isResult, !patient.samples.isEmpty { break }
            if source == .result, !isResult { break }
            let known = patient.samples.count
            for number in found where number.source == source {
                let isOrderNumber = source != .specimen
                if isOrderNumber, document[number.value].range.count < 4 { continue }
                let text = patient.claims.append(number.value, of: document)
                if !patient.knows(text, before: known, isOrderNumber: isOrderNumber) {
                    patient.samples.append(text)
                }
            }
        }
        patient.claims.sampleNumber = patient.samples.first ?? ClaimBytes.Place()
    }
}

extension PatientReading {
    /// Is that number among the samples? An order number that is one of those `before`, of another
    /// source, with a postfix is no other number.
    fileprivate func knows(
        _ text: ClaimBytes.Place,
        before: Int,
        isOrderNumber: Bool
    ) -> Bool {
        for (number, sample) in samples.enumerated() {
            if claims.isSame(sample, as: text) { return true }
            if isOrderNumber, number < before, sample.count >= 4,
                claims.text(text).hasPrefix(claims.text(sample))
            {
                return true
            }
        }
        return false
    }
}
