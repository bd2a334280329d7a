// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// Cuts a stream of bytes into JSON texts: one document over any number of lines, or NDJSON, a text
/// on each line.
///
/// Of two lines that begin with `{` and a name, or of a first line that is whole in itself, each is
/// a text of its own; everything else is one document, and so is what breaks its first line behind a
/// bracket that opens, a comma or a colon. A text that does not read spoils no other
/// line. Memory holds one text and what was fed last.
public struct FHIRFraming: Sendable {
    public enum Form: Sendable, Hashable {
        case document
        case lines
    }

    public typealias Frame = MessageFrame

    /// How much of a text that is too long is kept to show, in bytes.
    private static let kept = 64 << 10

    /// Nil as long as too little was seen to tell.
    public private(set) var form: Form?
    private let limit: Int
    /// What was fed and is not handed out, from `offset` on.
    private var pending: [UInt8] = []
    private var offset: Int
    private var line: Int
    /// How far `pending` was searched for the end of the line.
    private var searched = 0
    private var beginning = Beginning()
    /// The beginning of a text that is too long; the rest is not kept.
    private var head: [UInt8] = []
    private var headOffset = 0

    /// `limit`: the longest text in bytes. `offset` and `line`: where the stream begins. `form`: when
    /// it is known, as behind a place where reading was broken off.
    public init(limit: Int = 256 << 20, offset: Int = 0, line: Int = 1, form: Form? = nil) {
        self.limit = limit
        self.offset = offset
        self.line = line
        self.form = form
    }

    /// Takes the next bytes and hands out every text that ended in them.
    public mutating func feed(_ bytes: [UInt8], _ body: (Frame) throws -> Void) rethrows {
        pending.append(contentsOf: bytes)
        if form == nil { form = beginning.form(of: pending, isAll: false) }
        switch form {
        case .lines: try handOutLines(body)
        case .document: cutHead()
        case nil: if pending.count > limit { form = .document }
        }
    }

    /// The end of the stream: hands out what is left, also when it was cut off.
    public mutating func finish(_ body: (Frame) throws -> Void) rethrows {
        if form == nil { form = beginning.form(of: pending, isAll: true) }
        if form == .lines {
            try handOutLines(body)
            try handOut(to: pending.count, lines: 0, body)
            return
        }
        var lines = 0
        for byte in pending where byte == 0x0A { lines += 1 }
        try handOut(to: pending.count, lines: lines, body)
    }

    private mutating func handOutLines(_ body: (Frame) throws -> Void) rethrows {
        var start = 0
        while let end = lineEnd(from: max(start, searched)) {
            try handOut(from: start, to: end, next: end + 1, body)
            start = end + 1
            searched = start
        }
        searched = pending.count
        if start > 0 {
            pending.removeFirst(start)
            offset += start
            searched -= start
        }
        cutHead()
    }

    /// What is left, as one text.
    private mutating func handOut(
        to end: Int,
        lines: Int,
        _ body: (Frame) throws -> Void
    ) rethrows {
        let first = line
        line += lines
        try handOut(from: 0, to: end, next: end, firstLine: first, body)
        pending = []
        offset += end
        searched = 0
    }

    private mutating func handOut(
        from start: Int,
        to end: Int,
        next: Int,
        firstLine: Int? = nil,
        _ body: (Frame) throws -> Void
    ) rethrows {
        let first = firstLine ?? line
        if next > end { line += 1 }
        var upper = end
        while upper > start, FHIRFraming.isSpace(pending[upper - 1]) { upper -= 1 }
        var lower = start
        while lower < upper, FHIRFraming.isSpace(pending[lower]) { lower += 1 }
        var frame = Frame(
            bytes: head,
            offset: head.isEmpty ? offset + lower : headOffset,
            line: first,
            end: offset + next,
            endLine: line,
            isTooLong: !head.isEmpty
        )
        head = []
        if !frame.isTooLong {
            guard lower < upper else { return }
            frame.isTooLong = upper - lower > limit
            if frame.isTooLong { upper = lower + min(limit, FHIRFraming.kept) }
            frame.bytes = Array(pending[lower..<upper])
        }
        try body(frame)
    }

