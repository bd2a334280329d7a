// SPDX-License-Identifier: EUPL-1.2

import HL7

/// The paths of filled fields that no row of the table maps, each made into text only once.
struct UnclassifiedPaths {
    private struct Entry {
        var key: UInt64
        /// Of an observation.
        var code: [UInt8]
        var text: String
    }

    private var entries: [Entry] = []
    /// Open addressing: the place of the entry plus one, 0 for a free slot.
    private var slots = [UInt32](repeating: 0, count: 64)

    /// The path with this number.
    func text(_ number: Int) -> String { entries[number].text }

    /// The number of a field, or of its part.
    mutating func number(
        _ segment: HL7SegmentName,
        _ field: Int,
        component: Int = 0,
        subcomponent: Int = 0
    ) -> Int {
        // No message has 2^24 fields; components and subcomponents are those of the table.
        let place = UInt64(truncatingIfNeeded: component << 8 | subcomponent)
        let key =
            UInt64(segment.code) << 40 ^ UInt64(truncatingIfNeeded: field) << 16 ^ place
        return number(key, UnsafeBufferPointer(start: nil, count: 0)) {
            guard component > 0 else { return "\(segment)-\(field)" }
            return subcomponent == 0
                ? "\(segment)-\(field).\(component)"
                : "\(segment)-\(field).\(component).\(subcomponent)"
        }
    }

    /// The number of an observation by its code, if that is no value.
    mutating func number(ofObservation code: Range<Int>, in view: HL7View) -> Int {
        guard MessagePath.isCode(view.slice(code)) else { return number(.OBX, 5) }
        let bytes = view.slice(code)
        return number(CodeEnds(bytes).hash | 1 << 63, bytes) { "OBX[\(view.text(code))]-5" }
    }

    private mutating func number(
        _ key: UInt64,
        _ code: UnsafeBufferPointer<UInt8>,
        _ text: () -> String
    ) -> Int {
        var slot = slot(key)
        while slots[slot] != 0 {
            let place = Int(slots[slot]) - 1
            if entries[place].key == key, entries[place].code.elementsEqual(code) { return place }
            slot = (slot + 1) & (slots.count - 1)
        }
        entries.append(Entry(key: key, code: Array(code), text: text()))
        slots[slot] = UInt32(entries.count)
        if entries.count * 2 > slots.count { grow() }
        return entries.count - 1
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 4)
        for (place, entry) in entries.enumerated() {
            var slot = slot(entry.key)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(place + 1)
        }
    }

    private func slot(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (slots.count - 1)
    }
}
