// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR

extension FHIRFieldLookup.View {
    /// The qualified row of a node that holds for an object, the last one of several: the qualifier
    /// is its system, url, link id, code or type; or `#`, and it is an untyped number that passes the
    /// eleven test.
    ///
    /// `values` notes which values that depended on.
    @inline(__always)
    func qualified(
        _ node: FHIRFieldLookup.Node,
        _ object: Int,
        _ values: inout FHIRValues
    ) -> FHIRFieldLookup.Qualifier? {
        node.qualifierCount == 0 ? nil : qualifiedRow(node, object, &values)
    }

    private func qualifiedRow(
        _ node: FHIRFieldLookup.Node,
        _ object: Int,
        _ values: inout FHIRValues
    ) -> FHIRFieldLookup.Qualifier? {
        let first = Int(node.firstQualifier)
        let rows = UnsafeBufferPointer(
            rebasing: qualifiers[first..<first + Int(node.qualifierCount)]
        )
        var best = -1
        func look(_ place: Int) {
            let number = values.number(place)
            guard number != 0 else { return }
            for row in rows.indices where row > best && rows[row].text == number { best = row }
        }
        let end = values[object].end
        var place = object + 1
        while place < end {
            let token = values[place]
            switch token.name {
            case 0: if token.kind == .name { place += 1 }
            case names.system, names.url, names.linkId, names.code, names.type:
                if token.kind == .string {
                    look(place)
                } else if token.kind == .object,
                    let codings = values.member(names.coding, of: place)
                {
                    let isArray = values[codings].kind == .array
                    var coding = isArray ? codings + 1 : codings
                    while coding < values[codings].end {
                        if let code = values.member(names.code, of: coding) { look(code) }
                        coding = values.next(coding)
                    }
                }
            default: break
            }
            place = values.next(place)
        }
        for row in rows.indices where row > best && rows[row].text == FHIRFieldLookup.untypedNumber
        {
            if values.isUntypedNumber(object, names) { best = row }
        }
        return best < 0 ? nil : rows[best]
    }
}
