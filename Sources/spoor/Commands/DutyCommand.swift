// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import Incidents
import Store

struct DutyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duty",
        abstract: "Which notices are due to whom and by when; clocks from recorded moments.",
        subcommands: [DutyList.self],
        defaultSubcommand: DutyList.self
    )
}

struct DutyList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The duties of an incident as they stood at a moment, to the minute."
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Option(help: "As it stood then, by the time of recording (else now).") var at: GivenTime?

    private struct Item: Encodable {
        var duty: String
        var law: String
        var article: String
        var title: String
        var bearer: String
        var recipient: String
        var state: String
        var startsAt: String?
        var dueAt: String?
        var dueByRegulation1182: String?
        var metAt: String?
        var remaining: String?
        var late: String?
    }

    func run() throws {
        let store = try options.open(.reading)
        let found = try store.incident(incident)
        let now = at?.milliseconds ?? options.moment
        let clocks = dutyClocks(of: found, in: store, now: now, recordedBy: at?.milliseconds)
        let items = clocks.map(item)
        if options.json { return try options.results.document(items) }
        options.results.line("As of \(DutyLocalTime(utcMilliseconds: now).text)")
        options.results.table(
            ["duty", "by", "to", "state", "due", "left or late"],
            items.map { item in
                [
                    "\(item.law) \(item.article): \(item.title)", item.bearer, item.recipient,
                    item.state, item.dueAt ?? "",
                    item.late.map { "late by \($0)" }
                        ?? item.remaining ?? "",
                ]
            }
        )
        if clocks.contains(where: { $0.state == .overdue }) { throw ExitStatus.look.code }
    }

    private func item(_ clock: DutyClock) -> Item {
        func local(_ moment: Int64?) -> String? {
            moment.map { DutyLocalTime(utcMilliseconds: $0).text }
        }
        return Item(
            duty: "\(clock.rule.id.rawValue)",
            law: clock.rule.law,
            article: clock.rule.article,
            title: clock.rule.title(in: .english),
            bearer: "\(clock.rule.bearer)",
            recipient: "\(clock.rule.recipient)",
            state: "\(clock.state)",
            startsAt: local(clock.startsAt),
            dueAt: local(clock.dueAt),
            dueByRegulation1182: local(clock.regulationDueAt),
            metAt: local(clock.metAt),
            remaining: clock.state == .running ? clock.remaining?.text(in: .english) : nil,
            late: clock.lateness?.text(in: .english)
        )
    }
}

/// The clocks of an incident from what was recorded by a moment.
func dutyClocks(
    of incident: IncidentFact,
    in store: Store,
    now: Int64,
    recordedBy: Int64?
) -> [DutyClock] {
    var moments: DutyMoments = [:]
    for recorded in store.moments(of: incident) {
        if let recordedBy, recorded.recordedAt > recordedBy { continue }
        guard let moment = DutyMoment(rawValue: recorded.body.moment) else { continue }
        moments[moment] = recorded.body.happenedAt
    }
    let party = Party.ID(rawValue: incident.party)
    let day = DutchTime.day(moments[.processorToldController] ?? now)
    let role = store.role(of: party, on: day) ?? .processor
    let agreements = store.agreements(with: party).compactMap { agreement in
        agreement.incidentHours.map {
            DutyRuleSet.agreement(
                agreement.version,
                hours: $0,
                inForceFrom: DutyDate(dayNumber: agreement.from)
            )
        }
    }
    // Of several versions the one counts that held when the processor found out.
    let inForce = agreements.filter { rule in
        moments[.processorDiscovered].map {
            rule.isInForce(on: DutyLocalTime(utcMilliseconds: $0).date)
        } ?? true
    }.suffix(1)
    return DutyClock.clocks(
        of: DutyRuleSet.standard + inForce,
        for: role,
        moments: moments,
        now: now
    )
}
