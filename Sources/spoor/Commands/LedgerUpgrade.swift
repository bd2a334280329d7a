// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Store
import Terminal

struct LedgerUpgrade: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade",
        abstract: "Takes a store of an older format to the format of this program.",
        discussion: """
            Make a copy of the folder first. When it is cut off, run it again: it goes on.
            Any other command that writes does the same before it begins; commands that
            read refuse (78).
            """
    )

    @OptionGroup var options: StoreOptions

    func run() throws {
        var progress = ProgressLine(
            "Sealing again",
            unit: "people",
            total: nil,
            quiet: options.quiet || options.json
        )
        let store = try options.openUnsigned(.writing) { done, _ in
            progress.update(done, count: done)
        }
        progress.finish()
        options.results.say(
            "the store has the format of this program; \(try store.entryCount) ledger entries"
        )
    }
}
