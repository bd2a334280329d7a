// SPDX-License-Identifier: EUPL-1.2

public import ArgumentParser
import CSV
public import Custody
import Foundation
import Incidents
import Intake
import Linkage
import Store
import Vault
import Workers

struct StatementCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statement",
        abstract: "What a source says about the incident: lists of the processor, and withdrawals.",
        subcommands: [
            StatementMap.self, StatementAdd.self, StatementWithdraw.self, StatementList.self,
            StatementUnresolved.self,
        ],
        defaultSubcommand: StatementList.self
    )
}

extension Certainty: ExpressibleByArgument {
    public init?(argument: String) { self.init(code: argument) }
    public static var allValueStrings: [String] { allCases.map(\.code) }
    public static var allValueDescriptions: [String: String] { [:] }
}

/// The columns of a list: proposed, or as the user corrected them.
private func mapping(
    _ file: RowFile,
    header: FileRow,
    sample: [FileRow],
    corrected: String?
) throws -> ListMapping {
    guard let corrected else {
        return ListMapping.propose(header: header.fields, rows: sample.map(\.fields))
    }
    guard let text = try? String(contentsOfFile: corrected, encoding: .utf8) else {
        throw Complaint(.inputMissing, "there is no readable mapping at \(corrected)")
    }
    do throws(ListMappingProblem) {
        return try ListMapping(text: text, header: header.fields)
    } catch {
        let what =
            switch error {
            case .noEqualsSign(let line): "line \(line) has no '='"
            case .unterminatedQuote(let line): "line \(line): a quote is not closed"
            case .unknownRole(let line): "line \(line): there is no such role"
            case .unknownColumn(let line): "line \(line): the list has no such column"
            case .missingColumn(let column): "it says nothing about column \(column) of the list"
            }
        throw Complaint(
            .failed,
            "the mapping \(corrected) does not read: \(what)",
            help: "'spoor statement map LIST' proposes one to correct"
        )
    }
}

