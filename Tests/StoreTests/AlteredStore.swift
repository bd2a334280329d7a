// SPDX-License-Identifier: EUPL-1.2

import Foundation
import GRDB
import Store
import Verification

/// What somebody does with the database file in their hands.
extension TestStore {
    /// Closes the store, changes its file past the triggers, which stand afterwards to the byte as
    /// they were, and leaves it closed.
    func alter(_ body: (Database) throws -> Void) throws {
        close()
        let database = try DatabaseQueue(path: folder.appendingPathComponent("spoor.sqlite").path)
        try database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            let triggers = try Row.fetchAll(
                db,
                sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            ).map { (name: $0[0] as String, sql: $0[1] as String) }
            for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger.name)") }
            try body(db)
            for trigger in triggers { try db.execute(sql: trigger.sql) }
        }
        try database.close()
    }

    /// Changes the file with all its triggers, which refuse what they refuse.
    func alterSchema(_ statements: String...) throws {
        close()
        let database = try DatabaseQueue(path: folder.appendingPathComponent("spoor.sqlite").path)
        try database.writeWithoutTransaction { db in
            for statement in statements { try db.execute(sql: statement) }
        }
        try database.close()
    }

    /// Does all of it verify?
    func isIntact() throws -> Bool {
        try LedgerVerifier(folder: folder, against: [store.checkpoint()]).verify().isIntact
    }

    func count(_ sql: String) throws -> Int {
        let database = try DatabaseQueue(path: folder.appendingPathComponent("spoor.sqlite").path)
        defer { try? database.close() }
        return try database.read { try Int.fetchOne($0, sql: sql) ?? 0 }
    }
}
