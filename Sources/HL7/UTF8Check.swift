// SPDX-License-Identifier: EUPL-1.2

/// Are bytes valid UTF-8 (RFC 3629)? Without making a text of them.
enum UTF8Check {
    static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let raw = UnsafeRawBufferPointer(bytes)
        var place = 0
        while place < bytes.count {
            if place + 8 <= bytes.count,
                raw.loadUnaligned(fromByteOffset: place, as: UInt64.self) & 0x8080_8080_8080_8080
                    == 0
            {
                place += 8
            } else if bytes[place] < 0x80 {
                place += 1
            } else {
                let length = sequence(at: place, of: bytes)
                if length == 0 { return false }
                place += length
            }
        }
        return true
    }

    /// The length of the sequence of several bytes that stands there; 0 when none does.
    private static func sequence(at place: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        // The second byte says whether it is overlong, a surrogate or too large.
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch bytes[place] {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xE1...0xEC, 0xEE...0xEF: (3, 0x80...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            default: (0, 0x80...0xBF)
            }
        guard length > 0, place + length <= bytes.count, second.contains(bytes[place + 1]) else {
            return 0
        }
        for further in 2..<max(length, 2) where bytes[place + further] & 0xC0 != 0x80 { return 0 }
        return length
    }
}
