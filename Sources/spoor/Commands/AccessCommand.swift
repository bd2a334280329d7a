// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Store
import Terminal
import Wording

struct AccessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access",
        abstract: "Who looked at whom, when and why: the access log (NEN 7513).",
        subcommands: [AccessShow.self],
        defaultSubcommand: AccessShow.self
    )
}

struct AccessShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Who looked at whom, when and why. Your own look is logged first.",
        discussion: """
            Example:  spoor access show --day 2025-08-11 --reason 'monthly review'
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Option(help: "Only the looks of this officer.") var officer: String?
    @Option(help: "Only looks that name this person: P-….") var person: String?
    @Option(help: "Only this day.", transform: GivenTime.day) var day: Day?
    @Option(help: "From this day.", transform: GivenTime.day) var from: Day?
    @Option(help: "Until this day, and on it.", transform: GivenTime.day) var until: Day?

    func run() throws {
        let request = ShowAccess(
            byOfficer: officer,
            person: person,
            from: day ?? from,
            until: day ?? until,
            officer: try options.acting(),
            reason: try why.stated()
        )
        let answer = try request.run(in: options.open(.reading))
        try options.answer("spoor/access/1", answer, answer.passages)
        options.results.say(answer.sentence)
    }
}
