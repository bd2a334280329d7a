// SPDX-License-Identifier: EUPL-1.2

import GRDB
import GRDBSQLite
import Vault

/// A statement that millions of rows go through: bound and stepped without a value object for each.
///
/// Parameters count from 1 and columns from 0, as in SQLite's own interface. Lives no longer than
/// the access to the database it was made in.
struct BulkStatement {
    private let statement: OpaquePointer
    private let connection: OpaquePointer
    /// Keeps the prepared statement alive.
    private let owner: Statement

    init(_ db: Database, _ sql: String) throws {
        owner = try db.makeStatement(sql: sql)
        statement = owner.sqliteStatement
        guard let connection = db.sqliteConnection else {
            throw StoreError.integrity("the database is closed")
        }
        self.connection = connection
    }

    /// SQLite takes its own copy of what is bound.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    @inline(__always)
    func bind(_ place: Int32, _ value: Int64) {
        sqlite3_bind_int64(statement, place, value)
    }

    @inline(__always)
    func bind(_ place: Int32, _ value: Int) {
        sqlite3_bind_int64(statement, place, Int64(value))
    }

    @inline(__always)
    func bind(_ place: Int32, _ value: Int?) {
        if let value { bind(place, value) } else { sqlite3_bind_null(statement, place) }
    }

    @inline(__always)
    func bind(_ place: Int32, blob: UnsafeRawBufferPointer) {
        sqlite3_bind_blob64(
            statement,
            place,
            blob.baseAddress ?? UnsafeRawPointer(connection),
            UInt64(blob.count),
            BulkStatement.transient
        )
    }

    @inline(__always)
    func bind(_ place: Int32, blob: [UInt8]?) {
        guard let blob else {
            sqlite3_bind_null(statement, place)
            return
        }
        blob.withUnsafeBytes { bind(place, blob: $0) }
    }

    func bind(_ place: Int32, _ text: String) {
        var text = text
        text.withUTF8 {
            _ = sqlite3_bind_text64(
                statement,
                place,
                $0.baseAddress.map { UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self) },
                UInt64($0.count),
                BulkStatement.transient,
                UInt8(SQLITE_UTF8)
            )
        }
    }

    @inline(__always)
    func bind(_ place: Int32, _ digest: DigestPair) {
        withUnsafeBytes(of: (digest.high.bigEndian, digest.low.bigEndian)) {
            bind(place, blob: $0)
        }
    }

    /// Runs a statement that writes; returns how many rows it changed.
    @inline(__always)
    @discardableResult
    func run() throws -> Int {
        let code = sqlite3_step(statement)
        sqlite3_reset(statement)
        guard code == SQLITE_DONE || code == SQLITE_ROW else { throw failure(code) }
        return Int(sqlite3_changes(connection))
    }

    /// Goes to the next row; false at the end, with the statement ready for other parameters.
    @inline(__always)
    func step() throws -> Bool {
        let code = sqlite3_step(statement)
        if code == SQLITE_ROW { return true }
        sqlite3_reset(statement)
        guard code == SQLITE_DONE else { throw failure(code) }
        return false
    }

    /// Leaves the rows that are still to come.
    @inline(__always)
    func reset() {
        sqlite3_reset(statement)
    }

    @inline(__always)
    func integer(_ column: Int32) -> Int64 {
        sqlite3_column_int64(statement, column)
    }

    @inline(__always)
    func int(_ column: Int32) -> Int {
        Int(sqlite3_column_int64(statement, column))
    }

    @inline(__always)
    func optional(_ column: Int32) -> Int? {
        sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : int(column)
    }

    /// The bytes of a blob; valid until the next step.
    @inline(__always)
    func blob(_ column: Int32) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: sqlite3_column_blob(statement, column),
            count: Int(sqlite3_column_bytes(statement, column))
        )
    }

    private func failure(_ code: Int32) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
            message: String(cString: sqlite3_errmsg(connection))
        )
    }
}
