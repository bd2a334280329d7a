// SPDX-License-Identifier: EUPL-1.2

/// Sixty-four bytes of a message: eight words, the fifth beside the first and so on.
struct HL7Block {
    private typealias Pair = SIMD2<UInt64>

    private let words: (Pair, Pair, Pair, Pair)

    @inline(__always)
    init(_ place: UnsafeRawPointer) {
        func pair(_ offset: Int) -> Pair {
            Pair(
                UInt64(littleEndian: (place + offset).loadUnaligned(as: UInt64.self)),
                UInt64(littleEndian: (place + offset + 32).loadUnaligned(as: UInt64.self))
            )
        }
        words = (pair(0), pair(8), pair(16), pair(24))
    }

    /// All of them laid over each other, eight by eight.
    @inline(__always)
    var all: UInt64 {
        let all = words.0 | words.1 | words.2 | words.3
        return all[0] | all[1]
    }

    /// A bit for each byte that is the field delimiter, and for each that is below 0x20.
    @inline(__always)
    func marks(of field: UInt8) -> (fields: UInt64, controls: UInt64) {
        let (first, second) = (halves(words.0, field), halves(words.1, field))
        let (third, fourth) = (halves(words.2, field), halves(words.3, field))
        let marks = bytes(shorts(first, third), shorts(second, fourth))
        return (
            marks[0] & 0xFFFF_FFFF | marks[1] << 32,
            marks[0] >> 32 | marks[1] & 0xFFFF_FFFF_0000_0000
        )
    }

    // A byte that is found has the bit of its place in its word, so that the eight of a word laid over
    // each other are the eight bits wanted. That is done by halves, and each time what is free then
    // takes those of another word: fields below and controls above, the words in their order.

    @inline(__always)
    private func halves(_ words: Pair, _ field: UInt8) -> Pair {
        let bytes = unsafeBitCast(words, to: SIMD16<UInt8>.self)
        let fields = HL7Block.bits(bytes .== SIMD16(repeating: field))
        let controls = HL7Block.bits(bytes & SIMD16(repeating: 0xE0) .== SIMD16(repeating: 0))
        return (fields | fields &>> 32) & 0x0000_0000_FFFF_FFFF
            | (controls | controls &<< 32) & 0xFFFF_FFFF_0000_0000
    }

    @inline(__always)
    private func shorts(_ first: Pair, _ second: Pair) -> Pair {
        (first | first &>> 16) & 0x0000_FFFF_0000_FFFF
            | (second | second &<< 16) & 0xFFFF_0000_FFFF_0000
    }

    @inline(__always)
    private func bytes(_ first: Pair, _ second: Pair) -> Pair {
        (first | first &>> 8) & 0x00FF_00FF_00FF_00FF
            | (second | second &<< 8) & 0xFF00_FF00_FF00_FF00
    }

    @inline(__always)
    private static func bits(_ mask: SIMDMask<SIMD16<Int8>>) -> Pair {
        unsafeBitCast(mask, to: Pair.self) & 0x8040_2010_0804_0201
    }
}
