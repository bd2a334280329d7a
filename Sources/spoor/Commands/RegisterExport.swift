// SPDX-License-Identifier: EUPL-1.2

import Admission
import ArgumentParser
import Casework
import Hosting
import Store
import Terminal
import Wording

struct RegisterExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes a frozen version by sourceId, without names, mode 0600.",
        discussion: """
            With accounts it takes two people: the first proposes it, another one agrees
            with the same command, and then the first may write it, once and within a day.
            The file is CSV: sourceId,certainty,categories,source. Its canonical form (tab
            for comma, see docs/formats.md) has the hash that stands in the ledger.
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var lost: LostOption
    @OptionGroup var why: ReasonOption
    @Argument var incident: String
    @Argument(help: "Version: v2 or its name; the last one if absent.") var version: String?
    @Option(help: "The file to write.") var output: String

    func run() throws {
        var reason = try why.stated()
        let officer = try options.acting()
        let store = try options.open(.reading)
        if let admitted = try options.admitted() {
            guard let other = try agreed(admitted, store) else { return }
            reason = try StatedReason("\(reason.text); \(other) agreed")
        }
        let request = ExportRegister(
            incident: incident,
            version: version,
            leavesOutLost: lost.leaveOutLost,
            officer: officer,
            reason: reason
        )
        var file: PrivateFile?
        // Made with the first piece: a version that is refused leaves no file.
        let written = try request.run(in: store) { piece in
            let open = try file ?? PrivateFile(path: output)
            file = open
            try open.write(piece)
        }
        try file?.close()
        options.results.say(
            "Wrote \(written.version.people.grouped) people of v\(written.version.version) to \(output)"
        )
        try LostOption.tell(
            written.leftOut,
            "Their lines have no sourceId, so the file was not compared with the ledger.",
            options.results
        )
    }

    /// Who agreed that it is written now; nil while somebody must do something first.
    private func agreed(_ admitted: Admitted, _ store: Store) throws -> String? {
        let versions = try ShowRegister(incident: incident, version: version).run(in: store)
        guard let only = versions.last else { throw CaseworkError.noVersion(version) }
        let outcome = try options.gate.writePeople(
            of: only,
            incident,
            by: admitted,
            in: store
        )
        if case .mayWrite(let other) = outcome { return other }
        options.results.say(outcome.sentence(of: only))
        return nil
    }
}
