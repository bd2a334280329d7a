// SPDX-License-Identifier: EUPL-1.2

/// The place of a value within its segment; all numbers from 1.
public struct HL7Leaf: Hashable, Sendable {
    public let field: Int
    public let repetition: Int
    public let component: Int
    public let subcomponent: Int
}

extension HL7Message {
    /// Calls `body` with every smallest part of the segment that is not empty, escapes as they stand.
    public func forEachLeaf(of segment: HL7Segment, _ body: (HL7Leaf, Range<Int>) -> Void) {
        forEachField(of: segment) { field, range in
            if segment.name == .MSH, field == 2 {
                body(HL7Leaf(field: 2, repetition: 1, component: 1, subcomponent: 1), range)
                return
            }
            forEachPart(of: range, by: delimiters.repetition) { repetition, range in
                forEachPart(of: range, by: delimiters.component) { component, range in
                    forEachPart(of: range, by: delimiters.subcomponent) { subcomponent, range in
                        guard !range.isEmpty else { return }
                        body(
                            HL7Leaf(
                                field: field,
                                repetition: repetition,
                                component: component,
                                subcomponent: subcomponent
                            ),
                            range
                        )
                    }
                }
            }
        }
    }

    private func forEachPart(
        of range: Range<Int>,
        by delimiter: UInt8,
        _ body: (Int, Range<Int>) -> Void
    ) {
        var start = range.lowerBound
        var number = 1
        for place in range where delimiter != 0 && bytes[place] == delimiter {
            body(number, start..<place)
            start = place + 1
            number += 1
        }
        body(number, start..<range.upperBound)
    }
}
