// SPDX-License-Identifier: EUPL-1.2

public import ArgumentParser
import Custody
public import Incidents
import Store

struct IncidentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incident",
        abstract: "Opens an incident from one telephone call, and keeps what was known when.",
        subcommands: [
            IncidentOpen.self, IncidentMoment.self, IncidentShow.self, IncidentList.self,
        ],
        defaultSubcommand: IncidentList.self
    )
}

struct IncidentOpen: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Opens an incident: which processor, when did they find out, when did you hear.",
        discussion: """
            Version 1 of the register is frozen at once and holds everyone of whom the processor had
            data through us, as 'cannot be excluded'. Lists and files only move certainty.

            Example:  spoor incident open lab-2025 --party lab --discovered "2025-07-06 10:00" \\
                        --told "2025-08-06 14:20" --said "Hack; a part of the data was copied"
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "Short name of the incident.") var reference: String
    @Option(help: "The processor that was hit.") var party: String
    @Option(help: "Title.") var title = ""
    @Option(help: "When the processor found out, if it says so.") var discovered: GivenTime?
    @Option(help: "When the processor told you.") var told: GivenTime?
    @Option(
        help:
            "When you became aware, in the sense of GDPR Art. 33(1): who decided that, say in --note."
    )
    var aware: GivenTime?
    @Option(help: "What they say.") var said = ""
    @Option(help: "Why the moment of --aware counts as becoming aware.") var note = ""

    func validate() throws {
        guard note.isEmpty || aware != nil else {
            throw ValidationError("--note says why the moment of --aware counts: give both")
        }
    }

    func run() throws {
        let store = try options.open(.writing)
        try requireParty(party, in: store)
        if let earlier = try? store.incident(reference) { return try goOn(with: earlier, store) }
        let moments = moments
        let odd = try refuseImpossible(moments, known: [:], now: options.moment)
        let incident = try store.openIncident(
            reference: reference,
            title: title.isEmpty ? reference : title,
            party: Party.ID(rawValue: party),
            said: said,
            moments: moments,
            act: options.act(party)
        )
        try freezeFirst(of: incident, store)
        try warn(of: odd, options)
    }

    private var moments: [GivenMoment] {
        [
            discovered.map { GivenMoment(.processorDiscovered, happenedAt: $0.milliseconds) },
            told.map { GivenMoment(.processorToldController, happenedAt: $0.milliseconds) },
            aware.map { GivenMoment(.controllerAware, happenedAt: $0.milliseconds, note: note) },
        ].compactMap(\.self)
    }

    /// An incident that is there already: whole, or without version 1 after an interruption.
    /// Nothing of what is given now is recorded.
    private func goOn(with incident: IncidentFact, _ store: Store) throws {
        if incident.party == party, try store.registers(of: incident).isEmpty {
            return try freezeFirst(of: incident, store)
        }
        if let first = try? store.registerVersion(number: 1, of: incident) {
            try showRegister(first, options)
        }
        if !moments.isEmpty {
            options.results.say(
                "To record or correct a moment: spoor incident moment \(reference) NAME TIME"
            )
        }
        throw StoreError.alreadyThere("an incident '\(reference)'")
    }

    /// Version 1 is as of the incident's own entry, also when it is frozen after an interruption.
    private func freezeFirst(of incident: IncidentFact, _ store: Store) throws {
        let frozen = try freezeRegister(
            "opening",
            of: incident,
            in: store,
            options: options,
            reason: "version 1 at the opening of \(reference)",
            asOfEntries: try store.entriesAtOpening(of: incident)
        )
        try store.publishTiles()
        try showRegister(frozen, options)
        options.results.say(
            """
            Version 1 is frozen. Next: spoor duty list \(reference)
                  spoor statement add LIST --incident \(reference) --name list-1
            """
        )
    }
}

extension DutyMoment: ExpressibleByArgument {}

/// Refuses moments that cannot be; hands back what is only odd.
private func refuseImpossible(
    _ moments: [GivenMoment],
    known: DutyMoments,
    now: Int64
) throws -> [DutyMomentDoubt] {
    let new = moments.reduce(into: DutyMoments()) { $0[$1.moment] = $1.happenedAt }
    let doubts = DutyMoment.doubts(about: new, known: known, now: now)
    if let refusal = doubts.first(where: \.isRefusal) {
        throw Complaint(.usage, refusal.sentence, help: "nothing was recorded")
    }
    return doubts
}

/// Says what is odd about what was recorded, and ends with the exit code to look.
private func warn(of doubts: [DutyMomentDoubt], _ options: StoreOptions) throws {
    guard !doubts.isEmpty else { return }
    for doubt in doubts { options.results.say("Recorded, but look: \(doubt.sentence).") }
    throw ExitStatus.look.code
}

extension DutyMomentDoubt {
    fileprivate var sentence: String {
        switch self {
        case .inTheFuture(let moment):
            "\(moment.code) has not happened yet: a moment is recorded when it has"
        case .impossible(let later, let earlier):
            "\(later.code) cannot come before \(earlier.code)"
        case .odd(let later, let earlier): "\(later.code) comes before \(earlier.code)"
        }
    }
}

struct IncidentMoment: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "moment",
        abstract: "Records when something happened; a later one of the same name corrects it.",
        discussion: """
            Names:
            \(DutyMoment.allCases.map { "  " + $0.code }.joined(separator: "\n"))
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Argument(help: "Which moment.") var name: DutyMoment
    @Argument(help: "When.") var time: GivenTime
    @Option(help: "Source or reason.") var note = ""

    func run() throws {
        let store = try options.open(.writing)
        let found = try store.incident(incident)
        let moment = GivenMoment(name, happenedAt: time.milliseconds, note: note)
        let odd = try refuseImpossible(
            [moment],
            known: store.dutyMoments(of: found),
            now: options.moment
        )
        try store.record(moment, of: found, act: options.act(found.party))
        try store.publishTiles()
        try warn(of: odd, options)
    }
}

