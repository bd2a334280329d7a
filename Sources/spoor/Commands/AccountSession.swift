// SPDX-License-Identifier: EUPL-1.2

import Admission
import ArgumentParser
import Casework
import Custody
import Store
import Terminal
import Wording

/// Who is signed in, as it is shown.
private struct ShownSession: Encodable {
    var account: String
    var person: String
    var roles: [OfficerRole]
    /// Nil of a service, whose key ends with its account.
    var until: Instant?

    init(_ admitted: Admitted) {
        account = admitted.account
        person = admitted.person
        roles = admitted.roles
        if case .session(let end) = admitted.proof { until = Instant(milliseconds: end) }
    }

    func show(_ options: StoreOptions) throws {
        try options.answer("spoor/session/1", self) { output in
            output.line("\(person) (\(account)): \(roles.map(\.code).joined(separator: ", "))")
            output.line(
                until.map { "until \($0.minuteText), and longer while they work" }
                    ?? "by the key of a service"
            )
        }
    }
}

struct AccountSignIn: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-in",
        abstract: "Signs you in to this store on this machine: commands then act in your name.",
        discussion: """
            Asks for your password and the code of your app; where there is no terminal it
            reads both from standard input, a line each. It ends after 45 minutes without
            a command, after 12 hours, and with 'spoor account sign-out'.
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "Your account.") var name: String
    @Flag(help: "Without a password, in a practice.") var practice = false

    func run() throws {
        let store = try options.openUnsigned(.reading)
        let gate = try options.gate
        var typed: TypedCredentials?
        if !practice {
            try gate.expectPassword(of: name, in: store)
            typed = TypedCredentials(
                password: TypedLine.read("password: ", isSecret: true) ?? "",
                code: TypedLine.read("code of six digits: ") ?? ""
            )
        }
        let session = try gate.signIn(name, typed, language: options.language, in: store)
        try ShownSession(session).show(options)
    }
}

struct AccountSignOut: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-out",
        abstract: "Ends your session on this machine."
    )

    @OptionGroup var options: StoreOptions

    func run() throws {
        try options.gate.signOut(from: options.openUnsigned(.reading))
        options.results.say("signed out")
    }
}

struct AccountWhoAmI: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "whoami",
        abstract: "Who is signed in here, with which roles, and until when."
    )

    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.openUnsigned(.reading)
        try ShownSession(options.gate.whoIsSignedIn(in: store)).show(options)
    }
}

struct AccountService: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "service",
        abstract:
            "Makes an account for a machine, such as nightly imports, and the file of its key.",
        discussion: """
            Its commands name the file in SPOOR_ACCOUNT_KEY_FILE. It may have the roles
            dataManager and administrator, and is never one of two people. Run again, it
            makes a new key; the former one opens nothing any more.
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "Its account.") var name: String
    @Option(help: "What it is, as the ledger will name it.") var person: String?
    @Option(
        name: .customLong("role"),
        help: "dataManager or administrator; may be given again.",
        transform: RoleName.role
    )
    var roles: [OfficerRole] = []
    @Option(help: "The file to write its key to, mode 0600.") var keyOut: String
    @Option(help: "Why.") var reason: String

    func run() throws {
        let store = try options.open(.writing)
        let standing = try options.gate.makeService(
            SetAccount(
                name: name,
                person: person,
                roles: Set(roles),
                because: try StatedReason(reason),
                officer: try options.acting()
            ),
            keyFile: keyOut,
            in: store
        )
        try options.answer("spoor/account/1", standing) { output in
            output.line("\(standing.person): \(standing.roles.map(\.code).joined(separator: ", "))")
            output.say("Its key stands in \(keyOut), and nowhere else.")
        }
    }
}
