// SPDX-License-Identifier: EUPL-1.2

import Foundation
import GRDB

@testable import Verification

/// What a store answers, by every way that there is to its covered rows: the tables in their own
/// order, each index in its order, each row by its key.
enum StoreAnswers {
    static func all(in folder: URL) throws -> [String] {
        var configuration = Configuration()
        configuration.readonly = true
        let database = try DatabaseQueue(
            path: folder.appendingPathComponent("spoor.sqlite").path,
            configuration: configuration
        )
        return try database.read { db in
            var answers = try lines("SELECT type, name, tbl_name, sql FROM sqlite_master", db)
            for table in KnownSchema.covered.sorted() {
                let indexes = try Row.fetchAll(db, sql: "PRAGMA index_list(\(table))")
                let key =
                    try String.fetchAll(
                        db,
                        sql:
                            "SELECT name FROM pragma_table_info('\(table)') WHERE pk > 0 ORDER BY pk"
                    )
                // The first and the last of days that are sealed are not told without the key.
                let rows =
                    table == "exposure_sum"
                    ? "SELECT party, what, value, CASE WHEN what IN ('first', 'last') THEN 0"
                        + " ELSE amount END FROM exposure_sum" : "SELECT * FROM \(table)"
                answers += try lines(rows, db)
                for index in indexes {
                    let name: String = index["name"]
                    answers.append(name)
                    let columns = try String.fetchAll(
                        db,
                        sql: "SELECT name FROM pragma_index_info('\(name)') ORDER BY seqno"
                    ).map { "\"\($0)\"" }.joined(separator: ", ")
                    answers += try lines("SELECT \(columns) FROM \(table) INDEXED BY \(name)", db)
                }
                let same = key.map { "one.\"\($0)\" = other.\"\($0)\"" }.joined(separator: " AND ")
                answers += try lines(
                    "SELECT COUNT(*) FROM \(table) AS one CROSS JOIN \(table) AS other ON \(same)",
                    db
                )
            }
            return answers
        }
    }

    private static func lines(_ sql: String, _ db: Database) throws -> [String] {
        try Row.fetchAll(db, sql: sql).map { row in
            row.databaseValues.map { "\($0)" }.joined(separator: "|")
        }
    }
}
