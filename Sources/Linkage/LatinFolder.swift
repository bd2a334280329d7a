// SPDX-License-Identifier: EUPL-1.2

/// Walks over the UTF-8 bytes of a name and gives them folded: a to z, digits, and breaks.
///
/// Case and diacritics go. Text that was UTF-8 read as Windows-1252 (`Ã«` for `ë`) is read as it
/// was meant. Bytes of other scripts pass as they are, so they match only themselves.
struct LatinFolder {
    static let wordBreak = UInt8(ascii: " ")
    /// Between the two names of a double name.
    static let partBreak = UInt8(ascii: "-")
    static let comma = UInt8(ascii: ",")

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var pending: UInt8 = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// The next folded byte, nil at the end. Never gives more bytes than it takes.
    @inline(__always)
    mutating func next() -> UInt8? {
        if pending != 0 {
            defer { pending = 0 }
            return pending
        }
        while position < bytes.count {
            let byte = bytes[position]
            guard byte < 0x80 else {
                if let folded = nextBeyondASCII(byte) { return folded }
                continue
            }
            position += 1
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                return byte
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): return byte | 0x20
            case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "("), UInt8(ascii: "&"),
                UInt8(ascii: "+"), UInt8(ascii: "="):
                return LatinFolder.partBreak
            case LatinFolder.comma: return byte
            default: return LatinFolder.wordBreak
            }
        }
        return nil
    }

    private mutating func nextBeyondASCII(_ lead: UInt8) -> UInt8? {
        let (scalar, length) = scalar(at: position)
        position += length
        var meant = scalar
        if (0xC3...0xC5).contains(scalar), position < bytes.count, bytes[position] >= 0x80 {
            let (next, nextLength) = self.scalar(at: position)
            if let low = LatinFolder.windows1252[next] ?? (0x80...0xBF ~= next ? next : nil) {
                position += nextLength
                meant = (scalar & 0x1F) << 6 | low & 0x3F
            }
        }
        switch meant {
        case 0x0300...0x036F: return nil
        case 0x2010...0x2015: return LatinFolder.partBreak
        case ..<0xC0, 0x02B0...0x02FF, 0x2000...0x206F: return LatinFolder.wordBreak
        default: break
        }
        switch LatinLetters.plain(meant) {
        case .one(let letter): return letter
        case .two(let first, let second):
            pending = second
            return first
        case .space: return LatinFolder.wordBreak
        case .notLatin:
            // The rest of the scalar follows byte by byte as continuation bytes.
            position -= length - 1
            return lead
        }
    }

    /// The scalar that starts here; a stray continuation byte stands for itself.
    private func scalar(at start: Int) -> (scalar: UInt32, length: Int) {
        let lead = bytes[start]
        let length =
            switch lead {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 1
            }
        guard length > 1, start + length <= bytes.count else { return (UInt32.max, 1) }
        var scalar = UInt32(lead) & (0x7F >> UInt32(length))
        for offset in 1..<length { scalar = scalar << 6 | UInt32(bytes[start + offset] & 0x3F) }
        return (scalar, length)
    }

    /// Windows-1252 characters outside Latin-1, and the bytes 0x80 to 0x9F that they stand for.
    private static let windows1252: [UInt32: UInt32] = [
        0x20AC: 0x80, 0x201A: 0x82, 0x0192: 0x83, 0x201E: 0x84, 0x2026: 0x85, 0x2020: 0x86,
        0x2021: 0x87, 0x02C6: 0x88, 0x2030: 0x89, 0x0160: 0x8A, 0x2039: 0x8B, 0x0152: 0x8C,
        0x017D: 0x8E, 0x2018: 0x91, 0x2019: 0x92, 0x201C: 0x93, 0x201D: 0x94, 0x2022: 0x95,
        0x2013: 0x96, 0x2014: 0x97, 0x02DC: 0x98, 0x2122: 0x99, 0x0161: 0x9A, 0x203A: 0x9B,
        0x0153: 0x9C, 0x017E: 0x9E, 0x0178: 0x9F,
    ]
}
