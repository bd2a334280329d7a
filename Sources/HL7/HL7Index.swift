// SPDX-License-Identifier: EUPL-1.2

/// Where the segments and fields of a message begin: one pass over its bytes, eight at a time.
///
/// A segment ends at CR (HL7 2.5.1, 2.5.4), alone or with an LF behind it. An LF alone ends one only in
/// a message whose header ends in an LF; elsewhere it stands inside a value, whatever follows it. So
/// does any line end of another kind than the header's that no segment name follows: senders forget
/// to escape those.
struct HL7Index {
    private(set) var segments: [HL7Segment] = []
    private(set) var offsetCount = 0
    private(set) var isASCII = true

    private enum LineEnd { case cr, lf, crlf }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let delimiters: HL7Delimiters
    private var line: Int
    /// How the header ends, which is how every segment ends.
    private var headerEnd: LineEnd?

    /// Writes for each segment the offset of each of its fields, and one behind its end; there are
    /// never more of them than bytes.
    init(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ head: HL7Head,
        _ offsets: UnsafeMutableBufferPointer<UInt32>
    ) throws(HL7ParseError) {
        self.bytes = bytes
        delimiters = head.delimiters
        line = head.line
        segments.reserveCapacity(24)
        var count = 0
        try read(from: head.start, into: offsets, &count)
        offsetCount = count
    }

    private mutating func read(
        from first: Int,
        into offsets: UnsafeMutableBufferPointer<UInt32>,
        _ count: inout Int
    ) throws(HL7ParseError) {
        let field = delimiters.field
        var start = first
        var firstField = 0
        // What is found before it belongs to a name or a line end.
        var cursor = start + 3
        var all: UInt64 = 0
        var place = start
        defer { isASCII = all & HL7Word.highs == 0 }
        let raw = UnsafeRawBufferPointer(bytes)
        while place < bytes.count {
            let word = HL7Word(raw, upTo: bytes.count, at: place)
            all |= word.value
            var found = word.equal(to: field) | word.control
            while found != 0 {
                let here = place + found.trailingZeroBitCount / 8
                found &= found - 1
                // What is filled up behind the end could be the delimiter.
                guard here >= cursor, here < bytes.count else { continue }
                let byte = bytes[here]
                if byte == field {
                    offsets[count] = UInt32(truncatingIfNeeded: here + 1)
                    count += 1
                    continue
                }
                guard byte == 0x0D || byte == 0x0A || byte == 0x1C else { continue }
                if let end = lineEnd(at: here) {
                    let behind = here + (end == .crlf ? 2 : 1)
                    if let headerEnd, end != headerEnd {
                        let isSegment = startsLine(at: behind)
                        if headerEnd == .lf, end == .cr, isSegment {
                            throw .mixedLineEnds(line: line)
                        }
                        guard isSegment, end != .lf else {
                            line += 1
                            cursor = behind
                            continue
                        }
                    }
                    if headerEnd == nil { headerEnd = end }
                }
                close(start, here, firstField, offsets, &count)
                guard let next = try nextSegment(from: here) else { return }
                start = next
                firstField = count
                cursor = next + 3
            }
            place += 8
        }
        close(start, bytes.count, firstField, offsets, &count)
    }

    private mutating func close(
        _ start: Int,
        _ end: Int,
        _ firstField: Int,
        _ offsets: UnsafeMutableBufferPointer<UInt32>,
        _ count: inout Int
    ) {
        segments.append(
            HL7Segment(
                name: HL7SegmentName(bytes[start], bytes[start + 1], bytes[start + 2]),
                startOffset: UInt32(truncatingIfNeeded: start),
                endOffset: UInt32(truncatingIfNeeded: end),
                firstField: UInt32(truncatingIfNeeded: firstField),
                delimiterCount: UInt32(truncatingIfNeeded: count - firstField)
            )
        )
        offsets[count] = UInt32(truncatingIfNeeded: end + 1)
        count += 1
    }

    /// The next segment behind a line end and blank lines; nil at the end of the message.
    private mutating func nextSegment(from place: Int) throws(HL7ParseError) -> Int? {
        var place = place
        while place < bytes.count, bytes[place] != 0x1C {
            if let end = lineEnd(at: place) {
                place += end == .crlf ? 2 : 1
                line += 1
            } else if bytes[place] == 0x20 || bytes[place] == 0x09 {
                place += 1
            } else if isSegment(at: place) {
                return place
            } else {
                throw .segmentName(line: line)
            }
        }
        return nil
    }

    private func lineEnd(at place: Int) -> LineEnd? {
        guard place < bytes.count else { return nil }
        if bytes[place] == 0x0A { return .lf }
        guard bytes[place] == 0x0D else { return nil }
        return place + 1 < bytes.count && bytes[place + 1] == 0x0A ? .crlf : .cr
    }

    /// Does a new segment, a blank line or the end of the message stand here?
    private func startsLine(at place: Int) -> Bool {
        place >= bytes.count || bytes[place] == 0x1C || lineEnd(at: place) != nil
            || isSegment(at: place)
    }

    private func isSegment(at place: Int) -> Bool {
        guard place + 3 <= bytes.count,
            HL7SegmentName.isName(bytes[place], bytes[place + 1], bytes[place + 2])
        else { return false }
        guard place + 3 < bytes.count else { return true }
        let byte = bytes[place + 3]
        return byte == delimiters.field || byte == 0x0D || byte == 0x0A || byte == 0x1C
    }
}
