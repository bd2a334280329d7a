// SPDX-License-Identifier: EUPL-1.2

import FHIR

/// Names an element by its path, without anything that could be a value.
struct FHIRPath {
    private let document: JSONDocument
    private let resource: FHIRResource
    private let names: FHIRNames

    init(_ document: JSONDocument, _ resource: FHIRResource, _ names: FHIRNames) {
        self.document = document
        self.resource = resource
        self.names = names
    }

    /// `Patient.extension[patient-nationality]`, without the places in arrays.
    func text(_ target: Int) -> String {
        var path = FHIRPath.safe(document.text(resource.typePlace))
        var place = resource.place
        while place != target, document[place].isContainer, let next = step(to: target, in: place) {
            if let name = next.name { path += "." + name }
            place = next.place
            if next.isExtension, let url = lastPart(ofURL: place) { path += "[\(url)]" }
        }
        return path
    }

    private func step(
        to target: Int,
        in container: Int
    ) -> (place: Int, name: String?, isExtension: Bool)? {
        let isObject = document[container].kind == .object
        var place = container + 1
        while place < Int(document[container].end) {
            var name: String?
            if document[place].kind == .name {
                name = FHIRPath.safe(document.text(place))
                place += 1
            } else if isObject {
                name = document.vocabulary.name(document[place].name)
            }
            let next = document.next(place)
            if target < next {
                // An extension is an object, or one in an array of that name.
                let holder = isObject ? place : container
                return (
                    place, name,
                    document[holder].name == names.extensions && document[place].kind == .object
                )
            }
            place = next
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
