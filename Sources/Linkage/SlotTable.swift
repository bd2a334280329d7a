// SPDX-License-Identifier: EUPL-1.2

/// An open-addressing table from hashes to places in an array: four bytes a cell, no objects.
///
/// A cell holds the place plus one and, in the bits that are left, a tag of the hash, so that a
/// look-up seldom touches a person in vain.
struct SlotTable: Sendable {
    private var cells: [UInt32]
    private let mask: Int
    private let slotBits: UInt32

    /// For so many entries that point to places below `slots`.
    init(entries: Int, slots: Int) {
        precondition(slots < UInt32.max, "a population has fewer than 2^32 people")
        var size = 16
        while size * 3 < entries * 4 { size *= 2 }
        cells = [UInt32](repeating: 0, count: size)
        mask = size - 1
        slotBits = UInt32(Int.bitWidth - slots.leadingZeroBitCount)
    }

    var byteCount: Int { cells.count * 4 }

    mutating func insert(_ slot: Int, hash: UInt64) {
        var place = Int(truncatingIfNeeded: hash) & mask
        while cells[place] != 0 { place = (place + 1) & mask }
        cells[place] = tag(hash) | UInt32(slot + 1)
    }

    /// Calls `body` with each place that may have this hash, until it says to stop.
    @inline(__always)
    func forEachSlot(hash: UInt64, _ body: (Int) -> Bool) {
        let wanted = tag(hash)
        let slotMask = ~(UInt32.max << slotBits)
        var place = Int(truncatingIfNeeded: hash) & mask
        while cells[place] != 0 {
            let cell = cells[place]
            if cell & ~slotMask == wanted, !body(Int(cell & slotMask) - 1) { return }
            place = (place + 1) & mask
        }
    }

    @inline(__always)
    private func tag(_ hash: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: hash >> 32) & (UInt32.max << slotBits)
    }
}
