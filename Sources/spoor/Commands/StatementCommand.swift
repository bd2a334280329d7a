// SPDX-License-Identifier: EUPL-1.2

public import ArgumentParser
import Casework
public import Custody
import Foundation
import Hosting
import Ingestion
import Store
import Terminal
import Wording

struct StatementCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statement",
        abstract: "What a source says about the incident: lists of the processor, and withdrawals.",
        subcommands: [
            StatementMap.self, StatementAdd.self, StatementCorrect.self, StatementWithdraw.self,
            StatementList.self, StatementUnresolved.self, StatementLinksCommand.self,
        ],
        defaultSubcommand: StatementList.self
    )
}

extension Certainty: ExpressibleByArgument {
    public init?(argument: String) { self.init(code: argument) }
    public static var allValueStrings: [String] { allCases.map(\.code) }
    public static var allValueDescriptions: [String: String] { [:] }
}

struct StatementMap: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Proposes what the columns of a list mean; correct it and give it to 'add'.",
        discussion: "Lines 'column = role'; '?' before a role marks what you must settle."
    )

    @Argument var list: String
    @OptionGroup var table: TableOptions
    @Option(help: "A file to write it to (else shown).") var output: String?

    func run() throws {
        let proposed = try ListColumns.propose(
            list,
            encoding: table.encoding,
            sheet: table.sheet
        )
        if let output {
            let file = try PrivateFile(path: output)
            try file.write(proposed.text)
            try file.close()
        } else {
            Output(json: false).lines(proposed.text)
        }
        if !proposed.isSettled { throw ExitStatus.look.code }
    }
}

struct StatementAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract:
            "Adds a list of the processor: linked where sure, unresolved with a reason elsewhere.",
        discussion: """
            The whole list counts, or none of it. The certainty is 'reported' unless you
            say another. 'excluded' can only lower 'cannot be excluded': it never makes
            anyone safe.

            Example:  spoor statement add list.csv --incident lab-2025 --name list-1 \\
                        --source "mail of the laboratory" --happened "2025-08-12 09:00"
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "The list, CSV or xlsx, columns in any order.") var list: String
    @Option var incident: String
    @Option(help: "Short name of the statement.") var name: String
    @Option(help: "Who said it, how.") var source = "list of the processor"
    @Option(help: "When they said it (else now).", transform: GivenTime.moment)
    var happened: WrittenMoment?
    @Option(help: "How sure it is of those on the list (else reported).") var certainty: Certainty?
    @Option(help: "A corrected mapping, from 'spoor statement map'.") var map: String?
    @OptionGroup var table: TableOptions
    @Flag(help: "Link and count, store nothing.") var dryRun = false

    func run() throws {
        Interruption.listen()
        let store = try options.open(dryRun ? .reading : .writing)
        let events = IngestionEvents(options.results, name, unit: "records", options: options)
        let answer = try ListImport(
            list,
            encoding: table.encoding,
            sheet: table.sheet,
            mapping: map.map(GivenMapping.file),
            incident: incident,
            name: name,
            source: source,
            happenedAt: happened?.earliest ?? options.moment,
            notAfter: happened.flatMap { $0.precision == .exact ? nil : $0.latest },
            certainty: certainty ?? .reported
        ).run(in: store, try options.ingestion(dryRun: dryRun), tell: events.take)
        events.finish()
        try ListDocument(answer).show(options, incident: incident, dryRun: dryRun)
        let remark = happened?.precision.remarkOfStatement
        if let remark { options.results.warn("Recorded, but look: \(remark).") }
        if answer.needsALook || remark != nil { throw ExitStatus.look.code }
    }
}

struct StatementCorrect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct",
        abstract: "Reads a list again with a corrected mapping, under the same statement.",
        discussion: """
            The records that are read now stand in the place of those before; frozen
            versions do not change. It must be the same list. Records that are nobody's are
            tried again by themselves when the population changes.

            Example:  spoor statement correct list-1 list.csv --incident lab-2025 \\
                        --map map.txt
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "Name of the statement.") var name: String
    @Argument(help: "The list as it was added.") var list: String
    @Option var incident: String
    @Option(help: "The corrected mapping.") var map: String
    @OptionGroup var table: TableOptions
    @Flag(help: "Link and count, store nothing.") var dryRun = false

    func run() throws {
        Interruption.listen()
        let store = try options.open(dryRun ? .reading : .writing)
        let events = IngestionEvents(options.results, name, unit: "records", options: options)
        let answer = try CorrectStatement(
            list,
            encoding: table.encoding,
            sheet: table.sheet,
            mapping: .file(map),
            incident: incident,
            name: name
        ).run(in: store, try options.ingestion(dryRun: dryRun), tell: events.take)
        events.finish()
        try ListDocument(answer).show(options, incident: incident, dryRun: dryRun)
        if answer.needsALook { throw ExitStatus.look.code }
    }
}

extension ListDocument {
    fileprivate func show(_ options: StoreOptions, incident: String, dryRun: Bool) throws {
        try options.answer("spoor/statement/1", self) { output in
            for line in mapping { output.say("  " + line) }
            output.show(passages)
            output.say(
                dryRun
                    ? "Nothing was stored (--dry-run)."
                    : "committed \(records)\nNext: spoor register freeze \(incident) --name …"
            )
        }
    }
}
