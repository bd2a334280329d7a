// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Custody
import Incidents
import Store
import Wording

struct DutyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duty",
        abstract: "Which notices are due to whom and by when; clocks from recorded moments.",
        subcommands: [DutyList.self, DutyOverview.self],
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
    @Option(
        help: "As it stood then, by the time of recording (else now); a day is its end.",
        transform: GivenTime.limit
    )
    var at: Int64?

    func run() throws {
        let request = JudgeDuties(
            incident: incident,
            now: options.moment,
            asOf: at
        )
        let judged = try request.run(in: options.open(.reading))
        try options.answer("spoor/duties/1", DutyDocument(judged)) { show(judged, $0) }
        if judged.isOverdue { throw ExitStatus.look.code }
    }

    private func show(_ judged: JudgeDuties.Answer, _ output: Output) {
        output.line("As of \(judged.asOf.local.text)")
        for standing in judged.standings {
            output.line(
                "\(standing.party): "
                    + (standing.role?.name(in: .english)
                        ?? "role unknown; the clocks run as for a disputed role")
            )
            output.table(
                ["duty", "by", "to", "state", "due", "left or late"],
                standing.duties.map { duty in
                    let item = DutyDocument.Item(duty, standing.party)
                    return [
                        "\(item.law) \(item.article): \(item.title)",
                        duty.bearer.name(in: .english), duty.recipient.name(in: .english),
                        duty.state.name(in: .english), item.dueAt ?? "",
                        item.late.map { "late by \($0)" } ?? item.remaining ?? "",
                    ]
                }
            )
            for hint in standing.hints {
                output.line(words(of: hint, standing.party, judged.incident))
            }
        }
    }
}

private func words(of hint: DutyHint, _ party: String, _ incident: String) -> String {
    hint.sentence(party: party) + ": " + hint.command(party: party, incident: incident)
}

struct DutyOverview: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overview",
        abstract: "The clocks of all incidents that somebody must act on, the most urgent first."
    )

    @OptionGroup var options: StoreOptions

    func run() throws {
        let found = try ShowClocks(now: options.moment).run(in: options.open(.reading))
        try options.answer("spoor/clocks/1", found) { output in
            output.table(
                ["incident", "party", "duty", "state", "due"],
                found.clocks.map { clock in
                    [
                        clock.incident, clock.party,
                        "\(clock.duty.law) \(clock.duty.article): \(clock.duty.englishTitle)",
                        clock.duty.state.name(in: .english), clock.duty.dueAt?.local.text ?? "",
                    ]
                }
            )
            if found.clocks.isEmpty { output.say("No clock runs.") }
        }
        if found.isOverdue { throw ExitStatus.look.code }
    }
}

/// The duties as `--json` gives them, times and sentences in English.
private struct DutyDocument: Encodable {
    struct Item: Encodable {
        /// The party whose role and agreement it follows from.
        var party: String
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

        init(_ duty: JudgeDuties.Duty, _ party: String) {
            self.party = party
            func span(_ milliseconds: Int64) -> String {
                DutySpan(milliseconds: milliseconds).text(in: .english)
            }
            self.duty = duty.duty
            law = duty.law
            article = duty.article
            title = duty.title(in: .english)
            bearer = duty.bearer.rawValue
            recipient = duty.recipient.rawValue
            state = duty.state.rawValue
            startsAt = duty.startsAt?.local.text
            dueAt = duty.dueAt?.local.text
            dueByRegulation1182 = duty.dueByRegulation1182?.local.text
            metAt = duty.metAt?.local.text
            remaining = duty.remaining.map(span)
            late = duty.late.map(span)
        }
    }

    var incident: String
    var asOf: String
    /// Of the party that told us; nil when none had been recorded.
    var role: String?
    var items: [Item]
    var hints: [String]

    init(_ judged: JudgeDuties.Answer) {
        incident = judged.incident
        asOf = judged.asOf.local.text
        role = judged.standings.first?.role?.rawValue
        items = judged.standings.flatMap { standing in
            standing.duties.map { Item($0, standing.party) }
        }
        hints = judged.standings.flatMap { standing in
            standing.hints.map { words(of: $0, standing.party, judged.incident) }
        }
    }
}
