// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Store
import Terminal
import Wording

struct RegisterDiff: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Explains every move between two versions."
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Argument(help: "The older version.") var from: String
    @Argument(help: "The newer version.") var to: String

    func run() throws {
        let request = CompareRegisters(incident: incident, from: from, to: to)
        let compared = try request.run(in: options.open(.reading))
        let difference = RegisterDifference(compared)
        try options.answer(
            "spoor/register-difference/1",
            difference,
            difference.passages(in: options.language)
        )
        if !compared.isSame { throw ExitStatus.look.code }
    }
}
