// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR

/// Reads out of a FHIR resource or bundle whom it is about and which categories its filled elements
/// carry.
public struct FHIRClassifier: Sendable {
    let lookup: FHIRFieldLookup
    let correspondents: Correspondents

    public init(
        _ map: FHIRFieldMap = .standard,
        _ correspondents: Correspondents = Correspondents()
    ) {
        lookup = map.lookup
        self.correspondents = correspondents
    }

    /// Everybody whom the resource or the resources of a bundle are about; nobody when it holds only
    /// what is about no person, such as an organisation.
    ///
    /// The same as `FHIRReading`, with texts for everything.
    public func classify(_ bytes: [UInt8]) -> Result<[ClassifiedMessage], FHIRProblem> {
        var reading = FHIRReading(self)
        do throws(JSONProblem) {
            let people = try bytes.withUnsafeBufferPointer { bytes throws(JSONProblem) in
                try reading.texts(bytes)
            }
            return people.map { .success($0) } ?? .failure(.noResource)
        } catch {
            return .failure(.json(error))
        }
    }

    /// Every filled element with its categories, in the order of the document; the elements of a path
    /// that comes again are one.
    public func inspect(_ bytes: [UInt8]) -> Result<[FilledField], FHIRProblem> {
        do throws(JSONProblem) {
            let found = try JSONReader.read(bytes, lookup.vocabulary) { fields(in: $0) }
            return found.map { .success($0) } ?? .failure(.noResource)
        } catch {
            return .failure(.json(error))
        }
    }

    private func fields(in document: JSONDocument) -> [FilledField]? {
        let resources = FHIRResources(document, lookup.names).list
        if resources.isEmpty { return nil }
        var fields: [FilledField] = []
        var places: [String: Int] = [:]
        for resource in resources {
            var paths = FHIRPath(document, resource, lookup.names)
            let isResult = lookup.names.isResult(resource.type)
            var walk = FHIRWalk(document, lookup.view)
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
        return fields
    }
}
