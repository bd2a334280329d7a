// SPDX-License-Identifier: EUPL-1.2

/// Three characters that name a segment, as one number.
public struct HL7SegmentName: Hashable, Sendable, CustomStringConvertible {
    public let code: UInt32

    @inlinable
    public init(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
        code = UInt32(first) << 16 | UInt32(second) << 8 | UInt32(third)
    }

    /// Nil unless the text is a capital and two capitals or digits.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 3, HL7SegmentName.isName(bytes[0], bytes[1], bytes[2]) else {
            return nil
        }
        self.init(bytes[0], bytes[1], bytes[2])
    }

    static func isName(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
        isCapital(first) && (isCapital(second) || isDigit(second))
            && (isCapital(third) || isDigit(third))
    }

    private static func isCapital(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    public var description: String {
        let bytes = [UInt8(code >> 16 & 0xFF), UInt8(code >> 8 & 0xFF), UInt8(code & 0xFF)]
        return String(decoding: bytes, as: UTF8.self)
    }

    @inlinable public static var MSH: HL7SegmentName { HL7SegmentName(0x4D, 0x53, 0x48) }
    @inlinable public static var BHS: HL7SegmentName { HL7SegmentName(0x42, 0x48, 0x53) }
    @inlinable public static var FHS: HL7SegmentName { HL7SegmentName(0x46, 0x48, 0x53) }
    @inlinable public static var PID: HL7SegmentName { HL7SegmentName(0x50, 0x49, 0x44) }
    @inlinable public static var ORC: HL7SegmentName { HL7SegmentName(0x4F, 0x52, 0x43) }
    @inlinable public static var OBR: HL7SegmentName { HL7SegmentName(0x4F, 0x42, 0x52) }
    @inlinable public static var OBX: HL7SegmentName { HL7SegmentName(0x4F, 0x42, 0x58) }
    @inlinable public static var SPM: HL7SegmentName { HL7SegmentName(0x53, 0x50, 0x4D) }
    @inlinable public static var SAC: HL7SegmentName { HL7SegmentName(0x53, 0x41, 0x43) }
}

/// A segment as a place in the bytes of its message.
public struct HL7Segment: Hashable, Sendable {
    public let name: HL7SegmentName
    @usableFromInline let startOffset: UInt32
    @usableFromInline let endOffset: UInt32
    /// Where the offsets of its fields begin in those of the message.
    public let firstField: UInt32
    /// How many field delimiters it has.
    public let delimiterCount: UInt32

    @inlinable public var start: Int { Int(startOffset) }
    @inlinable public var end: Int { Int(endOffset) }

    /// MSH, BHS and FHS, whose first field is the delimiter itself and whose second names the rest.
    @inlinable public var isHeader: Bool { name == .MSH || name == .BHS || name == .FHS }

    /// The number of its last field.
    @inlinable public var fieldCount: Int { Int(delimiterCount) + (isHeader ? 1 : 0) }
}
