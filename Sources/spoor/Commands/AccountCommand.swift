// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Admission
import ArgumentParser
import Casework
import Custody
import Foundation
import Hosting
import Store
import Terminal
import Wording

struct AccountCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "Who may sign in, at the desk and here, and with which roles.",
        subcommands: [
            AccountAdd.self, AccountBind.self, AccountPassword.self, AccountEnd.self,
            AccountList.self, AccountSignIn.self, AccountSignOut.self, AccountWhoAmI.self,
            AccountService.self,
        ]
    )
}

/// The roles as they are typed.
enum RoleName {
    static let all = OfficerRole.allCases.map(\.code).joined(separator: ", ")

    static func role(_ text: String) throws -> OfficerRole {
        guard let role = OfficerRole(rawValue: text) else {
            throw ValidationError("a role is one of: \(all)")
        }
        return role
    }
}

/// A password that was made, and the secret of an app: shown once.
private struct NewCredentials {
    let password = PasswordHash.random()
    let secret = OneTimeSecret()

    func set(_ account: String, in store: Store, _ options: StoreOptions) throws {
        let file = try AccountFile(
            at: store.folder,
            root: try options.place.rootKey(),
            origin: store.origin
        )
        defer { file.close() }
        try file.setCredentials(
            of: account,
            try PasswordHash(of: password),
            secret,
            now: Int64(Date().timeIntervalSince1970 * 1000)
        )
        guard !options.json else { return }
        options.results.line("account:  \(account)")
        options.results.line("password: \(password)")
        options.results.line("secret for the app that makes codes: \(secret.text)")
        options.results.say("they are shown this once: hand them over in person")
    }
}

struct AccountAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Makes an account, or gives one other roles.",
        discussion: "Roles: privacyOfficer, securityOfficer, dataManager, communication,\n"
            + "agent, teamLead, auditor, board, administrator."
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "What is typed to sign in: lower case letters, digits, '.', '-'.")
    var name: String
    @Option(help: "Who it is, as the ledger will name them.") var person: String?
    @Option(
        name: .customLong("role"),
        help: "A role; may be given again.",
        transform: RoleName.role
    )
    var roles: [OfficerRole] = []
    @Option(help: "Who it is at the identity provider: no password is made then.")
    var subject: String?
    @Option(help: "The provider's issuer (else SPOOR_OPENID_ISSUER).") var openidIssuer: String?
    @Option(help: "Why.") var reason: String

    func validate() throws {
        guard !roles.isEmpty else { throw ValidationError("an account has a role: --role") }
    }

    func run() throws {
        let place = try options.place(with: [.openidIssuer: openidIssuer])
        let issuer = try subject.map { _ in try place.openidIssuer }
        let store = try options.open(.writing)
        try options.gate.requirePerson(name, in: store)
        let standing = try SetAccount(
            name: name,
            person: person,
            roles: Set(roles),
            because: try StatedReason(reason),
            officer: try options.acting()
        ).run(in: store)
        try options.answer("spoor/account/1", standing) { output in
            output.line("\(standing.person): \(standing.roles.map(\.code).joined(separator: ", "))")
        }
        if let subject, let issuer {
            return try options.bind(name, issuer: issuer, subject: subject, in: store)
        }
        let file = try AccountFile(
            at: store.folder,
            root: try options.place.rootKey(),
            origin: store.origin
        )
        let isSet = try file.hasCredentials(name) || file.isBound(name)
        file.close()
        if !isSet { try NewCredentials().set(name, in: store, options) }
    }
}

extension StoreOptions {
    /// Lets the holder of an account sign in at the identity provider.
    fileprivate func bind(
        _ account: String,
        issuer: String,
        subject: String,
        in store: Store
    ) throws {
        let root = try place.rootKey()
        let file = try AccountFile(at: store.folder, root: root, origin: store.origin)
        defer { file.close() }
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        try file.bind(account, issuer: issuer, subject: subject, now: now)
        results.say("\(account) signs in at \(issuer), and has no password here")
    }
}

struct AccountBind: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bind",
        abstract: "Lets somebody sign in at the identity provider; their password ends.",
        discussion: "The page that refuses somebody unknown shows them their number there\n"
            + "(the sub of OpenID Connect). Be sure who they are before you bind it."
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "The account.") var name: String
    @Option(help: "Who it is at the identity provider.") var subject: String
    @Option(help: "The provider's issuer (else SPOOR_OPENID_ISSUER).") var openidIssuer: String?

    func run() throws {
        let issuer = try options.place(with: [.openidIssuer: openidIssuer]).openidIssuer
        let store = try options.openUnsigned(.reading)
        guard try FindAccount(name).run(in: store) != nil else {
            throw CaseworkError.noAccount(name)
        }
        try options.gate.requirePerson(name, in: store)
        try options.bind(name, issuer: issuer, subject: subject, in: store)
    }
}

struct AccountPassword: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password",
        abstract: "Makes a new password and secret for somebody, and ends their sessions."
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "The account.") var name: String

    func run() throws {
        let store = try options.openUnsigned(.reading)
        guard try FindAccount(name).run(in: store) != nil else {
            throw CaseworkError.noAccount(name)
        }
        try options.gate.requirePerson(name, in: store)
        try NewCredentials().set(name, in: store, options)
    }
}

struct AccountEnd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end",
        abstract: "Ends an account: it has no role any more, and no session."
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "The account.") var name: String
    @Option(help: "Why.") var reason: String

    func run() throws {
        let store = try options.open(.writing)
        let standing = try SetAccount(
            name: name,
            roles: [],
            because: try StatedReason(reason),
            officer: try options.acting()
        ).run(in: store)
        let file = try AccountFile(
            at: store.folder,
            root: try options.place.rootKey(),
            origin: store.origin
        )
        try file.endSessions(of: name)
        file.close()
        try options.answer("spoor/account/1", standing) { $0.line("\(standing.person): ended") }
    }
}

struct AccountList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The accounts with their roles."
    )

    @OptionGroup var options: StoreOptions

    func run() throws {
        let accounts = try ListAccounts().run(in: try options.openUnsigned(.reading))
        try options.answer(
            "spoor/accounts/1",
            accounts,
            [
                .table(
                    ["account", "person", "roles"],
                    accounts.map {
                        [
                            $0.name, $0.person,
                            $0.roles.isEmpty
                                ? "ended" : $0.roles.map(\.code).joined(separator: ", "),
                        ]
                    }
                )
            ]
        )
    }
}
