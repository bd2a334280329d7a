// SPDX-License-Identifier: EUPL-1.2

/// Finds the places where a stream of bytes is not UTF-8, in pieces of any size.
struct UTF8Validator: Sendable {
    /// How many bytes the current character still needs.
    private var needed = 0
    private var lowest: UInt8 = 0x80
    private var highest: UInt8 = 0xBF
    /// Where the current character began, counted from the start of the stream.
    private var start = 0

    /// The first byte of an ill-formed character at or after `index`, counted from the start of
    /// the stream; `index` is moved to where to go on, to the end of the piece if all is well.
    ///
    /// - Parameter base: what came before the piece.
    mutating func nextProblem(
        in piece: UnsafeRawBufferPointer,
        from index: inout Int,
        base: Int
    ) -> Int? {
        let count = piece.count
        while index < count {
            if needed == 0 {
                while index + 8 <= count,
                    piece.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                        & 0x8080_8080_8080_8080 == 0
                {
                    index += 8
                }
                if index == count { return nil }
                let byte = piece[index]
                start = base + index
                index += 1
                if byte >= 0x80 && !begin(byte) { return start }
            } else if piece[index] >= lowest && piece[index] <= highest {
                index += 1
                needed -= 1
                lowest = 0x80
                highest = 0xBF
            } else {
                needed = 0
                return start
            }
        }
        return nil
    }

    /// The start of a character that the end of the stream cut off.
    mutating func problemAtEnd() -> Int? {
        defer { needed = 0 }
        return needed > 0 ? start : nil
    }

    // Table 3-7 of the Unicode Standard.
    private mutating func begin(_ byte: UInt8) -> Bool {
        lowest = 0x80
        highest = 0xBF
        switch byte {
        case 0xC2...0xDF: needed = 1
        case 0xE0...0xEF: needed = 2
        case 0xF0...0xF4: needed = 3
        default: return false
        }
        switch byte {
        case 0xE0: lowest = 0xA0
        case 0xED: highest = 0x9F
        case 0xF0: lowest = 0x90
        case 0xF4: highest = 0x8F
        default: break
        }
        return true
    }
}
