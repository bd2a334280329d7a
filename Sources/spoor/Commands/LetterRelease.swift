// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Letters
import Store
import Terminal
import Wording

/// To whom the letter about somebody of 12 to 15 goes.
enum YoungPersonsLetter: String, ExpressibleByArgument, CaseIterable {
    case parents = "parents"
    case themselves = "themselves"
}

struct LetterRelease: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Writes to somebody who is held all the same; the next plan has their letter.",
        discussion: """
            First look at the list ('spoor letter held'), and ask whoever knows. Lanes that
            can be decided on: youngPerson (say --to), sameName, fieldUnreadable and
            addressInDoubt. The last two hold until the row of the person changes. Nobody
            is released from another lane: there the letter cannot go.

            Example:  spoor letter release lab-2025 first P-0123-4567-89AB-CDEF \\
                        --lane youngPerson --to parents \\
                        --because "the practice asked the child and the mother"
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Argument(help: "The wave in which they are held.") var wave: String
    @Argument(help: "P-…, from 'spoor letter held'.") var person: String
    @Option(help: "The lane.") var lane: HoldReason
    @Option(help: "Of a young person: parents or themselves.") var to: YoungPersonsLetter?
    @Option(help: "Why.") var because: String

    func run() throws {
        let request = ReleaseHeld(
            incident: incident,
            wave: wave,
            person: person,
            lane: lane,
            toParents: to.map { $0 == .parents },
            because: try StatedReason(because),
            officer: try options.acting()
        )
        let released = try request.run(in: options.open(.writing))
        try options.answer("spoor/held-release/1", released) { output in
            output.line(released.line)
            output.say("Next: spoor letter plan \(incident) --wave …")
        }
    }
}

struct LetterHoldAgain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Holds somebody again who was released; what was printed stays sent."
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Argument(help: "The number, from 'spoor letter released'.") var number: Int
    @Option(help: "Why.") var because: String

    func run() throws {
        let request = HoldAgain(
            incident: incident,
            number: number,
            because: try StatedReason(because),
            officer: try options.acting()
        )
        let held = try request.run(in: options.open(.writing))
        try options.answer("spoor/held-release/1", held) { $0.line(held.lineOfHolding) }
    }
}

struct LetterReleased: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "released",
        abstract: "Who was released from a lane in an incident; the look is logged."
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Argument var incident: String

    func run() throws {
        let released = try ListReleased(
            incident: incident,
            officer: try options.acting(),
            reason: try why.stated()
        ).run(in: options.open(.reading))
        try options.answer("spoor/held-releases/1", items: released) { output in
            output.table(ReleasedPerson.columns, released.map(\.cells), numeric: [0])
        }
    }
}
