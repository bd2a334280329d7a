// SPDX-License-Identifier: EUPL-1.2

/// The names that a reader knows by number, so that whoever reads compares numbers, not text.
///
/// Built once and shared. Numbers go from 1 up in the order in which the names were given.
public final class JSONVocabulary: Sendable {
    /// A name by its first and its last eight bytes and its length; up to 16 bytes that is all of it.
    /// Number 0 is a free slot.
    struct Slot: Sendable {
        var first: UInt64 = 0
        var last: UInt64 = 0
        var length: UInt16 = 0
        var number: UInt16 = 0
        /// Where it stands in `text`.
        var place: UInt32 = 0
    }

    public let names: [String]
    let view: View

    /// More names than this no vocabulary has.
    public static let mostNames = 15_999

    public init(_ given: some Sequence<String>) {
        var names: [String] = []
        var known: Set<String> = []
        for name in given where !name.isEmpty && known.insert(name).inserted { names.append(name) }
        precondition(names.count <= Self.mostNames, "a vocabulary has fewer than 16,000 names")
        var text: [UInt8] = []
        var size = 64
        while size < names.count * 4 { size *= 2 }
        var slots = [Slot](repeating: Slot(), count: size)
        for (number, name) in names.enumerated() {
            let bytes = Array(name.utf8)
            precondition(bytes.count <= JSONVocabulary.longest, "no name is so long")
            let words = bytes.withUnsafeBufferPointer {
                JSONVocabulary.words(JSONBytes($0), 0, bytes.count)
            }
            var slot = JSONVocabulary.slot(words.first, words.last, bytes.count, size - 1)
            while slots[slot].number != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Slot(
                first: words.first,
                last: words.last,
                length: UInt16(bytes.count),
                number: UInt16(number + 1),
                place: UInt32(text.count)
            )
            text += bytes
        }
        self.names = names
        view = View(slots: .kept(slots), text: .kept(text))
    }

    deinit {
        view.slots.deallocate()
        view.text.deallocate()
    }

    /// In bytes.
    private static let longest = Int(UInt16.max)

    /// 0 when the name is not known.
    public func number(of name: some StringProtocol) -> UInt16 {
        var name = String(name)
        return name.withUTF8 { number(of: $0) }
    }

    public func number(of bytes: UnsafeBufferPointer<UInt8>) -> UInt16 {
        view.number(in: JSONBytes(bytes), 0, bytes.count)
    }

    /// The name with a number that is not 0.
    public func name(_ number: UInt16) -> String { names[Int(number) - 1] }

    /// The tables, which never change and live as long as the vocabulary; whoever holds a view holds
    /// the vocabulary.
    struct View: @unchecked Sendable {
        /// Open addressing.
        let slots: UnsafeBufferPointer<Slot>
        let text: UnsafeBufferPointer<UInt8>

        @inline(__always)
        func number(in bytes: JSONBytes, _ start: Int, _ length: Int) -> UInt16 {
            let words = JSONVocabulary.words(bytes, start, length)
            let mask = slots.count &- 1
            var place = JSONVocabulary.slot(words.first, words.last, length, mask)
            while true {
                let slot = slots[place]
                // One jump for all of it, as names nearly always are what the slot holds.
                let difference =
                    (slot.first ^ words.first) | (slot.last ^ words.last)
                    | UInt64(truncatingIfNeeded: Int(slot.length) ^ length)
                if difference == 0, length <= 16 || isSame(slot, bytes, start, length) {
                    return slot.number
                }
                if slot.number == 0 { return 0 }
                place = (place &+ 1) & mask
            }
        }

        @inline(never)
        func number(of text: [UInt8]) -> UInt16 {
            text.withUnsafeBufferPointer { number(in: JSONBytes($0), 0, $0.count) }
        }

        private func isSame(_ slot: Slot, _ bytes: JSONBytes, _ start: Int, _ length: Int) -> Bool {
            for place in 8..<length - 8
            where text[Int(slot.place) + place] != bytes.base[start + place] { return false }
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
        let turned = last &<< 23 | last &>> 41
        let mixed = (first ^ turned ^ UInt64(truncatingIfNeeded: length)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed &>> 40) & mask
    }
}

extension UnsafeBufferPointer {
    /// A copy that stays where it is until it is deallocated.
    package static func kept(_ elements: [Element]) -> UnsafeBufferPointer {
        let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = memory.initialize(from: elements)
        return UnsafeBufferPointer(memory)
    }
}
