// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Custody
import Foundation
import Incidents
import Store
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
        try options.answer("spoor/status/1", answer) { show(answer, store.folder.path, $0) }
        if answer.overdue > 0 { throw ExitStatus.look.code }
    }

    private func show(_ answer: ShowStatus.Answer, _ folder: String, _ output: Output) {
        output.line("next clock: \(clock(answer.nextClock))")
        if answer.overdue > 0 { output.line("overdue:    \(answer.overdue.grouped)") }
        output.line("store:      \(folder), of \(answer.organisation)")
        output.line(
            """
            population: \(answer.people.grouped)   parties: \(answer.parties.grouped)   \
            ledger entries: \(answer.entries.grouped)
            """
        )
        if let writer = answer.writer { output.line("writing:    process \(writer)") }
        if let sentence = answer.importSentence { output.line("imports:    \(sentence)") }
        if !answer.incidents.isEmpty { output.line() }
        output.table(
            ["incident", "register", "people", "letters", "next clock"],
            answer.incidents.map {
                [
                    $0.reference, ($0.version ?? "none") + ($0.isPublished ? ", published" : ""),
                    $0.people?.grouped ?? "", $0.written.grouped, $0.nextClock?.dueAt.local.text ?? "",
                ]
            },
            numeric: [2, 3]
        )
        if !answer.waiting.isEmpty { output.line() }
        output.table(
            ["waits for somebody", "see"],
            answer.waiting.map { [$0.sentence, $0.command] }
        )
    }

    private func clock(_ clock: ShowStatus.Clock?) -> String {
        guard let clock else { return "none runs towards a date" }
        let left = DutySpan(milliseconds: clock.duty.late ?? clock.duty.remaining ?? 0)
        let words = left.text(in: .english)
        return """
            \(clock.dueAt.local.text) \(clock.duty.late == nil ? "(\(words) left)" : "(OVERDUE by \(words))") \
            \(clock.incident): \(clock.duty.law) \(clock.duty.article), \(clock.duty.title(in: .english))
            """
    }
}
