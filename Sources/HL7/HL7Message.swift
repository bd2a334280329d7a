// SPDX-License-Identifier: EUPL-1.2

/// One HL7 v2 message in ER7, as bytes with the places of its segments.
///
/// Nothing is copied out of the bytes until it is asked for. Numbering is the standard's: fields,
/// repetitions, components and subcomponents from 1; MSH-1 is the field delimiter itself.
public struct HL7Message: Sendable {
    public let bytes: [UInt8]
    public let delimiters: HL7Delimiters
    /// In the order of the message.
    public let segments: [HL7Segment]

    /// Segments may end in CR, LF or both; leading white space before MSH is skipped.
    public init(_ bytes: [UInt8]) throws(HL7ParseError) {
        var start = 0
        while start < bytes.count, [0x0B, 0x0A, 0x0D, 0x20, 0x09].contains(bytes[start]) {
            start += 1
        }
        if bytes.count - start >= 3, bytes[start] == 0xEF, bytes[start + 1] == 0xBB {
            start += 3
        }
        guard start < bytes.count else { throw .empty }
        guard bytes.count - start >= 4, bytes[start] == 0x4D, bytes[start + 1] == 0x53,
            bytes[start + 2] == 0x48
        else { throw .noHeader }
        var segments: [HL7Segment] = []
        segments.reserveCapacity(16)
        var line = 1
        var place = start
        let delimiters = try HL7Delimiters(
            header: bytes[start...].prefix { $0 != 0x0D && $0 != 0x0A }
        )
        while place < bytes.count {
            var end = place
            while end < bytes.count, bytes[end] != 0x0D, bytes[end] != 0x0A { end += 1 }
            if end - place >= 3, bytes[place] != 0x1C {
                guard HL7Message.isName(bytes, place),
                    end - place == 3 || bytes[place + 3] == delimiters.field
                else { throw .segmentName(line: line) }
                segments.append(
                    HL7Segment(
                        name: HL7SegmentName(bytes[place], bytes[place + 1], bytes[place + 2]),
                        start: place,
                        end: end
                    )
                )
            } else if end > place, bytes[place] != 0x1C {
                let isBlank = bytes[place..<end].allSatisfy { $0 == 0x20 || $0 == 0x09 }
                if !isBlank { throw .segmentName(line: line) }
            }
            place = end + 1
            line += 1
        }
        self.bytes = bytes
        self.delimiters = delimiters
        self.segments = segments
    }

    private static func isName(_ bytes: [UInt8], _ place: Int) -> Bool {
        (place..<place + 3).allSatisfy { index in
            (0x41...0x5A).contains(bytes[index]) || (0x30...0x39).contains(bytes[index])
        } && bytes[place] > 0x39
    }

    /// The bytes of a field with its repetitions; empty when the segment is shorter.
    public func field(_ number: Int, of segment: HL7Segment) -> Range<Int> {
        if segment.name == .MSH {
            if number == 1 { return segment.start + 3..<segment.start + 4 }
        }
        var wanted = segment.name == .MSH ? number - 1 : number
        var place = segment.start + 3
        while place < segment.end {
            // `place` is at a field delimiter.
            var end = place + 1
            while end < segment.end, bytes[end] != delimiters.field { end += 1 }
            wanted -= 1
            if wanted == 0 { return place + 1..<end }
            place = end
        }
        return segment.end..<segment.end
    }

    /// Calls `body` with the number and the bytes of each field that is not empty.
    public func forEachField(
        of segment: HL7Segment,
        _ body: (Int, Range<Int>) -> Void
    ) {
        var number = segment.name == .MSH ? 1 : 0
        var place = segment.start + 3
        while place < segment.end {
            var end = place + 1
            while end < segment.end, bytes[end] != delimiters.field { end += 1 }
            number += 1
            if end > place + 1 { body(number, place + 1..<end) }
            place = end
        }
    }

    /// The part with this number, counted from 1; empty when there are fewer.
    public func part(_ number: Int, of range: Range<Int>, by delimiter: UInt8) -> Range<Int> {
        guard delimiter != 0 else {
            return number == 1 ? range : range.upperBound..<range.upperBound
        }
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

    /// How many parts there are.
    public func parts(of range: Range<Int>, by delimiter: UInt8) -> Int {
        guard delimiter != 0 else { return 1 }
        var count = 1
        for index in range where bytes[index] == delimiter { count += 1 }
        return count
    }

    public func repetition(_ number: Int, of field: Range<Int>) -> Range<Int> {
        part(number, of: field, by: delimiters.repetition)
    }

    public func component(_ number: Int, of repetition: Range<Int>) -> Range<Int> {
        part(number, of: repetition, by: delimiters.component)
    }

    public func subcomponent(_ number: Int, of component: Range<Int>) -> Range<Int> {
        part(number, of: component, by: delimiters.subcomponent)
    }

    /// The text with its escapes resolved; bytes that are no UTF-8 are read as Latin-1 (MSH-18
    /// `8859/1`, or nothing declared).
    public func text(_ range: Range<Int>) -> String {
        let raw = bytes[range]
        guard delimiters.escape != 0, raw.contains(delimiters.escape) else {
            return HL7Message.decoded(raw)
        }
        return HL7Message.decoded(HL7Escapes.resolve(raw, delimiters)[...])
    }

    /// HL7 null: two quotes say that a value was deleted, so nothing is filled.
    public func isNull(_ range: Range<Int>) -> Bool {
        range.count == 2 && bytes[range.lowerBound] == 0x22 && bytes[range.lowerBound + 1] == 0x22
    }

    /// Is there anything but delimiters and nulls in the range?
    public func isFilled(_ range: Range<Int>) -> Bool {
        guard !range.isEmpty, !isNull(range) else { return false }
        var place = range.lowerBound
        while place < range.upperBound {
            let byte = bytes[place]
            if byte != delimiters.component, byte != delimiters.repetition,
                byte != delimiters.subcomponent, byte != 0x20, byte != 0x22
            {
                return true
            }
            place += 1
        }
        return false
    }

    public func first(_ name: HL7SegmentName) -> HL7Segment? {
        segments.first { $0.name == name }
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}

/// Three characters that name a segment, as one number.
public struct HL7SegmentName: Hashable, Sendable, CustomStringConvertible {
    public let code: UInt32

    public init(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
        code = UInt32(first) << 16 | UInt32(second) << 8 | UInt32(third)
    }

    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 3 else { return nil }
        self.init(bytes[0], bytes[1], bytes[2])
    }

    public var description: String {
        String(
            decoding: [UInt8(code >> 16), UInt8(code >> 8 & 0xFF), UInt8(code & 0xFF)],
            as: UTF8.self
        )
    }

    public static let MSH = HL7SegmentName(0x4D, 0x53, 0x48)
    public static let PID = HL7SegmentName(0x50, 0x49, 0x44)
    public static let ORC = HL7SegmentName(0x4F, 0x52, 0x43)
    public static let OBR = HL7SegmentName(0x4F, 0x42, 0x52)
    public static let OBX = HL7SegmentName(0x4F, 0x42, 0x58)
    public static let SPM = HL7SegmentName(0x53, 0x50, 0x4D)
    public static let SAC = HL7SegmentName(0x53, 0x41, 0x43)
}

/// A segment as a place in the bytes of its message.
public struct HL7Segment: Hashable, Sendable {
    public let name: HL7SegmentName
    public let start: Int
    public let end: Int
}
