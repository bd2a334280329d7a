// SPDX-License-Identifier: EUPL-1.2

/// One HL7 v2 message in ER7, of any version: its bytes, and the offsets of segments and fields.
///
/// Nothing is copied out of the bytes until it is asked for. Numbering is the standard's: fields,
/// repetitions, components and subcomponents from 1; MSH-1 is the field delimiter itself, and MSH-2
/// is not divided. What is not there is an empty range.
public struct HL7Message: Sendable {
    public let bytes: [UInt8]
    public let delimiters: HL7Delimiters
    /// In the order of the message; the first is MSH.
    public let segments: [HL7Segment]
    /// For each segment, from its `firstField`, the offset of each field and one behind its end.
    public let fieldOffsets: [UInt32]
    public let characterSet: HL7CharacterSet

    /// Segments may end in CR, LF or CRLF; an MLLP frame and white space around the message are
    /// skipped.
    public init(_ bytes: [UInt8], limit: Int = 16 << 20) throws(HL7ParseError) {
        guard bytes.count <= min(limit, Int(Int32.max)) else { throw .tooLong(limit: limit) }
        let index = try bytes.withUnsafeBufferPointer { buffer throws(HL7ParseError) in
            try HL7Index(buffer)
        }
        self.bytes = bytes
        delimiters = index.delimiters
        segments = index.segments
        fieldOffsets = index.fieldOffsets
        characterSet = HL7CharacterSet(of: bytes, index)
    }

    /// The bytes of a field with its repetitions.
    @inlinable
    public func field(_ number: Int, of segment: HL7Segment) -> Range<Int> {
        var number = number
        if segment.isHeader {
            if number == 1, segment.delimiterCount > 0 {
                return segment.start + 3..<segment.start + 4
            }
            number -= 1
        }
        guard number >= 1, number <= Int(segment.delimiterCount) else {
            return segment.end..<segment.end
        }
        let place = Int(segment.firstField) + number - 1
        return Int(fieldOffsets[place])..<Int(fieldOffsets[place + 1]) - 1
    }

    /// The bytes at an address: `range(segment, 5, component: 1, subcomponent: 3)` is PID-5.1.3.
    @inlinable
    public func range(
        _ segment: HL7Segment,
        _ field: Int,
        repetition: Int = 1,
        component: Int = 1,
        subcomponent: Int = 1
    ) -> Range<Int> {
        self.subcomponent(
            subcomponent,
            of: self.component(
                component,
                of: self.repetition(repetition, of: self.field(field, of: segment))
            )
        )
    }

    /// The part with this number, counted from 1; empty when there are fewer.
    @inlinable
    public func part(_ number: Int, of range: Range<Int>, by delimiter: UInt8) -> Range<Int> {
        guard delimiter != 0 else {
            return number == 1 ? range : range.upperBound..<range.upperBound
        }
        return bytes.withUnsafeBufferPointer { bytes in
            var start = range.lowerBound
            var rest = number
            while true {
                var end = start
                while end < range.upperBound, bytes[end] != delimiter { end += 1 }
                rest -= 1
                if rest == 0 { return start..<end }
                if end >= range.upperBound { return range.upperBound..<range.upperBound }
                start = end + 1
            }
        }
    }

    /// How many parts there are, empty ones too.
    @inlinable
    public func parts(of range: Range<Int>, by delimiter: UInt8) -> Int {
        guard delimiter != 0 else { return 1 }
        return bytes.withUnsafeBufferPointer { bytes in
            var count = 1
            for place in range where bytes[place] == delimiter { count += 1 }
            return count
        }
    }

    @inlinable
    public func repetition(_ number: Int, of field: Range<Int>) -> Range<Int> {
        part(number, of: field, by: delimiters.repetition)
    }

    @inlinable
    public func component(_ number: Int, of repetition: Range<Int>) -> Range<Int> {
        part(number, of: repetition, by: delimiters.component)
    }

    @inlinable
    public func subcomponent(_ number: Int, of component: Range<Int>) -> Range<Int> {
        part(number, of: component, by: delimiters.subcomponent)
    }

    /// HL7 null: two quotes say that a value is to be deleted, so nothing is filled.
    @inlinable
    public func isNull(_ range: Range<Int>) -> Bool {
        range.count == 2 && bytes[range.lowerBound] == 0x22 && bytes[range.lowerBound + 1] == 0x22
    }

    /// Is there anything but delimiters, blanks and nulls in the range?
    @inlinable
    public func isFilled(_ range: Range<Int>) -> Bool {
        let delimiters = delimiters
        return bytes.withUnsafeBufferPointer { bytes in
            for place in range {
                let byte = bytes[place]
                if byte > 0x20, byte != 0x22, byte != delimiters.component,
                    byte != delimiters.repetition, byte != delimiters.subcomponent
                {
                    return true
                }
            }
            return false
        }
    }

    @inlinable
    public func first(_ name: HL7SegmentName) -> HL7Segment? {
        segments.first { $0.name == name }
    }
}

/// A message describes itself by its size only: what is in it stays in it.
extension HL7Message: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String {
        "HL7Message(\(segments.count) segments, \(bytes.count) bytes)"
    }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
