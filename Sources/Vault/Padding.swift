// SPDX-License-Identifier: EUPL-1.2

/// Padding by a 1 bit and zeros (ISO/IEC 7816-4), up to a multiple of a step.
enum Padding {
    static func size(of count: Int, step: Int) -> Int {
        (count + 1 + step - 1) / step * step
    }

    static func fill(_ room: UnsafeMutableRawBufferPointer, with text: UnsafeRawBufferPointer) {
        room.copyMemory(from: text)
        room[text.count] = 0x80
        for place in text.count + 1..<room.count { room[place] = 0 }
    }

    /// Where the text ends; nil when the bytes are not padded.
    static func end(of padded: [UInt8]) -> Int? {
        guard let last = padded.lastIndex(where: { $0 != 0 }), padded[last] == 0x80 else {
            return nil
        }
        return last
    }
}
