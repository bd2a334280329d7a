// SPDX-License-Identifier: EUPL-1.2

internal import Accounts
public import Casework
public import Custody
import Foundation
public import Hosting
public import Store

/// Who runs a command, as it is recorded.
public struct Admitted: Sendable, Equatable {
    public enum Proof: Sendable, Equatable {
        /// Signed in; over then, in milliseconds since 1970-01-01 UTC, unless they go on working.
        case session(until: Int64)
        /// The key of a service, which never counts as one of two people.
        case serviceKey
    }

    /// As acts name them.
    public var person: String
    public var account: String
    public var roles: [OfficerRole]
    public var proof: Proof

    /// For the use cases. `now`: the time of the act.
    public func officer(now: Int64) throws -> ActingOfficer {
        try ActingOfficer(person, now: now, roles: roles)
    }
}

/// The gate before a command (toegang): says who runs it and whether they may (decision 0073).
///
/// It is for honest people and for the record: whoever holds the key and the store can open everything
/// with a program of their own.
public struct Gate: Sendable {
    public var place: StorePlace
    /// The user's own folder for configuration.
    public var configuration: String
    /// Of sessions, in milliseconds since 1970-01-01 UTC; never that of a practice.
    public var now: Int64

    /// `environment`: the process's.
    public init(place: StorePlace, environment: [String: String], now: Int64) {
        self.place = place
        configuration = UserFolder.configuration(environment)
        self.now = now
    }

    /// Roles that a service may have: it takes in data, and keeps the program.
    public static let serviceRoles: Set<OfficerRole> = [.dataManager, .administrator]

    /// Who runs the command; nil where nobody need sign in, and whoever is named acts, unauthenticated.
    /// Throws ``AdmissionError`` when they may not.
    public func admit(to name: String, in store: Store) throws -> Admitted? {
        guard let command = CommandTable.command(name) else {
            throw AdmissionError.unknownCommand(name)
        }
        let accounts = try ListAccounts().run(in: store).filter { !$0.roles.isEmpty }
        let isOpen =
            switch command.access {
            case .keyHolder: true
            case .administrators: !accounts.contains { $0.roles.contains(.administrator) }
            case .roles: accounts.isEmpty
            }
        guard !isOpen else { return nil }
        guard place.settings[.by] == nil else { throw AdmissionError.nameGiven }
        let admitted = try signedIn(accounts, store)
        guard command.allows(Set(admitted.roles)),
            !command.isForPeople || admitted.proof != .serviceKey
        else {
            throw AdmissionError.notAllowed(
                command: name,
                roles: (command.roles ?? []).sorted()
            )
        }
        return admitted
    }

    /// Who is signed in here, whatever they may do. Throws ``AdmissionError/notSignedIn``,
    /// ``AdmissionError/sessionOver`` and ``AdmissionError/accountEnded(_:)``.
    public func whoIsSignedIn(in store: Store) throws -> Admitted {
        try signedIn(ListAccounts().run(in: store).filter { !$0.roles.isEmpty }, store)
    }

    private func signedIn(_ accounts: [AccountStanding], _ store: Store) throws -> Admitted {
        let file = try accountFile(of: store)
        defer { file.close() }
        let (name, proof) = try proven(by: file, store)
        // Roles are those of now, not those of when somebody signed in.
        guard let account = accounts.first(where: { $0.name == name }) else {
            throw AdmissionError.accountEnded(name)
        }
        return Admitted(
            person: account.person,
            account: name,
            // Whatever roles somebody gave it since its key was made.
            roles: proof == .serviceKey
                ? account.roles.filter(Self.serviceRoles.contains) : account.roles,
            proof: proof
        )
    }

    private func proven(by file: AccountFile, _ store: Store) throws -> (String, Admitted.Proof) {
        if let path = place.settings[.accountKeyFile] {
            guard let key = try? SecretFile(path: path).read(),
                let account = try file.service(
                    withKey: key.trimmingCharacters(in: .whitespacesAndNewlines)
                )
            else { throw AdmissionError.serviceKeyRefused(path: path) }
            return (account, .serviceKey)
        }
        guard let token = try sessionFile(of: store).read().session else {
            throw AdmissionError.notSignedIn
        }
        guard let session = try file.session(token, now: now),
            // The clock was set back: nobody knows how long ago it was.
            session.madeAt <= now + Self.clockMayDiffer
        else { throw AdmissionError.sessionOver }
        let until = min(now + AccountFile.idle, session.madeAt + AccountFile.longest)
        return (session.account, .session(until: until))
    }

    /// A minute, in milliseconds.
    private static let clockMayDiffer: Int64 = 60_000

    func accountFile(of store: Store) throws -> AccountFile {
        try AccountFile(at: store.folder, root: try place.rootKey(), origin: store.origin)
    }

    func sessionFile(of store: Store) -> SessionFile {
        SessionFile(in: configuration, origin: store.origin)
    }
}
