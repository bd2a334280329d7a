// SPDX-License-Identifier: EUPL-1.2

/// The content of a resource, however it is indented: its JSON without the white space between values.
enum FHIRContent {
    /// Nil when the text holds none, as what systems send to one another. It is valid JSON.
    static func normalised(_ text: [UInt8]) -> [UInt8]? {
        text.withUnsafeBufferPointer { text in
            isNormal(text)
                ? nil
                : [UInt8](unsafeUninitializedCapacity: text.count) { target, count in
                    count = copy(text, to: target)
                }
        }
    }

    /// Line ends and tabs stand in no string; a space in front, or behind the first colon or comma,
    /// stands at all of them.
    private static func isNormal(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.first.map({ $0 == UInt8(ascii: "{") }) ?? true else { return false }
        let raw = UnsafeRawBufferPointer(text)
        var place = 0
        while place + 8 <= text.count {
            let word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            if (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080 != 0 { return false }
            place += 8
        }
        while place < text.count {
            if text[place] < 0x20 { return false }
            place += 1
        }
        // Behind the first name, and behind the first value.
        var quotes = 0
        for place in text.indices.dropLast() {
            switch text[place] {
            case UInt8(ascii: "\""): quotes += 1
            case 0x20 where quotes & 1 == 0: return false
            case UInt8(ascii: "\\"): return true
            default: break
            }
            if quotes > 6 { return true }
        }
        return true
    }

    private static func copy(
        _ text: UnsafeBufferPointer<UInt8>,
        to target: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        var count = 0
        var place = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while place < text.count {
            let byte = text[place]
            let start = place
            place += 1
            if byte == UInt8(ascii: "\"") {
                while place < text.count, text[place] != UInt8(ascii: "\"") {
                    place += text[place] == UInt8(ascii: "\\") ? 2 : 1
                }
                place = min(place + 1, text.count)
            } else if byte <= 0x20 {
                continue
            }
            let part = UnsafeBufferPointer(rebasing: text[start..<place])
            count = target[count...].update(fromContentsOf: part)
        }
        return count
    }
}
