// SPDX-License-Identifier: EUPL-1.2

/// How much a reader keeps at most; what is larger becomes a problem and is skipped.
public struct CSVLimits: Equatable, Sendable {
    /// Bytes of one field, after quotes and escapes are taken away.
    public var fieldBytes: Int
    /// Bytes of all fields of one row together.
    public var rowBytes: Int
    public var fieldsPerRow: Int

    public init(
        fieldBytes: Int = 1 << 20,
        rowBytes: Int = 4 << 20,
        fieldsPerRow: Int = 16_384
    ) {
        precondition(fieldBytes > 0 && rowBytes > 0 && fieldsPerRow > 0, "limits are positive")
        self.fieldBytes = fieldBytes
        self.rowBytes = rowBytes
        self.fieldsPerRow = fieldsPerRow
    }
}

/// How many fields a row must have.
public enum CSVFieldCount: Equatable, Sendable {
    case any
    /// As many as the first good row, which is usually the header.
    case asFirstRow
    case exactly(Int)
}
