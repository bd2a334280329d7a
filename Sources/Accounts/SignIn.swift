// SPDX-License-Identifier: EUPL-1.2

public import Custody
internal import Database
internal import Vault

/// Somebody who signed in.
public struct Session: Sendable, Equatable {
    public var account: String
    public var language: Language
    /// Binds forms to the session.
    public var secret: [UInt8]
    public var madeAt: Int64

    /// Looks back to that moment, in milliseconds since 1970-01-01 UTC; nil is now.
    public var asOf: Int64?

    public init(
        account: String,
        language: Language,
        secret: [UInt8],
        madeAt: Int64,
        asOf: Int64? = nil
    ) {
        self.asOf = asOf
        self.account = account
        self.language = language
        self.secret = secret
        self.madeAt = madeAt
    }
}

/// What came of an attempt to sign in.
public enum SignInOutcome: Sendable, Equatable {
    /// The cookies: of the session, and of the device, from which somebody signed in before.
    case signedIn(session: String, device: String)
    /// Wrong, or too often wrong: who guesses is not told which.
    case refused
}

extension AccountFile {
    /// Sets or replaces the password and the secret of an account, and ends its sessions.
    public func setCredentials(
        of account: String,
        _ password: PasswordHash,
        _ secret: OneTimeSecret,
        now: Int64
    ) throws {
        let sealed = try Seal.seal(secret.bytes, with: key, context: Self.context(account))
        try database.write { db in
            try db.run("DELETE FROM credential WHERE account = $1", account)
            try db.run("DELETE FROM session WHERE account = $1", account)
            try db.run("DELETE FROM device WHERE account = $1", account)
            try db.run("DELETE FROM failure WHERE account = $1", account)
            try db.run(
                """
                INSERT INTO credential (account, salt, hash, log_cost, block, lanes, secret, \
                used_step, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """,
                account,
                password.salt,
                password.key,
                password.logCost,
                password.block,
                password.lanes,
                sealed,
                0,
                now
            )
        }
    }

    public func hasCredentials(_ account: String) throws -> Bool {
        try database.read { db in
            try db.integer("SELECT COUNT(*) FROM credential WHERE account = $1", account) ?? 0 > 0
        }
    }

    /// Signs somebody in with password and code. `device`: the cookie of a device from which somebody
    /// signed in before.
    ///
    /// Who guesses is slowed down, and keeps nobody else out: failures are counted for each device from
    /// which the account signed in before by itself, and for all others together. A guesser has no such
    /// cookie, so the holder of the account goes on as before.
    public func signIn(
        _ account: String,
        password: String,
        code: String,
        device: String?,
        language: Language,
        now: Int64
    ) throws -> SignInOutcome {
        let known = try device.flatMap { try knownDevice($0, account) } ?? []
        let kept = try credential(of: account)
        // Computed also for an account that is not there, and while it waits: time tells nothing.
        let fits = try (kept?.password ?? .ofNobody).fits(password)
        guard let kept, try !waits(account, known, now) else {
            // Nobody's, so that this too takes the time of a sync.
            try countFailure("", [], now)
            return .refused
        }
        guard fits, let step = kept.secret.step(of: code, at: now, after: kept.usedStep) else {
            try countFailure(account, known, now)
            return .refused
        }
        return try begin(account, known, step: step, device: device, language, now)
    }

    /// Signs somebody in who showed who they are elsewhere: an account of the organisation, or a
    /// practice.
    public func signInElsewhere(
        _ account: String,
        device: String? = nil,
        language: Language,
        now: Int64
    ) throws -> SignInOutcome {
        try begin(account, [], step: nil, device: device, language, now)
    }

    private func begin(
        _ account: String,
        _ known: [UInt8],
        step: Int64?,
        device: String?,
        _ language: Language,
        _ now: Int64
    ) throws -> SignInOutcome {
        let session = Self.token()
        let (made, earlier) = (Self.token(), Self.tokens(device ?? ""))
        // Others who signed in from this device keep theirs.
        let next = ((known.isEmpty && step != nil ? [made] : []) + earlier).prefix(
            Self.accountsOfDevice
        )
        var random = RandomBytes()
        let secret = Array(random.next(32))
        let isFresh = try database.write { db -> Bool in
            if let step {
                // Two attempts at once with one code: one of them changes a row.
                let changed = try db.run(
                    "UPDATE credential SET used_step = $1 WHERE account = $2 AND used_step < $3",
                    Int(step),
                    account,
                    Int(step)
                )
                guard changed == 1 else { return false }
            }
            try db.run(
                "DELETE FROM failure WHERE account = $1 AND device = $2",
                account,
                known
            )
            // Who showed who they are elsewhere waits for nothing here.
            if known.isEmpty, step != nil {
                try db.run(
                    "INSERT INTO device (token, account, made_at) VALUES ($1, $2, $3)",
                    Self.hash(made),
                    account,
                    now
                )
            }
            try db.run(
                """
                INSERT INTO session (token, account, secret, language, made_at, seen_at) \
                VALUES ($1, $2, $3, $4, $5, $6)
                """,
                Self.hash(session),
                account,
                secret,
                language.rawValue,
                now,
                now
            )
            try db.run(
                "DELETE FROM session WHERE seen_at < $1 OR made_at < $2",
                now - Self.idle,
                now - Self.longest
            )
            try db.run("DELETE FROM device WHERE made_at < $1", now - Self.deviceIsKnown)
            try db.run("DELETE FROM failure WHERE wait_until < $1", now - Self.failureCounts)
            return true
        }
        return isFresh
            ? .signedIn(session: session, device: next.joined(separator: ".")) : .refused
    }

