// SPDX-License-Identifier: EUPL-1.2

internal import Database

extension AccountFile {
    /// 256 random bits for a machine, as text.
    public static func newKey() -> String { token() }

    /// Lets a machine act as an account with that key; the former key, and whatever lets a person sign in
    /// with the account, end. A digest is kept.
    public func setService(_ account: String, key: String, now: Int64) throws {
        try database.write { db in
            for table in ["credential", "session", "device", "failure", "subject", "service_key"] {
                try db.run("DELETE FROM " + table + " WHERE account = $1", account)
            }
            try db.run(
                "INSERT INTO service_key (account, digest, made_at) VALUES ($1, $2, $3)",
                account,
                Self.hash(key),
                now
            )
        }
    }

    /// The account of the machine that has this key; nil for none.
    public func service(withKey key: String) throws -> String? {
        try database.read { db in
            try db.first(
                "SELECT account FROM service_key WHERE digest = $1",
                Self.hash(key)
            ) { $0.text(0) }
        }
    }

    /// Is it the account of a machine?
    public func isService(_ account: String) throws -> Bool {
        try database.read { db in
            try db.integer("SELECT COUNT(*) FROM service_key WHERE account = $1", account) ?? 0 > 0
        }
    }
}
