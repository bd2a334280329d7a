// SPDX-License-Identifier: EUPL-1.2

import HL7

/// From the code of an observation to its meaning, by bytes and without making a key.
struct FieldMapCodes: Sendable {
    private struct Entry {
        var ends: CodeEnds
        var code: [UInt8]
        var meaning: FieldMeaning
    }

    private var entries: [Entry] = []
    /// Open addressing: the place of the entry plus one, 0 for a free slot.
    private var slots = [UInt32](repeating: 0, count: 256)

    mutating func set(_ code: [UInt8], _ meaning: FieldMeaning) {
        if let place = entries.firstIndex(where: { $0.code == code }) {
            entries[place].meaning = meaning
            return
        }
        let ends = code.withUnsafeBufferPointer { CodeEnds($0) }
        entries.append(Entry(ends: ends, code: code, meaning: meaning))
        if entries.count * 4 > slots.count {
            slots = [UInt32](repeating: 0, count: slots.count * 4)
            for place in entries.indices { enter(place) }
        } else {
            enter(entries.count - 1)
        }
    }

    func meaning(of code: UnsafeBufferPointer<UInt8>) -> FieldMeaning? {
        let ends = CodeEnds(code)
        return slots.withUnsafeBufferPointer { slots in
            var slot = Int(truncatingIfNeeded: ends.hash) & (slots.count - 1)
            while slots[slot] != 0 {
                let place = Int(slots[slot]) - 1
                // Up to sixteen bytes the two ends are the whole code.
                if entries[place].ends == ends,
                    code.count <= 16 || entries[place].code.elementsEqual(code)
                {
                    return entries[place].meaning
                }
                slot = (slot + 1) & (slots.count - 1)
            }
            return nil
        }
    }

    private mutating func enter(_ place: Int) {
        var slot = Int(truncatingIfNeeded: entries[place].ends.hash) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(place + 1)
    }
}

/// The first and the last eight bytes of a code and its length: all of it up to sixteen bytes.
struct CodeEnds: Equatable, Sendable {
    let first: UInt64
    let last: UInt64
    let length: Int

    @inline(__always)
    init(_ code: UnsafeBufferPointer<UInt8>) {
        let raw = UnsafeRawBufferPointer(code)
        length = code.count
        func word<Word: FixedWidthInteger>(_ place: Int, _: Word.Type) -> UInt64 {
            UInt64(truncatingIfNeeded: raw.loadUnaligned(fromByteOffset: place, as: Word.self))
        }
        switch length {
        case 8...:
            first = word(0, UInt64.self)
            last = word(length - 8, UInt64.self)
        case 4...7:
            first = word(0, UInt32.self)
            last = word(length - 4, UInt32.self)
        case 1...3:
            first = word(0, UInt8.self) << 8 | word(length / 2, UInt8.self)
            last = word(length - 1, UInt8.self)
        default:
            first = 0
            last = 0
        }
    }

    var hash: UInt64 {
        let mixed =
            (first ^ UInt64(truncatingIfNeeded: length)) &* 0x9E37_79B9_7F4A_7C15
            ^ last &* 0xC2B2_AE3D_27D4_EB4F
        return (mixed ^ mixed >> 32) &* 0xD6E8_FEB8_6659_FD93 >> 32
    }
}
