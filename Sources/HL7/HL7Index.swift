// SPDX-License-Identifier: EUPL-1.2

/// Where the segments and fields of a message begin: one pass over its bytes, eight at a time.
///
/// A segment ends at CR, LF or CRLF. A line end of another kind than the header's that no segment
/// name follows stands inside a value: senders forget to escape those.
struct HL7Index {
    var delimiters = HL7Delimiters()
    var segments: [HL7Segment] = []
    /// For each segment the offset of each of its fields, and one behind its end.
    var fieldOffsets: [UInt32] = []
    var isASCII = true

    private enum LineEnd { case cr, lf, crlf }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var line = 1
    /// How the header ends, which is how every segment ends.
    private var headerEnd: LineEnd?

    init(_ bytes: UnsafeBufferPointer<UInt8>) throws(HL7ParseError) {
        self.bytes = bytes
        let start = skipPreamble()
        guard start < bytes.count else { throw .empty }
        guard start + 3 <= bytes.count, bytes[start] == 0x4D, bytes[start + 1] == 0x53,
            bytes[start + 2] == 0x48
        else { throw .noHeader }
        delimiters = try HL7Delimiters(behindMSH: bytes[(start + 3)...])
        segments.reserveCapacity(24)
        var problem: HL7ParseError?
        // Each entry takes a byte of the message at least, so there are no more of them than bytes.
        fieldOffsets = [UInt32](unsafeUninitializedCapacity: bytes.count) { offsets, count in
            do throws(HL7ParseError) {
                try read(from: start, into: offsets, &count)
            } catch {
                problem = error
            }
        }
        if let problem { throw problem }
    }

    /// Byte order mark, start of an MLLP frame, white space and line ends before MSH.
    private mutating func skipPreamble() -> Int {
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            if byte == 0x0A || byte == 0x0D { line += 1 }
            if byte <= 0x20 {
                place += 1
            } else if byte == 0xEF, place + 2 < bytes.count, bytes[place + 1] == 0xBB,
                bytes[place + 2] == 0xBF
            {
                place += 3
            } else {
                break
            }
        }
        return place
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
        defer { isASCII = all & HL7Index.highs == 0 }
        while place < bytes.count {
            let word = self.word(at: place)
            all |= word
            var found = HL7Index.finds(field, in: word)
            while found != 0 {
                let here = place + found.trailingZeroBitCount / 8
                found &= found - 1
                guard here >= cursor else { continue }
                let byte = bytes[here]
                if byte == field {
                    offsets[count] = UInt32(truncatingIfNeeded: here + 1)
                    count += 1
                    continue
                }
                guard byte == 0x0D || byte == 0x0A || byte == 0x1C else { continue }
                if let end = lineEnd(at: here) {
                    let behind = here + (end == .crlf ? 2 : 1)
                    if let headerEnd, end != headerEnd, !startsLine(at: behind) {
                        line += 1
                        cursor = behind
                        continue
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

    private static let highs: UInt64 = 0x8080_8080_8080_8080
    private static let lows: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

    /// Eight bytes, the first lowest; behind the end as many of 0x7F.
    private func word(at place: Int) -> UInt64 {
        if place + 8 <= bytes.count {
            return UInt64(
                littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(
                    fromByteOffset: place,
                    as: UInt64.self
                )
            )
        }
        var word = HL7Index.lows
        for shift in 0..<bytes.count - place {
            word &= ~(0xFF << UInt64(shift * 8))
            word |= UInt64(bytes[place + shift]) << UInt64(shift * 8)
        }
        return word
    }

    /// The high bit of each byte that is the field delimiter or below 0x20.
    private static func finds(_ field: UInt8, in word: UInt64) -> UInt64 {
        let other = word ^ (0x0101_0101_0101_0101 &* UInt64(field))
        let control = word & 0xE0E0_E0E0_E0E0_E0E0
        let isOther = ((other & lows) &+ lows) | other
        let isPrintable = ((control & lows) &+ lows) | control
        return ~(isOther & isPrintable) & highs
    }
}
