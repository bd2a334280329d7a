// SPDX-License-Identifier: EUPL-1.2

/// The address of a value inside its segment, each part counted from 1.
public struct HL7LeafAddress: Hashable, Sendable {
    public var field: Int
    public var repetition: Int
    public var component: Int
    public var subcomponent: Int

    public init(field: Int, repetition: Int = 1, component: Int = 1, subcomponent: Int = 1) {
        self.field = field
        self.repetition = repetition
        self.component = component
        self.subcomponent = subcomponent
    }
}

extension HL7Message {
    /// Calls `body` for each value of a segment that is not empty, in order; the two quotes of an
    /// HL7 null too.
    public func forEachLeaf(
        of segment: HL7Segment,
        _ body: (HL7LeafAddress, Range<Int>) throws -> Void
    ) rethrows {
        guard segment.fieldCount > 0 else { return }
        for field in 1...segment.fieldCount {
            try forEachLeaf(of: self.field(field, of: segment), field, in: segment, body)
        }
    }

    private func forEachLeaf(
        of range: Range<Int>,
        _ field: Int,
        in segment: HL7Segment,
        _ body: (HL7LeafAddress, Range<Int>) throws -> Void
    ) rethrows {
        guard !range.isEmpty else { return }
        var address = HL7LeafAddress(field: field)
        if segment.isHeader, field <= 2 { return try body(address, range) }
        var start = range.lowerBound
        for place in range.lowerBound...range.upperBound {
            let isEnd = place == range.upperBound
            let byte = isEnd ? 0 : bytes[place]
            let isDelimiter =
                byte != 0
                && (byte == delimiters.subcomponent || byte == delimiters.component
                    || byte == delimiters.repetition)
            guard isEnd || isDelimiter else { continue }
            if place > start { try body(address, start..<place) }
            start = place + 1
            if byte == delimiters.repetition {
                address = HL7LeafAddress(field: field, repetition: address.repetition + 1)
            } else if byte == delimiters.component {
                address.component += 1
                address.subcomponent = 1
            } else {
                address.subcomponent += 1
            }
        }
    }
}
