// SPDX-License-Identifier: EUPL-1.2

import CSQLite
import Foundation
import GRDB

/// A query of the verifier, stepped without a value object for each row.
///
/// Columns count from 0. Lives no longer than the access to the database it was made in.
struct Cursor {
    private let statement: OpaquePointer
    private let columns: Int32
    private let limit: ScanLimit
    /// Keeps the prepared statement alive.
    private let owner: Statement

    init(_ snapshot: Snapshot, _ sql: String, _ arguments: [Int64] = []) throws {
        owner = try snapshot.db.makeStatement(sql: sql)
        statement = owner.sqliteStatement
        columns = sqlite3_column_count(statement)
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
            try takeNote()
            return true
        }
        guard code == SQLITE_DONE else {
            let connection = sqlite3_db_handle(statement)
            throw DatabaseError(
                resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
                message: String(cString: sqlite3_errmsg(connection))
            )
        }
        return false
    }

    /// Counts what a row holds: many rows can say that they have the same pages.
    @inline(__always)
    private func takeNote() throws {
        var bytes = 0
        for column in 0..<columns {
            let form = sqlite3_column_type(statement, column)
            if form == SQLITE_BLOB || form == SQLITE_TEXT {
                bytes += Int(sqlite3_column_bytes(statement, column))
            }
        }
        if bytes > 0 { try limit.take(bytes: bytes) }
    }

    /// What stands in a column; valid until the next step.
    @inline(__always)
    subscript(column: Int32) -> Value { Value(pointer: sqlite3_column_value(statement, column)) }

    struct Value {
        fileprivate let pointer: OpaquePointer?

        enum Form: UInt8 { case null, integer, real, text, blob }

        /// What it is, whatever the schema says: who changes a file is not held by it.
        @inline(__always)
        var form: Form {
            switch sqlite3_value_type(pointer) {
            case SQLITE_INTEGER: .integer
            case SQLITE_FLOAT: .real
            case SQLITE_TEXT: .text
            case SQLITE_BLOB: .blob
            default: .null
            }
        }

        @inline(__always)
        var integer: Int64 { sqlite3_value_int64(pointer) }

        /// The bytes of a text or a blob.
        @inline(__always)
        var bytes: UnsafeRawBufferPointer {
            let start = sqlite3_value_blob(pointer)
            return UnsafeRawBufferPointer(
                start: start,
                count: start == nil ? 0 : Int(sqlite3_value_bytes(pointer))
            )
        }
    }
}
