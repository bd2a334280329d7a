// SPDX-License-Identifier: EUPL-1.2

/// The prefixes of a surname (voorvoegsels), which lists leave out, abbreviate or put behind.
enum NamePrefix {
    /// Is this folded word a prefix, or a note such as `geb.` or `e/v`?
    @inline(__always)
    static func contains(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        guard word.count <= 7 else { return false }
        var packed: UInt64 = 0
        for byte in word { packed = packed << 8 | UInt64(byte) }
        return slots.withUnsafeBufferPointer { slots in
            var slot = slot(packed)
            while slots[slot] != 0 {
                if slots[slot] == packed { return true }
                slot = (slot + 1) & (slotCount - 1)
            }
            return false
        }
    }

    private static let slotCount = 256

    private static func slot(_ packed: UInt64) -> Int {
        Int((packed &* 0x9E37_79B9_7F4A_7C15) >> 56)
    }

    private static let words = """
        van de den der het t s d te ten ter in op aan bij onder over uit voor von vom zu zum zur \
        du des la le les l da das do dos di del della dalla el al af av und a \
        v vd vdr vh e ev geb geboren
        """

    /// Open addressing: the bytes of a word as one number, 0 for a free slot.
    private static let slots: [UInt64] = {
        var slots = [UInt64](repeating: 0, count: slotCount)
        for word in words.split(separator: " ") {
            let packed = word.utf8.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
            var slot = slot(packed)
            while slots[slot] != 0 { slot = (slot + 1) & (slotCount - 1) }
            slots[slot] = packed
        }
        return slots
    }()
}
