// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import Foundation
import Incidents
import Store

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

    func entries(in store: Store) throws -> Int? {
        guard let asOf else { return nil }
        if asOf.first == "e" {
            guard asOf.dropFirst().allSatisfy(\.isASCII), asOf.dropFirst().allSatisfy(\.isNumber),
                let entries = Int(asOf.dropFirst()), try entries <= store.entryCount
            else {
                throw Complaint(
                    .usage,
                    "--as-of \(asOf) is no place in the ledger: e0 to e\(try store.entryCount)"
                )
            }
            return entries
        }
        guard let moment = Self.moment(asOf) else {
            throw Complaint(
                .usage,
                "--as-of takes a time such as 2025-09-01T12:00, a day or an entry such as e123"
            )
        }
        return try store.entries(recordedBy: moment)
    }

    /// A day without a time is the whole of it.
    private static func moment(_ text: String) -> Int64? {
        guard let moment = GivenTime.parse(text), text.utf8.count == 10 else {
            return GivenTime.parse(text)
        }
        return GivenTime.parse(DutchTime.dayText(DutchTime.day(moment) + 1)).map { $0 - 1 }
    }
}

struct RegisterCompute: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compute",
        abstract: "Computes the register and its hash; records nothing but the access."
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var asOf: AsOf
    @Argument var incident: String

    private struct Computed: Encodable {
        var schema = "spoor/computed-register/1"
        var incident: String
        var asOfEntries: Int
        var hash: String
        var people: Int
        var counts: [String: Int]
        var records: Int
        var unresolved: Int
    }

    func run() throws {
        let store = try options.open(.reading)
        let found = try store.incident(incident)
        let computed = try store.computeRegister(
            of: found,
            asOfEntries: try asOf.entries(in: store)
        )
        let hash = try Store.hash(
            of: store.canonical(
                computed,
                for: options.reason("register", incident, "register compute")
            )
        )
        let counts = Dictionary(
            uniqueKeysWithValues: computed.register.counts.map { ($0.code, $1) }
        )
        if options.json {
            return try options.results.document(
                Computed(
                    incident: incident,
                    asOfEntries: computed.asOfEntries,
                    hash: hash,
                    people: computed.register.count,
                    counts: counts,
                    records: computed.records,
                    unresolved: computed.unresolved
                )
            )
        }
        options.results.table(
            ["certainty", "people"],
            Certainty.allCases.reversed().compactMap { certainty in
                computed.register.counts[certainty].map { [certainty.words, $0.grouped] }
            } + [["all", computed.register.count.grouped]],
            numeric: [1]
        )
        options.results.line(
            "\(computed.records.grouped) records, \(computed.unresolved.grouped) of them unresolved"
        )
        options.results.line("hash \(hash)  (ledger entries: \(computed.asOfEntries))")
    }
}

/// Computes and freezes: what `register freeze` and the opening of an incident share.
func freezeRegister(
    _ name: String,
    of incident: IncidentFact,
    in store: Store,
    options: StoreOptions,
    reason: String,
    asOfEntries: Int? = nil
) throws -> RegisterFact {
    try store.checkVersionName(name, of: incident)
    let computed = try store.computeRegister(of: incident, asOfEntries: asOfEntries)
    let canonical = try store.canonical(
        computed,
        for: options.reason("register", incident.reference, reason)
    )
    return try store.freeze(
        computed,
        hash: Store.hash(of: canonical),
        name: name,
        of: incident,
        act: options.act(incident.party)
    )
}

func showRegister(_ version: RegisterFact, _ options: StoreOptions) throws {
    if options.json {
        return try options.results.document(
            Document(schema: "spoor/register-version/1", body: version)
        )
    }
    options.results.table(
        ["version", "name", "certainty", "people"],
        Certainty.allCases.reversed().compactMap { certainty in
            version.counts[certainty.code].map {
                ["v\(version.version)", version.name, certainty.words, $0.grouped]
            }
        } + [["v\(version.version)", version.name, "all", version.people.grouped]],
        numeric: [3]
    )
    options.results.line(
        "\(version.records.grouped) records, \(version.unresolved.grouped) of them unresolved"
    )
    options.results.line("hash \(version.hash)")
}

func showVersions(_ versions: [RegisterFact], _ store: Store, _ output: Output) throws {
    try output.table(
        ["version", "name", "people", "reported or worse", "cannot be excluded", "unresolved", ""],
        versions.map { version in
            let sure = ["published", "stolen", "reported"].reduce(0) {
                $0 + (version.counts[$1] ?? 0)
            }
            return [
                "v\(version.version)", version.name, version.people.grouped, sure.grouped,
                (version.counts["cannotBeExcluded"] ?? 0).grouped,
                version.unresolved.grouped, try store.isPublished(version) ? "published" : "frozen",
            ]
        },
        numeric: [2, 3, 4, 5]
    )
}

struct RegisterFreeze: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "freeze",
        abstract: "Freezes the register as a named version that never changes."
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var asOf: AsOf
    @Argument var incident: String
    @Option(help: "Name of the version.") var name: String

    func run() throws {
        let store = try options.open(.writing)
        let found = try store.incident(incident)
        let frozen = try freezeRegister(
            name,
            of: found,
            in: store,
            options: options,
            reason: "register freeze \(name)",
            asOfEntries: try asOf.entries(in: store)
        )
        try store.publishTiles()
        try showRegister(frozen, options)
    }
}

struct RegisterPublish: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Publishes a frozen version; takes two officers (--by and --second)."
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Argument(help: "Version: v2 or its name.") var version: String
    @Option(help: "The second officer.") var second: String

    func run() throws {
        let store = try options.open(.writing)
        let found = try store.incident(incident)
        let frozen = try store.registerVersion(version, of: found)
        try store.publish(frozen, of: found, second: second, act: options.act(found.party))
        try store.publishTiles()
        options.results.say("Published v\(frozen.version) (\(frozen.name)).")
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
        let store = try options.open(.reading)
        let found = try store.incident(incident)
        if let version {
            return try showRegister(try store.registerVersion(version, of: found), options)
        }
        let versions = try store.registers(of: found).map(\.body)
        if options.json {
            return try options.results.document(
                Items(schema: "spoor/register-versions/1", items: versions)
            )
        }
        try showVersions(versions, store, options.results)
    }
}
