// SPDX-License-Identifier: EUPL-1.2

import Crypto
internal import Custody
internal import Database
internal import Vault

/// A form that somebody posted, on its way into the ledger.
///
/// It is on the disk before anything is done with it, and its outcome is kept, so that a server that is
/// killed loses none and a form that is sent twice acts once.
public struct PostedForm: Sendable, Equatable {
    public var nonce: String
    public var account: String
    public var path: String
    /// As it came: `application/x-www-form-urlencoded`.
    public var body: String
    /// The time of the act that follows, in milliseconds since 1970-01-01 UTC: of no other form, so that
    /// the ledger tells whether it was done.
    public var receivedAt: Int64
}

public enum FormReceipt: Sendable, Equatable {
    case new(PostedForm)
    /// It came before: where it led, or nil while that is being done.
    case again(outcome: String?)
    /// Made for another session, another page, or by nobody.
    case forged
}

extension Session {
    /// What goes into a form of a page (`path`), so that no other site can post it (CSRF): a random
    /// number and its code under the secret of the session.
    public func formToken(for path: String) -> String {
        var random = RandomBytes()
        let nonce = Hexadecimal.text(random.next(16))
        return nonce + "." + code(nonce, path)
    }

    /// Was that made for a form of this session and that page?
    public func made(_ token: String, for path: String) -> Bool { accepts(token, for: path) != nil }

    fileprivate func code(_ nonce: String, _ path: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(nonce)|\(path)".utf8),
            using: SymmetricKey(data: secret)
        )
        return Hexadecimal.text(Array(code).prefix(16))
    }

    func accepts(_ token: String, for path: String) -> String? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts[0].utf8.count == 32 else { return nil }
        let (given, own) = (Array(parts[1].utf8), Array(code(parts[0], path).utf8))
        guard given.count == own.count,
            zip(given, own).reduce(UInt8(0), { $0 | ($1.0 ^ $1.1) }) == 0
        else { return nil }
        return parts[0]
    }
}

extension AccountFile {
    /// Keeps a form that came, once.
    public func receive(
        _ body: String,
        token: String,
        path: String,
        session: Session,
        now: Int64
    ) throws -> FormReceipt {
        guard let nonce = session.accepts(token, for: path) else { return .forged }
        let sealed = try Seal.seal(Array(body.utf8), with: key, context: Self.formContext(nonce))
        return try database.write { db -> FormReceipt in
            let earlier = try db.first(
                "SELECT outcome FROM form WHERE nonce = $1",
                nonce
            ) { $0.isNull(0) ? nil : $0.text(0) }
            if let earlier { return .again(outcome: earlier) }
            // The session of a token ends within a day: what is older cannot come again.
            try db.run(
                "DELETE FROM form WHERE outcome IS NOT NULL AND received_at < $1",
                now - Self.formIsKept
            )
            // The first moment that no other form has; a clock that was ahead once moves none after it.
            var at = now
            while try db.integer("SELECT COUNT(*) FROM form WHERE received_at = $1", at) != 0 {
                at += 1
            }
            try db.run(
                """
                INSERT INTO form (nonce, account, path, body, received_at) \
                VALUES ($1, $2, $3, $4, $5)
                """,
                nonce,
                session.account,
                path,
                sealed,
                at
            )
            return .new(
                PostedForm(
                    nonce: nonce,
                    account: session.account,
                    path: path,
                    body: body,
                    receivedAt: at
                )
            )
        }
    }

    /// Where a form led: a page. What was typed into it is not kept any longer.
    public func finish(_ nonce: String, outcome: String) throws {
        _ = try database.write { db in
            try db.run(
                "UPDATE form SET outcome = $1, body = $2 WHERE nonce = $3",
                outcome,
                [UInt8](),
                nonce
            )
        }
    }

    /// Forms that came and of which nobody knows what became, oldest first: a server was killed.
    public func unfinished() throws -> [PostedForm] {
        let rows = try database.read { db in
            try db.all(
                """
                SELECT nonce, account, path, body, received_at FROM form WHERE outcome IS NULL \
                ORDER BY received_at
                """
            ) { ($0.text(0), $0.text(1), $0.text(2), $0.bytes(3), $0.integer(4)) }
        }
        return try rows.map { nonce, account, path, sealed, at in
            let body = try Seal.open(sealed, with: key, context: Self.formContext(nonce))
            return PostedForm(
                nonce: nonce,
                account: account,
                path: path,
                body: String(decoding: body, as: UTF8.self),
                receivedAt: at
            )
        }
    }

    /// Where a form led; nil while it is being done, or waits.
    public func outcome(of nonce: String) throws -> String? {
        try database.read { db in
            try db.first("SELECT outcome FROM form WHERE nonce = $1", nonce) {
                $0.isNull(0) ? nil : $0.text(0)
            } ?? nil
        }
    }

    /// Milliseconds, after it came.
    private static let formIsKept: Int64 = 7 * 86_400_000

    private static func formContext(_ nonce: String) -> [UInt8] {
        Array("spoor/desk/1|form|\(nonce)".utf8)
    }
}
