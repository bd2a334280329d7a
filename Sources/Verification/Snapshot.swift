// SPDX-License-Identifier: EUPL-1.2

import GRDB

/// One state of the ledger as one connection reads it, within the limit of what it may read.
struct Snapshot {
    let db: Database
    let limit: ScanLimit

    func cursor(_ sql: String, _ arguments: [Int64] = []) throws -> Cursor {
        try Cursor(self, sql, arguments)
    }

    /// The first column of the first row as a number; nil without a row, or when none stands there.
    func integer(_ sql: String) throws -> Int64? {
        let rows = try cursor(sql)
        guard try rows.step(), rows[0].form == .integer else { return nil }
        return rows[0].integer
    }

    /// The first column of the first row as text; nil without a row.
    func text(_ sql: String) throws -> String? {
        let rows = try cursor(sql)
        guard try rows.step() else { return nil }
        return String(decoding: rows[0].bytes, as: UTF8.self)
    }
}
