// SPDX-License-Identifier: EUPL-1.2

/// Cuts a stream of bytes into messages: several to a file with any line ends and blank lines,
/// MLLP frames (0x0B … 0x1C 0x0D), batch files (FHS/BHS … BTS/FTS).
///
/// A message begins at `MSH` at the beginning of a line. Memory holds one message.
public struct MessageFraming: Sendable {
    /// A message, or too long to be one, with where it begins.
    public struct Frame: Sendable {
        public var bytes: [UInt8]
        /// Offset in the stream.
        public var offset: Int
        /// Line in the stream, from 1.
        public var line: Int
        /// Offset and line right behind it: where to go on after it.
        public var end: Int
        public var endLine: Int
        public var isTooLong: Bool
    }

    private let limit: Int
    private var buffer: [UInt8] = []
    private var frameOffset = 0
    private var frameLine = 1
    private var offset = 0
    private var line = 1
    private var lineStart: [UInt8] = []
    private var atLineStart = true
    private var previousWasCR = false
    private var isTooLong = false
    private var isOpen = false

    /// `limit`: the longest message in bytes.
    public init(limit: Int = 16 << 20, offset: Int = 0, line: Int = 1) {
        self.limit = limit
        self.offset = offset
        self.line = line
    }

    /// Takes the next bytes and hands out every message that ended in them.
    public mutating func feed(_ bytes: [UInt8], _ body: (Frame) throws -> Void) rethrows {
        var place = 0
        while place < bytes.count {
            var end = place
            while end < bytes.count, bytes[end] != 0x0D, bytes[end] != 0x0A { end += 1 }
            let isComplete = end < bytes.count
            if end > place { try take(bytes[place..<end], body) }
            guard isComplete else { return }
            try take(lineEnd: bytes[end], body)
            place = end + 1
        }
    }

    /// The end of the stream: hands out what is left, also when it was cut off.
    public mutating func finish(_ body: (Frame) throws -> Void) rethrows {
        try settleLineStart(body)
        try close(body)
    }

    private mutating func take(
        _ piece: ArraySlice<UInt8>,
        _ body: (Frame) throws -> Void
    ) rethrows {
        previousWasCR = false
        guard atLineStart else {
            append(piece)
            offset += piece.count
            return
        }
        // The first bytes of a line decide what the line is; they may come in several pieces.
        let needed = min(piece.count, 8 - lineStart.count)
        lineStart.append(contentsOf: piece.prefix(needed))
        offset += needed
        guard lineStart.count == 8 else { return }
        try settleLineStart(body)
        let rest = piece.dropFirst(needed)
        append(rest)
        offset += rest.count
    }

    private mutating func take(
        lineEnd byte: UInt8,
        _ body: (Frame) throws -> Void
    ) rethrows {
        try settleLineStart(body)
        if isOpen { append([byte]) }
        offset += 1
        if byte == 0x0D || !previousWasCR { line += 1 }
        previousWasCR = byte == 0x0D
        atLineStart = true
    }

    private mutating func settleLineStart(_ body: (Frame) throws -> Void) rethrows {
        guard atLineStart else { return }
        atLineStart = false
        guard !lineStart.isEmpty else { return }
        var start = lineStart[...]
        while let first = start.first, first == 0x0B || first == 0x1C || first == 0x20 {
            start = start.dropFirst()
        }
        if start.starts(with: [0xEF, 0xBB, 0xBF]) { start = start.dropFirst(3) }
        let name = start.prefix(3)
        if name.elementsEqual("MSH".utf8) {
            try close(body)
            isOpen = true
            frameOffset = offset - start.count
            frameLine = line
        } else if ["FHS", "BHS", "BTS", "FTS"].contains(where: { name.elementsEqual($0.utf8) }) {
            try close(body)
        }
        if isOpen { append(start) }
        lineStart.removeAll(keepingCapacity: true)
    }

    private mutating func append(_ piece: some Collection<UInt8>) {
        guard isOpen, !isTooLong else { return }
        guard buffer.count + piece.count <= limit else {
            isTooLong = true
            return
        }
        buffer.append(contentsOf: piece)
    }

    private mutating func close(_ body: (Frame) throws -> Void) rethrows {
        guard isOpen else { return }
        isOpen = false
        while let last = buffer.last, last == 0x0D || last == 0x0A || last == 0x1C {
            buffer.removeLast()
        }
        let frame = Frame(
            bytes: buffer,
            offset: frameOffset,
            line: frameLine,
            end: offset - lineStart.count,
            endLine: line,
            isTooLong: isTooLong
        )
        buffer.removeAll(keepingCapacity: true)
        isTooLong = false
        if !frame.bytes.isEmpty { try body(frame) }
    }
}
