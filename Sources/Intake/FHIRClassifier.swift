// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR

/// Reads out of a FHIR resource or bundle whom it is about and which categories its filled elements
/// carry.
public struct FHIRClassifier: Sendable {
    private let lookup: FHIRFieldLookup

    public init(_ map: FHIRFieldMap = .standard) {
        lookup = map.lookup
    }

    /// Everybody whom the resource or the resources of a bundle are about; nobody when it holds only
    /// what is about no person, such as an organisation.
    public func classify(_ bytes: [UInt8]) -> Result<[ClassifiedMessage], FHIRProblem> {
        bytes.withUnsafeBufferPointer { classify($0) }
    }

    public func classify(
        _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Result<[ClassifiedMessage], FHIRProblem> {
        read(bytes) { people(in: $0) }
    }

    /// Every filled element with its categories, in the order of the document; the elements of a path
    /// that comes again are one.
    public func inspect(_ bytes: [UInt8]) -> Result<[FilledField], FHIRProblem> {
        bytes.withUnsafeBufferPointer { bytes in read(bytes) { fields(in: $0) } }
    }

    private func read<Found>(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ body: (JSONDocument) -> Found?
    ) -> Result<Found, FHIRProblem> {
        do throws(JSONProblem) {
            guard let found = try JSONDocument.read(bytes, lookup.vocabulary, body) else {
                return .failure(.noResource)
            }
            return .success(found)
        } catch {
            return .failure(.json(error))
        }
    }

    private func people(in document: JSONDocument) -> [ClassifiedMessage]? {
        guard var resources = FHIRResources(document, lookup.names)?.list else { return nil }
        return lookup.view { view in
            var walk = FHIRWalk(document, view)
            for number in resources.indices {
                let first = walk.unclassified.count
                resources[number].findings = walk.findings(in: resources[number])
                resources[number].unclassified = first..<walk.unclassified.count
            }
            return resources.withUnsafeBufferPointer { resources in
                let maker = FHIRGroup(document, view, resources, walk.unclassified)
                var people = FHIRPersons()
                for group in FHIRPeople(document, lookup.names, resources).groups {
                    if let message = maker.message(group) { people.add(message) }
                }
                return people.list
            }
        }
    }

    private func fields(in document: JSONDocument) -> [FilledField]? {
        guard let resources = FHIRResources(document, lookup.names)?.list else { return nil }
        var fields: [FilledField] = []
        var places: [String: Int] = [:]
        for resource in resources {
            let paths = FHIRPath(document, resource, lookup.names)
            let isResult = lookup.names.isResult(resource.type)
            lookup.view { view in
                var walk = FHIRWalk(document, view)
                walk.each = { anchor, meaning in
                    let meaning = isResult ? meaning.results : meaning.orders
                    var categories = meaning.categories
                    if meaning.kind == .unclassified { categories.insert(.unclassified) }
                    let path = paths.text(anchor)
                    if let place = places[path] {
                        fields[place].categories.formUnion(categories)
                    } else {
                        places[path] = fields.count
                        fields.append(
                            FilledField(path: path, kind: meaning.kind, categories: categories)
                        )
                    }
                }
                _ = walk.findings(in: resource)
            }
        }
        return fields
    }
}

/// The people of a document, those who claim to be the same as one.
private struct FHIRPersons {
    private(set) var list: [ClassifiedMessage] = []
    /// By their claims without the sample number, when there are many.
    private var places: [IdentityClaims: Int] = [:]
    private static let few = 8

    mutating func add(_ message: ClassifiedMessage) {
        if let same = place(of: message) {
            list[same].take(message)
        } else {
            list.append(message)
            if list.count > FHIRPersons.few { enter() }
        }
    }

    private func place(of message: ClassifiedMessage) -> Int? {
        guard !list.isEmpty, message.identifiesPerson else { return nil }
        if list.count > FHIRPersons.few { return places[FHIRPersons.key(message)] }
        return list.firstIndex { $0.isAbout(message) }
    }

    private mutating func enter() {
        let first = places.isEmpty ? 0 : list.count - 1
        for place in first..<list.count where list[place].identifiesPerson {
            places[FHIRPersons.key(list[place])] = place
        }
    }

    private static func key(_ message: ClassifiedMessage) -> IdentityClaims {
        var claims = message.claims
        claims.sampleNumber = ""
        return claims
    }
}
