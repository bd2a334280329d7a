// SPDX-License-Identifier: EUPL-1.2

internal import Accounts
public import Casework
public import Custody
import Hosting
public import Store

/// What somebody typed to sign in.
public struct TypedCredentials: Sendable, CustomStringConvertible {
    public var password: String
    /// Six digits, of their app.
    public var code: String

    public init(password: String, code: String) {
        self.password = password
        self.code = code
    }

    public var description: String { "(credentials)" }
}

extension Gate {
    /// Throws when the account signs in elsewhere or nowhere, so that nobody types a password for nothing.
    /// An account that is not there is not told apart.
    public func expectPassword(of account: String, in store: Store) throws {
        let file = try accountFile(of: store)
        defer { file.close() }
        guard try !file.isService(account) else { throw AdmissionError.isService(account) }
        guard try file.hasCredentials(account) || !file.isBound(account) else {
            throw AdmissionError.signsInElsewhere(account)
        }
    }

    /// Signs somebody in on this machine, by the rules of the desk: slower after failures, and a code
    /// counts once. `typed`: nil in a practice, where nobody is anybody.
    public func signIn(
        _ account: String,
        _ typed: TypedCredentials?,
        language: Language,
        in store: Store
    ) throws -> Admitted {
        let isThere = try FindAccount(account).run(in: store) != nil
        let file = try accountFile(of: store)
        defer { file.close() }
        let kept = sessionFile(of: store)
        let before = try kept.read()
        let outcome: SignInOutcome
        if let typed {
            outcome = try file.signIn(
                isThere ? account : "",
                password: typed.password,
                code: typed.code,
                device: before.device,
                language: language,
                now: now
            )
        } else {
            guard store.isSynthetic else { throw AdmissionError.noPractice }
            guard isThere, try !file.isService(account) else { throw AdmissionError.signInRefused }
            outcome = try file.signInElsewhere(
                account,
                device: before.device,
                language: language,
                now: now
            )
        }
        guard case .signedIn(let session, let device) = outcome else {
            throw AdmissionError.signInRefused
        }
        // Whoever was signed in here before is not any more.
        try end(before, file)
        try kept.write(SessionFile.Content(session: session, device: device))
        return try whoIsSignedIn(in: store)
    }

    /// Ends the session of this machine; nothing where there is none.
    public func signOut(from store: Store) throws {
        let file = try accountFile(of: store)
        defer { file.close() }
        let kept = sessionFile(of: store)
        let before = try kept.read()
        try end(before, file)
        try kept.write(SessionFile.Content(session: nil, device: before.device))
    }

    private func end(_ content: SessionFile.Content, _ file: AccountFile) throws {
        guard let token = content.session, let session = try file.session(token, now: now) else {
            return
        }
        try file.end(session)
    }

    /// Makes an account for a machine, such as nightly imports, with a key in a file of mode 0600; again
    /// makes another key, and the former one is worth nothing.
    public func makeService(
        _ account: SetAccount,
        keyFile: String,
        in store: Store
    ) throws -> AccountStanding {
        guard account.roles.isSubset(of: Self.serviceRoles), !account.roles.isEmpty else {
            throw AdmissionError.serviceRoles(Self.serviceRoles.sorted())
        }
        let file = try accountFile(of: store)
        defer { file.close() }
        let isThere = try store.account(named: account.name) != nil
        guard try !isThere || file.isService(account.name) else {
            throw AdmissionError.isPerson(account.name)
        }
        // The file is opened first: nothing is recorded when it cannot be written.
        let written = try PrivateFile(path: keyFile)
        let key = AccountFile.newKey()
        try written.write(key + "\n")
        let standing = try account.run(in: store)
        try file.setService(account.name, key: key, now: now)
        try written.close()
        return standing
    }

    /// Throws ``AdmissionError/isService(_:)`` for an account of a machine, which has no password.
    public func requirePerson(_ account: String, in store: Store) throws {
        let file = try accountFile(of: store)
        defer { file.close() }
        guard try !file.isService(account) else { throw AdmissionError.isService(account) }
    }
}
