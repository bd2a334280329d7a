// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import CSV
import Casework
import Custody
import Hosting
import Incidents
import Store
import Terminal
import Wording

struct StatementWithdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Makes a statement no longer count; what it said stays in the ledger."
    )

    @OptionGroup var options: StoreOptions
    @Argument var name: String
    @Option var incident: String
    @Option(help: "Why.") var because: String

    func run() throws {
        let request = WithdrawStatement(
            incident: incident,
            statement: name,
            because: try StatedReason(because),
            officer: try options.acting()
        )
        try request.run(in: options.open(.writing))
        options.results.say("Withdrawn. Frozen versions do not change: freeze a new one.")
    }
}

struct StatementList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The statements of an incident."
    )

    @OptionGroup var options: StoreOptions
    @Option var incident: String

    func run() throws {
        let statements = try ListStatements(incident: incident).run(in: options.open(.reading))
        try options.answer("spoor/statements/1", items: statements) {
            $0.show([StatementStanding.table(statements, in: options.language)])
        }
    }
}

struct StatementUnresolved: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unresolved",
        abstract: "The unresolved records of a statement, for review, in a file with mode 0600."
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Argument var name: String
    @Option var incident: String
    @Option(help: "The file to write.") var output: String

    func run() throws {
        let request = UnresolvedRecords(
            incident: incident,
            statement: name,
            officer: try options.acting(),
            reason: try why.stated()
        )
        let store = try options.open(.reading)
        let file = try PrivateFile(path: output)
        try file.write(
            "line,reason,citizenNumber,surnames,initials,birthDate,postcode,houseNumber,sampleNumber\n"
        )
        let records = try request.run(in: store) { record in
            let claims = record.claims
            var row: [UInt8] = []
            CSVWriter(lineEnd: [0x0A], defusesFormulas: true).append(
                [
                    String(record.line), record.reason, claims.citizenNumber,
                    claims.surnames.joined(separator: " / "), claims.initials, claims.birthDate,
                    claims.postcode, claims.houseNumber, claims.sampleNumber,
                ],
                to: &row
            )
            try file.write(row)
        }
        try file.close()
        options.results.say("Wrote \(records.counted("record")) to \(output)")
    }
}

struct StatementLinksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "links",
        abstract: "For each record of a statement its sourceId, or why it has none; mode 0600.",
        discussion: """
            The file is CSV: line,sourceId,linkedBy,reason. Line 1 is the list's header.
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Argument var name: String
    @Option var incident: String
    @Option(help: "The file to write.") var output: String

    func run() throws {
        let request = StatementLinks(
            incident: incident,
            statement: name,
            officer: try options.acting(),
            reason: try why.stated()
        )
        let store = try options.open(.reading)
        let file = try PrivateFile(path: output)
        let csv = CSVWriter(lineEnd: [0x0A])
        try file.write("line,sourceId,linkedBy,reason\n")
        let records = try request.run(in: store) { link in
            var row: [UInt8] = []
            let fields = [
                String(link.line), link.source?.text ?? "", link.linkedBy, link.reason,
            ]
            csv.append(fields, to: &row)
            try file.write(row)
        }
        try file.close()
        options.results.say("Wrote \(records.counted("record")) to \(output)")
    }
}
