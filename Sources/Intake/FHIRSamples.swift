// SPDX-License-Identifier: EUPL-1.2

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

    private let document: JSONDocument
    private let names: FHIRNames
    private var found: [(source: Source, value: Int)] = []

    init(_ document: JSONDocument, _ names: FHIRNames) {
        self.document = document
        self.names = names
    }

    /// Takes the numbers of a resource, and of the logical references in it.
    mutating func read(_ resource: FHIRResource) {
        let isSpecimen = resource.type == names.specimenType
        let isRequest = resource.type == names.serviceRequest
        guard isSpecimen || isRequest || names.isResult(resource.type) else { return }
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

    func numbers(isResult: Bool) -> [String] {
        var numbers: [String] = []
        for source in Source.allCases {
            if isResult, !numbers.isEmpty { break }
            if source == .result, !isResult { break }
            let isOrderNumber = source != .specimen
            var own: [String] = []
            for number in found where number.source == source {
                let length = document[number.value].range.count
                if isOrderNumber, length < 4 { continue }
                let text = document.text(number.value)
                // An order number that is a number before it with a postfix is no other number.
                let isKnown = numbers.contains {
                    $0 == text || isOrderNumber && $0.utf8.count >= 4 && text.hasPrefix($0)
                }
                if !isKnown, !own.contains(text) { own.append(text) }
            }
            numbers += own
        }
        return numbers
    }

    /// The identifiers of elements: of containers, of references.
    private mutating func addInner(of elements: Int, _ source: Source) {
        document.forEachElement(of: elements) { element in
            if let inner = document.member(names.identifier, of: element) {
                addValues(of: inner, source)
            }
        }
    }

    private mutating func addValues(of identifiers: Int, _ source: Source) {
        document.forEachElement(of: identifiers) { identifier in
            guard let value = document.member(names.value, of: identifier),
                document[value].kind == .string, document[value].range.count > 0,
                !found.contains(where: { $0.source == source && document.isSame($0.value, value) })
            else { return }
            found.append((source, value))
        }
    }
}
