// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// Cuts a stream of bytes into messages: several to a file with any line ends and blank lines,
/// MLLP frames (0x0B … 0x1C 0x0D), batch files (FHS/BHS … BTS/FTS).
///
/// A message begins at `MSH` at the beginning of a line and ends before the next, a batch segment or
/// the end of an MLLP frame. In a message whose header ends in a CR, an LF alone is data: what stands
/// behind it begins no line, unless it is a whole header that ends in a CR itself and stands in no
/// MLLP frame. A line behind a blank line that does not look like a segment stands
/// between messages and is left out. Segments without a header before them, and a line between
/// messages that is divided into fields, are what is left of a message that was cut: they are a
/// frame of their own, which does not read. Memory holds one message and what was fed last.
public struct MessageFraming: Sendable {
    public typealias Frame = MessageFrame

    /// How much of a message that is too long is kept to show, in bytes.
    private static let kept = 64 << 10

    private let limit: Int
    /// What was fed and is not settled: from the beginning of the open message, or of the line.
    private var pending: [UInt8] = []
    /// Offset in the stream of `pending[0]`.
    private var offset: Int
    private var line: Int
    /// Where in `pending` the line begins that is being read, and how far it was searched.
    private var lineStart = 0
    private var searched = 0
    private var messageStart = 0
    private var openLine = 0
    private var openOffset = 0
    private var isOpen = false
    private var isTooLong = false
    /// The head of a message that is too long; the rest is not kept.
    private var head: [UInt8] = []
    private var lineIsTooLong = false
    private var afterBlank = false
    private var previousWasCR = false
    /// Does an LF alone end the lines of the open message?
    private var endsInLF = false
    /// Did the line begin behind an LF that is data?
    private var isContinued = false
    /// In an MLLP frame that has not ended.
    private var isFramed = false
    /// Ranges of `pending` that stand between messages.
    private var strange: [Range<Int>] = []
    /// Those of them that are left of a message, and their line.
    private var remains: [Remains] = []
    private var counter: BatchCounter

    /// What trailers of batches and of the file say otherwise than it was found so far.
    public var batchCounts: BatchCounts { counter.counts }

    private struct Remains {
        var range: Range<Int>
        var line: Int

        func moved(by count: Int) -> Remains {
            Remains(range: range.lowerBound - count..<range.upperBound - count, line: line)
        }
    }

    /// `limit`: the longest message in bytes. `offset` and `line`: where the stream begins.
    public init(limit: Int = HL7Scan.longest, offset: Int = 0, line: Int = 1) {
        self.limit = limit
        self.offset = offset
        self.line = line
        counter = BatchCounter(isWhole: offset == 0)
    }

    /// Takes the next bytes and hands out every message that ended in them.
    public mutating func feed(_ bytes: [UInt8], _ body: (Frame) throws -> Void) rethrows {
        pending.append(contentsOf: bytes)
        while let end = nextControl() {
            let byte = pending[end]
            searched = end + 1
            switch byte {
            case 0x0D, 0x0A:
                // The LF of a CRLF belongs to the line end before it.
                if byte == 0x0A, previousWasCR, end == lineStart {
                    previousWasCR = false
                    lineStart = end + 1
                    continue
                }
                let isBlank = end == lineStart
                try settleLine(end, endsIn: byte, body)
                line += 1
                previousWasCR = byte == 0x0D
                isContinued =
                    byte == 0x0A && isOpen && !endsInLF && (isContinued || !isBlank)
                lineStart = end + 1
            case 0x1C:
                try settleLine(end, endsIn: byte, body)
                try close(at: end, body)
                (previousWasCR, isContinued, isFramed) = (false, false, false)
                lineStart = end + 1
            case 0x0B where end == lineStart || !isOpen || isFramed:
                if isFramed { try closeCutOff(at: end, body) }
                (previousWasCR, isContinued, isFramed) = (false, false, true)
                lineStart = end + 1
            default: continue
            }
        }
        try shrink(body)
    }

