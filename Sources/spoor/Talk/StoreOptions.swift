// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import Glibc
import Store
import Vault

/// Where the store and its key are, who acts, and how results are shown: the same for all commands.
struct StoreOptions: ParsableArguments {
    @Option(help: "Folder of the store (else SPOOR_STORE).")
    var store: String?

    @Option(help: "File of the key (else SPOOR_KEY_FILE, else ~/.config/spoor/key).")
    var keyFile: String?

    @Option(
        help: "The acting officer, recorded as unauthenticated (else SPOOR_BY, else the login)."
    )
    var by: String?

    @Option(
        help: ArgumentHelp(
            "The time it is; only a store made with 'spoor init --synthetic' takes it.",
            valueName: "time"
        )
    )
    var now: GivenTime?

    @Flag(help: "One JSON document instead of a table.")
    var json = false

    @Flag(name: .shortAndLong, help: "No progress and no talk.")
    var quiet = false

    var output: Output { Output(json: json || quiet) }

    /// Results as `--json` says, talk unless `--quiet`.
    var results: Output { Output(json: json) }

    private static func setting(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    var folder: URL {
        get throws {
            guard let path = store ?? Self.setting("SPOOR_STORE") else {
                throw Complaint(
                    .configuration,
                    "no store was named",
                    help: "give --store FOLDER or set SPOOR_STORE; 'spoor init' makes a store"
                )
            }
            return URL(fileURLWithPath: path)
        }
    }

    var keyPath: String {
        if let path = keyFile ?? Self.setting("SPOOR_KEY_FILE") { return path }
        let base =
            Self.setting("XDG_CONFIG_HOME")
            ?? FileManager.default.homeDirectoryForCurrentUser.path + "/.config"
        return base + "/spoor/key"
    }

    var officer: String {
        by ?? Self.setting("SPOOR_BY") ?? Self.setting("LOGNAME") ?? Self.setting("USER")
            ?? "unknown"
    }

    /// Opens the store; refuses a key that lies inside it or that others may read.
    func open(_ mode: Store.Mode) throws -> Store {
        let folder = try folder
        // Without rights nothing seems to be there.
        if access(folder.path, R_OK | X_OK) != 0, errno == EACCES {
            throw Complaint(
                .notAllowed,
                "no right to use the store at \(folder.path)",
                help: "run it as the user who owns the folder, or check its owner and mode"
            )
        }
        let store = try Store(at: folder, root: try rootKey(outside: folder), mode: mode)
        if now != nil, !store.isSynthetic {
            throw Complaint(
                .notAllowed,
                "--now is only for a synthetic store",
                help: "a real ledger records the real time"
            )
        }
        if store.isSynthetic { results.say("synthetic store: all people in it are invented") }
        return store
    }

    func rootKey(outside folder: URL) throws -> RootKey {
        let path = keyPath
        let inside = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard !inside.hasPrefix(folder.resolvingSymlinksInPath().path + "/") else {
            throw Complaint(
                .configuration,
                "the key file lies inside the store",
                help: "a thief of the store would have both: move it and give --key-file"
            )
        }
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
            throw Complaint(
                .configuration,
                "there is no key file at \(path)",
                help: "'spoor init' makes one; give another with --key-file or SPOOR_KEY_FILE"
            )
        }
        if let mode = attributes[.posixPermissions] as? NSNumber, mode.intValue & 0o077 != 0 {
            throw Complaint(
                .configuration,
                "others may read the key file \(path)",
                help: "chmod 600 \(path)"
            )
        }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Complaint(
                .notAllowed,
                "no right to read the key file \(path)",
                help: "run it as the user who owns the key"
            )
        }
        guard let key = RootKey(bytes: bytes) else {
            throw Complaint(
                .configuration,
                "the key file \(path) does not hold 32 bytes",
                help: "restore it from where you keep it; without it the store stays closed"
            )
        }
        return key
    }

    /// Milliseconds since 1970, UTC: the clock's, or `--now`.
    var moment: Int64 {
        now?.milliseconds ?? Int64(Date().timeIntervalSince1970 * 1000)
    }

    func act(_ counterparty: String = "") -> Act {
        Act(by: officer, at: moment, counterparty: counterparty)
    }

    func reason(_ purpose: String, _ caseReference: String, _ reason: String) throws
        -> AccessReason
    {
        do {
            return try AccessReason(
                user: officer,
                purpose: purpose,
                caseReference: caseReference,
                reason: reason,
                at: moment
            )
        } catch .noWords {
            throw Complaint(
                .notAllowed,
                "a look at people needs a reason in words",
                help:
                    "add --reason \"…\"; it is recorded in the access log before anything is opened"
            )
        } catch .blank {
            throw Complaint(
                .notAllowed,
                "a look at people needs the name of an officer",
                help: "give it with --by"
            )
        } catch .tooLong {
            throw Complaint(
                .notAllowed,
                "too many characters for the access log",
                help: "a name or a reason has at most \(AccessReason.longest)"
            )
        } catch .control {
            throw Complaint(
                .notAllowed,
                "a name or a reason for the access log is one line of plain text",
                help: "leave out line ends, escapes and marks of direction"
            )
        }
    }
}

/// Why the officer looks at people: without it a command about persons refuses.
struct ReasonOption: ParsableArguments {
    @Option(help: "Why you look at this person or these people; goes into the access log.")
    var reason: String?

    func required() throws -> String {
        guard let reason, !reason.trimmingCharacters(in: .whitespaces).isEmpty else {
            throw Complaint(
                .notAllowed,
                "a look at people needs a reason",
                help:
                    "add --reason \"…\"; it is recorded in the access log before anything is shown"
            )
        }
        return reason
    }
}
