// SPDX-License-Identifier: EUPL-1.2

import Crypto
internal import Database
public import Foundation
import Glibc
public import Vault

/// What the desk must remember of those who sign in, and the ledger must not: passwords, sessions, and
/// forms on their way. It stands beside the store, `desk.sqlite`; who has which role stands in the ledger.
///
/// Losing it loses nothing of the ledger: everybody sets a password again.
public final class AccountFile: Sendable {
    let database: StoreFile
    let key: DataKey

    /// How long a session lasts without a page, and at most. Milliseconds.
    public static let (idle, longest): (Int64, Int64) = (45 * 60_000, 12 * 3_600_000)

    /// Opens the file of a store, or makes it. `origin`: the store's. Throws ``AccountError/anotherFile``
    /// for one that belongs to another store or key.
    public init(at folder: URL, root: RootKey, origin: String) throws {
        let path = folder.appendingPathComponent("desk.sqlite").path
        if !FileManager.default.fileExists(atPath: path) {
            // SQLite gives the files that it makes beside it the same rights.
            let made = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            guard made >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EACCES) }
            Glibc.close(made)
        }
        database = try StoreFile(path: path, writes: true)
        try database.migrate(Self.migrations)
        let context = "spoor/desk/1|\(origin)"
        let kept = try database.read { db in
            try db.first("SELECT value FROM desk_setting WHERE name = $1", "key") { $0.bytes(0) }
        }
        if let kept {
            guard let key = try? root.unwrap(kept, for: context) else {
                throw AccountError.anotherFile
            }
            self.key = key
        } else {
            let key = DataKey()
            _ = try database.write { db in
                try db.run(
                    "INSERT INTO desk_setting (name, value) VALUES ($1, $2)",
                    "key",
                    root.wrap(key, for: context)
                )
            }
            self.key = key
        }
    }

    public func close() { database.close() }

    static let migrations = [
        Migration(
            "desk-1",
            statements: [
                "CREATE TABLE desk_setting (name TEXT PRIMARY KEY, value BLOB NOT NULL)",
                """
                CREATE TABLE credential (account TEXT PRIMARY KEY, salt BLOB NOT NULL, \
                hash BLOB NOT NULL, log_cost BIGINT NOT NULL, block BIGINT NOT NULL, \
                lanes BIGINT NOT NULL, secret BLOB NOT NULL, used_step BIGINT NOT NULL, \
                set_at BIGINT NOT NULL)
                """,
                """
                CREATE TABLE device (token BLOB PRIMARY KEY, account TEXT NOT NULL, \
                made_at BIGINT NOT NULL)
                """,
                """
                CREATE TABLE failure (account TEXT NOT NULL, device BLOB NOT NULL, \
                failures BIGINT NOT NULL, wait_until BIGINT NOT NULL, \
                PRIMARY KEY (account, device))
                """,
                """
                CREATE TABLE session (token BLOB PRIMARY KEY, account TEXT NOT NULL, \
                secret BLOB NOT NULL, language TEXT NOT NULL, made_at BIGINT NOT NULL, \
                seen_at BIGINT NOT NULL)
                """,
                """
                CREATE TABLE form (nonce BLOB PRIMARY KEY, account TEXT NOT NULL, \
                path TEXT NOT NULL, body BLOB NOT NULL, received_at BIGINT NOT NULL UNIQUE, \
                outcome TEXT)
                """,
                "CREATE INDEX form_open ON form (received_at) WHERE outcome IS NULL",
                """
                CREATE TABLE proposal (number BIGINT PRIMARY KEY, kind TEXT NOT NULL, \
                incident TEXT NOT NULL, subject TEXT NOT NULL, account TEXT NOT NULL, \
                proposed_at BIGINT NOT NULL, settled TEXT)
                """,
            ]
        ),
        Migration(
            "desk-2-look-back",
            statements: ["ALTER TABLE session ADD COLUMN as_of BIGINT"]
        ),
        Migration(
            "desk-3-read-texts",
            statements: [
                """
                CREATE TABLE read_text (account TEXT NOT NULL, wave BIGINT NOT NULL, \
                text TEXT NOT NULL, read_at BIGINT NOT NULL, PRIMARY KEY (account, wave, text))
                """
            ]
        ),
        Migration(
            "desk-4-provider",
            statements: [
                """
                CREATE TABLE subject (digest BLOB PRIMARY KEY, account TEXT NOT NULL UNIQUE, \
                bound_at BIGINT NOT NULL)
                """,
                "CREATE TABLE used_state (state BLOB PRIMARY KEY, used_at BIGINT NOT NULL)",
            ]
        ),
        Migration(
            "desk-5-service",
            statements: [
                """
                CREATE TABLE service_key (account TEXT PRIMARY KEY, digest BLOB NOT NULL UNIQUE, \
                made_at BIGINT NOT NULL)
                """
            ]
        ),
    ]

    /// What stands for a token: who reads the file has no session.
    static func hash(_ token: String) -> [UInt8] { Array(SHA256.hash(data: Array(token.utf8))) }

    /// 256 bits for a cookie.
    static func token() -> String {
        var random = RandomBytes()
        return Data(random.next(32)).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}
