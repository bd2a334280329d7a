// SPDX-License-Identifier: EUPL-1.2

/// Texts one behind the other, each after its length in bytes (seven bits a byte, the least first),
/// so that whatever a text holds, it comes back.
struct TextFields {
    private(set) var bytes: [UInt8] = []

    init(_ texts: [String]) {
        bytes.reserveCapacity(texts.reduce(0) { $0 + $1.utf8.count + 2 })
        for var text in texts { text.withUTF8 { add($0) } }
    }

    private mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
        var rest = text.count
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
        bytes.append(contentsOf: text)
    }

    /// The texts again; nil when the bytes are not of such.
    static func texts(in bytes: [UInt8]) -> [String]? {
        bytes.withUnsafeBufferPointer { bytes in
            var texts: [String] = []
            texts.reserveCapacity(12)
            var place = 0
            while place < bytes.count {
                guard let range = text(in: bytes, at: place) else { return nil }
                let text = UnsafeBufferPointer(rebasing: bytes[range])
                texts.append(String(decoding: text, as: UTF8.self))
                place = range.upperBound
            }
            return texts
        }
    }

    /// Where the text is whose length stands at `place`.
    static func text(in bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Range<Int>? {
        var count = 0
        var start = place
        var shift = 0
        while shift < 56, start < bytes.count {
            let byte = bytes[start]
            start += 1
            count |= Int(byte & 0x7F) << shift
            if byte & 0x80 == 0 {
                return count <= bytes.count - start ? start..<start + count : nil
            }
            shift += 7
        }
        return nil
    }
}