    /// The end of the stream: hands out what is left, also when it was cut off.
    public mutating func finish(_ body: (Frame) throws -> Void) rethrows {
        if isFramed {
            try closeCutOff(at: pending.count, body)
        } else {
            let isWithinLine = lineStart < pending.count
            try settleLine(pending.count, endsIn: nil, body)
            try close(at: pending.count, as: isWithinLine ? .open : .whole, body)
        }
        (isContinued, isFramed) = (false, false)
        lineStart = pending.count
        searched = pending.count
        try shrink(body)
    }

    /// What is open in an MLLP frame that has no end.
    private mutating func closeCutOff(
        at end: Int,
        _ body: (Frame) throws -> Void
    ) rethrows {
        try settleLine(end, endsIn: nil, body)
        try close(at: end, as: .cutOff, body)
    }

    /// Says what the line from `lineStart` to `end` is. `byte` ends it; nil at the end of the stream.
    private mutating func settleLine(
        _ end: Int,
        endsIn byte: UInt8?,
        _ body: (Frame) throws -> Void
    ) rethrows {
        defer { lineIsTooLong = false }
        guard !lineIsTooLong else { return }
        if isContinued, isOpen, !beginsMessage(to: end, endsIn: byte) {
            afterBlank = false
            return
        }
        var start = lineStart
        while start < end, pending[start] == 0x20 || pending[start] == 0x09 { start += 1 }
        if end - start >= 3, pending[start] == 0xEF, pending[start + 1] == 0xBB,
            pending[start + 2] == 0xBF
        {
            start += 3
        }
        guard start < end else {
            afterBlank = true
            return
        }
        let name = segmentName(from: start, to: end)
        if let name, MessageFraming.envelopes.contains(name) {
            try close(at: lineStart, body)
            counter.note(name, said: name == .MSH ? nil : number(from: start + 4, to: end))
            if name == .MSH { open(at: start, endsIn: byte) }
        } else if isOpen, name == nil, afterBlank {
            strange.append(lineStart..<end)
            if hasFields(from: start, to: end) {
                remains.append(Remains(range: start..<end, line: line))
            }
            return
        } else if !isOpen, name != nil || hasFields(from: start, to: end) {
            open(at: start, endsIn: byte)
        }
        afterBlank = false
    }

    /// Does another message, or the end of a batch, stand behind an LF that would be data else? Some
    /// write a message on each line, with a CR behind each segment.
    private func beginsMessage(to end: Int, endsIn byte: UInt8?) -> Bool {
        guard !isFramed, byte != 0x0A, let name = segmentName(from: lineStart, to: end),
            MessageFraming.envelopes.contains(name)
        else { return false }
        let line = pending[lineStart..<end]
        guard name == .MSH, let separator = line.dropFirst(3).first else { return name != .MSH }
        let fields = line.split(separator: separator, omittingEmptySubsequences: false)
        return fields.count > 11 && !fields[8].isEmpty && fields[11].first == UInt8(ascii: "2")
    }

    private mutating func open(at start: Int, endsIn byte: UInt8?) {
        isOpen = true
        endsInLF = byte == 0x0A
        openLine = line
        openOffset = offset + start
        messageStart = start
    }

    /// Is the line divided as the fields of a segment are?
    private func hasFields(from start: Int, to end: Int) -> Bool {
        pending[start..<end].count { $0 == UInt8(ascii: "|") } > 1
    }

    private static let envelopes = [
        HL7SegmentName.MSH, .FHS, .BHS, BatchCounter.fileTrailer, BatchCounter.batchTrailer,
    ]

