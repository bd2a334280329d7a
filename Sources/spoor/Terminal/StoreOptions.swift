// SPDX-License-Identifier: EUPL-1.2

import Admission
import ArgumentParser
import Casework
import Custody
import Foundation
import Hosting
import Printing
import Store
import Terminal
import Wording

/// Where the store and its key are, who acts, and how results are shown: the same for all commands.
struct StoreOptions: ParsableArguments {
    @Option(help: "Folder of the store (else SPOOR_STORE).")
    var store: String?

    @Option(help: "File of the key (else SPOOR_KEY_FILE, else ~/.config/spoor/key).")
    var keyFile: String?

    @Option(
        help:
            "The acting officer of a store without accounts, unauthenticated (else SPOOR_BY, else the login)."
    )
    var by: String?

    @Option(help: "Key of a service account that acts (else SPOOR_ACCOUNT_KEY_FILE).")
    var accountKeyFile: String?

    @Option(help: "Configuration file (else SPOOR_CONFIG, else ~/.config/spoor/config.json).")
    var config: String?

    @Option(help: "Diagnostics: trace, debug, info, notice, warning, error (else SPOOR_LOG_LEVEL).")
    var logLevel: String?

    @Option(help: "Where diagnostics go, as JSON lines (else SPOOR_LOG_FILE).")
    var logFile: String?

    @Option(
        help: ArgumentHelp(
            "The time it is, for a practice (else SPOOR_NOW); a real store refuses it.",
            valueName: "time"
        ),
        transform: GivenTime.clock
    )
    var now: Int64?

    @Option(help: "Seconds that a command which writes waits for its turn.")
    var wait = 120

    @Flag(help: "One JSON document instead of a table.")
    var json = false

    @Option(
        help: "nl or en, for people, kinds of data, certainty and advice (else the locale).",
        transform: Self.language
    )
    var lang: Language?

    @Flag(name: .shortAndLong, help: "Results and errors only.")
    var quiet = false

    /// The clock of a practice; who typed the commands of one by hand would repeat it with each.
    mutating func validate() throws {
        guard (0...86_400).contains(wait) else {
            throw ValidationError("it waits 0 to 86400 seconds")
        }
        guard now == nil, let text = ProcessInfo.processInfo.environment["SPOOR_NOW"] else {
            return
        }
        now = try GivenTime.clock(text)
    }

    static var localeLanguage: Language { Language(locale: ProcessInfo.processInfo.environment) }

    static func language(_ text: String) throws -> Language {
        guard let language = Language(rawValue: text) else {
            throw ValidationError("the language is nl or en")
        }
        return language
    }

    /// As it was asked for, else as the locale says; a document for programs is the same in any locale.
    var language: Language {
        lang ?? (json ? .english : Self.localeLanguage)
    }

    /// Results as `--json` says, advice unless `--quiet`.
    var results: Output { Output(json: json, quiet: quiet) }

    /// Where store and key are and who acts, out of flags, environment and file.
    var place: StorePlace { get throws { try place(with: [:]) } }

    /// The same with flags that only this command has; ask it first.
    func place(with flags: [Settings.Key: String?]) throws -> StorePlace {
        let settings = try Settings.remember {
            let ours: [Settings.Key: String?] = [
                .store: store, .keyFile: keyFile, .by: by, .accountKeyFile: accountKeyFile,
                .logLevel: logLevel,
                .logFile: logFile,
            ]
            return try Settings(
                flags: ours.merging(flags) { $1 }.compactMapValues { $0 },
                environment: ProcessInfo.processInfo.environment,
                config: config
            )
        }
        return StorePlace(settings)
    }

    /// Is a store named, and is it there?
    var isThere: Bool {
        get throws {
            let place = try place
            guard place.settings[.store] != nil else { return false }
            return FileManager.default.fileExists(atPath: try place.folder.path)
        }
    }

    func open(_ mode: Store.Mode) throws -> Store {
        // Before a long work rather than at its end.
        if case .writing = mode { _ = try acting() }
        return try openUnsigned(mode)
    }

    /// For imports, and what takes them back or tries them again: one at a time.
    func openToImport() throws -> Store {
        _ = try acting()
        try OnlyImport.begin(in: place.folder)
        return try open(.writing)
    }

    /// The same for what records nothing in anybody's name. `waits`: for a turn, when another process
    /// writes.
    func openUnsigned(
        _ mode: Store.Mode,
        waits: Bool = true,
        upgrading: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws -> Store {
        let store = try place.open(
            mode,
            timeIsGiven: now != nil,
            turn: waits ? turn : nil,
            upgrading: upgrading
        )
        try Entrance.ask(try gate, in: store)
        if store.isSynthetic { results.say("synthetic store: all people in it are invented") }
        return store
    }

    private var turn: WriterTurn {
        let results = results
        return WriterTurn(
            patience: .seconds(wait),
            isInterrupted: { Interruption.isAsked },
            waiting: { results.say("another process writes to this store; waiting for a turn") }
        )
    }

    /// Milliseconds since 1970, UTC: the clock's, or `--now`.
    var moment: Int64 {
        now ?? Int64(Date().timeIntervalSince1970 * 1000)
    }

    /// Where the fonts of letters are: as it was set, else where Debian puts them.
    var fonts: String {
        get throws { try place.settings[.fonts] ?? LetterFonts.folder }
    }

    /// Whoever signed in, else whoever is named.
    func acting() throws -> ActingOfficer {
        try admitted()?.officer(now: moment) ?? ActingOfficer(try place.officer, now: moment)
    }

    var today: Day { Instant(milliseconds: moment).day }

    /// A document under `--json`, else what `show` says.
    func answer(
        _ schema: String,
        _ body: some Encodable,
        else show: (Output) throws -> Void
    ) throws {
        guard !json else {
            return try results.document(schema, body)
        }
        try show(results)
    }

    /// A document under `--json`, else its words.
    func answer(_ schema: String, _ body: some Encodable, _ passages: [Passage]) throws {
        try answer(schema, body) { $0.show(passages) }
    }

    /// The same for a list.
    func answer(
        _ schema: String,
        items: [some Encodable],
        else show: (Output) throws -> Void
    ) throws {
        guard !json else {
            return try results.document(schema, Items(items))
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
        output.warn("Rows are lost of \(leftOut.someWords).")
        output.warn(what)
        output.warn("To bring them back: spoor import population FILE --again")
        throw ExitStatus.look.code
    }

    static let withoutSource = "They are counted; their lines have no sourceId."
}
