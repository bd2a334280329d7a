// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import Incidents
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
    @Option(help: "Why that moment counts as becoming aware.") var note = ""

    func run() throws {
        let store = try options.open(.writing)
        try requireParty(party, in: store)
        let act = options.act(party)
        let incident = try opened(store, act)
        let known = Set(store.moments(of: incident).map(\.body.moment))
        let moments: [(String, GivenTime?)] = [
            ("processorDiscovered", discovered), ("processorToldController", told),
            ("controllerAware", aware),
        ]
        for case (let name, let time?) in moments where !known.contains(name) {
            try store.record(
                moment: name,
                of: incident,
                happenedAt: time.milliseconds,
                note: note,
                act: act
            )
        }
        if let first = store.registers(of: incident).first {
            try showRegister(first.body, options)
            throw StoreError.alreadyThere("an incident '\(reference)'")
        }
        let frozen = try freezeRegister(
            "opening",
            of: incident,
            in: store,
            options: options,
            reason: "version 1 at the opening of \(reference)"
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

extension IncidentOpen {
    /// The incident, new or left half open by an interruption.
    private func opened(_ store: Store, _ act: Act) throws -> IncidentFact {
        if let earlier = try? store.incident(reference), earlier.party == party { return earlier }
        return try store.openIncident(
            reference: reference,
            title: title.isEmpty ? reference : title,
            party: Party.ID(rawValue: party),
            said: said,
            act: act
        )
    }
}

struct IncidentMoment: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "moment",
        abstract: "Records when something happened; a later one of the same name corrects it.",
        discussion: """
            Names: processorDiscovered, processorToldController, controllerFirstSuspicion,
            controllerAware, authorityNotified, authorityUpdated, personsInformed.
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Argument(help: "Which moment.") var name: String
    @Argument(help: "When.") var time: GivenTime
    @Option(help: "Source or reason.") var note = ""

    func run() throws {
        let store = try options.open(.writing)
        let found = try store.incident(incident)
        try store.record(
            moment: name,
            of: found,
            happenedAt: time.milliseconds,
            note: note,
            act: options.act(found.party)
        )
        try store.publishTiles()
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
        let items = store.incidents.map { recorded in
            [
                "reference": recorded.body.reference, "party": recorded.body.party,
                "title": recorded.body.title,
                "opened": DutchTime.machineText(recorded.recordedAt),
                "people": store.registers(of: recorded.body).last.map { "\($0.body.people)" } ?? "",
            ]
        }
        guard !options.json else { return try options.results.document(items) }
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
        let moments = store.moments(of: found).map { recorded in
            [
                "moment": recorded.body.moment,
                "happenedAt": DutchTime.machineText(recorded.body.happenedAt),
                "recordedAt": DutchTime.machineText(recorded.recordedAt),
                "by": recorded.body.by, "note": recorded.body.note,
            ]
        }
        let statements = store.statements(of: found).map { recorded in
            [
                "name": recorded.body.name, "source": recorded.body.source,
                "happenedAt": DutchTime.machineText(recorded.body.happenedAt),
                "recordedAt": DutchTime.machineText(recorded.recordedAt),
                "records": "\(recorded.body.records)", "unresolved": "\(recorded.body.unresolved)",
                "withdrawn": store.isWithdrawn(recorded.body) ? "yes" : "no",
            ]
        }
        let versions = store.registers(of: found).map(\.body)
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
            ["moment", "happened", "recorded", "by"],
            moments.map { item in
                ["moment", "happenedAt", "recordedAt", "by"].map { item[$0] ?? "" }
            }
        )
        options.results.line()
        options.results.table(
            ["statement", "said on", "records", "unresolved", "withdrawn"],
            statements.map { item in
                ["name", "happenedAt", "records", "unresolved", "withdrawn"].map { item[$0] ?? "" }
            },
            numeric: [2, 3]
        )
        options.results.line()
        showVersions(versions, store, options.results)
    }
}
