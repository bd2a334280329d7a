// SPDX-License-Identifier: EUPL-1.2

/// Reads a stream of bytes row by row, in pieces of any size and in bounded memory.
///
/// It keeps one row, never more than `CSVLimits` allow. When a closure throws, reading has ended:
/// the reader must not be fed again.
public struct CSVReader: Sendable {
    private var parser: RowParser
    private var transcoder: TextTranscoder
    private var transcoded: [UInt8] = []
    /// How much of a UTF-8 byte order mark has been seen; nil once the text has begun.
    private var markBytesSeen: Int? = 0

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    /// Bytes taken at a time, so that memory does not grow with what the caller feeds.
    private static let pieceBytes = 64 << 10

    public init(
        dialect: CSVDialect = .comma,
        limits: CSVLimits = CSVLimits(),
        fieldCount: CSVFieldCount = .any,
        encoding: TextEncoding = .utf8
    ) {
        parser = RowParser(
            dialect: dialect,
            limits: limits,
            fieldCount: fieldCount,
            isOriginal: encoding == .utf8
        )
        transcoder = TextTranscoder(from: encoding)
    }

    /// Hands over the rows that these bytes complete, in the order of the file.
    public mutating func feed(
        _ bytes: UnsafeRawBufferPointer,
        row: (borrowing CSVRow) throws -> Void,
        problem: (CSVRowProblem) throws -> Void
    ) rethrows {
        var start = 0
        while start < bytes.count {
            let end = min(start + Self.pieceBytes, bytes.count)
            let piece = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            start = end
            if transcoder.encoding == .utf8 {
                try read(piece, row: row, problem: problem)
            } else {
                transcoder.append(piece, to: &transcoded)
                try readTranscoded(row: row, problem: problem)
            }
        }
    }

    public mutating func feed(
        _ bytes: [UInt8],
        row: (borrowing CSVRow) throws -> Void,
        problem: (CSVRowProblem) throws -> Void
    ) rethrows {
        try bytes.withUnsafeBytes { try feed($0, row: row, problem: problem) }
    }

    /// Hands over the last row when the file does not end with a line end. Call it once.
    public mutating func finish(
        row: (borrowing CSVRow) throws -> Void,
        problem: (CSVRowProblem) throws -> Void
    ) rethrows {
        transcoder.finish(&transcoded)
        try readTranscoded(row: row, problem: problem)
        if let seen = markBytesSeen {
            markBytesSeen = nil
            try parse(Self.byteOrderMark.prefix(seen), row: row, problem: problem)
        }
        try parser.finish(row: row, problem: problem)
    }

    private mutating func readTranscoded(
        row: (borrowing CSVRow) throws -> Void,
        problem: (CSVRowProblem) throws -> Void
    ) rethrows {
        var text: [UInt8] = []
        swap(&text, &transcoded)
        try text.withUnsafeBytes { try read($0, row: row, problem: problem) }
        text.removeAll(keepingCapacity: true)
        swap(&text, &transcoded)
    }

    private mutating func read(
        _ piece: UnsafeRawBufferPointer,
        row: (borrowing CSVRow) throws -> Void,
        problem: (CSVRowProblem) throws -> Void
    ) rethrows {
        guard let seenBefore = markBytesSeen else {
            try parser.parse(piece, row: row, problem: problem)
            return
        }
        var seen = seenBefore
        for byte in piece {
            guard seen < 3, byte == Self.byteOrderMark[seen] else { break }
            seen += 1
        }
        if seen == 3 {
            markBytesSeen = nil
            let rest = UnsafeRawBufferPointer(rebasing: piece[(3 - seenBefore)...])
            try parser.parse(rest, row: row, problem: problem)
        } else if seen - seenBefore == piece.count {
            markBytesSeen = seen
        } else {
            markBytesSeen = nil
            try parse(Self.byteOrderMark.prefix(seenBefore), row: row, problem: problem)
            try parser.parse(piece, row: row, problem: problem)
        }
    }

    private mutating func parse(
        _ bytes: ArraySlice<UInt8>,
        row: (borrowing CSVRow) throws -> Void,
        problem: (CSVRowProblem) throws -> Void
    ) rethrows {
        try bytes.withUnsafeBytes { try parser.parse($0, row: row, problem: problem) }
    }
}
