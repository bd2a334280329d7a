// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Foundation
import Store
import Terminal
import Wording

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "How things stand: store, next clock, incidents, imports, and what waits."
    )

    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.open(.reading)
        let answer = try ShowStatus(now: options.moment).run(in: store)
        try options.answer("spoor/status/1", answer, answer.passages(of: store.folder.path))
        if answer.overdue > 0 { throw ExitStatus.look.code }
    }
}