struct IncidentList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the incidents."
    )

    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.open(.reading)
        let items = try store.incidents.map { recorded in
            [
                "reference": recorded.body.reference, "party": recorded.body.party,
                "title": recorded.body.title,
                "opened": DutchTime.machineText(recorded.recordedAt),
                "people": try store.lastRegister(of: recorded.body).map { "\($0.people)" } ?? "",
            ]
        }
        guard !options.json else {
            return try options.results.document(Items(schema: "spoor/incidents/1", items: items))
        }
        options.results.table(
            ["incident", "party", "title", "opened", "people"],
            items.map { item in
                ["reference", "party", "title", "opened", "people"].map { item[$0] ?? "" }
            }
        )
        if items.isEmpty {
            options.results.say("No incident is open. Practise with 'spoor demo'.")
        }
    }
}

struct IncidentShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "What is known of an incident, with the source of each fact."
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String

    private struct Timeline: Encodable {
        var schema = "spoor/incident/1"
        var reference: String
        var title: String
        var party: String
        var said: String
        var moments: [[String: String]]
        var statements: [[String: String]]
        var versions: [RegisterFact]
    }

    func run() throws {
        let store = try options.open(.reading)
        let found = try store.incident(incident)
        let moments = try store.moments(of: found).map { recorded in
            [
                "moment": recorded.body.moment,
                "happenedAt": DutchTime.machineText(recorded.body.happenedAt),
                "recordedAt": DutchTime.machineText(recorded.recordedAt),
                "by": recorded.body.by, "note": recorded.body.note,
            ]
        }
        let statements = try store.statements(of: found).map { recorded in
            [
                "name": recorded.body.name, "source": recorded.body.source,
                "happenedAt": DutchTime.machineText(recorded.body.happenedAt),
                "recordedAt": DutchTime.machineText(recorded.recordedAt),
                "records": "\(recorded.body.records)", "unresolved": "\(recorded.body.unresolved)",
                "withdrawn": try store.isWithdrawn(recorded.body) ? "yes" : "no",
            ]
        }
        let versions = try store.registers(of: found).map(\.body)
        if options.json {
            return try options.results.document(
                Timeline(
                    reference: found.reference,
                    title: found.title,
                    party: found.party,
                    said: found.said,
                    moments: moments,
                    statements: statements,
                    versions: versions
                )
            )
        }
        options.results.line("\(found.title) (\(found.reference)), at \(found.party)")
        if !found.said.isEmpty { options.results.line("They said: \(found.said)") }
        options.results.line()
        options.results.table(
            ["moment", "happened", "recorded", "by", "note"],
            moments.map { item in
                ["moment", "happenedAt", "recordedAt", "by", "note"].map { item[$0] ?? "" }
            }
        )
        options.results.line()
        options.results.table(
            ["statement", "source", "said on", "records", "unresolved", "withdrawn"],
            statements.map { item in
                ["name", "source", "happenedAt", "records", "unresolved", "withdrawn"]
                    .map { item[$0] ?? "" }
            },
            numeric: [3, 4]
        )
        options.results.line()
        try showVersions(versions, store, options.results)
    }
}
