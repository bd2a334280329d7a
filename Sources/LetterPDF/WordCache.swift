// SPDX-License-Identifier: EUPL-1.2

/// Words already shaped, by face, size and spelling.
///
/// Letters repeat words far more than lines: streets, towns, initials. Bounded: when there are too many,
/// those that were not asked for since the last time are forgotten, which costs time and changes no
/// byte of any letter.
struct WordCache {
    /// One shaped word; its code lies in the memory of the cache until the next word is asked for.
    struct Word {
        fileprivate let code: Range<Int>
        /// In thousandths of the size.
        let width: Int
    }

    private var young = WordGeneration()
    private var old = WordGeneration()

    mutating func word(
        _ spelling: UnsafeBufferPointer<UInt8>,
        _ style: TextStyle,
        _ key: UInt64
    ) -> Word? {
        if let place = young.place(of: spelling, style, key) { return young.word(at: place) }
        guard let place = old.place(of: spelling, style, key) else { return nil }
        let word = old.word(at: place)
        return insert(spelling, style, key, code: Array(old.bytes[word.code]), width: word.width)
    }

    mutating func insert(
        _ spelling: UnsafeBufferPointer<UInt8>,
        _ style: TextStyle,
        _ key: UInt64,
        code: [UInt8],
        width: Int
    ) -> Word {
        if young.isFull {
            swap(&young, &old)
            young.removeAll()
        }
        let place = young.insert(spelling, style, key, code: code, width: width)
        return young.word(at: place)
    }

    func append(_ word: Word, to content: inout PDFBytes) {
        young.bytes.withUnsafeBufferPointer {
            content.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: $0[word.code]))
        }
    }
}

/// The words of one age, each as a record in one run of bytes.
private struct WordGeneration {
    private static let slots = 1 << 16
    private static let capacity = slots / 2
    private static let memory = 4 << 20

    /// The upper half of a word's key, and one more than the place of its record; 0 when free.
    private var table = [UInt64](repeating: 0, count: slots)
    private var count = 0
    private(set) var bytes: [UInt8] = []

    /// Before spelling and code: size, face, both lengths, width.
    private static let head = 24

    var isFull: Bool { count >= Self.capacity || bytes.count >= Self.memory }

    mutating func removeAll() {
        table.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
        bytes.removeAll(keepingCapacity: true)
        count = 0
    }

    func place(
        of spelling: UnsafeBufferPointer<UInt8>,
        _ style: TextStyle,
        _ key: UInt64
    ) -> Int? {
        var slot = Int(truncatingIfNeeded: key) & (Self.slots - 1)
        while table[slot] != 0 {
            let place = Int(table[slot] & 0xFFFF_FFFF) - 1
            if table[slot] >> 32 == key >> 32, holds(spelling, style, at: place) { return place }
            slot = (slot + 1) & (Self.slots - 1)
        }
        return nil
    }

    func word(at place: Int) -> WordCache.Word {
        bytes.withUnsafeBytes { bytes in
            let spelling = Int(bytes.loadUnaligned(fromByteOffset: place + 12, as: UInt32.self))
            let code = Int(bytes.loadUnaligned(fromByteOffset: place + 16, as: UInt32.self))
            let width = Int(bytes.loadUnaligned(fromByteOffset: place + 20, as: Int32.self))
            let start = place + Self.head + spelling
            return WordCache.Word(code: start..<start + code, width: width)
        }
    }

    /// The place of the new record.
    mutating func insert(
        _ spelling: UnsafeBufferPointer<UInt8>,
        _ style: TextStyle,
        _ key: UInt64,
        code: [UInt8],
        width: Int
    ) -> Int {
        let place = bytes.count
        add(style.size.bitPattern)
        add(UInt32(style.face.rawValue))
        add(UInt32(spelling.count))
        add(UInt32(code.count))
        add(Int32(width))
        bytes.append(contentsOf: spelling)
        bytes.append(contentsOf: code)
        var slot = Int(truncatingIfNeeded: key) & (Self.slots - 1)
        while table[slot] != 0 { slot = (slot + 1) & (Self.slots - 1) }
        table[slot] = (key & ~0xFFFF_FFFF) | UInt64(place + 1)
        count += 1
        return place
    }

    private mutating func add(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
    }

    private func holds(
        _ spelling: UnsafeBufferPointer<UInt8>,
        _ style: TextStyle,
        at place: Int
    ) -> Bool {
        bytes.withUnsafeBytes { bytes in
            let start = place + Self.head
            guard
                bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                    == style.size.bitPattern,
                bytes.loadUnaligned(fromByteOffset: place + 8, as: UInt32.self)
                    == UInt32(style.face.rawValue),
                bytes.loadUnaligned(fromByteOffset: place + 12, as: UInt32.self)
                    == UInt32(spelling.count)
            else { return false }
            return areEqual(
                UnsafeRawBufferPointer(rebasing: bytes[start..<start + spelling.count]),
                UnsafeRawBufferPointer(spelling)
            )
        }
    }
}
