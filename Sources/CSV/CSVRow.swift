// SPDX-License-Identifier: EUPL-1.2

/// One row while the reader holds it; it cannot be kept, what was read from it can.
public struct CSVRow: ~Copyable {
    @usableFromInline let record: [UInt8]
    /// The end of each field in `record`, doubled; odd when the field was quoted.
    @usableFromInline let ends: [Int]
    /// The line of the file in which the row begins, from 1.
    public let line: Int
    /// The number of the row, from 1; the header and rows with problems count too.
    public let number: Int

    init(record: [UInt8], ends: [Int], line: Int, number: Int) {
        self.record = record
        self.ends = ends
        self.line = line
        self.number = number
    }

    /// How many fields there are; none in a blank line.
    @inlinable public var count: Int { ends.count }

    @inlinable func range(of field: Int) -> Range<Int> {
        precondition(field >= 0 && field < ends.count, "the row has no such field")
        return (field == 0 ? 0 : ends[field - 1] >> 1)..<(ends[field] >> 1)
    }

    @inlinable public subscript(field: Int) -> String {
        String(decoding: record[range(of: field)], as: UTF8.self)
    }

    /// The bytes of a field; keeping the slice costs the reader a new buffer.
    @inlinable public func bytes(of field: Int) -> ArraySlice<UInt8> {
        record[range(of: field)]
    }

    /// The bytes of a field without a copy, for as long as the closure runs.
    @inlinable public func withBytes<Result, Failure: Error>(
        of field: Int,
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let range = range(of: field)
        return try record.withUnsafeBufferPointer { buffer throws(Failure) in
            try body(UnsafeBufferPointer(rebasing: buffer[range]))
        }
    }

    @inlinable public func isEmpty(_ field: Int) -> Bool { range(of: field).isEmpty }

    /// Whether the field began with a quote sign, which tells `""` from nothing at all.
    @inlinable public func isQuoted(_ field: Int) -> Bool { ends[field] & 1 == 1 }

    public var fields: [String] {
        var fields: [String] = []
        fields.reserveCapacity(count)
        for field in 0..<count { fields.append(self[field]) }
        return fields
    }
}
