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
    public init(_ bytes: [UInt8], limit: Int = HL7Scan.longest) throws(HL7ParseError) {
        var scan = HL7Scan()
        (delimiters, segments, fieldOffsets, characterSet) =
            try bytes.withUnsafeBufferPointer { buffer throws(HL7ParseError) in
                let view = try scan.read(buffer, limit: limit)
                return (
                    view.delimiters, Array(view.segments), Array(view.fieldOffsets),
                    view.characterSet
                )
            }
        self.bytes = bytes
    }

    /// The message as places in its bytes, for the length of a call.
    @inlinable
    public func withView<Result>(_ body: (HL7View) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBufferPointer { bytes in
            try segments.withUnsafeBufferPointer { segments in
                try fieldOffsets.withUnsafeBufferPointer { offsets in
                    try body(
                        HL7View(
                            bytes: bytes,
                            delimiters: delimiters,
                            segments: segments,
                            fieldOffsets: offsets,
                            characterSet: characterSet
                        )
                    )
                }
            }
        }
    }

    /// The bytes of a field with its repetitions.
    @inlinable
    public func field(_ number: Int, of segment: HL7Segment) -> Range<Int> {
        withView { $0.field(number, of: segment) }
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
        withView {
            $0.range(
                segment,
                field,
                repetition: repetition,
                component: component,
                subcomponent: subcomponent
            )
        }
    }

    /// The part with this number, counted from 1; empty when there are fewer.
    @inlinable
    public func part(_ number: Int, of range: Range<Int>, by delimiter: UInt8) -> Range<Int> {
        withView { $0.part(number, of: range, by: delimiter) }
    }

    /// How many parts there are, empty ones too.
    @inlinable
    public func parts(of range: Range<Int>, by delimiter: UInt8) -> Int {
        withView { $0.parts(of: range, by: delimiter) }
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
        withView { $0.isNull(range) }
    }

    /// Is there anything but delimiters, blanks and nulls in the range?
    @inlinable
    public func isFilled(_ range: Range<Int>) -> Bool {
        withView { $0.isFilled(range) }
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

/// So does a view.
extension HL7View: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String {
        "HL7View(\(segments.count) segments, \(bytes.count) bytes)"
    }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
