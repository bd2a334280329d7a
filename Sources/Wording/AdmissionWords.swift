// SPDX-License-Identifier: EUPL-1.2

public import Admission
public import Casework
import Custody
import Incidents

/// Why somebody may not run a command, in words.
extension ToldFailure {
    init(_ error: AdmissionError) {
        switch error {
        case .nameGiven:
            self.init(
                .notAllowed,
                "this store has accounts: who acts is who signed in, and not a name that is given",
                command: "leave out --by and SPOOR_BY; spoor account sign-in NAME"
            )
        case .notSignedIn:
            self.init(.notAllowed, "nobody is signed in to this store here", command: Self.signIn)
        case .sessionOver:
            self.init(.notAllowed, "the session here is over", command: Self.signIn)
        case .accountEnded(let name):
            self.init(
                .notAllowed,
                "the account '\(name)' ended",
                help: "an administrator can give it a role again"
            )
        case .notAllowed(_, let roles):
            let names = roles.map { $0.name(in: .english) }.joined(separator: ", ")
            self.init(
                .notAllowed,
                "this is for people with another role: \(names)",
                help: "ask one of them; the key of a service stands for no person",
                command: "spoor account whoami shows your roles"
            )
        case .unknownCommand:
            self.init(.failed, "nobody decided which roles may do this, so nobody may")
        default: self.init(signingIn: error)
        }
    }

    private static let signIn = "spoor account sign-in NAME"

    private init(signingIn error: AdmissionError) {
        switch error {
        case .signInRefused:
            self.init(
                .notAllowed,
                "this is not right, or was tried too often",
                help: "check name, password and code; else wait a quarter of an hour"
            )
        case .signsInElsewhere(let name):
            self.init(
                .notAllowed,
                "'\(name)' signs in at the identity provider, and has no password here",
                help:
                    "sign in at the desk, in a browser; for commands an administrator gives a password too",
                command: "spoor account password \(name), or for a machine: spoor account service"
            )
        case .serviceKeyRefused(let path):
            self.init(
                .notAllowed,
                "the file \(path) holds no key of a service of this store",
                help: "it has mode 0600, and the newest key of a service counts only",
                command: "spoor account service NAME --key-out FILE makes another"
            )
        case .serviceRoles(let roles):
            self.init(
                .usage,
                "a service has these roles only: \(roles.map(\.code).joined(separator: ", "))",
                help: "what people answer for is done by people"
            )
        case .isService(let name):
            self.init(
                .notAllowed,
                "'\(name)' is the account of a service: it has a key, and no password",
                help: "make an account of their own for a person"
            )
        case .isPerson(let name):
            self.init(
                .cannotCreate,
                "'\(name)' is the account of a person",
                help: "give the service a name of its own"
            )
        case .noPractice:
            self.init(.notAllowed, "only in a practice somebody signs in without a password")
        case .publishedAlready(let name):
            self.init(.cannotCreate, "the version '\(name)' is published already")
        case .proposerMayNot(let name):
            self.init(
                .notAllowed,
                "'\(name)' proposed it, and may not any more",
                help: "turn the proposal down at the desk, and propose it anew"
            )
        case .agreedByMachine:
            self.init(.notAllowed, "this takes two people, and a service is none")
        case .storeUpgraded:
            self.init(
                .tryAgain,
                "the store was brought to the format of this program just now; nothing else was done",
                help: "run the same command again"
            )
        default: self.init(.notAllowed, "this is not allowed")
        }
    }
}

extension PeopleToFileOutcome {
    /// What somebody must do first.
    public func sentence(of version: RegisterVersion) -> String {
        let name = "v\(version.version) (\(version.name))"
        return switch self {
        case .waits(let since):
            "Proposed \(Instant(milliseconds: since).minuteText) to write \(name) to a file: another one who signed in agrees with the same command. Nothing was written."
        case .agreed(let proposer, let until):
            "Agreed: \(proposer) may write \(name) to a file, once, until \(Instant(milliseconds: until).minuteText). Nothing was written here."
        case .mayWrite(let other): "\(other) agreed that \(name) is written to a file."
        }
    }
}

extension Instant {
    /// What the clock in Amsterdam shows, to the minute.
    public var minuteText: String {
        Instant(milliseconds: milliseconds / 60_000 * 60_000).local.text
    }
}
