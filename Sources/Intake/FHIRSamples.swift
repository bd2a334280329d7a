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
    private let document: JSONDocument
    private let names: FHIRNames
    private var specimens: [Int] = []
    private var requisitions: [Int] = []
    private var requests: [Int] = []
    private var results: [Int] = []

    init(_ document: JSONDocument, _ names: FHIRNames) {
        self.document = document
        self.names = names
    }

    /// Takes the numbers of a resource, and of the logical references in it.
    mutating func read(_ resource: FHIRResource) {
        let isSpecimen = resource.type == names.specimenType
        let isRequest = resource.type == names.serviceRequest
        let isResult = resource.type == names.diagnosticReport || resource.type == names.observation
        guard isSpecimen || isRequest || isResult else { return }
        let end = Int(document[resource.place].end)
        var place = resource.place + 1
        while place < end {
            let token = document[place]
            switch token.name {
            case 0: if token.kind == .name { place += 1 }
            case names.accessionIdentifier where isSpecimen: addValues(of: place, to: \.specimens)
            case names.identifier:
                addValues(
                    of: place,
                    to: isSpecimen ? \.specimens : isRequest ? \.requests : \.results
                )
            case names.container where isSpecimen:
                addInner(names.identifier, of: place, to: \.specimens)
            case names.specimen: addInner(names.identifier, of: place, to: \.specimens)
            case names.requisition where isRequest: addValues(of: place, to: \.requisitions)
            case names.basedOn where !isSpecimen, names.request where isSpecimen:
                addInner(names.identifier, of: place, to: \.requests)
            default: break
            }
            place = document.next(place)
        }
    }

    func numbers(isResult: Bool) -> [String] {
        var found = specimens.map(document.text)
        found = FHIRSamples.unique(found, beside: [])
        for list in isResult ? [requisitions, requests, results] : [requisitions, requests] {
            if isResult, !found.isEmpty { break }
            found += FHIRSamples.unique(
                list.map(document.text).filter { $0.utf8.count >= 4 },
                beside: found
            )
        }
        return found
    }

    /// Leaves out what is there, and an order number that is a number before it with a postfix.
    private static func unique(_ numbers: [String], beside known: [String]) -> [String] {
        var found: [String] = []
        for number in numbers {
            let isKnown = known.contains {
                $0.utf8.count >= 4 && number.hasPrefix($0) || $0 == number
            }
            if !isKnown, !found.contains(number) { found.append(number) }
        }
        return found
    }

    private mutating func addInner(
        _ name: UInt16,
        of elements: Int,
        to list: WritableKeyPath<FHIRSamples, [Int]>
    ) {
        for element in self.elements(of: elements) {
            if let inner = document.member(name, of: element) { addValues(of: inner, to: list) }
        }
    }

    private mutating func addValues(
        of identifiers: Int,
        to list: WritableKeyPath<FHIRSamples, [Int]>
    ) {
        for identifier in elements(of: identifiers) {
            guard let value = document.member(names.value, of: identifier),
                document[value].kind == .string, document[value].range.count > 0
            else { continue }
            self[keyPath: list].append(value)
        }
    }

    private func elements(of place: Int) -> [Int] {
        var elements: [Int] = []
        document.forEachElement(of: place) { elements.append($0) }
        return elements
    }
}
