// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR

/// The filled elements of a document, each with the categories that it counts as for whom its resource
/// is about: an order beside its report counts as that report does.
struct FHIRFilledFields {
    /// As what a resource was counted, for one person or for several.
    private struct Counted: OptionSet {
        let rawValue: UInt8
        static let orders = Counted(rawValue: 1)
        static let results = Counted(rawValue: 2)
    }

    private let document: JSONDocument
    private let view: FHIRFieldLookup.View
    /// By resource; empty of one that is about nobody, which has no categories.
    private var counted: [Counted]

    init(_ document: JSONDocument, _ view: FHIRFieldLookup.View, count: Int) {
        self.document = document
        self.view = view
        counted = Array(repeating: [], count: count)
    }

    mutating func count(_ members: ArraySlice<Int>, areResults: Bool) {
        for number in members { counted[number].insert(areResults ? .results : .orders) }
    }

    func list(of resources: UnsafeBufferPointer<FHIRResource>) -> [FilledField] {
        var fields: [FilledField] = []
        var places: [String: Int] = [:]
        for (resource, counted) in zip(resources, counted) {
            var paths = FHIRPath(document, resource, view.names)
            var walk = FHIRWalk(document, view)
            walk.each = { anchor, meaning in
                let field = field(paths.text(anchor), meaning, counted)
                if let place = places[field.path] {
                    fields[place].categories.formUnion(field.categories)
                } else {
                    places[field.path] = fields.count
                    fields.append(field)
                }
            }
            _ = walk.findings(in: resource)
        }
        return fields
    }

    private func field(
        _ path: String,
        _ meaning: FHIRFieldLookup.Meaning,
        _ counted: Counted
    ) -> FilledField {
        var meanings = counted.contains(.orders) ? [meaning.orders] : []
        if counted.contains(.results) { meanings.append(meaning.results) }
        var field = FilledField(
            path: path,
            kind: (meanings.first ?? meaning.orders).kind,
            categories: []
        )
        for meaning in meanings {
            field.categories.formUnion(meaning.categories)
            guard meaning.kind == .unclassified else { continue }
            field.kind = .unclassified
            field.categories.insert(.unclassified)
        }
        return field
    }
}
