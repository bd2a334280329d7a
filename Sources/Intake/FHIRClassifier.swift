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
        let walk = FHIRWalk(document: document, lookup: lookup)
        for number in resources.indices {
            resources[number].findings = walk.findings(
                in: resources[number].place,
                type: resources[number].type
            )
        }
        var people: [ClassifiedMessage] = []
        let reader = FHIRPersonReader(document: document, lookup: lookup)
        for group in FHIRPeople(document, lookup.names, resources).groups {
            let read = FHIRGroup(group, resources, document, lookup)
            guard let message = read.message(reader) else { continue }
            if let same = people.firstIndex(where: { $0.isAbout(message) }) {
                people[same].take(message)
            } else {
                people.append(message)
            }
        }
        return people
    }

    private func fields(in document: JSONDocument) -> [FilledField]? {
        guard let resources = FHIRResources(document, lookup.names)?.list else { return nil }
        var fields: [FilledField] = []
        var places: [String: Int] = [:]
        for resource in resources {
            let paths = FHIRPath(document, resource, lookup.names)
            let isResult = lookup.names.isResult(resource.type)
            var walk = FHIRWalk(document: document, lookup: lookup)
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
            _ = walk.findings(in: resource.place, type: resource.type)
        }
        return fields
    }
}
