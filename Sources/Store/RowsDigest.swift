// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Custody
import Database
import Vault

/// The SHA-256 over rows of a table in the order of its primary key: what an `intake` fact says of them.
///
/// A column is `n` for NULL, `i` and i64, `t` or `b` with u32 length and the bytes of a text or a blob;
/// integers big-endian. So no row can be read as another one or as two.
struct RowsDigest {
    private(set) var rows = 0
    private var hash = SHA256()
    private var row: [UInt8] = []

    /// Adds one row, whose columns `write` appends in their order.
    mutating func addRow(_ write: (inout ColumnBytes) throws -> Void) rethrows {
        row.removeAll(keepingCapacity: true)
        var columns = ColumnBytes(bytes: row)
        row = []
        try write(&columns)
        row = columns.bytes
        row.withUnsafeBytes { hash.update(bufferPointer: $0) }
        rows += 1
    }

    /// Adds a row of an index of people: bucket i64 ‖ id i64 ‖ pointer, whose length is one for all.
    mutating func addIndexRow(bucket: Int64, id: Int64, pointer: UnsafeRawBufferPointer) {
        row.removeAll(keepingCapacity: true)
        withUnsafeBytes(of: bucket.bigEndian) { row.append(contentsOf: $0) }
        withUnsafeBytes(of: id.bigEndian) { row.append(contentsOf: $0) }
        row.append(contentsOf: pointer)
        row.withUnsafeBytes { hash.update(bufferPointer: $0) }
        rows += 1
    }

    /// Adds the row that a statement stands on: its first columns, as they are stored.
    mutating func addRow(of statement: Statement, columns: Int) {
        addRow { bytes in
            for column in 0..<Int32(columns) { bytes.add(column, of: statement) }
        }
    }

    var hexadecimal: String { Hexadecimal.text(hash.finalize()) }
}

/// The columns of a row as bytes that leave no doubt.
struct ColumnBytes {
    fileprivate(set) var bytes: [UInt8]

    mutating func add(_ value: Int64?) {
        guard let value else {
            bytes.append(UInt8(ascii: "n"))
            return
        }
        bytes.append(UInt8(ascii: "i"))
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func add(_ value: Int?) { add(value.map(Int64.init)) }

    mutating func add(_ text: String) { add(UInt8(ascii: "t"), Array(text.utf8)) }

    mutating func add(blob: [UInt8]) { add(UInt8(ascii: "b"), blob) }

    mutating func add(blob: UnsafeRawBufferPointer) {
        bytes.append(UInt8(ascii: "b"))
        add(length: blob.count)
        bytes.append(contentsOf: blob)
    }

    mutating func add(_ digest: DigestPair) {
        bytes.append(UInt8(ascii: "b"))
        add(length: 16)
        withUnsafeBytes(of: digest.high.bigEndian) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: digest.low.bigEndian) { bytes.append(contentsOf: $0) }
    }

    fileprivate mutating func add(_ column: Int32, of statement: Statement) {
        switch statement.form(column) {
        case .null: add(nil as Int64?)
        case .integer: add(statement.integer(column))
        case .text: add(statement.text(column))
        case .blob: add(blob: statement.blob(column))
        }
    }

    private mutating func add(_ tag: UInt8, _ content: [UInt8]) {
        bytes.append(tag)
        add(length: content.count)
        bytes += content
    }

    private mutating func add(length: Int) {
        // SQLite holds no text or blob of 2^31 bytes.
        withUnsafeBytes(of: UInt32(length).bigEndian) { bytes.append(contentsOf: $0) }
    }
}
