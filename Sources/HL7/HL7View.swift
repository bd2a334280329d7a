// SPDX-License-Identifier: EUPL-1.2

/// One message as places in bytes that somebody else keeps: what `HL7Message` reads, without owning
/// anything.
///
/// Numbering is the standard's: fields, repetitions, components and subcomponents from 1; MSH-1 is the
/// field delimiter itself, and MSH-2 is not divided. What is not there is an empty range. A view is
/// good only as long as its bytes and its index are.
public struct HL7View {
    public let bytes: UnsafeBufferPointer<UInt8>
    public let delimiters: HL7Delimiters
    /// In the order of the message; the first is MSH.
    public let segments: UnsafeBufferPointer<HL7Segment>
    /// For each segment, from its `firstField`, the offset of each field and one behind its end.
    public let fieldOffsets: UnsafeBufferPointer<UInt32>
    public let characterSet: HL7CharacterSet

    @usableFromInline
    init(
        bytes: UnsafeBufferPointer<UInt8>,
        delimiters: HL7Delimiters,
        segments: UnsafeBufferPointer<HL7Segment>,
        fieldOffsets: UnsafeBufferPointer<UInt32>,
        characterSet: HL7CharacterSet
    ) {
        self.bytes = bytes
        self.delimiters = delimiters
        self.segments = segments
        self.fieldOffsets = fieldOffsets
        self.characterSet = characterSet
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
        return field(at: Int(segment.firstField) &+ number &- 1)
    }

    /// The field whose offset stands at a place.
    @inlinable
    @inline(__always)
    public func field(at place: Int) -> Range<Int> {
        Range(
            uncheckedBounds: (Int(fieldOffsets[place]), Int(fieldOffsets[place &+ 1]) &- 1)
        )
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
        if repetition == 1, component == 1, subcomponent == 1 {
            return firstValue(of: self.field(field, of: segment))
        }
        return self.subcomponent(
            subcomponent,
            of: self.component(
                component,
                of: self.repetition(repetition, of: self.field(field, of: segment))
            )
        )
    }

    /// The first subcomponent of the first component of the first repetition.
    @inlinable
    public func firstValue(of field: Range<Int>) -> Range<Int> {
        let (repetition, component) = (delimiters.repetition, delimiters.component)
        let subcomponent = delimiters.subcomponent
        var place = field.lowerBound
        while place < field.upperBound {
            let byte = bytes[place]
            if byte == component || byte == repetition || byte == subcomponent, byte != 0 {
                break
            }
            place &+= 1
        }
        return Range(uncheckedBounds: (field.lowerBound, place))
    }

    /// The part with this number, counted from 1; empty when there are fewer.
    @inlinable
    public func part(_ number: Int, of range: Range<Int>, by delimiter: UInt8) -> Range<Int> {
        guard delimiter != 0 else {
            return number == 1 ? range : range.upperBound..<range.upperBound
        }
        let last = range.upperBound
        var start = range.lowerBound
        var rest = number
        while true {
            var end = start
            while end < last, bytes[end] != delimiter { end &+= 1 }
            rest &-= 1
            if rest == 0 { return Range(uncheckedBounds: (start, end)) }
            if end >= last { return Range(uncheckedBounds: (last, last)) }
            start = end &+ 1
        }
    }

    /// Where a delimiter stands next, or the end.
    @inlinable
    @inline(__always)
    public func place(of delimiter: UInt8, from start: Int, to end: Int) -> Int {
        let other = 0x0101_0101_0101_0101 &* UInt64(delimiter)
        let raw = UnsafeRawBufferPointer(bytes)
        var place = start
        while place &+ 8 <= end {
            let word =
                UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                ^ other
            // The lowest byte that is zero is always found; those above it may be found in error.
            let found = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
            if found != 0 { return place &+ found.trailingZeroBitCount / 8 }
            place &+= 8
        }
        while place < end, bytes[place] != delimiter { place &+= 1 }
        return place
    }

    /// The end of the component that begins there.
    @inlinable
    @inline(__always)
    public func place(ofComponentEndFrom start: Int, to end: Int) -> Int {
        let delimiter = delimiters.component
        guard delimiter != 0 else { return end }
        var place = start
        while place < end, bytes[place] != delimiter { place &+= 1 }
        return place
    }

    /// How many parts there are, empty ones too.
    @inlinable
    public func parts(of range: Range<Int>, by delimiter: UInt8) -> Int {
        guard delimiter != 0 else { return 1 }
        var count = 1
        for place in range where bytes[place] == delimiter { count += 1 }
        return count
    }

    @inlinable
    public func repetition(_ number: Int, of field: Range<Int>) -> Range<Int> {
        if number == 1, delimiters.repetition != 0 {
            let end = place(
                of: delimiters.repetition,
                from: field.lowerBound,
                to: field.upperBound
            )
            return Range(uncheckedBounds: (field.lowerBound, end))
        }
        return part(number, of: field, by: delimiters.repetition)
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
        range.upperBound &- range.lowerBound == 2 && bytes[range.lowerBound] == 0x22
            && bytes[range.lowerBound &+ 1] == 0x22
    }

    /// Is there anything but delimiters, blanks and nulls in the range?
    @inlinable
    public func isFilled(_ range: Range<Int>) -> Bool {
        var place = range.lowerBound
        while place < range.upperBound {
            let byte = bytes[place]
            place &+= 1
            if byte > 0x20, byte != 0x22, byte != delimiters.component,
                byte != delimiters.repetition, byte != delimiters.subcomponent
            {
                return true
            }
        }
        return false
    }

    /// The bytes of a range.
    @inlinable
    public func slice(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(
            start: bytes.baseAddress.map { $0 + range.lowerBound },
            count: range.upperBound &- range.lowerBound
        )
    }
}
