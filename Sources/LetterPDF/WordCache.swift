// SPDX-License-Identifier: EUPL-1.2

/// Words already shaped, by face, size and spelling.
///
/// Letters repeat words far more than lines: streets, towns, initials. Bounded: a full cache is
/// emptied, which costs time and changes no byte of any letter.
struct WordCache {
    /// One shaped word; both texts lie in the cache's own memory.
    struct Word {
        fileprivate let key: UInt64
        fileprivate let spelling: Range<Int>
        /// Inside of a PDF string.
        let code: Range<Int>
        /// In thousandths of the size.
        let width: Int
    }

    private static let slots = 1 << 16
    private static let capacity = slots / 2
    private static let memory = 4 << 20

    private var table = [Int32](repeating: -1, count: slots)
    private var words: [Word] = []
    private(set) var bytes: [UInt8] = []

    func word(
        _ spelling: UnsafeBufferPointer<UInt8>,
        _ key: UInt64
    ) -> Word? {
        var slot = Int(truncatingIfNeeded: key) & (Self.slots - 1)
        while table[slot] >= 0 {
            let word = words[Int(table[slot])]
            if word.key == key && matches(word.spelling, spelling) {
                return word
            }
            slot = (slot + 1) & (Self.slots - 1)
        }
        return nil
    }

    mutating func insert(
        _ spelling: UnsafeBufferPointer<UInt8>,
        _ key: UInt64,
        code: [UInt8],
        width: Int
    ) -> Word {
        if words.count >= Self.capacity || bytes.count >= Self.memory {
            table = [Int32](repeating: -1, count: Self.slots)
            words.removeAll(keepingCapacity: true)
            bytes.removeAll(keepingCapacity: true)
        }
        let start = bytes.count
        bytes.append(contentsOf: spelling)
        let middle = bytes.count
        bytes.append(contentsOf: code)
        let word = Word(
            key: key,
            spelling: start..<middle,
            code: middle..<bytes.count,
            width: width
        )
        var slot = Int(truncatingIfNeeded: key) & (Self.slots - 1)
        while table[slot] >= 0 {
            slot = (slot + 1) & (Self.slots - 1)
        }
        table[slot] = Int32(words.count)
        words.append(word)
        return word
    }

    private func matches(_ range: Range<Int>, _ spelling: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.withUnsafeBytes {
            areEqual(UnsafeRawBufferPointer(rebasing: $0[range]), UnsafeRawBufferPointer(spelling))
        }
    }
}

/// Eight bytes at a time, as plain `==` on arrays does not.
func areEqual(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
    if one.count != other.count { return false }
    var index = 0
    while index &+ 8 <= one.count {
        let first = one.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if first != other.loadUnaligned(fromByteOffset: index, as: UInt64.self) { return false }
        index &+= 8
    }
    while index < one.count {
        if one[index] != other[index] { return false }
        index &+= 1
    }
    return true
}

/// A quick spread of bytes over 64 bits; whoever uses it compares the bytes as well.
func spread(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
    var sum = seed ^ 0x9E37_79B9_7F4A_7C15 &* UInt64(bytes.count &+ 1)
    var index = 0
    while index &+ 8 <= bytes.count {
        sum = stir(sum ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        index &+= 8
    }
    var rest: UInt64 = 0
    while index < bytes.count {
        rest = rest << 8 | UInt64(bytes[index])
        index &+= 1
    }
    return stir(sum ^ rest)
}

private func stir(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
}
