// SPDX-License-Identifier: EUPL-1.2

/// Where the segments and fields begin of a message as nearly all are: every segment ends alike, and
/// no other control character stands in it. `HL7Index` reads the others, and these to the same end.
///
/// Sixty-four bytes at a time: which of them are field delimiters or line ends, as one number of
/// bits, and out of it all their offsets at once.
struct HL7PlainIndex {
    private(set) var segmentCount = 0
    private(set) var offsetCount = 0
    var isASCII: Bool { all & HL7Word.highs == 0 }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let start: Int
    private let field: UInt8
    private let segments: UnsafeMutableBufferPointer<HL7Segment>
    private let offsets: UnsafeMutableBufferPointer<UInt32>
    private var all: UInt64 = 0
    /// Length of the line end behind the header and its last byte; of length 0 until it was read.
    private var lineEnd = (length: 0, last: UInt8(0))
    private var segmentStart: Int
    private var firstField = 0
    /// Where the second byte of the last line end stands.
    private var lineFeed = -1

    init(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ head: HL7Head,
        segments: UnsafeMutableBufferPointer<HL7Segment>,
        offsets: UnsafeMutableBufferPointer<UInt32>
    ) {
        self.bytes = bytes
        start = head.start
        field = head.delimiters.field
        self.segments = segments
        self.offsets = offsets
        segmentStart = head.start
    }

    /// False when the message is not that plain; nothing is known of it then.
    mutating func read() -> Bool {
        // A letter or digit that divides fields could stand in the name of a segment.
        guard field < 0x30 || field > 0x39, field < 0x41 || field > 0x5A else { return false }
        var place = start
        while place < bytes.count {
            let (fields, controls) = block(at: place)
            let marks = fields | controls
            if controls != 0, !settle(controls, marks, at: place) { return false }
            write(marks, at: place)
            place += 64
        }
        if segmentStart < bytes.count {
            offsets[offsetCount] = UInt32(truncatingIfNeeded: bytes.count + 1)
            guard close(at: bytes.count, offsetCount) else { return false }
            offsetCount += 1
        }
        return true
    }

    /// Which of the next sixty-four bytes are the field delimiter, and which are below 0x20.
    @inline(__always)
    private mutating func block(at place: Int) -> (fields: UInt64, controls: UInt64) {
        guard bytes.count &- place >= 64, let base = bytes.baseAddress else {
            return lastBlock(at: place)
        }
        let block = HL7Block(UnsafeRawPointer(base) + place)
        all |= block.all
        return block.marks(of: field)
    }

    /// The same where fewer are left.
    private mutating func lastBlock(at place: Int) -> (fields: UInt64, controls: UInt64) {
        let raw = UnsafeRawBufferPointer(bytes)
        var (fields, controls): (UInt64, UInt64) = (0, 0)
        let left = bytes.count - place
        var offset = 0
        while offset < left {
            let word = HL7Word(raw, upTo: bytes.count, at: place + offset)
            all |= word.value
            fields |= HL7Word.bits(word.equal(to: field)) << UInt64(offset)
            controls |= HL7Word.bits(word.control) << UInt64(offset)
            offset += 8
        }
        let within = (1 as UInt64) << UInt64(left) - 1
        return (fields & within, controls & within)
    }

    /// Four offsets at once: what is written too many is written over again.
    @inline(__always)
    private mutating func write(_ marks: UInt64, at place: Int) {
        let end = offsetCount &+ marks.nonzeroBitCount
        let behind = UInt32(truncatingIfNeeded: place &+ 1)
        var marks = marks
        var next = offsetCount
        @inline(__always)
        func put(_ offset: Int) {
            offsets[next &+ offset] =
                behind &+ UInt32(truncatingIfNeeded: marks.trailingZeroBitCount)
            marks &= marks &- 1
        }
        while next < end {
            put(0)
            put(1)
            put(2)
            put(3)
            next &+= 4
        }
        offsetCount = end
    }

