// SPDX-License-Identifier: EUPL-1.2

import HL7

/// From the code of an observation to its meaning, by bytes and without making a key.
struct FieldMapCodes: Sendable {
    private var codes: [[UInt8]] = []
    private var meanings: [FieldMeaning] = []
    /// Open addressing: the place of the code plus one, 0 for a free slot.
    private var slots = [UInt32](repeating: 0, count: 256)

    mutating func set(_ code: [UInt8], _ meaning: FieldMeaning) {
        if let place = codes.firstIndex(of: code) {
            meanings[place] = meaning
            return
        }
        codes.append(code)
        meanings.append(meaning)
        if codes.count * 4 > slots.count {
            slots = [UInt32](repeating: 0, count: slots.count * 4)
            for place in codes.indices { enter(place) }
        } else {
            enter(codes.count - 1)
        }
    }

    func meaning(of code: UnsafeBufferPointer<UInt8>.SubSequence) -> FieldMeaning? {
        var slot = Int(truncatingIfNeeded: FieldMapCodes.hash(code)) & (slots.count - 1)
        while slots[slot] != 0 {
            let place = Int(slots[slot]) - 1
            if codes[place].count == code.count, codes[place].elementsEqual(code) {
                return meanings[place]
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private mutating func enter(_ place: Int) {
        var slot = Int(truncatingIfNeeded: FieldMapCodes.hash(codes[place])) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(place + 1)
    }

    /// FNV-1a.
    private static func hash(_ bytes: some Collection<UInt8>) -> UInt32 {
        bytes.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }
}
