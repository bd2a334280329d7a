// SPDX-License-Identifier: EUPL-1.2

public import ArgumentParser
import Casework
import Custody
public import Incidents
import Store
import Terminal
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
        try options.answer("spoor/duties/2", DutyDocument(judged), judged.passages)
        if judged.isOverdue { throw ExitStatus.look.code }
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
