// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR

extension FHIRFieldLookup.View {
    /// The qualified row of a node that holds for an object, the last one of several: the qualifier
    /// is its system, url, link id, code or type; or `#`, and it is an untyped number that passes the
    /// eleven test.
    ///
    /// Notes in `asked` which values that depended on.
    @inline(__always)
    func qualified(
        _ node: FHIRFieldLookup.Node,
        _ object: Int,
        _ document: JSONDocument,
        _ asked: inout [FHIRQuestion]?
    ) -> FHIRFieldLookup.Qualifier? {
        node.qualifierCount == 0 ? nil : qualifiedRow(node, object, document, &asked)
    }

    private func qualifiedRow(
        _ node: FHIRFieldLookup.Node,
        _ object: Int,
        _ document: JSONDocument,
        _ asked: inout [FHIRQuestion]?
    ) -> FHIRFieldLookup.Qualifier? {
        let first = Int(node.firstQualifier)
        let rows = UnsafeBufferPointer(
            rebasing: qualifiers[first..<first + Int(node.qualifierCount)]
        )
        var best = -1
        func look(_ place: Int) {
            let number = document.number(place)
            asked?.append(FHIRQuestion(place: place, kind: .number, answer: number))
            guard number != 0 else { return }
            for row in rows.indices where row > best && rows[row].text == number { best = row }
        }
        let end = Int(document[object].end)
        var place = object + 1
        while place < end {
            let token = document[place]
            switch token.name {
            case 0: if token.kind == .name { place += 1 }
            case names.system, names.url, names.linkId, names.code, names.type:
                if token.kind == .string {
                    look(place)
                } else if token.kind == .object,
                    let codings = document.member(names.coding, of: place)
                {
                    document.forEachElement(of: codings) { coding in
                        if let code = document.member(names.code, of: coding) { look(code) }
                    }
                }
            default: break
            }
            place = document.next(place)
        }
        for row in rows.indices where row > best && rows[row].text == FHIRFieldLookup.untypedNumber
        {
            let isNumber = isUntypedNumber(object, document)
            asked?.append(
                FHIRQuestion(place: object, kind: .untypedNumber, answer: isNumber ? 1 : 0)
            )
            if isNumber { best = row }
        }
        return best < 0 ? nil : rows[best]
    }

    func isUntypedNumber(_ object: Int, _ document: JSONDocument) -> Bool {
        guard let value = document.member(names.value, of: object),
            document.member(names.system, of: object) == nil,
            document.member(names.type, of: object) == nil,
            document[value].kind == .string, document[value].range.count == 9
        else { return false }
        return CitizenNumber(utf8: document.raw(value)) != nil
    }
}
