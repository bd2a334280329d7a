// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR
import HL7

extension OtherPeople {
    private static let nextOfKin = HL7SegmentName("NK1")
    private static let merge = HL7SegmentName("MRG")
    private static let guarantor = HL7SegmentName("GT1")

    /// Of a message: NK1, MRG and GT1 that say more than their number.
    init(_ message: HL7View) {
        self.init()
        for segment in message.segments {
            let found: (kind: Kind, from: Int)
            if segment.name == Self.nextOfKin {
                found = (.nextOfKin, 2)
            } else if segment.name == Self.merge {
                found = (.mergedNumber, 1)
            } else if segment.name == Self.guarantor {
                found = (.guarantor, 2)
            } else {
                continue
            }
            guard segment.fieldCount >= found.from,
                (found.from...segment.fieldCount).contains(where: {
                    message.isFilled(message.field($0, of: segment))
                })
            else { continue }
            add(found.kind)
        }
    }

    /// Of a document: related persons, and those whom other resources name and that are not among its persons. Who
    /// takes part in their profession (`Practitioner`) and what is no person are not counted.
    init(
        _ document: JSONDocument,
        _ resources: UnsafeBufferPointer<FHIRResource>,
        _ names: FHIRNames
    ) {
        self.init()
        // Made once, and only where somebody is named: a group may name all that stand here.
        var here: Set<String>?
        for resource in resources {
            if resource.isPerson {
                for (member, kind) in [
                    (names.contact, Kind.nextOfKin), (names.link, .mergedNumber),
                ] {
                    guard let elements = document.member(member, of: resource.place) else {
                        continue
                    }
                    document.forEachElement(of: elements) {
                        if document[$0].kind == .object { add(kind) }
                    }
                }
            } else if resource.type != 0, resource.type == names.relatedPerson {
                add(.relatedPerson)
            } else if resource.saysWhom {
                for member in [names.participant, names.memberName, names.actor] {
                    guard let elements = document.member(member, of: resource.place) else {
                        continue
                    }
                    let known = here ?? Self.references(to: resources, document)
                    here = known
                    document.forEachElement(of: elements) {
                        if namesPerson($0, document, known, names) { add(.participant) }
                    }
                }
            }
        }
    }

    /// By what the resources of a document may be named within it: their address, their type with their id, and
    /// their id behind `#`.
    private static func references(
        to resources: UnsafeBufferPointer<FHIRResource>,
        _ document: JSONDocument
    ) -> Set<String> {
        var found: Set<String> = []
        for resource in resources {
            if let address = resource.fullURL { found.insert(document.text(address)) }
            guard let id = resource.id else { continue }
            found.insert(document.text(resource.typePlace) + "/" + document.text(id))
            found.insert("#" + document.text(id))
        }
        return found
    }

    /// Does an element name somebody who is neither among the resources (`here`) nor of a type that is counted
    /// elsewhere?
    private func namesPerson(
        _ element: Int,
        _ document: JSONDocument,
        _ here: Set<String>,
        _ names: FHIRNames
    ) -> Bool {
        guard document[element].kind == .object else { return false }
        var isNamed = false
        for inner in element + 1..<Int(document[element].end) {
            if document[inner].name == names.reference, document[inner].kind == .string {
                let text = document.text(inner)
                let parts = text.split(separator: "/")
                // What stands in the document is counted as what it is.
                if here.contains(text) || here.contains(parts.suffix(2).joined(separator: "/")) {
                    return false
                }
                guard let type = parts.dropLast().last else { return true }
                return type == "RelatedPerson"
            }
            if document[inner].name == names.display || document[inner].name == names.identifier {
                isNamed = isNamed || document.isFilled(inner)
            }
        }
        return isNamed
    }
}
