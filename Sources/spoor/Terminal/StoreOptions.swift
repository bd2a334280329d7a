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

    @Option(help: "Configuration file (else SPOOR_CONFIG, else ~/.config/spoor/config.json).")
    var config: String?

    @Option(help: "Diagnostics: trace, debug, info, notice, warning, error (else SPOOR_LOG_LEVEL).")
    var logLevel: String?

    @Option(help: "Where diagnostics go, as JSON lines (else SPOOR_LOG_FILE).")
    var logFile: String?

    @Option(
        help: ArgumentHelp(
            "The time it is; only a store made with 'spoor init --synthetic' takes it.",
            valueName: "time"
        )
    )
    var now: GivenTime?

    @Flag(help: "One JSON document instead of a table.")
    var json = false

    @Flag(name: .shortAndLong, help: "Results only: no progress and no advice.")
    var quiet = false

    var output: Output { Output(json: json || quiet) }

    /// Results as `--json` says, advice unless `--quiet`.
    var results: Output { Output(json: json) }

    var folder: URL {
        get throws {
            guard let path = try settings[.store] else {
                throw CommandFailure(
                    .configuration,
                    "no store was named",
                    help: "give --store FOLDER or set SPOOR_STORE; 'spoor init' makes a store"
                )
            }
            return URL(fileURLWithPath: path)
        }
    }

    var keyPath: String {
        get throws {
            try settings[.keyFile]
                ?? UserFolder.configuration(ProcessInfo.processInfo.environment) + "/spoor/key"
        }
    }

    var officer: String {
        get throws { try OfficerName.checked(settings[.by]) }
    }

    /// Opens the store; refuses a key that lies inside it or that others may read.
    func open(_ mode: Store.Mode) throws -> Store {
        // Before a long work rather than at its end.
        if case .writing = mode { _ = try officer }
        return try openUnsigned(mode)
    }

    /// The same for what records nothing in anybody's name.
    func openUnsigned(_ mode: Store.Mode) throws -> Store {
        let folder = try folder
        // Without rights nothing seems to be there.
        if access(folder.path, R_OK | X_OK) != 0, errno == EACCES {
            throw CommandFailure(
                .notAllowed,
                "no right to use the store at \(folder.path)",
                help: "run it as the user who owns the folder, or check its owner and mode"
            )
        }
        let began = ProgressLine.seconds()
        let store = try Store(at: folder, root: try rootKey(outside: folder), mode: mode)
        Diagnostics.info(
            "store opened",
            [
                "mode": "\(mode)", "entries": String(try store.entryCount),
                "ms": String(Int((ProgressLine.seconds() - began) * 1000)),
            ]
        )
        if now != nil, !store.isSynthetic {
            throw CommandFailure(
                .notAllowed,
                "--now is only for a synthetic store",
                help: "a real ledger records the real time"
            )
        }
        if store.isSynthetic { results.say("synthetic store: all people in it are invented") }
        return store
    }

    func rootKey(outside folder: URL) throws -> RootKey {
        try KeyFile(path: keyPath).read(outside: folder)
    }

    /// Milliseconds since 1970, UTC: the clock's, or `--now`.
    var moment: Int64 {
        now?.milliseconds ?? Int64(Date().timeIntervalSince1970 * 1000)
    }

    func act(_ counterparty: String = "") throws -> Act {
        Act(by: try officer, at: moment, counterparty: counterparty)
    }

    func reason(_ purpose: String, _ caseReference: String, _ reason: String) throws -> AccessReason
    {
        try AccessReason(
            user: try officer,
            purpose: purpose,
            caseReference: caseReference,
            reason: reason,
            at: moment
        )
    }
}

extension StoreOptions {
    var settings: Settings {
        get throws {
            try Settings.remember {
                let flags: [Settings.Key: String?] = [
                    .store: store, .keyFile: keyFile, .by: by, .logLevel: logLevel,
                    .logFile: logFile,
                ]
                return try Settings(
                    flags: flags.compactMapValues { $0 },
                    environment: ProcessInfo.processInfo.environment,
                    config: config
                )
            }
        }
    }
}

/// Why the officer looks at people: without it a command about persons refuses.
struct ReasonOption: ParsableArguments {
    @Option(help: "Why you look at this person or these people; goes into the access log.")
    var reason: String?

    func required() throws -> String {
        // Words, not a keystroke.
        guard let reason, reason.filter(\.isLetter).count >= 3 else {
            throw CommandFailure(
                .notAllowed,
                reason == nil
                    ? "a look at people needs a reason" : "a reason is words, not a sign",
                help:
                    "add --reason \"…\"; it is recorded in the access log before anything is shown"
            )
        }
        return reason.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
