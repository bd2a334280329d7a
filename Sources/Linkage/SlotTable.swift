// SPDX-License-Identifier: EUPL-1.2

/// An open-addressing table from hashes to places in an array: four bytes a cell, no objects.
///
/// A cell holds the place plus one and, in the bits that are left, a tag of the hash, so that a
/// look-up seldom touches a person in vain.
struct SlotTable: Sendable {
    private var cells: [UInt32]
    private let slotBits: UInt32

    /// For so many entries that point to places below `slots`.
    init(entries: Int, slots: Int) {
        precondition(slots < UInt32.max, "a population has fewer than 2^32 people")
        // Two thirds full: six bytes an entry, and a look-up reads three cells side by side.
        cells = [UInt32](repeating: 0, count: max(16, entries + entries / 2))
        slotBits = UInt32(Int.bitWidth - slots.leadingZeroBitCount)
    }

    var byteCount: Int { cells.count * 4 }

    mutating func insert(_ slot: Int, hash: UInt64) {
        var place = home(hash)
        while cells[place] != 0 { place = next(place) }
        cells[place] = tag(hash) | UInt32(slot + 1)
    }

    /// Calls `body` with each place that may have this hash, until it says to stop.
    @inline(__always)
    func forEachSlot(hash: UInt64, _ body: (Int) -> Bool) {
        let wanted = tag(hash)
        let slotMask = ~(UInt32.max << slotBits)
        var place = home(hash)
        while cells[place] != 0 {
            let cell = cells[place]
            if cell & ~slotMask == wanted, !body(Int(cell & slotMask) - 1) { return }
            place = next(place)
        }
    }

    /// The lower half of the hash spread over the cells; the tag is of the upper half.
    @inline(__always)
    private func home(_ hash: UInt64) -> Int {
        Int(((hash & 0xFFFF_FFFF) * UInt64(cells.count)) >> 32)
    }

    @inline(__always)
    private func next(_ place: Int) -> Int { place + 1 == cells.count ? 0 : place + 1 }

    @inline(__always)
    private func tag(_ hash: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: hash >> 32) & (UInt32.max << slotBits)
    }
}
