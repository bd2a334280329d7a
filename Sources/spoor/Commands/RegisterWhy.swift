// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Custody
import Hosting
import Store
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

    private struct Answer: Encodable {
        var person: String
        var certainty: String?
        var sources: [SourceDocument]
    }

    func run() throws {
        let request = ExplainRow(
            incident: incident,
            person: .named(person),
            officer: try options.acting(),
            reason: try why.stated()
        )
        let row = try request.run(in: options.open(.reading))
        let sources = row.sources.map(SourceDocument.init)
        let answer = Answer(
            person: row.person,
            certainty: row.certainty?.code,
            sources: sources
        )
        try options.answer("spoor/why/1", answer) { output in
            output.line(
                row.certainty.map {
                    "\(row.person): \($0.name(in: options.language)) (v\(row.version))"
                }
                    ?? "\(row.person) is not in v\(row.version): we know of nothing of this "
                    + "person at the processor through us"
            )
            output.table(
                ["source", "certainty", "categories", "happened", "recorded", "how it was linked"],
                sources.map {
                    [
                        $0.source, $0.certainty, $0.categories.joined(separator: "+"),
                        $0.happenedAt, $0.recordedAt, $0.basis,
                    ]
                }
            )
        }
        if row.certainty == nil { throw ExitStatus.look.code }
    }
}
