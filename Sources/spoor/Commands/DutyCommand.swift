// SPDX-License-Identifier: EUPL-1.2

public import ArgumentParser
import Casework
import Custody
public import Incidents
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

extension DutyRuleSet.Edition: ExpressibleByArgument {}

struct DutyList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The duties of an incident as they stood at a moment, to the second."
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Option(
        help: "As it stood then, by the time of recording (else now); a day is its end.",
        transform: GivenTime.limit
    )
    var at: Int64?
    @Option(help: "omnibus-draft: as that proposal, which is no law, would have it.")
    var whatIf: DutyRuleSet.Edition = .law

    func run() throws {
        let request = JudgeDuties(
            incident: incident,
            now: options.moment,
            asOf: at,
            edition: whatIf
        )
        let judged = try request.run(in: options.open(.reading))
        try options.answer("spoor/duties/2", DutyDocument(judged)) { show(judged, $0) }
        if judged.isOverdue { throw ExitStatus.look.code }
    }

    private func show(_ judged: JudgeDuties.Answer, _ output: Output) {
        output.line("As of \(judged.asOf.local.text)")
        if judged.edition != .law {
            output.line("What if: \(judged.edition.rawValue), which is a draft and no law")
        }
        for standing in judged.standings {
            if let party = standing.party, let day = standing.decidingDay {
                let role =
                    standing.role?.name(in: .english)
                    ?? "role unknown; the clocks run as for a disputed role"
                output.line("\(party): \(role) (role and agreement of \(day.text) count)")
            } else {
                output.line("\(AddParty.ourselves)")
            }
            let struckOut = standing.struckOut.map(\.duty)
            guard !standing.duties.isEmpty || !struckOut.isEmpty || !standing.hints.isEmpty
            else { continue }
            output.table(
                ["duty", "by", "to", "state", "due", "elapsed", "left or late"],
                standing.duties.map { row($0, $0.state.name(in: .english)) }
                    + struckOut.map { row($0, "struck out (\($0.state.name(in: .english)))") }
            )
            for duty in standing.duties {
                for remark in duty.remarks { output.line("\(duty.law) \(duty.article): \(remark)") }
            }
            for gone in standing.struckOut {
                output.line("\(gone.duty.law) \(gone.duty.article): \(gone.sentence)")
            }
            for hint in standing.hints {
                output.line(hint.line(party: standing.party, incident: judged.incident))
            }
        }
    }

    private func row(_ duty: JudgeDuties.Duty, _ state: String) -> [String] {
        [
            duty.name, duty.bearer.name(in: .english), duty.recipient.name(in: .english), state,
            duty.dueAt?.local.text ?? "", duty.elapsed, duty.leftOrLate,
        ]
    }
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
                ["incident", "party", "duty", "state", "due", "elapsed", "left or late"],
                found.clocks.map { clock in
                    [
                        clock.incident, clock.party ?? AddParty.ourselves, clock.duty.name,
                        clock.duty.state.name(in: .english), clock.duty.dueAt?.local.text ?? "",
                        clock.duty.elapsed, clock.duty.leftOrLate,
                    ]
                }
            )
            if found.clocks.isEmpty { output.say("No clock runs.") }
        }
        if found.isOverdue { throw ExitStatus.look.code }
    }
}