    /// The number in the field that begins there; nil when it holds none, or one of more than nine digits.
    private func number(from start: Int, to end: Int) -> Int? {
        guard start < end else { return nil }
        let field = pending[start..<end].prefix { $0 != pending[start - 1] }
        let digits = field.filter { $0 > 0x20 }
        guard (1...9).contains(digits.count), digits.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            return nil
        }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// The name of the segment that stands there: a name and something that is no letter or digit.
    private func segmentName(from start: Int, to end: Int) -> HL7SegmentName? {
        guard end - start >= 3,
            HL7SegmentName.isName(pending[start], pending[start + 1], pending[start + 2])
        else { return nil }
        if end - start > 3 {
            switch pending[start + 3] {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80..., 0x20: return nil
            default: break
            }
        }
        return HL7SegmentName(pending[start], pending[start + 1], pending[start + 2])
    }

    private mutating func close(
        at end: Int,
        as ending: MessageFrame.Ending = .whole,
        _ body: (Frame) throws -> Void
    ) rethrows {
        guard isOpen else { return }
        isOpen = false
        var frame = Frame(
            bytes: head,
            offset: openOffset,
            line: openLine,
            end: offset + end,
            endLine: line,
            isTooLong: isTooLong,
            ending: ending
        )
        if !isTooLong {
            frame.bytes = message(to: end)
            if frame.bytes.count > limit {
                frame.isTooLong = true
                frame.bytes.removeSubrange(min(MessageFraming.kept, limit)...)
            }
        }
        let strangers = remains.map { part in
            Frame(
                bytes: Array(pending[part.range]),
                offset: offset + part.range.lowerBound,
                line: part.line,
                end: frame.end,
                endLine: frame.endLine,
                isTooLong: false
            )
        }
        head = []
        isTooLong = false
        strange = []
        remains = []
        afterBlank = false
        messageStart = end
        if !frame.bytes.isEmpty { try body(frame) }
        for frame in strangers { try body(frame) }
    }

    /// The open message without the line ends behind it and the lines that are not its own.
    private func message(to end: Int) -> [UInt8] {
        var bytes: [UInt8]
        if strange.isEmpty {
            bytes = Array(pending[messageStart..<end])
        } else {
            bytes = []
            var start = messageStart
            for range in strange {
                bytes += pending[start..<max(start, range.lowerBound)]
                start = range.upperBound
            }
            bytes += pending[start..<end]
        }
        while let last = bytes.last, [0x0A, 0x0B, 0x0D].contains(last) { bytes.removeLast() }
        return bytes
    }

    /// Forgets what is settled, and the rest of a message or a line that is too long.
    private mutating func shrink(_ body: (Frame) throws -> Void) rethrows {
        if pending.count - lineStart > limit {
            // Its beginning says what it is; the rest need not be kept.
            try settleLine(pending.count, endsIn: nil, body)
            lineIsTooLong = true
            lineStart = pending.count
        }
        if isOpen, !isTooLong, pending.count - messageStart > limit {
            isTooLong = true
            head = Array(pending[messageStart...].prefix(min(MessageFraming.kept, limit)))
        }
        let settled = isOpen && !isTooLong ? messageStart : lineStart
        guard settled > 0 else { return }
        pending.removeFirst(settled)
        offset += settled
        lineStart -= settled
        searched -= settled
        messageStart = max(0, messageStart - settled)
        strange = isTooLong ? [] : strange.map { $0.lowerBound - settled..<$0.upperBound - settled }
        remains = isTooLong ? [] : remains.map { $0.moved(by: settled) }
    }

    /// The next byte below 0x20, eight bytes at a time.
    private mutating func nextControl() -> Int? {
        let place = pending.withUnsafeBytes { [searched] bytes in
            var place = searched
            while place + 8 <= bytes.count {
                let word = UInt64(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                )
                let found =
                    (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
                if found != 0 { return place + found.trailingZeroBitCount / 8 }
                place += 8
            }
            while place < bytes.count, bytes[place] >= 0x20 { place += 1 }
            return place
        }
        searched = place
        return place < pending.count ? place : nil
    }
}
