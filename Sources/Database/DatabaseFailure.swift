// SPDX-License-Identifier: EUPL-1.2

import CSQLite
import GRDB

/// What the database could not do, by what somebody can do about it. Holds no value of a row.
public struct DatabaseFailure: Error, Equatable {
    public enum Kind: Sendable, Equatable {
        case full
        case busy
        /// No right to read or write the file, or it does not open.
        case notAllowed
        case damaged
        /// Reading or writing the disk failed: nothing is said of what stands there.
        case inputOutput
        /// The schema refused a row.
        case constraint
        case other
    }

    public var kind: Kind
    /// SQLite's extended result code.
    public var code: Int32
    /// SQLite's own words, which name tables and columns and no values; for a log.
    public var message: String

    init(extendedCode: Int32, message: String) {
        code = extendedCode
        self.message = message
        kind =
            switch extendedCode & 0xFF {
            case SQLITE_FULL: .full
            case SQLITE_BUSY, SQLITE_LOCKED: .busy
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: .notAllowed
            case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged
            case SQLITE_IOERR: .inputOutput
            case SQLITE_CONSTRAINT: .constraint
            default: .other
            }
    }

    /// Runs `body`, and says its errors as this type.
    static func translating<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw DatabaseFailure(
                extendedCode: error.extendedResultCode.rawValue,
                message: error.message ?? ""
            )
        }
    }
}
