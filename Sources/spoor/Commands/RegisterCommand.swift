// SPDX-License-Identifier: EUPL-1.2

import Admission
import ArgumentParser
import Casework
import Custody
import Store
import Terminal
import Wording

struct RegisterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "The register of the affected: computed, frozen, published, explained.",
        subcommands: [
            RegisterCompute.self, RegisterFreeze.self, RegisterPublish.self, RegisterShow.self,
            RegisterDiff.self, RegisterWhy.self, RegisterExport.self,
        ],
        defaultSubcommand: RegisterShow.self
    )
}

/// `--as-of`: what the register was, by the time of recording.
struct AsOf: ParsableArguments {
    @Option(
        help: "As of a recorded moment, the end of a day, or a number of ledger entries (e123)."
    )
    var asOf: String?

    func point() throws -> LedgerPoint {
        guard let asOf else { return .now }
        if asOf.first == "e", asOf.count > 1,
            asOf.dropFirst().utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
            let entries = Int(asOf.dropFirst())
        {
            return .entries(entries)
        }
        do {
            return .recordedBy(try WrittenMoment(asOf).limit())
        } catch {
            let help = "--as-of takes a moment, a day (to its end) or an entry such as e123"
            throw ToldFailure(.usage, error.sentence, help: help)
        }
    }
}

struct RegisterCompute: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compute",
        abstract: "Computes the register and its hash; records nothing but the access."
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var asOf: AsOf
    @OptionGroup var lost: LostOption
    @OptionGroup var why: ReasonOption
    @Argument var incident: String

    func run() throws {
        let request = ComputeRegister(
            incident: incident,
            asOf: try asOf.point(),
            leavesOutLost: lost.leaveOutLost,
            officer: try options.acting(),
            reason: try why.stated()
        )
        let computed = try request.run(in: options.open(.reading))
        try options.answer(
            "spoor/computed-register/1",
            computed,
            computed.passages(in: options.language)
        )
        try LostOption.tell(computed.leftOut, LostOption.withoutSource, options.results)
    }
}

func showRegister(_ version: RegisterVersion, _ options: StoreOptions) throws {
    try options.answer(
        "spoor/register-version/1",
        version,
        version.passages(in: options.language)
    )
}

struct RegisterFreeze: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "freeze",
        abstract: "Freezes the register as a named version that never changes."
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var asOf: AsOf
    @OptionGroup var lost: LostOption
    @OptionGroup var why: ReasonOption
    @Argument var incident: String
    @Option(help: "Name of the version.") var name: String

    func run() throws {
        let request = FreezeRegister(
            incident: incident,
            name: name,
            asOf: try asOf.point(),
            leavesOutLost: lost.leaveOutLost,
            officer: try options.acting(),
            reason: try why.stated()
        )
        let version = try request.run(in: options.open(.writing))
        try showRegister(version, options)
        try LostOption.tell(version.leftOut ?? [], LostOption.withoutSource, options.results)
    }
}

struct RegisterPublish: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Publishes a frozen version; takes two people.",
        discussion: """
            Without accounts: --by and --second. With accounts the first who signed in
            proposes it, and another one agrees with the same command, or at the desk.
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Argument(help: "Version: v2 or its name.") var version: String
    @Option(help: "The second officer, in a store without accounts.") var second: String?

    func run() throws {
        if second == nil, let admitted = try options.admitted() { return try agree(admitted) }
        guard let second else {
            throw ValidationError("two officers publish: name the second one with --second")
        }
        let request = PublishRegister(
            incident: incident,
            version: version,
            officer: try options.acting(),
            second: .named(second)
        )
        let published = try request.run(in: options.open(.writing))
        tell(published)
    }

    private func agree(_ admitted: Admitted) throws {
        let outcome = try options.gate.publish(
            version,
            of: incident,
            by: admitted,
            at: options.moment,
            in: options.open(.writing)
        )
        switch outcome {
        case .done(let published): tell(published)
        case .waits(let version, let since):
            options.results.say(
                "Proposed \(Instant(milliseconds: since).minuteText) to publish v\(version.version) (\(version.name)): another one who signed in agrees with the same command, or at the desk."
            )
        }
    }

    private func tell(_ published: RegisterVersion) {
        options.results.say("Published v\(published.version) (\(published.name)).")
    }
}

struct RegisterShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows the frozen versions, or one of them."
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Argument(help: "Version: v2 or its name.") var version: String?

    func run() throws {
        let request = ShowRegister(incident: incident, version: version)
        let versions = try request.run(in: options.open(.reading))
        if version != nil, let only = versions.first { return try showRegister(only, options) }
        try options.answer("spoor/register-versions/1", items: versions) {
            $0.show([RegisterVersion.table(versions)])
        }
    }
}
