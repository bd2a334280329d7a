// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7

/// Finds the row that a repetition of a field qualifies for: `PID-3[NNNLD]`.
struct RepetitionQualifier {
    private let view: HL7View
    private let lookup: FieldMapLookup

    @inline(__always)
    init(_ view: HL7View, _ lookup: FieldMapLookup) {
        self.view = view
        self.lookup = lookup
    }

    /// The place of the row among the qualifiers; of several that hold the last one wins.
    func row(of repetition: Range<Int>, _ detail: FieldActions.Detail) -> Int? {
        guard !detail.qualifiers.isEmpty, !repetition.isEmpty else { return nil }
        let text = detail.lengths == 0 ? nil : textRow(of: repetition, detail)
        var place = detail.qualifiers.upperBound
        while place > detail.qualifiers.lowerBound {
            place &-= 1
            if place == text { return place }
            switch lookup.actions.qualifiers[place].test {
            case .text: continue
            case .atSign:
                if view.slice(repetition).contains(UInt8(ascii: "@")) { return place }
            case .untypedNumber:
                if isUntypedNumber(repetition) { return place }
            }
        }
        return nil
    }

    /// The last row whose text is a part behind the first.
    private func textRow(of repetition: Range<Int>, _ detail: FieldActions.Detail) -> Int? {
        let bytes = view.bytes
        var found: Int?
        var start = repetition.lowerBound
        var isFirst = true
        var place = start
        while place <= repetition.upperBound {
            let isEnd = place == repetition.upperBound
            if isEnd || bytes[place] == view.delimiters.component
                || bytes[place] == view.delimiters.subcomponent
            {
                if !isFirst, detail.lengths & 1 << UInt64(min(place &- start, 63)) != 0 {
                    found = textRow(
                        of: view.slice(Range(uncheckedBounds: (start, place))),
                        detail,
                        from: found
                    )
                }
                isFirst = false
                start = place &+ 1
            }
            place &+= 1
        }
        return found
    }

    /// The last row with this text behind one that was found already, else that one.
    private func textRow(
        of part: UnsafeBufferPointer<UInt8>,
        _ detail: FieldActions.Detail,
        from known: Int?
    ) -> Int? {
        let ends = CodeEnds(part)
        return lookup.actions.qualifiers.withUnsafeBufferPointer { qualifiers in
            var place = detail.qualifiers.upperBound
            let first = known.map { $0 + 1 } ?? detail.qualifiers.lowerBound
            while place > first {
                place &-= 1
                if qualifiers[place].test == .text, qualifiers[place].ends == ends,
                    part.count <= 16 || qualifiers[place].text.elementsEqual(part)
                {
                    return place
                }
            }
            return known
        }
    }

    /// Nine digits that pass the eleven test, in an identifier without authority, type and facility.
    private func isUntypedNumber(_ repetition: Range<Int>) -> Bool {
        let value = view.component(1, of: repetition)
        return value.count == 9 && CitizenNumber(view.slice(value)) != nil
            && (4...6).allSatisfy { !view.isFilled(view.component($0, of: repetition)) }
    }
}
