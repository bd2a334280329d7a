// SPDX-License-Identifier: EUPL-1.2

/// How much a reader keeps at most; what is larger becomes a problem and is skipped.
public struct CSVLimits: Equatable, Sendable {
    /// Bytes of one field, after quotes and escapes are taken away.
    public var fieldBytes: Int
    /// Bytes of all fields of one row together.
    public var rowBytes: Int
    public var fieldsPerRow: Int
    /// Line ends in one quoted field. A quote that is not closed by then is not believed: its row is
    /// a problem, and the reader goes on at the line behind the one on which it was opened.
    public var quotedLines: Int
    /// The same in bytes, of a quoted field that has run over a line end.
    public var quotedBytes: Int

    public init(
        fieldBytes: Int = 1 << 20,
        rowBytes: Int = 4 << 20,
        fieldsPerRow: Int = 16_384,
        quotedLines: Int = 64,
        quotedBytes: Int = 64 << 10
    ) {
        precondition(fieldBytes > 0 && rowBytes > 0 && fieldsPerRow > 0, "limits are positive")
        precondition(quotedLines > 0 && quotedBytes > 0, "limits are positive")
        self.fieldBytes = fieldBytes
        self.rowBytes = rowBytes
        self.fieldsPerRow = fieldsPerRow
        self.quotedLines = quotedLines
        self.quotedBytes = quotedBytes
    }
}

/// How many fields a row must have.
public enum CSVFieldCount: Equatable, Sendable {
    case any
    /// As many as the first good row, which is usually the header.
    case asFirstRow
    case exactly(Int)
}
