// SPDX-License-Identifier: EUPL-1.2

import FHIR

/// Names an element by its path, without anything that could be a value.
///
/// It remembers the way to the last one and goes on from there: all elements of a resource, one behind
/// the other, take one pass over it.
struct FHIRPath {
    /// An object or array on the way.
    private struct Step {
        var place: Int
        /// The path up to it.
        var path: String
        /// A member or element of it, before which the next one is not.
        var next: Int
    }

    private let document: JSONDocument
    private let names: FHIRNames
    private var way: [Step]

    init(_ document: JSONDocument, _ resource: FHIRResource, _ names: FHIRNames) {
        self.document = document
        self.names = names
        let path = FHIRPath.safe(document.text(resource.typePlace))
        way = [Step(place: resource.place, path: path, next: resource.place + 1)]
    }

    /// `Patient.extension[patient-nationality]`, without the places in arrays.
    mutating func text(_ target: Int) -> String {
        // What stands behind the element, and what does not hold it, is no part of the way.
        while way.count > 1, let last = way.last,
            last.place > target || Int(document[last.place].end) <= target
        {
            way.removeLast()
        }
        while let last = way.last, last.place != target {
            guard let (place, path, next) = step(to: target, from: last) else { return last.path }
            way[way.count - 1].next = next
            guard document[place].isContainer else { return path }
            way.append(Step(place: place, path: path, next: place + 1))
        }
        return way.last?.path ?? ""
    }

    /// The member or element that the target is or stands in, its path, and where to go on.
    private func step(to target: Int, from step: Step) -> (place: Int, path: String, next: Int)? {
        let container = step.place
        let isObject = document[container].kind == .object
        // Hardly ever is an element asked for that stands before the last one.
        var place = step.next <= target ? step.next : container + 1
        while place < Int(document[container].end) {
            let begin = place
            let hasName = document[place].kind == .name
            if hasName { place += 1 }
            let next = document.next(place)
            guard target < next else {
                place = next
                continue
            }
            var path = step.path
            if hasName {
                path += "." + FHIRPath.safe(document.text(begin))
            } else if isObject {
                path += "." + document.vocabulary.name(document[place].name)
            }
            // An extension is an object, or one in an array of that name.
            let holder = isObject ? place : container
            if document[holder].name == names.extensions, document[place].kind == .object,
                let url = lastPart(ofURL: place)
            {
                path += "[\(url)]"
            }
            return (place, path, begin)
        }
        return nil
    }

    private func lastPart(ofURL place: Int) -> String? {
        guard let url = document.member(names.url, of: place) else { return nil }
        let last = document.text(url).split { $0 == "/" || $0 == ":" }.last.map(String.init)
        return last.map(FHIRPath.safe)
    }

    /// What a name of FHIR looks like; anything else may be a value.
    static func safe(_ name: String) -> String {
        var digits = 0
        for byte in name.utf8 {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
                continue
            default: return "?"
            }
        }
        return (1...64).contains(name.utf8.count) && digits < 6 ? name : "?"
    }
}
