// SPDX-License-Identifier: EUPL-1.2

import CSQLite
import Foundation
import GRDB

/// A query of the verifier, stepped without a value object for each row.
///
/// Columns count from 0. Lives no longer than the access to the database it was made in.
struct Cursor {
    private let statement: OpaquePointer
    private let limit: ScanLimit
    /// What stands in the columns of the row: each is asked of SQLite once.
    private let row: Row
    /// Keeps the prepared statement alive.
    private let owner: Statement

    init(_ snapshot: Snapshot, _ sql: String, _ arguments: [Int64] = []) throws {
        owner = try snapshot.db.makeStatement(sql: sql)
        statement = owner.sqliteStatement
        row = Row(columns: Int(sqlite3_column_count(statement)))
        limit = snapshot.limit
        for (place, value) in arguments.enumerated() {
            sqlite3_bind_int64(statement, Int32(place + 1), value)
        }
    }

    init(_ snapshot: Snapshot, _ sql: String, blob: [UInt8]) throws {
        try self.init(snapshot, sql)
        owner.setUncheckedArguments([Data(blob)])
    }

    /// Goes to the next row; false at the end.
    @inline(__always)
    func step() throws -> Bool {
        let code = sqlite3_step(statement)
        if code == SQLITE_ROW {
            // Many rows can say that they have the same pages: what a row holds is counted.
            let bytes = row.read(statement)
            if bytes > 0 { try limit.take(bytes: bytes) }
            return true
        }
        guard code == SQLITE_DONE else {
            let connection = sqlite3_db_handle(statement)
            throw DatabaseError(
                resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
                message: String(cString: sqlite3_errmsg(connection))
            )
        }
        row.clear()
        return false
    }

    /// What stands in a column; valid until the next step.
    @inline(__always)
    subscript(column: Int32) -> Value { row[column] }

    struct Value {
        enum Form: UInt8 { case null, integer, real, text, blob }

        /// What it is, whatever the schema says: who changes a file is not held by it.
        fileprivate(set) var form = Form.null
        /// The number, cut when it is a fraction; 0 for NULL. Where a text or a blob stands it is
        /// `Int64.min`, which nobody expects.
        fileprivate(set) var integer: Int64 = 0
        /// The bytes of a text or a blob.
        fileprivate(set) var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// The values of one row, over and over in the same memory.
    private final class Row {
        private let values: UnsafeMutableBufferPointer<Value>

        init(columns: Int) {
            values = .allocate(capacity: columns)
            values.initialize(repeating: Value())
        }

        deinit { values.deallocate() }

        @inline(__always)
        subscript(column: Int32) -> Value { values[Int(column)] }

        func clear() { values.update(repeating: Value()) }

        /// Reads what the statement stands at, and says how many bytes its texts and blobs have.
        @inline(__always)
        func read(_ statement: OpaquePointer) -> Int {
            var sum = 0
            for place in values.indices {
                let pointer = sqlite3_column_value(statement, Int32(place))
                var value = Value()
                switch sqlite3_value_type(pointer) {
                case SQLITE_INTEGER:
                    value.form = .integer
                    value.integer = sqlite3_value_int64(pointer)
                case SQLITE_FLOAT:
                    value.form = .real
                    value.integer = sqlite3_value_int64(pointer)
                case SQLITE_NULL: break
                case let type:
                    value.form = type == SQLITE_TEXT ? .text : .blob
                    value.integer = .min
                    if let start = sqlite3_value_blob(pointer) {
                        let count = Int(sqlite3_value_bytes(pointer))
                        value.bytes = UnsafeRawBufferPointer(start: start, count: count)
                        sum += count
                    }
                }
                values[place] = value
            }
            return sum
        }
    }
}
