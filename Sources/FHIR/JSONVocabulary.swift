// SPDX-License-Identifier: EUPL-1.2

/// The names that a reader knows by number, so that whoever reads compares numbers, not text.
///
/// Built once and shared. Numbers go from 1 up in the order in which the names were given.
public final class JSONVocabulary: Sendable {
    /// A name by its first and its last eight bytes and its length; up to 16 bytes that is all of it.
    struct Entry: Sendable {
        var first: UInt64
        var last: UInt64
        var length: UInt32
        /// Where it stands in `text`.
        var place: UInt32
    }

    public let names: [String]
    /// Open addressing; the number of a name, 0 for a free slot.
    let slots: [UInt16]
    let entries: [Entry]
    let text: [UInt8]

    public init(_ given: some Sequence<String>) {
        var names: [String] = []
        var known: Set<String> = []
        for name in given where !name.isEmpty && known.insert(name).inserted { names.append(name) }
        precondition(names.count < 16_000, "a vocabulary has fewer than 16,000 names")
        var text: [UInt8] = []
        var entries = [Entry(first: 0, last: 0, length: 0, place: 0)]
        var size = 64
        while size < names.count * 4 { size *= 2 }
        var slots = [UInt16](repeating: 0, count: size)
        for name in names {
            let bytes = Array(name.utf8)
            let entry = bytes.withUnsafeBufferPointer { bytes in
                let words = JSONVocabulary.words(JSONBytes(bytes), 0, bytes.count)
                return Entry(
                    first: words.first,
                    last: words.last,
                    length: UInt32(bytes.count),
                    place: UInt32(text.count)
                )
            }
            var slot = JSONVocabulary.slot(entry.first, entry.last, bytes.count, size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = UInt16(entries.count)
            entries.append(entry)
            text += bytes
        }
        self.names = names
        self.slots = slots
        self.entries = entries
        self.text = text
    }

    /// 0 when the name is not known.
    public func number(of name: some StringProtocol) -> UInt16 {
        var name = String(name)
        return name.withUTF8 { number(of: $0) }
    }

    public func number(of bytes: UnsafeBufferPointer<UInt8>) -> UInt16 {
        view { $0.number(in: JSONBytes(bytes), 0, bytes.count) }
    }

    /// The name with a number that is not 0.
    public func name(_ number: UInt16) -> String { names[Int(number) - 1] }

    func view<Result, Problem: Error>(
        _ body: (View) throws(Problem) -> Result
    ) throws(Problem) -> Result {
        try slots.withUnsafeBufferPointer { slots throws(Problem) in
            try entries.withUnsafeBufferPointer { entries throws(Problem) in
                try text.withUnsafeBufferPointer { text throws(Problem) in
                    try body(View(slots: slots, entries: entries, text: text))
                }
            }
        }
    }

    /// The tables laid open for the time of one reading.
    struct View {
        let slots: UnsafeBufferPointer<UInt16>
        let entries: UnsafeBufferPointer<Entry>
        let text: UnsafeBufferPointer<UInt8>

        @inline(__always)
        func number(in bytes: JSONBytes, _ start: Int, _ length: Int) -> UInt16 {
            let words = JSONVocabulary.words(bytes, start, length)
            let mask = slots.count - 1
            var slot = JSONVocabulary.slot(words.first, words.last, length, mask)
            while true {
                let number = slots[slot]
                if number == 0 { return 0 }
                let entry = entries[Int(number)]
                if entry.first == words.first, entry.last == words.last,
                    Int(entry.length) == length,
                    length <= 16 || isSame(entry, bytes, start, length)
                {
                    return number
                }
                slot = (slot + 1) & mask
            }
        }

        @inline(never)
        func number(of text: [UInt8]) -> UInt16 {
            text.withUnsafeBufferPointer { number(in: JSONBytes($0), 0, $0.count) }
        }

        private func isSame(_ entry: Entry, _ bytes: JSONBytes, _ start: Int, _ length: Int) -> Bool
        {
            for place in 8..<length - 8
            where text[Int(entry.place) + place] != bytes.base[start + place] { return false }
            return true
        }
    }

    @inline(__always)
    static func words(
        _ bytes: JSONBytes,
        _ start: Int,
        _ length: Int
    ) -> (first: UInt64, last: UInt64) {
        // Without a jump: lengths on both sides of eight follow one another as they like.
        let isLong = length >= 8
        let kept = isLong ? UInt64.max : ~(UInt64.max &<< (UInt64(truncatingIfNeeded: length) &* 8))
        let lastPlace = isLong ? start &+ length &- 8 : start
        let last = bytes.word(at: lastPlace)
        return (bytes.word(at: start) & kept, isLong ? last : 0)
    }

    @inline(__always)
    static func slot(_ first: UInt64, _ last: UInt64, _ length: Int, _ mask: Int) -> Int {
        let mixed =
            (first ^ (last &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(length)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed >> 40) & mask
    }
}
