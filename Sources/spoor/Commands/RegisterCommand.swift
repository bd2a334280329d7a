// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import Foundation
import Incidents
import Linkage
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
                let entries = Int(asOf.dropFirst()), entries <= store.entryCount
            else {
                throw Complaint(
                    .usage,
                    "--as-of \(asOf) is no place in the ledger: e0 to e\(store.entryCount)"
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
        let store = try options.open(.writing)
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

func showVersions(_ versions: [RegisterFact], _ store: Store, _ output: Output) {
    output.table(
        ["version", "name", "people", "reported or worse", "cannot be excluded", "unresolved", ""],
        versions.map { version in
            let sure = ["published", "stolen", "reported"].reduce(0) {
                $0 + (version.counts[$1] ?? 0)
            }
            return [
                "v\(version.version)", version.name, version.people.grouped, sure.grouped,
                (version.counts["cannotBeExcluded"] ?? 0).grouped,
                version.unresolved.grouped, store.isPublished(version) ? "published" : "frozen",
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
        let versions = store.registers(of: found).map(\.body)
        if options.json {
            return try options.results.document(
                Items(schema: "spoor/register-versions/1", items: versions)
            )
        }
        showVersions(versions, store, options.results)
    }
}

struct RegisterDiff: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Explains every move between two versions."
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Argument(help: "The older version.") var from: String
    @Argument(help: "The newer version.") var to: String

    private struct Move: Encodable {
        var from: String?
        var to: String?
        var because: [String]
        var people: Int
    }

    private struct Difference: Encodable {
        var schema = "spoor/register-difference/1"
        var moves: [Move]
        var otherCategories: Int
        var unchanged: Int
    }

    func run() throws {
        let store = try options.open(.reading)
        let found = try store.incident(incident)
        let newer = try store.registerVersion(to, of: found)
        let difference = RegisterDifference(
            from: try store.load(try store.registerVersion(from, of: found)),
            to: try store.load(newer)
        )
        let statements = Dictionary(
            uniqueKeysWithValues: store.statements(of: found).map { ($0.body.number, $0.body) }
        )
        func name(_ source: RegisterSource) -> String {
            switch source {
            case .ledger(let origin): "ledger: \(origin.words)"
            case .statement(let id): statements[id]?.name ?? "statement \(id)"
            }
        }
        func goneName(_ source: RegisterSource) -> String {
            if case .statement(let id) = source, let statement = statements[id],
                store.isWithdrawn(statement, asOfEntries: newer.asOfEntries)
            {
                "withdrawn: \(statement.name)"
            } else {
                "without: \(name(source))"
            }
        }
        func inOrder(_ sources: Set<RegisterSource>) -> [RegisterSource] {
            sources.sorted { $0.number < $1.number }
        }
        let moves = difference.moves.sorted { $0.key < $1.key }.map { move, people in
            Move(
                from: move.from?.code,
                to: move.to?.code,
                because: inOrder(move.because).map(name) + inOrder(move.gone).map(goneName),
                people: people
            )
        }
        let exit = moves.isEmpty && difference.sameCertaintyOtherCategories == 0
        if options.json {
            try options.results.document(
                Difference(
                    moves: moves,
                    otherCategories: difference.sameCertaintyOtherCategories,
                    unchanged: difference.unchanged
                )
            )
        } else {
            options.results.table(
                ["from", "to", "people", "because of"],
                moves.map { move in
                    [
                        move.from.flatMap { Certainty(code: $0)?.words } ?? "not in the register",
                        move.to.flatMap { Certainty(code: $0)?.words } ?? "not in the register",
                        move.people.grouped, move.because.joined(separator: ", "),
                    ]
                },
                numeric: [2]
            )
            options.results.line(
                """
                \(difference.sameCertaintyOtherCategories.grouped) kept their certainty with other \
                categories or sources; \(difference.unchanged.grouped) did not change
                """
            )
        }
        if !exit { throw ExitStatus.look.code }
    }
}

struct RegisterExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes a frozen version by sourceId, without names, mode 0600.",
        discussion: """
            The file is CSV: sourceId,certainty,categories,source. Its canonical form (tab for comma,
            see docs/formats.md) has the hash that stands in the ledger.
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Argument var incident: String
    @Argument(help: "Version: v2 or its name; the last one if absent.") var version: String?
    @Option(help: "The file to write.") var output: String

    func run() throws {
        let reason = try why.required()
        let store = try options.open(.writing)
        let found = try store.incident(incident)
        let frozen = try store.registerVersion(version, of: found)
        let register = try store.load(frozen)
        let names = Dictionary(
            uniqueKeysWithValues: store.statements(of: found).map { ($0.body.number, $0.body.name) }
        )
        let canonical = CanonicalRegister(
            register,
            sources: try store.sourceIDs(
                of: register.people,
                for: options.reason("register-export", incident, reason)
            ),
            statementNames: names
        )
        guard try Store.hash(of: canonical) == frozen.hash else {
            throw StoreError.integrity(
                "register \(frozen.name) does not have the hash it was frozen with"
            )
        }
        let file = try PrivateFile(path: output)
        try Store.forEachPiece(of: canonical, .csv) { try file.write($0) }
        try file.close()
        options.results.say(
            "Wrote \(register.count.grouped) people of v\(frozen.version) to \(output)"
        )
    }
}

struct RegisterWhy: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Why somebody is in the register, source by source."
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Argument var incident: String
    @Argument(help: "A person reference (P-…), or a sourceId.") var person: String

    private struct Source: Encodable {
        var source: String
        var certainty: String
        var categories: [String]
        var happenedAt: String
        var recordedAt: String
        var basis: String
    }

    private struct Answer: Encodable {
        var schema = "spoor/why/1"
        var person: String
        var certainty: String?
        var sources: [Source]
    }

    func run() throws {
        let reason = try why.required()
        let store = try options.open(.writing)
        let found = try store.incident(incident)
        let access = options.reason("register-why", incident, reason)
        let number = try resolve(person, in: store, for: access)
        let version = try store.registerVersion(nil, of: found)
        // First, for it writes the line in the access log.
        let sources = try explain(number, found, store, access)
        let row = try store.row(of: number, in: version)
        if options.json {
            try options.results.document(
                Answer(
                    person: number.reference,
                    certainty: row?.certainty.code,
                    sources: sources
                )
            )
        } else {
            show(number, row, version, sources)
        }
        if row == nil { throw ExitStatus.look.code }
    }

    private func show(
        _ number: PersonNumber,
        _ row: RegisterRow?,
        _ version: RegisterFact,
        _ sources: [Source]
    ) {
        options.results.line(
            row.map { "\(number.reference): \($0.certainty.words) (v\(version.version))" }
                ?? "\(number.reference) is not in v\(version.version): we know of nothing of this "
                + "person at the processor through us"
        )
        options.results.table(
            ["source", "certainty", "categories", "happened", "recorded", "how it was linked"],
            sources.map {
                [
                    $0.source, $0.certainty, $0.categories.joined(separator: "+"), $0.happenedAt,
                    $0.recordedAt, $0.basis,
                ]
            }
        )
    }

    private func explain(
        _ person: PersonNumber,
        _ incident: IncidentFact,
        _ store: Store,
        _ access: AccessReason
    ) throws -> [Source] {
        let evidence = try store.evidence(about: person, for: access)
        var sources: [Source] = []
        for held in evidence.held {
            guard let flow = store.flows[held.disclosure.flow],
                flow.party.rawValue == incident.party
            else { continue }
            sources.append(
                Source(
                    source: "ledger entry \(held.entry): \(flow.origin.words)"
                        + (flow.sender.isEmpty ? "" : ", by \(flow.sender)"),
                    certainty: Certainty.cannotBeExcluded.code,
                    categories: held.disclosure.categories.categories.map(\.code),
                    happenedAt: DutchTime.dayText(held.disclosure.disclosedOn),
                    recordedAt: DutchTime.machineText(try store.recordedAt(entry: held.entry)),
                    basis: flow.grade.code
                )
            )
        }
        let statements = Dictionary(
            uniqueKeysWithValues: store.statements(of: incident).map { ($0.body.number, $0.body) }
        )
        for stated in evidence.stated {
            guard let statement = statements[stated.statement] else { continue }
            sources.append(
                Source(
                    source: "\(statement.name), line \(stated.line)"
                        + (store.isWithdrawn(statement) ? " (withdrawn)" : ""),
                    certainty: stated.certainty.code,
                    categories: stated.categories.categories.map(\.code),
                    happenedAt: DutchTime.machineText(stated.happenedAt),
                    recordedAt: DutchTime.machineText(try store.recordedAt(entry: stated.entry)),
                    basis: LinkEvidence(rawValue: UInt16(stated.basis)).text
                )
            )
        }
        return sources
    }
}

/// A person named by reference or sourceId; the look-up of a sourceId opens the candidates of its
/// bucket and is logged.
func resolve(
    _ text: String,
    in store: Store,
    for reason: AccessReason
) throws -> PersonNumber {
    if let number = PersonNumber(reference: text) { return number }
    let found = try store.find(IdentityClaims(), sourceID: SourceID(text), for: reason)
    guard let only = found.first, found.count == 1 else {
        throw Complaint(
            .look,
            "nobody in the population has that reference",
            help: "give P-… or the sourceId; by other attributes: 'spoor person --find FILE'"
        )
    }
    return only
}
