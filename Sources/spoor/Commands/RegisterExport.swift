// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import Incidents
import Store

struct RegisterExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes a frozen version by sourceId, without names, mode 0600.",
        discussion: """
            The file is CSV: sourceId,certainty,categories,source. Its canonical form (tab for comma,
            see docs/formats.md) has the hash that stands in the ledger.
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Argument var incident: String
    @Argument(help: "Version: v2 or its name; the last one if absent.") var version: String?
    @Option(help: "The file to write.") var output: String

    func run() throws {
        let reason = try why.required()
        let store = try options.open(.reading)
        let found = try store.incident(incident)
        let frozen = try store.registerVersion(version, of: found)
        let register = try store.load(frozen)
        let names = Dictionary(
            uniqueKeysWithValues: try store.statements(of: found).map {
                ($0.body.number, $0.body.name)
            }
        )
        let canonical = CanonicalRegister(
            register,
            sources: try store.sourceIDs(
                of: register.people,
                for: options.reason("register-export", incident, reason)
            ),
            statementNames: names
        )
        guard try Store.hash(of: canonical) == frozen.hash else {
            throw StoreError.integrity(
                "register \(frozen.name) does not have the hash it was frozen with"
            )
        }
        let file = try PrivateFile(path: output)
        try Store.forEachPiece(of: canonical, .csv) { try file.write($0) }
        try file.close()
        options.results.say(
            "Wrote \(register.count.grouped) people of v\(frozen.version) to \(output)"
        )
    }
}
