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

    private struct Document: Encodable {
        var schema = "spoor/duties/1"
        var incident: String
        var asOf: String
        /// Nil: no role had been recorded.
        var role: String?
        var items: [Item]
        var hints: [String]
    }

    func run() throws {
        let store = try options.open(.reading)
        let found = try store.incident(incident)
        let now = at?.milliseconds ?? options.moment
        let standing = try DutyStanding(
            of: found,
            in: store,
            now: now,
            recordedBy: at?.milliseconds ?? .max
        )
        if options.json {
            try options.results.document(
                Document(
                    incident: found.reference,
                    asOf: DutyLocalTime(utcMilliseconds: now).text,
                    role: standing.role?.rawValue,
                    items: standing.clocks.map(item),
                    hints: standing.hints
                )
            )
        } else {
            show(standing, of: found, now: now)
        }
        if standing.clocks.contains(where: { $0.state == .overdue }) { throw ExitStatus.look.code }
    }

    private func show(_ standing: DutyStanding, of incident: IncidentFact, now: Int64) {
        options.results.line("As of \(DutyLocalTime(utcMilliseconds: now).text)")
        options.results.line(
            "\(incident.party): "
                + (standing.role?.words ?? "role unknown; the clocks run as for a disputed role")
        )
        options.results.table(
            ["duty", "by", "to", "state", "due", "left or late"],
            standing.clocks.map { clock in
                let item = item(clock)
                return [
                    "\(item.law) \(item.article): \(item.title)", clock.rule.bearer.words,
                    clock.rule.recipient.words, clock.state.words, item.dueAt ?? "",
                    item.late.map { "late by \($0)" } ?? item.remaining ?? "",
                ]
            }
        )
        for hint in standing.hints { options.results.line(hint) }
    }

    private func item(_ clock: DutyClock) -> Item {
        func local(_ moment: Int64?) -> String? {
            moment.map { DutyLocalTime(utcMilliseconds: $0).text }
        }
        return Item(
            duty: clock.rule.id.rawValue,
            law: clock.rule.law,
            article: clock.rule.article,
            title: clock.rule.title(in: .english),
            bearer: clock.rule.bearer.rawValue,
            recipient: clock.rule.recipient.rawValue,
            state: clock.state.rawValue,
            startsAt: local(clock.startsAt),
            dueAt: local(clock.dueAt),
            dueByRegulation1182: local(clock.regulationDueAt),
            metAt: local(clock.metAt),
            remaining: clock.state == .running ? clock.remaining?.text(in: .english) : nil,
            late: clock.lateness?.text(in: .english)
        )
    }
}

/// The clocks of an incident from what had been recorded by a moment: moments, roles and
/// agreements alike.
struct DutyStanding {
    var clocks: [DutyClock]
    /// Of the party on the day it told us; nil when none had been recorded.
    var role: PartyRole?
    /// What has to be decided or recorded before a clock can run.
    var hints: [String] = []

    init(of incident: IncidentFact, in store: Store, now: Int64, recordedBy moment: Int64) throws {
        let moments = try store.dutyMoments(of: incident, recordedBy: moment)
        let party = Party.ID(rawValue: incident.party)
        role = try store.role(
            of: party,
            on: DutchTime.day(moments[.processorToldController] ?? now),
            recordedBy: moment
        )
        let found = moments[.processorDiscovered] ?? moments[.processorToldController] ?? now
        let agreement = DutyRuleSet.agreement(
            inForceOn: DutyLocalTime(utcMilliseconds: found).date,
            of: try store.agreements(with: party, recordedBy: moment).map {
                DutyRuleSet.AgreedTerm(
                    version: $0.version,
                    from: DutyDate(dayNumber: $0.from),
                    incidentHours: $0.incidentHours
                )
            }
        )
        clocks = DutyClock.clocks(
            of: DutyRuleSet.standard + [agreement].compactMap(\.self),
            for: role ?? .disputed,
            moments: moments,
            now: now
        )
        if role == nil {
            hints.append(
                "No role of \(incident.party) is recorded: spoor party role \(incident.party) ROLE "
                    + "--from DAY"
            )
        }
        let notice = clocks.first { $0.rule.id == DutyRuleSet.authorityNotice.id }
        if notice?.state == .notStarted, moments[.controllerAware] == nil {
            hints.append(
                "Nobody has decided yet when the controller became aware, so the 72 hours do not "
                    + "run: spoor incident moment \(incident.reference) controllerAware TIME "
                    + "--note 'who decided it, and why'"
            )
        }
    }
}

extension Store {
    /// The moments that had been recorded by then; of one name the last.
    func dutyMoments(of incident: IncidentFact, recordedBy limit: Int64 = .max) throws
        -> DutyMoments
    {
        let size = limit == .max ? Int.max : try entries(recordedBy: limit)
        return try moments(of: incident).reduce(into: [:]) { moments, recorded in
            guard recorded.entry < size,
                let moment = DutyMoment(rawValue: recorded.body.moment)
            else { return }
            moments[moment] = recorded.body.happenedAt
        }
    }
}

extension PartyRole {
    var words: String {
        switch self {
        case .processor: "processor"
        case .ownController: "controller of its own"
        case .jointController: "joint controller"
        case .disputed: "role disputed"
        }
    }
}

extension DutyRule.Bearer {
    var words: String {
        switch self {
        case .controller: "controller"
        case .processor: "processor"
        }
    }
}

extension DutyRule.Recipient {
    var words: String {
        switch self {
        case .controller: "controller"
        case .supervisoryAuthority: "supervisory authority"
        case .affectedPersons: "people concerned"
        case .incidentResponseTeam: "incident response team"
        }
    }
}

extension DutyClock.State {
    var words: String {
        switch self {
        case .notStarted: "not started"
        case .running: "running"
        case .met: "met"
        case .overdue: "overdue"
        case .notInForce: "not in force"
        }
    }
}
