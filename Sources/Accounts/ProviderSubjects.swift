// SPDX-License-Identifier: EUPL-1.2

internal import Database
import Foundation
internal import Vault

extension AccountFile {
    /// Binds an account to who its holder is at an identity provider. Its password, the one it was bound
    /// to before, and its sessions end.
    ///
    /// Who reads the file cannot tell who that is: a digest is kept.
    ///
    /// Throws ``AccountError/subjectOfAnother`` when that subject is bound to another account, and
    /// ``AccountError/subjectRefused`` for one that is empty or longer than 255 bytes (OpenID Connect
    /// Core 1.0, section 2).
    public func bind(_ account: String, issuer: String, subject: String, now: Int64) throws {
        guard (1...255).contains(subject.utf8.count) else { throw AccountError.subjectRefused }
        let digest = Self.digest(issuer, subject)
        guard try self.account(issuer: issuer, subject: subject) ?? account == account else {
            throw AccountError.subjectOfAnother
        }
        try database.write { db in
            for table in ["credential", "session", "device", "failure", "subject"] {
                try db.run("DELETE FROM " + table + " WHERE account = $1", account)
            }
            try db.run(
                "INSERT INTO subject (digest, account, bound_at) VALUES ($1, $2, $3)",
                digest,
                account,
                now
            )
        }
    }

    /// The account that is bound to a subject; nil for none.
    public func account(issuer: String, subject: String) throws -> String? {
        try database.read { db in
            try db.first(
                "SELECT account FROM subject WHERE digest = $1",
                Self.digest(issuer, subject)
            ) { $0.text(0) }
        }
    }

    /// Does the holder of the account sign in at an identity provider?
    public func isBound(_ account: String) throws -> Bool {
        try database.read { db in
            try db.integer("SELECT COUNT(*) FROM subject WHERE account = $1", account) ?? 0 > 0
        }
    }

    /// Keeps that the answer to a sign-in was taken; false when it was taken before. Those of more than
    /// `lasting` milliseconds ago are forgotten: they are too late by then.
    public func use(state: String, lasting: Int64, now: Int64) throws -> Bool {
        try database.write { db in
            try db.run("DELETE FROM used_state WHERE used_at < $1", now - 2 * lasting)
            return try db.run(
                """
                INSERT INTO used_state (state, used_at) VALUES ($1, $2) \
                ON CONFLICT (state) DO NOTHING
                """,
                Self.hash(state),
                now
            ) == 1
        }
    }

    /// Seals what a browser keeps for the desk, so that it can neither be read nor made there.
    public func sealed(_ bytes: some Sequence<UInt8>) throws -> String {
        let sealed = try Seal.seal(Array(bytes), with: key, context: Self.kept)
        return Data(sealed).base64EncodedString().replacing("+", with: "-")
            .replacing("/", with: "_").replacing("=", with: "")
    }

    /// Nil for what this desk did not seal.
    public func opened(_ text: String) -> [UInt8]? {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - plain.count % 4) % 4)
        return Data(base64Encoded: plain + padding).flatMap {
            try? Seal.open(Array($0), with: key, context: Self.kept)
        }
    }

    private static let kept = Array("spoor/desk/1|browser".utf8)

    /// The issuer has no line in it: it is an address.
    private static func digest(_ issuer: String, _ subject: String) -> [UInt8] {
        hash("\(issuer)\n\(subject)")
    }
}