    /// Nil for none, and for one that is over.
    public func session(_ token: String, now: Int64) throws -> Session? {
        let hash = Self.hash(token)
        let found = try database.read { db in
            try db.first(
                """
                SELECT account, language, secret, made_at, seen_at, as_of FROM session \
                WHERE token = $1
                """,
                hash
            ) { row in
                (
                    Session(
                        account: row.text(0),
                        language: Language(rawValue: row.text(1)) ?? .dutch,
                        secret: row.bytes(2),
                        madeAt: row.integer(3),
                        asOf: row.isNull(5) ? nil : row.integer(5)
                    ), seen: row.integer(4)
                )
            }
        }
        guard let (session, seen) = found, now - seen <= Self.idle,
            now - session.madeAt <= Self.longest
        else { return nil }
        // Not at each page: a look waits for no sync.
        if now - seen > 60_000 {
            _ = try database.write { db in
                try db.run("UPDATE session SET seen_at = $1 WHERE token = $2", now, hash)
            }
        }
        return session
    }

    public func end(_ session: Session) throws {
        _ = try database.write { db in
            try db.run("DELETE FROM session WHERE secret = $1", session.secret)
        }
    }

    /// Ends all sessions of an account, which is unknown on all its devices then.
    public func endSessions(of account: String) throws {
        try database.write { db in
            try db.run("DELETE FROM session WHERE account = $1", account)
            try db.run("DELETE FROM device WHERE account = $1", account)
        }
    }

    /// For the sessions of an account.
    public func setLanguage(_ language: Language, of account: String) throws {
        _ = try database.write { db in
            try db.run(
                "UPDATE session SET language = $1 WHERE account = $2",
                language.rawValue,
                account
            )
        }
    }

    /// Lets a session look back to a moment; nil is now again.
    public func lookBack(_ session: Session, to moment: Int64?) throws {
        _ = try database.write { db in
            try db.run(
                "UPDATE session SET as_of = $1 WHERE secret = $2",
                moment,
                session.secret
            )
        }
    }

    // MARK: - Failures

    /// Failures before an account waits for a device, or for all that are unknown.
    private static let allowedFailures = 5
    /// Seconds.
    private static let longestWait: Int64 = 900
    /// How long a failure counts, and a device is known. Milliseconds.
    private static let (failureCounts, deviceIsKnown): (Int64, Int64) = (
        86_400_000, 180 * 86_400_000
    )

    private func countFailure(_ account: String, _ device: [UInt8], _ now: Int64) throws {
        try database.write { db in
            let failures =
                try db.integer(
                    "SELECT failures FROM failure WHERE account = $1 AND device = $2",
                    account,
                    device
                ) ?? 0
            let over = failures + 1 - Self.allowedFailures
            // 30 seconds, a minute, two, up to a quarter of an hour.
            let wait = over < 0 ? 0 : min(Self.longestWait, 30 << min(over, 10))
            try db.run(
                "DELETE FROM failure WHERE account = $1 AND device = $2",
                account,
                device
            )
            try db.run(
                """
                INSERT INTO failure (account, device, failures, wait_until) \
                VALUES ($1, $2, $3, $4)
                """,
                account,
                device,
                failures + 1,
                now + wait * 1000
            )
        }
    }

    private func waits(_ account: String, _ device: [UInt8], _ now: Int64) throws -> Bool {
        let until =
            try database.read { db in
                try db.first(
                    "SELECT wait_until FROM failure WHERE account = $1 AND device = $2",
                    account,
                    device
                ) { $0.integer(0) }
            } ?? 0
        // Longer than the longest: the clock was ahead then.
        return until > now && until - now <= Self.longestWait * 1000
    }

    /// Did the account sign in before from the device with this cookie?
    public func knows(device: String, of account: String) throws -> Bool {
        try knownDevice(device, account) != nil
    }

    /// The hash of what the cookie has of the account, when it signed in with it before.
    private func knownDevice(_ cookie: String, _ account: String) throws -> [UInt8]? {
        for token in Self.tokens(cookie) {
            let hash = Self.hash(token)
            let count = try database.read { db in
                try db.integer(
                    "SELECT COUNT(*) FROM device WHERE token = $1 AND account = $2",
                    hash,
                    account
                )
            }
            if count ?? 0 > 0 { return hash }
        }
        return nil
    }

    /// One for each account that signed in from the device, the newest first.
    private static func tokens(_ cookie: String) -> [String] {
        cookie.split(separator: ".").prefix(accountsOfDevice).map(String.init)
            .filter { $0.utf8.count == 43 }
    }

    /// People who share a machine.
    private static let accountsOfDevice = 8

    private struct Kept {
        var password: PasswordHash
        var secret: OneTimeSecret
        var usedStep: Int64
    }

    private func credential(of account: String) throws -> Kept? {
        let row = try database.read { db in
            try db.first(
                """
                SELECT salt, hash, log_cost, block, lanes, secret, used_step FROM credential \
                WHERE account = $1
                """,
                account
            ) { row in
                (
                    PasswordHash(
                        salt: row.bytes(0),
                        key: row.bytes(1),
                        logCost: row.int(2),
                        block: row.int(3),
                        lanes: row.int(4)
                    ), secret: row.bytes(5), step: row.integer(6)
                )
            }
        }
        guard let (password, sealed, step) = row else { return nil }
        let secret = try Seal.open(sealed, with: key, context: Self.context(account))
        return Kept(password: password, secret: OneTimeSecret(bytes: secret), usedStep: step)
    }

    private static func context(_ account: String) -> [UInt8] {
        Array("spoor/desk/1|secret|\(account)".utf8)
    }
}
