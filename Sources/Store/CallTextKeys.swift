// SPDX-License-Identifier: EUPL-1.2

import Database
import Foundation
import Glibc
import Synchronization

/// The keys of what was written down in calls: `calls.sqlite` beside the store. The ledger forgets nothing,
/// so what must be forgotten stands there under a key that is kept here, wrapped, until it is destroyed.
///
/// The file is made with the first text. Losing it loses the texts, and nothing of the ledger.
final class CallTextKeys: Sendable {
    private let path: String
    private let turn = Mutex(())

    init(folder: URL) { path = folder.appendingPathComponent("calls.sqlite").path }

    static let migrations = [
        Migration(
            "calls-1",
            statements: [
                "CREATE TABLE text_key (id TEXT PRIMARY KEY, wrapped BLOB NOT NULL)"
            ]
        )
    ]

    /// Keeps a key; it is on the disk when this returns.
    func keep(_ wrapped: [UInt8], id: String) throws {
        try writing { db in
            try db.run("INSERT INTO text_key (id, wrapped) VALUES ($1, $2)", id, wrapped)
        }
    }

    /// Destroys keys. What is deleted is overwritten, and nothing of it stays in the log of the file.
    func destroy(_ ids: [String]) throws {
        try writing { db in
            for id in ids { try db.run("DELETE FROM text_key WHERE id = $1", id) }
        }
    }

    /// Nil when it was destroyed.
    func wrapped(_ id: String) throws -> [UInt8]? {
        try turn.withLock { _ in
            guard FileManager.default.fileExists(atPath: path) else { return nil }
            let file = try StoreFile(path: path, writes: false)
            defer { file.close() }
            return try file.read { db in
                try db.first("SELECT wrapped FROM text_key WHERE id = $1", id) { $0.bytes(0) }
            }
        }
    }

    /// Opened for each use, so that its log is taken into the file and removed after it.
    private func writing(_ body: (Connection) throws -> Void) throws {
        try turn.withLock { _ in
            if !FileManager.default.fileExists(atPath: path) {
                // SQLite gives the files that it makes beside it the same rights.
                let made = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
                guard made >= 0 else {
                    throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EACCES)
                }
                Glibc.close(made)
            }
            let file = try StoreFile(path: path, writes: true)
            defer { file.close() }
            try file.migrate(Self.migrations)
            try file.write(body)
        }
    }
}