    /// Forgets the rest of a text that is too long, save its beginning.
    private mutating func cutHead() {
        guard pending.count > limit else { return }
        if head.isEmpty {
            head = Array(pending.prefix(min(limit, FHIRFraming.kept)))
            headOffset = offset
        }
        if form == .document {
            for byte in pending where byte == 0x0A { line += 1 }
        }
        offset += pending.count
        pending = []
        searched = 0
    }

    private func lineEnd(from start: Int) -> Int? {
        pending.withUnsafeBytes { bytes in
            var place = start
            while place + 8 <= bytes.count {
                let word = UInt64(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                )
                let other = word ^ 0x0A0A_0A0A_0A0A_0A0A
                let found = (other &- 0x0101_0101_0101_0101) & ~other & 0x8080_8080_8080_8080
                if found != 0 { return place + found.trailingZeroBitCount / 8 }
                place += 8
            }
            while place < bytes.count {
                if bytes[place] == 0x0A { return place }
                place += 1
            }
            return nil
        }
    }

    fileprivate static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}

/// The first two lines of a stream that hold anything, which tell its form. No byte is looked at twice,
/// in how many pieces they ever come.
private struct Beginning: Sendable {
    private var lineStart = 0
    private var searched = 0
    private var first: Range<Int>?

    /// What the beginning of a stream shows; nil when two lines are not there yet.
    mutating func form(of bytes: [UInt8], isAll: Bool) -> FHIRFraming.Form? {
        if searched == 0 {
            // A byte order mark may come in pieces.
            guard bytes.first != 0xEF || bytes.count >= 3 || isAll else { return nil }
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { (lineStart, searched) = (3, 3) }
        }
        while searched < bytes.count || isAll && lineStart < bytes.count {
            let end = bytes[searched...].firstIndex(of: 0x0A)
            searched = end ?? bytes.count
            if end == nil, !isAll { break }
            let line = lineStart..<searched
            searched = min(searched + 1, bytes.count)
            lineStart = end == nil ? bytes.count : searched
            guard bytes[line].contains(where: { !FHIRFraming.isSpace($0) }) else { continue }
            guard let first else {
                if Beginning.isWhole(bytes[line]) { return .lines }
                if Beginning.goesOn(bytes[line]) { return .document }
                first = line
                continue
            }
            let areTexts = Beginning.beginsText(bytes[first]) && Beginning.beginsText(bytes[line])
            return areTexts ? .lines : .document
        }
        return isAll ? .document : nil
    }

    /// `{"`, at the very beginning.
    private static func beginsText(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.first == UInt8(ascii: "{") else { return false }
        return line.dropFirst().first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: "\"")
    }

    /// Does it end where a text written over several lines is broken: behind a bracket that opens, a
    /// comma or a colon?
    private static func goesOn(_ line: ArraySlice<UInt8>) -> Bool {
        let last = line.last { !FHIRFraming.isSpace($0) }
        return isOutsideStrings(line)
            && [UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: ":")]
                .contains(last)
    }

    /// Do its brackets close, outside strings?
    private static func isWhole(_ line: ArraySlice<UInt8>) -> Bool {
        let end = end(of: line)
        return end.depth == 0 && !end.isString
    }

    private static func isOutsideStrings(_ line: ArraySlice<UInt8>) -> Bool {
        !end(of: line).isString
    }

    /// How many brackets are open at its end, and whether a string is.
    private static func end(of line: ArraySlice<UInt8>) -> (depth: Int, isString: Bool) {
        var depth = 0
        var isString = false
        var isEscaped = false
        for byte in line {
            if isEscaped {
                isEscaped = false
            } else if isString {
                isEscaped = byte == UInt8(ascii: "\\")
                isString = byte != UInt8(ascii: "\"")
            } else {
                switch byte {
                case UInt8(ascii: "\""): isString = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
                default: break
                }
            }
        }
        return (depth, isString)
    }
}
