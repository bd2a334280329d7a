// SPDX-License-Identifier: EUPL-1.2

import CSQLite
import GRDB

/// A prepared statement that millions of rows go through: bound and stepped without a value object
/// for each.
///
/// Parameters count from 1 and columns from 0, as in SQLite's own interface. Lives no longer than the
/// access to the database it was made in.
public struct Statement {
    private let statement: OpaquePointer
    private let connection: OpaquePointer
    /// Keeps the prepared statement alive.
    private let owner: GRDB.Statement

    init(_ owner: GRDB.Statement, _ database: GRDB.Database) {
        self.owner = owner
        statement = owner.sqliteStatement
        guard let connection = database.sqliteConnection else {
            preconditionFailure("a connection is open within its block")
        }
        self.connection = connection
        // It may have been left in the midst of its rows.
        sqlite3_reset(statement)
    }

    /// SQLite takes its own copy of what is bound.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    /// Binds values from the first parameter on.
    public func bind(_ values: [(any Bindable)?]) {
        for (index, value) in values.enumerated() {
            if let value {
                value.bind(to: self, at: Int32(index + 1))
            } else {
                bindNull(Int32(index + 1))
            }
        }
    }

    public func bindNull(_ place: Int32) {
        sqlite3_bind_null(statement, place)
    }

    @inline(__always)
    public func bind(_ place: Int32, _ value: Int64) {
        sqlite3_bind_int64(statement, place, value)
    }

    @inline(__always)
    public func bind(_ place: Int32, _ value: Int) {
        sqlite3_bind_int64(statement, place, Int64(value))
    }

    @inline(__always)
    public func bind(_ place: Int32, _ value: Int?) {
        if let value { bind(place, value) } else { sqlite3_bind_null(statement, place) }
    }

    @inline(__always)
    public func bind(_ place: Int32, blob: UnsafeRawBufferPointer) {
        sqlite3_bind_blob64(
            statement,
            place,
            // An empty blob is not NULL.
            blob.baseAddress ?? UnsafeRawPointer(connection),
            UInt64(blob.count),
            Statement.transient
        )
    }

    @inline(__always)
    public func bind(_ place: Int32, blob: [UInt8]?) {
        guard let blob else {
            sqlite3_bind_null(statement, place)
            return
        }
        blob.withUnsafeBytes { bind(place, blob: $0) }
    }

    public func bind(_ place: Int32, _ text: String) {
        var text = text
        text.withUTF8 {
            _ = sqlite3_bind_text64(
                statement,
                place,
                $0.baseAddress.map { UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self) },
                UInt64($0.count),
                Statement.transient,
                UInt8(SQLITE_UTF8)
            )
        }
    }

    /// Runs a statement that writes; returns how many rows it changed.
    @inline(__always)
    @discardableResult
    public func run() throws -> Int {
        let code = sqlite3_step(statement)
        sqlite3_reset(statement)
        guard code == SQLITE_DONE || code == SQLITE_ROW else { throw failure() }
        return Int(sqlite3_changes(connection))
    }

    /// Goes to the next row; false at the end, with the statement ready for other parameters.
    @inline(__always)
    public func step() throws -> Bool {
        let code = sqlite3_step(statement)
        if code == SQLITE_ROW { return true }
        sqlite3_reset(statement)
        guard code == SQLITE_DONE else { throw failure() }
        return false
    }

    /// Leaves the rows that are still to come.
    @inline(__always)
    public func reset() {
        sqlite3_reset(statement)
    }

    @inline(__always)
    public func integer(_ column: Int32) -> Int64 {
        sqlite3_column_int64(statement, column)
    }

    @inline(__always)
    public func int(_ column: Int32) -> Int {
        Int(sqlite3_column_int64(statement, column))
    }

    @inline(__always)
    public func optional(_ column: Int32) -> Int? {
        isNull(column) ? nil : int(column)
    }

    @inline(__always)
    public func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(statement, column) == SQLITE_NULL
    }

    /// What stands in a column, whatever its declaration says.
    public enum Form { case null, integer, text, blob }

    public func form(_ column: Int32) -> Form {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: .integer
        case SQLITE_TEXT: .text
        case SQLITE_BLOB: .blob
        // No table of ours has numbers with a fraction.
        default: .null
        }
    }

    /// The bytes of a blob; valid until the next step.
    @inline(__always)
    public func blob(_ column: Int32) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: sqlite3_column_blob(statement, column),
            count: Int(sqlite3_column_bytes(statement, column))
        )
    }

    /// A copy of the bytes of a blob.
    public func bytes(_ column: Int32) -> [UInt8] { Array(blob(column)) }

    /// A text; empty for NULL.
    public func text(_ column: Int32) -> String {
        String(decoding: blob(column), as: UTF8.self)
    }

    private func failure() -> DatabaseFailure {
        DatabaseFailure(
            extendedCode: sqlite3_extended_errcode(connection),
            message: String(cString: sqlite3_errmsg(connection))
        )
    }
}
