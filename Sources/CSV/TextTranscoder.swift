// SPDX-License-Identifier: EUPL-1.2

/// Turns a stream in one of the encodings into UTF-8, in pieces of any size.
///
/// A byte order mark comes out as U+FEFF. What UTF-16 does not allow comes out as bytes that
/// UTF-8 does not allow, so that nothing is replaced unseen.
public struct TextTranscoder: Sendable {
    public let encoding: TextEncoding
    /// The first half of a UTF-16 unit.
    private var firstByte: UInt8?
    private var highSurrogate: UInt32?

    public init(from encoding: TextEncoding) {
        self.encoding = encoding
    }

    /// Appends to `output`, at most three bytes for each byte that came in.
    public mutating func append(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) {
        switch encoding {
        case .utf8:
            output.append(contentsOf: bytes)
        case .latin1, .windows1252:
            var start = 0
            for (index, byte) in bytes.enumerated() where byte >= 0x80 {
                output.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[start..<index]))
                let scalar = encoding == .latin1 ? UInt32(byte) : Self.windows1252(byte)
                Self.append(scalar, to: &output)
                start = index + 1
            }
            output.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[start...]))
        case .utf16LittleEndian, .utf16BigEndian:
            for byte in bytes {
                guard let first = firstByte else {
                    firstByte = byte
                    continue
                }
                firstByte = nil
                append(unit: unit(first, byte), to: &output)
            }
        }
    }

    /// Appends what the end of the stream cut off.
    public mutating func finish(_ output: inout [UInt8]) {
        if let high = highSurrogate { Self.append(high, to: &output) }
        if firstByte != nil { output.append(0xFF) }
        highSurrogate = nil
        firstByte = nil
    }

    private func unit(_ first: UInt8, _ second: UInt8) -> UInt32 {
        encoding == .utf16LittleEndian
            ? UInt32(second) << 8 | UInt32(first) : UInt32(first) << 8 | UInt32(second)
    }

    private mutating func append(unit: UInt32, to output: inout [UInt8]) {
        if let high = highSurrogate {
            highSurrogate = nil
            if unit & 0xFC00 == 0xDC00 {
                Self.append(0x10000 + ((high & 0x3FF) << 10 | unit & 0x3FF), to: &output)
                return
            }
            Self.append(high, to: &output)
        }
        if unit & 0xFC00 == 0xD800 {
            highSurrogate = unit
        } else {
            Self.append(unit, to: &output)
        }
    }

    private static func append(_ scalar: UInt32, to output: inout [UInt8]) {
        switch scalar {
        case ..<0x80:
            output.append(UInt8(scalar))
        case ..<0x800:
            output.append(0xC0 | UInt8(scalar >> 6))
            output.append(0x80 | UInt8(scalar & 0x3F))
        case ..<0x10000:
            output.append(0xE0 | UInt8(scalar >> 12))
            output.append(0x80 | UInt8(scalar >> 6 & 0x3F))
            output.append(0x80 | UInt8(scalar & 0x3F))
        default:
            output.append(0xF0 | UInt8(scalar >> 18))
            output.append(0x80 | UInt8(scalar >> 12 & 0x3F))
            output.append(0x80 | UInt8(scalar >> 6 & 0x3F))
            output.append(0x80 | UInt8(scalar & 0x3F))
        }
    }

    // The five bytes without a character stay what they are, as in the WHATWG Encoding Standard.
    private static func windows1252(_ byte: UInt8) -> UInt32 {
        byte & 0xE0 == 0x80 ? UInt32(upperControls[Int(byte & 0x1F)]) : UInt32(byte)
    }

    private static let upperControls: [UInt16] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
        0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
    ]
}
