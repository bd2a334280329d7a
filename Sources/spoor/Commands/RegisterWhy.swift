// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Custody
import Hosting
import Store
import Terminal
import Wording

struct RegisterWhy: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Why somebody is in the register, source by source."
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Argument var incident: String
    @Argument(help: "A person reference (P-…), or a sourceId.") var person: String

    func run() throws {
        let request = ExplainRow(
            incident: incident,
            person: .named(person),
            officer: try options.acting(),
            reason: try why.stated()
        )
        let row = try request.run(in: options.open(.reading))
        let answer = RowDocument(row)
        try options.answer("spoor/why/1", answer, answer.passages(in: options.language))
        if row.certainty == nil { throw ExitStatus.look.code }
    }
}
