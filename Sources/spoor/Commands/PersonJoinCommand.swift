// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Ingestion
import Store
import Terminal
import Wording

struct PersonJoinNumbers: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: "Says that two numbers of the population are one person.",
        discussion: """
            What is known of either is one person's from then on: one row in the next
            version of a register, one letter. The first goes on: their name and address
            are used. Frozen versions stay what they were. Both are opened, so the reason
            goes into the access log too.

            A row is set aside when its citizen number is that of another sourceId.
            With --expected that sourceId is waited for: import the file again.

            Example:  spoor person join 00041 41 --because "one patient, two files"
                      spoor person join N-7 00041 --replaced --expected \\
                        --because "new numbers since the move"
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "Who goes on: P-…, or a sourceId.") var kept: String
    @Argument(help: "Who is the same person.") var other: String
    @Flag(help: "The first came in the place of the second.") var replaced = false
    @Flag(help: "One of them is not in the population yet.") var expected = false
    @Option(help: "Why.") var because: String

    func run() throws {
        let request = JoinPeople(
            .named(other),
            to: .named(kept),
            replaced: replaced,
            expectsUnknown: expected,
            because: try StatedReason(because),
            officer: try options.acting()
        )
        let store = try options.open(.writing)
        let joined = try request.run(in: store)
        let retried = try RetryUnresolved(because: "join \(joined.number)")
            .run(in: store, try options.ingestion(dryRun: false))
        try options.answer("spoor/person-join/1", joined) { output in
            output.lines((joined.lines + retried.lines).joined(separator: "\n"))
        }
    }
}

struct PersonPart: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "part",
        abstract: "Takes a join back: two people again, each with what was their own."
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "The number of the join, from 'spoor person joins'.") var number: Int
    @Option(help: "Why.") var because: String

    func run() throws {
        let request = PartPeople(
            number: number,
            because: try StatedReason(because),
            officer: try options.acting()
        )
        let parted = try request.run(in: options.open(.writing))
        try options.answer("spoor/person-join/1", parted) { output in
            output.lines(parted.lines.joined(separator: "\n"))
        }
    }
}

struct PersonJoins: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "joins",
        abstract: "Numbers that are one person, and which joins were taken back."
    )

    @OptionGroup var options: StoreOptions

    func run() throws {
        let joins = try ListJoins().run(in: options.open(.reading))
        try options.answer("spoor/person-joins/1", items: joins) { output in
            output.table(PersonJoin.columns, joins.map(\.cells), numeric: [0])
        }
    }
}
