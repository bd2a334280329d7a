// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Foundation
import Hosting
import Printing
import Store
import Wording

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
            "The time it is (a day: its beginning); only a store made with 'spoor init --synthetic' takes it.",
            valueName: "time"
        ),
        transform: GivenTime.clock
    )
    var now: Int64?

    @Flag(help: "One JSON document instead of a table.")
    var json = false

    @Flag(name: .shortAndLong, help: "Results only: no progress and no advice.")
    var quiet = false

    /// Results as `--json` says, advice unless `--quiet`.
    var results: Output { Output(json: json) }

    /// Where store and key are and who acts, out of flags, environment and file.
    var place: StorePlace {
        get throws {
            let settings = try Settings.remember {
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
            return StorePlace(settings)
        }
    }

    func open(_ mode: Store.Mode) throws -> Store {
        // Before a long work rather than at its end.
        if case .writing = mode { _ = try place.officer }
        return try openUnsigned(mode)
    }

    /// The same for what records nothing in anybody's name.
    func openUnsigned(
        _ mode: Store.Mode,
        upgrading: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws -> Store {
        let store = try place.open(mode, timeIsGiven: now != nil, upgrading: upgrading)
        if store.isSynthetic { results.say("synthetic store: all people in it are invented") }
        return store
    }

    /// Milliseconds since 1970, UTC: the clock's, or `--now`.
    var moment: Int64 {
        now ?? Int64(Date().timeIntervalSince1970 * 1000)
    }

    /// Where the fonts of letters are: as it was set, else where Debian puts them.
    var fonts: String {
        get throws { try place.settings[.fonts] ?? LetterFonts.folder }
    }

    func acting() throws -> ActingOfficer { try ActingOfficer(try place.officer, now: moment) }

    var today: Day { Instant(milliseconds: moment).day }

    /// A document under `--json`, else what `show` says.
    func answer(
        _ schema: String,
        _ body: some Encodable,
        else show: (Output) throws -> Void
    ) throws {
        guard !json else {
            return try results.document(Document(schema: schema, body: body))
        }
        try show(results)
    }

    /// The same for a list.
    func answer(
        _ schema: String,
        items: [some Encodable],
        else show: (Output) throws -> Void
    ) throws {
        guard !json else {
            return try results.document(Items(schema: schema, items: items))
        }
        try show(results)
    }
}

/// Why the officer looks at people: without it a command about persons refuses.
struct ReasonOption: ParsableArguments {
    @Option(help: "Why you look at this person or these people; goes into the access log.")
    var reason: String?

    func stated() throws -> StatedReason { try StatedReason(reason ?? "") }
}

/// What to do about people whose rows are lost: without the flag a command refuses and names them.
struct LostOption: ParsableArguments {
    @Flag(help: "Go on without people whose rows are lost, and say who they are.")
    var leaveOutLost = false

    /// Says who was left out, and ends with the exit code to look.
    static func tell(_ leftOut: [String], _ what: String, _ output: Output) throws {
        guard !leftOut.isEmpty else { return }
        output.say("Rows are lost of \(leftOut.someWords).")
        output.say(what)
        output.say("To bring them back: spoor import population FILE --again")
        throw ExitStatus.look.code
    }

    static let withoutSource = "They are counted; their lines have no sourceId."
}
