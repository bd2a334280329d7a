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
    /// By the number of a path: for which patient it was noted last.
    private var stamps: [UInt32] = []
    private var patient: UInt32 = 0
    /// The stamp of what stands before the first patient and belongs to each; 0 when nothing does.
    private var common: UInt32 = 0
    /// Open addressing: the place of the entry plus one, 0 for a free slot.
    private var slots = [UInt32](repeating: 0, count: 64)

    /// The path with this number.
    func text(_ number: Int) -> String { entries[number].text }

    /// Between two messages: paths are made of what somebody sent, and are not gathered without end.
    mutating func beginMessage() {
        common = 0
        let isWornOut = patient > UInt32.max / 2
        if entries.count > UnclassifiedPaths.kept || isWornOut { self = UnclassifiedPaths() }
    }

    private static let kept = 4096

    mutating func beginPatient() { patient += 1 }

    /// What was noted since the patient began belongs to the patients that follow, too.
    mutating func keepCommon() { common = patient }

    /// Appends a path to those of the patient, unless it is there.
    mutating func note(_ path: Int, _ list: inout [Int]) {
        let stamp = stamps[path]
        guard stamp != patient, stamp == 0 || stamp != common else { return }
        stamps[path] = patient
        list.append(path)
    }

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
        // Seeded, so that no message can make its codes collide.
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
        let hash = UInt64(truncatingIfNeeded: hasher.finalize())
        return number(hash | 1 << 63, bytes) { "OBX[\(view.text(code))]-5" }
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
        stamps.append(0)
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
