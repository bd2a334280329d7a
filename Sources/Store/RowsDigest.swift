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
    /// Rows that wait to be hashed together.
    private var waiting = ColumnBytes()

    private static let hashedTogether = 16 << 10

    /// Adds one row, whose columns `write` appends in their order.
    mutating func addRow(_ write: (inout ColumnBytes) throws -> Void) rethrows {
        try write(&waiting)
        settle()
    }

    /// Adds a row of an index of people: bucket i64 ‖ id i64 ‖ pointer, whose length is one for all.
    mutating func addIndexRow(bucket: Int64, id: Int64, pointer: UnsafeRawBufferPointer) {
        waiting.append(bucket.bigEndian)
        waiting.append(id.bigEndian)
        waiting.append(pointer)
        settle()
    }

    /// Adds the row that a statement stands on: its first columns, as they are stored.
    mutating func addRow(of statement: Statement, columns: Int) {
        addRow { bytes in
            for column in 0..<Int32(columns) { bytes.add(column, of: statement) }
        }
    }

    private mutating func settle() {
        rows += 1
        if waiting.count >= Self.hashedTogether { waiting.take { hash.update(bufferPointer: $0) } }
    }

    var hexadecimal: String {
        var (hash, rest) = (hash, waiting)
        rest.take { hash.update(bufferPointer: $0) }
        return Hexadecimal.text(hash.finalize())
    }
}

/// The columns of rows as bytes that leave no doubt.
struct ColumnBytes {
    /// As many as there is room for; the first `count` are written.
    private var storage: [UInt8] = []
    private(set) var count = 0

    var bytes: [UInt8] { Array(storage[..<count]) }

    mutating func add(_ value: Int64?) {
        guard let value else {
            append(UInt8(ascii: "n"))
            return
        }
        append(UInt8(ascii: "i"))
        append(value.bigEndian)
    }

    mutating func add(_ value: Int?) { add(value.map(Int64.init)) }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(UInt8(ascii: "t"), UnsafeRawBufferPointer($0)) }
    }

    mutating func add(blob: [UInt8]) {
        blob.withUnsafeBytes { add(UInt8(ascii: "b"), $0) }
    }

    mutating func add(blob: UnsafeRawBufferPointer) { add(UInt8(ascii: "b"), blob) }

    mutating func add(_ digest: DigestPair) {
        append(UInt8(ascii: "b"))
        append(UInt32(16).bigEndian)
        append(digest.high.bigEndian)
        append(digest.low.bigEndian)
    }

    fileprivate mutating func add(_ column: Int32, of statement: Statement) {
        switch statement.form(column) {
        case .null: add(nil as Int64?)
        case .integer: add(statement.integer(column))
        case .text: add(statement.text(column))
        case .blob: add(blob: statement.blob(column))
        }
    }

    private mutating func add(_ tag: UInt8, _ content: UnsafeRawBufferPointer) {
        append(tag)
        // SQLite holds no text or blob of 2^31 bytes.
        append(UInt32(content.count).bigEndian)
        append(content)
    }

    /// The bytes of a number as they lie in memory.
    @inline(__always)
    fileprivate mutating func append<Number: BitwiseCopyable>(_ number: Number) {
        makeRoom(MemoryLayout<Number>.size)
        storage.withUnsafeMutableBytes {
            $0.storeBytes(of: number, toByteOffset: count, as: Number.self)
        }
        count += MemoryLayout<Number>.size
    }

    fileprivate mutating func append(_ content: UnsafeRawBufferPointer) {
        guard !content.isEmpty else { return }
        makeRoom(content.count)
        storage.withUnsafeMutableBytes {
            UnsafeMutableRawBufferPointer(rebasing: $0[count...]).copyMemory(from: content)
        }
        count += content.count
    }

    @inline(__always)
    private mutating func makeRoom(_ more: Int) {
        if count + more > storage.count { grow(by: more) }
    }

    private mutating func grow(by more: Int) {
        let size = max(count + more, storage.count * 2, 256)
        storage.append(contentsOf: repeatElement(0, count: size - storage.count))
    }

    /// Hands out what was written, and begins anew.
    fileprivate mutating func take(_ body: (UnsafeRawBufferPointer) -> Void) {
        storage.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        count = 0
    }
}
