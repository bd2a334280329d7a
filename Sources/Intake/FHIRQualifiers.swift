// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR

/// Tells whether an element is of the kind that a qualified row names.
struct FHIRQualifiers {
    private let document: JSONDocument
    private let names: FHIRNames

    init(_ document: JSONDocument, _ names: FHIRNames) {
        self.document = document
        self.names = names
    }

    /// The qualifier is its system, url, link id, code or type; or `#`, and it is an untyped number
    /// that passes the eleven test.
    func holds(_ qualifier: [UInt8], for object: Int) -> Bool {
        if qualifier == FieldMapRow.untypedNumber { return isUntypedNumber(object) }
        let end = Int(document[object].end)
        var place = object + 1
        while place < end {
            let token = document[place]
            switch token.name {
            case 0: if token.kind == .name { place += 1 }
            case names.system, names.url, names.linkId, names.code, names.type:
                if token.kind == .string {
                    if document.isText(place, qualifier) { return true }
                } else if token.kind == .object, isCoded(place, qualifier) {
                    return true
                }
            default: break
            }
            place = document.next(place)
        }
        return false
    }

    /// One of the codes of a CodeableConcept.
    private func isCoded(_ concept: Int, _ qualifier: [UInt8]) -> Bool {
        guard let codings = document.member(names.coding, of: concept) else { return false }
        var isFound = false
        document.forEachElement(of: codings) { coding in
            if let code = document.member(names.code, of: coding),
                document.isText(code, qualifier)
            {
                isFound = true
            }
        }
        return isFound
    }

    private func isUntypedNumber(_ object: Int) -> Bool {
        guard let value = document.member(names.value, of: object),
            document.member(names.system, of: object) == nil,
            document.member(names.type, of: object) == nil,
            document[value].kind == .string, document[value].range.count == 9
        else { return false }
        return CitizenNumber(utf8: document.raw(value)) != nil
    }
}
