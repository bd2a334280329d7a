// SPDX-License-Identifier: EUPL-1.2

/// A fast 64-bit hash with a seed of its own per index, so that no list can be made to collide.
///
/// Multiply and fold, eight bytes at a time. Not cryptographic: it never leaves memory.
struct SeededHash {
    private(set) var value: UInt64

    init(seed: UInt64) {
        value = seed ^ 0x9E37_79B9_7F4A_7C15
        combine(0x2545_F491_4F6C_DD1D)
    }

    @inline(__always)
    mutating func combine(_ word: UInt64) {
        let product = (value ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        value = (product.high ^ product.low) &+ 0xA076_1D64_78BD_642F
    }

    @inline(__always)
    mutating func combine(_ bytes: UnsafeBufferPointer<UInt8>) {
        let raw = UnsafeRawBufferPointer(bytes)
        var place = 0
        while place + 8 <= bytes.count {
            combine(
                UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            )
            place += 8
        }
        var word: UInt64 = 0
        while place < bytes.count {
            word = word << 8 | UInt64(bytes[place])
            place += 1
        }
        combine(word)
        combine(UInt64(bytes.count))
    }

    static func of(_ first: UInt64, _ second: UInt64 = 0, _ third: UInt64 = 0, seed: UInt64)
        -> UInt64
    {
        var hash = SeededHash(seed: seed)
        hash.combine(first)
        hash.combine(second)
        hash.combine(third)
        return hash.value
    }
}