struct StatementMap: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Proposes what the columns of a list mean; correct it and give it to 'add'.",
        discussion: "Lines 'column = role'; '?' before a role marks what you must settle."
    )

    @Argument var list: String
    @Option(help: "utf-8 or windows-1252.") var encoding = "utf-8"
    @Option(help: "A file to write it to (else shown).") var output: String?

    func run() throws {
        let file = try RowFile(path: list, encoding: encoding)
        let head = try file.head()
        let proposed = try mapping(file, header: head.header, sample: head.sample, corrected: nil)
        if let output {
            let file = try PrivateFile(path: output)
            try file.write(proposed.text)
            try file.close()
        } else {
            Output(json: false).line(proposed.text)
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
            The whole list counts or none of it. The certainty is 'reported' unless said otherwise;
            'excluded' never makes anyone safe, it lowers only what the ledger alone says.

            Example:  spoor statement add list.csv --incident lab-2025 --name list-1 \\
                        --source "mail of the laboratory's counsel" --happened "2025-08-12 09:00"
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "The list, CSV in any column order.") var list: String
    @Option var incident: String
    @Option(help: "Short name of the statement.") var name: String
    @Option(help: "Who said it, how.") var source = "list of the processor"
    @Option(help: "When they said it (else now).") var happened: GivenTime?
    @Option(help: "How sure it is of those on the list (else reported).") var certainty: Certainty?
    @Option(help: "A corrected mapping, from 'spoor statement map'.") var map: String?
    @Option(help: "utf-8 or windows-1252.") var encoding = "utf-8"
    @Flag(help: "Link and count, store nothing.") var dryRun = false

    private struct Outcome: Encodable {
        var schema = "spoor/statement/1"
        var name: String
        var records: Int
        var linked: Int
        var people: Int
        var unresolved: Int
        var unresolvedBecause: [String: Int]
        var linkedBy: [String: Int]
        var setAside: [String: Int]
        var mapping: [String]
    }

    func run() throws {
        let file = try RowFile(path: list, encoding: encoding)
        let head = try file.head()
        let mapping = try mapping(
            file,
            header: head.header,
            sample: head.sample,
            corrected: map
        )
        guard mapping.isSettled else {
            throw Complaint(
                .look,
                "not sure what these columns mean: "
                    + mapping.questions.map { "'\($0.header)'" }.joined(separator: ", "),
                help: "spoor statement map \(list) --output map.txt; correct it; add --map map.txt"
            )
        }
        let store = try options.open(dryRun ? .reading : .writing)
        let found = try store.incident(incident)
        let reason = try options.reason("linkage", incident, "statement add \(name)")
        let index = try store.populationIndex(for: reason)
        let reader = ListReader(
            mapping: mapping,
            index: index,
            samples: store.sampleDigest(party: Party.ID(rawValue: found.party)),
            seal: store.claimSeal,
            source: list
        )
        let owners = try store.sampleOwners()
        let digest = store.contentDigest
        var linked = LinkedRecords()
        var progress = ProgressLine(
            name,
            unit: "records",
            total: (try? FileManager.default.attributesOfItem(atPath: list)[.size]) as? Int,
            quiet: options.quiet || options.json
        )
        try Conveyor.run { put in
            try ListRows.read(file, head, digest, put)
        } record: { part in
            for share in try WorkerPool.shares(
                of: owners.count,
                { hands in
                    try hands.map { try reader.link(part.share($0, of: owners.count), owners[$0]) }
                }
            ).flatMap(\.self) {
                linked.append(share)
            }
            linked.content = part.content
            progress.update(part.consumed, count: linked.records.count)
        }
        progress.finish()
        let records = linked.records
        let rejected = linked.rejected
        guard !records.isEmpty || !rejected.isEmpty else {
            throw Complaint(
                .failed,
                "\(file.name) holds no records, so it says nothing about anybody",
                help: "check that it is the list and not its cover sheet"
            )
        }
        var setAside: [String: Int] = [:]
        for item in rejected { setAside[item.reason, default: 0] += 1 }
        if !dryRun {
            _ = try store.add(
                statement: name,
                to: found,
                source: source,
                happenedAt: happened?.milliseconds ?? options.moment,
                certainty: certainty ?? .reported,
                content: linked.content,
                mapping: mapping.text,
                records: records,
                rejected: rejected,
                act: options.act(found.party)
            )
            try store.publishTiles()
        }
        try show(
            Outcome(
                name: name,
                records: records.count,
                linked: records.count { $0.person != nil },
                people: Set(records.lazy.compactMap(\.person)).count,
                unresolved: records.count { $0.person == nil },
                unresolvedBecause: linked.because,
                linkedBy: linked.by,
                setAside: setAside,
                mapping: mapping.text.split(separator: "\n").map(String.init)
            )
        )
    }

    private func show(_ outcome: Outcome) throws {
        if options.json {
            try options.results.document(outcome)
        } else {
            let output = options.results
            for line in outcome.mapping { output.say("  " + line) }
            output.table(
                ["what", "records"],
                [["records", outcome.records.grouped], ["linked", outcome.linked.grouped]]
                    + outcome.linkedBy.sorted { $0.key < $1.key }.map {
                        ["  by \($0)", $1.grouped]
                    } + [["unresolved", outcome.unresolved.grouped]]
                    + outcome.unresolvedBecause.sorted { $0.key < $1.key }.map {
                        ["  \($0)", $1.grouped]
                    }
                    + outcome.setAside.sorted { $0.key < $1.key }.map {
                        ["set aside: \($0)", $1.grouped]
                    },
                numeric: [1]
            )
            output.line("\(outcome.people.grouped) different people")
            output.say(
                dryRun
                    ? "Nothing was stored (--dry-run)."
                    : "committed \(outcome.records)\nNext: spoor register freeze \(incident) --name …"
            )
        }
        if !outcome.setAside.isEmpty { throw ExitStatus.look.code }
    }
}

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
        let store = try options.open(.writing)
        let found = try store.incident(incident)
        guard let statement = store.statements(of: found).first(where: { $0.body.name == name })
        else { throw StoreError.notFound("statement '\(name)'") }
        try store.withdraw(statement.body, because: because, act: options.act(found.party))
        try store.publishTiles()
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
        let store = try options.open(.reading)
        let statements = store.statements(of: try store.incident(incident))
        if options.json { return try options.results.document(statements.map(\.body)) }
        options.results.table(
            ["statement", "certainty", "records", "unresolved", "set aside", "recorded", ""],
            statements.map { recorded in
                [
                    recorded.body.name,
                    Certainty(rawValue: recorded.body.certainty)?.words ?? "",
                    recorded.body.records.grouped, recorded.body.unresolved.grouped,
                    (recorded.body.setAside ?? 0).grouped,
                    DutchTime.text(recorded.recordedAt),
                    store.isWithdrawn(recorded.body) ? "withdrawn" : "",
                ]
            },
            numeric: [2, 3, 4]
        )
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
        let reason = try why.required()
        let store = try options.open(.writing)
        let found = try store.incident(incident)
        guard let statement = store.statements(of: found).first(where: { $0.body.name == name })
        else { throw StoreError.notFound("statement '\(name)'") }
        let file = try PrivateFile(path: output)
        try file.write(
            "line,reason,citizenNumber,surnames,initials,birthDate,postcode,houseNumber,sampleNumber\n"
        )
        try store.unresolvedRecords(
            of: statement.body,
            for: options.reason("review", incident, reason)
        ) { line, basis, claims in
            var row: [UInt8] = []
            CSVWriter(lineEnd: [0x0A], defusesFormulas: true).append(
                [
                    String(line), UnresolvedReason(rawValue: UInt8(basis))?.code ?? "",
                    claims.citizenNumber, claims.surnames.joined(separator: " / "),
                    claims.initials, claims.birthDate, claims.postcode, claims.houseNumber,
                    claims.sampleNumber,
                ],
                to: &row
            )
            try file.write(row)
        }
        try file.close()
        options.results.say("Wrote \(statement.body.unresolved.grouped) records to \(output)")
    }
}