    /// Closes the segments that end in a block.
    private mutating func settle(_ controls: UInt64, _ marks: UInt64, at place: Int) -> Bool {
        var rest = controls
        while rest != 0 {
            let bit = UInt64(rest.trailingZeroBitCount)
            rest &= rest - 1
            let end = place + Int(bit)
            let rank = offsetCount + (marks & ((1 << bit) - 1)).nonzeroBitCount
            if end == lineFeed {
                firstField = rank + 1
                continue
            }
            let length = lineEnd(at: end)
            guard length > 0, close(at: end, rank) else { return false }
            let next = end + length
            lineFeed = length == 2 ? end + 1 : -1
            segmentStart = next
            firstField = rank + 1
            guard next >= bytes.count || isSegment(at: next) else { return false }
        }
        return true
    }

    /// The length of the line end that stands there; 0 when it is another than the header's or none.
    @inline(__always)
    private mutating func lineEnd(at end: Int) -> Int {
        let byte = bytes[end]
        let isPair = byte == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A
        let length = isPair ? 2 : 1
        guard byte == 0x0D || byte == 0x0A else { return 0 }
        if lineEnd.length == 0 { lineEnd = (length, byte) }
        return lineEnd.length == length && lineEnd.last == byte ? length : 0
    }

    @inline(__always)
    private mutating func close(at end: Int, _ rank: Int) -> Bool {
        guard segmentCount < segments.count else { return false }
        segments[segmentCount] = HL7Segment(
            name: HL7SegmentName(
                bytes[segmentStart],
                bytes[segmentStart + 1],
                bytes[segmentStart + 2]
            ),
            startOffset: UInt32(truncatingIfNeeded: segmentStart),
            endOffset: UInt32(truncatingIfNeeded: end),
            firstField: UInt32(truncatingIfNeeded: firstField),
            delimiterCount: UInt32(truncatingIfNeeded: rank - firstField)
        )
        segmentCount += 1
        return true
    }

    @inline(__always)
    private func isSegment(at place: Int) -> Bool {
        guard place + 3 <= bytes.count,
            HL7SegmentName.isName(bytes[place], bytes[place + 1], bytes[place + 2])
        else { return false }
        guard place + 3 < bytes.count else { return true }
        let byte = bytes[place + 3]
        return byte == field || byte == 0x0D || byte == 0x0A
    }
}

/// Eight bytes of a message, the first lowest.
struct HL7Word {
    let value: UInt64

    static let highs: UInt64 = 0x8080_8080_8080_8080
    static let lows: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

    private init(_ value: UInt64) {
        self.value = value
    }

    @inline(__always)
    init(_ bytes: UnsafeRawBufferPointer, at place: Int) {
        value = UInt64(
            littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        )
    }

    /// The same near the end: behind it stand as many of 0x7F.
    init(_ bytes: UnsafeRawBufferPointer, upTo end: Int, at place: Int) {
        if place + 8 <= end {
            self = HL7Word(bytes, at: place)
            return
        }
        var word = HL7Word.lows
        for shift in 0..<end - place {
            word &= ~(0xFF << UInt64(shift * 8))
            word |= UInt64(bytes[place + shift]) << UInt64(shift * 8)
        }
        self = HL7Word(word)
    }

    /// The high bit of each byte that is equal to one.
    @inline(__always)
    func equal(to byte: UInt8) -> UInt64 {
        let other = value ^ (0x0101_0101_0101_0101 &* UInt64(byte))
        return ~(((other & HL7Word.lows) &+ HL7Word.lows) | other) & HL7Word.highs
    }

    /// The high bit of each byte below 0x20.
    @inline(__always)
    var control: UInt64 {
        let high = value & 0xE0E0_E0E0_E0E0_E0E0
        return ~(((high & HL7Word.lows) &+ HL7Word.lows) | high) & HL7Word.highs
    }

    /// The eight high bits as the eight lowest bits.
    @inline(__always)
    static func bits(_ highs: UInt64) -> UInt64 {
        ((highs >> 7) &* 0x0102_0408_1020_4080) >> 56
    }
}
