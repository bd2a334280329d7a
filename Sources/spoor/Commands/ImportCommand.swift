// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import CSV
import Custody
import Foundation
import HL7
import Intake
import Linkage
import Store
import Vault

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Takes in the population, messages and back-files; goes on where it was.",
        discussion: """
            Whatever comes twice counts once, so an import may always be run again. Rows and messages
            that do not read are set aside, sealed; 'spoor import rejects' gives them back.
            """,
        subcommands: [
            ImportPopulation.self, ImportHL7.self, ImportBackfile.self, ImportRejects.self,
            ImportStatus.self,
        ],
        defaultSubcommand: ImportStatus.self
    )
}

/// What all imports share.
struct ImportOptions: ParsableArguments {
    @Flag(help: "Read and judge everything, store nothing.") var dryRun = false
    @Flag(help: "Print 'committed N' after every commit.") var acknowledge = false
}

/// The outcome of an import as it is shown.
struct ImportSummary: Encodable {
    var schema = "spoor/import/1"
    var stored: Bool
    var read: Int
    var counts: [String: Int]
    var setAside: [String: Int]
    var unclassified: [String: Int]

    func show(_ options: StoreOptions, next: String) throws {
        let output = options.results
        if options.json { return try output.document(self) }
        output.table(
            ["what", "number"],
            [["read", read.grouped]] + counts.sorted { $0.key < $1.key }.map { [$0, $1.grouped] },
            numeric: [1]
        )
        for (reason, count) in setAside.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            output.line("set aside \(count.grouped): \(reason)")
        }
        for (path, count) in unclassified.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            output.line(
                "unclassified field \(path): in \(count.grouped) messages (map it with --map)"
            )
        }
        output.say(stored ? "committed \(read)" : "Nothing was stored (--dry-run).")
        output.say(next)
    }
}

struct ImportPopulation: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "population",
        abstract: "The people one could disclose about, from CSV (docs/formats.md)."
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var importing: ImportOptions
    @Argument(help: "The file; - is standard input (no resume).") var file: String
    @Option(help: "utf-8 or windows-1252.") var encoding = "utf-8"

    func run() throws {
        Interruption.listen()
        let rows = try RowFile(path: file, encoding: encoding)
        guard file != "-" else {
            throw Complaint(.usage, "the population is read from a file, for it is read twice")
        }
        let head = try rows.head()
        let columns: PopulationColumns
        do throws(TabularHeaderProblem) {
            columns = try PopulationColumns(header: head.header.fields)
        } catch {
            throw RowFile.complain(error, file, names: PopulationColumns.names)
        }
        for name in columns.unknown { options.results.say("column '\(name)' is not read") }
        let store = try options.open(importing.dryRun ? .reading : .writing)
        let identity = InputFiles.identity(file, kind: "population")
            .map { store.contentDigest.short(of: $0) }
        var run = PopulationRun(command: self, store: store, columns: columns, file: identity)
        try run.read(rows, dialect: head.dialect, after: head.header)
        try run.summary.show(
            options,
            next: "Next: spoor import hl7 FOLDER --to PARTY"
        )
        if !run.summary.setAside.isEmpty { throw ExitStatus.look.code }
    }
}

/// The state of one import of a population.
private struct PopulationRun {
    let command: ImportPopulation
    let store: Store
    let columns: PopulationColumns
    let file: [UInt8]?
    private var known: [SourceID: PersonNumber] = [:]
    private var seen: Set<SourceID> = []
    private var batch: [Person] = []
    private var rejected: [Rejected] = []
    private var outcome = PopulationOutcome()
    /// An earlier run may have brought people who were not looked for yet.
    private var goesOn = false
    private(set) var summary = ImportSummary(
        stored: true,
        read: 0,
        counts: [:],
        setAside: [:],
        unclassified: [:]
    )

    init(command: ImportPopulation, store: Store, columns: PopulationColumns, file: [UInt8]?) {
        self.command = command
        self.store = store
        self.columns = columns
        self.file = file
        summary.stored = !command.importing.dryRun
    }

    mutating func read(_ rows: RowFile, dialect: CSVDialect, after header: FileRow) throws {
        let options = command.options
        var position = header.end
        var line = header.endLine
        if let file, !command.importing.dryRun, let earlier = try store.progress(of: file) {
            if earlier.isFinished {
                options.results.say("\(rows.path) was taken in before; nothing changed since")
                summary.counts = ["new": 0, "changed": 0, "same": 0]
                return
            }
            (position, line) = (earlier.position, earlier.line)
            goesOn = true
            options.results.say("going on at line \(line.grouped)")
        }
        if !command.importing.dryRun {
            known = try store.knownPeople(
                for: options.reason("import", "population", "whom the rows are about")
            )
        }
        var progress = ProgressLine(
            "Population",
            unit: "people",
            total: (try? FileManager.default.attributesOfItem(atPath: rows.path)[.size]) as? Int,
            quiet: options.quiet || options.json
        )
        var last = ImportProgress(
            file: file ?? [],
            position: position,
            line: line,
            isFinished: false
        )
        try rows.forEachRow(dialect: dialect, from: position, line: line) { row, consumed in
            take(row, rows)
            last.position = row.end
            last.line = row.endLine
            if batch.count + rejected.count >= 5000 {
                try commit(last)
                progress.update(consumed, count: summary.read, problems: rejectedSoFar)
                try Interruption.stopIfAsked(options.results, committed: summary.read)
            }
        }
        try commit(last)
        progress.finish()
        summary.counts = [
            "new": outcome.new, "changed": outcome.changed, "same": outcome.same,
        ]
        guard !command.importing.dryRun else { return }
        try settleUnresolved()
        // Finished only now: one who is interrupted before goes on, and settles them then.
        last.isFinished = true
        if file != nil {
            _ = try store.record(people: [], known: &known, progress: last, act: options.act())
        }
    }

    private var rejectedSoFar: Int { summary.setAside.values.reduce(0, +) }

    private mutating func take(_ row: FileRow, _ rows: RowFile) {
        summary.read += 1
        let reason: String
        if let problem = row.problem {
            reason = problem
        } else {
            switch columns.person(from: row.fields) {
            case .success(let person) where seen.insert(person.sourceID).inserted:
                batch.append(person)
                return
            case .success: reason = "the same sourceId stands on an earlier row"
            case .failure(let problem): reason = RowFile.words(problem)
            }
        }
        summary.setAside[reason, default: 0] += 1
        rejected.append(
            Rejected(source: rows.path, line: row.line, reason: reason, content: row.raw)
        )
    }

    private mutating func commit(_ progress: ImportProgress) throws {
        defer {
            batch.removeAll(keepingCapacity: true)
            rejected.removeAll(keepingCapacity: true)
        }
        guard !command.importing.dryRun else { return }
        let act = command.options.act()
        if !rejected.isEmpty { _ = try store.record(rejected: rejected, act: act) }
        let part = try store.record(
            people: batch,
            known: &known,
            progress: file == nil ? nil : progress,
            act: act
        )
        outcome.new += part.new
        outcome.changed += part.changed
        outcome.same += part.same
        if command.importing.acknowledge {
            command.options.results.say("committed \(summary.read)")
        }
    }

    /// People who are new may be those whom earlier messages were about.
    private mutating func settleUnresolved() throws {
        guard goesOn || outcome.new + outcome.changed > 0, try store.openEnds().unresolved > 0
        else { return }
        let options = command.options
        let index = try store.populationIndex(
            for: options.reason("import", "population", "unresolved messages, tried again")
        )
        let settled = try store.resolveAgain(
            for: options.reason("import", "population", "unresolved messages, tried again"),
            act: options.act()
        ) { claims in
            if case .linked(let person, _) = index.decide(claims) { person } else { nil }
        }
        summary.counts["earlier messages settled"] = settled
        try store.publishTiles()
    }
}

/// Where disclosures go to, under what.
struct FlowOptions: ParsableArguments {
    @Option(help: "The party the data went to.") var to: String
    @Option(help: "Version of the agreement (else the last one recorded).") var agreement: String?
    @Option(help: "Purpose, as in the register of processing.") var purpose = "screening"
    @Option(help: "Ground of GDPR Art. 6(1): 6-1-a to 6-1-f.") var basis = "6-1-e"

    func flow(_ store: Store, channel: String, grade: ProvenanceGrade) throws -> (
        Flow, keepMonths: Int?
    ) {
        try requireParty(to, in: store)
        guard let basis = LegalBasis(rawValue: basis) else {
            throw Complaint(.usage, "--basis is 6-1-a to 6-1-f (GDPR Art. 6(1))")
        }
        let agreements = store.agreements(with: Party.ID(rawValue: to))
        let chosen =
            agreement.map { name in agreements.first { $0.version == name } } ?? agreements.last
        if let agreement, chosen == nil {
            throw Complaint(
                .inputMissing,
                "there is no agreement '\(agreement)' with \(to)",
                help: "record it with 'spoor party agreement \(to) --version \(agreement) …'"
            )
        }
        return (
            Flow(
                party: Party.ID(rawValue: to),
                agreement: chosen?.version ?? "",
                purpose: purpose,
                basis: basis,
                origin: .givenByUs,
                channel: channel,
                grade: grade
            ),
            chosen?.keepMonths
        )
    }
}

struct ImportBackfile: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backfile",
        abstract: "Reconstructed disclosures by third parties on our behalf, from CSV."
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var importing: ImportOptions
    @OptionGroup var flowOptions: FlowOptions
    @Argument var file: String
    @Option(help: "utf-8 or windows-1252.") var encoding = "utf-8"

    func run() throws {
        Interruption.listen()
        let rows = try RowFile(path: file, encoding: encoding)
        let head = try rows.head()
        let columns: BackfileColumns
        do throws(TabularHeaderProblem) {
            columns = try BackfileColumns(header: head.header.fields)
        } catch {
            throw RowFile.complain(error, file, names: BackfileColumns.names)
        }
        let store = try options.open(.writing)
        let (flow, keepMonths) = try flowOptions.flow(
            store,
            channel: "backfile",
            grade: .reconstructed
        )
        let file = InputFiles.identity(self.file, kind: "backfile|\(flowOptions.to)")
            .map { store.contentDigest.short(of: $0) }
        var intake = DisclosureIntake(
            store: store,
            options: options,
            importing: importing,
            source: self.file,
            flow: flow,
            keepMonths: keepMonths
        )
        var position = head.header.end
        var line = head.header.endLine
        if let file, let earlier = try store.progress(of: file), !importing.dryRun {
            if earlier.isFinished { options.results.say("\(self.file) was taken in before") }
            (position, line) = (earlier.position, earlier.line)
        }
        let index = try store.populationIndex(
            for: options.reason("import", "backfile", "whom the rows are about")
        )
        let content = store.contentDigest
        var last = ImportProgress(
            file: file ?? [],
            position: position,
            line: line,
            isFinished: false
        )
        try rows.forEachRow(dialect: head.dialect, from: position, line: line) { row, _ in
            last.position = row.end
            last.line = row.endLine
            if let problem = row.problem {
                intake.reject(row.raw, line: row.line, problem)
            } else {
                switch columns.row(from: row.fields) {
                case .failure(let problem):
                    intake.reject(row.raw, line: row.line, RowFile.words(problem))
                case .success(let found):
                    var flow = flow
                    flow.origin = .givenByThirdParty
                    flow.sender = found.sender
                    let subject = try DisclosureIntake.subject(
                        found.claims,
                        index.decide(found.claims),
                        store
                    )
                    intake.add(
                        ReceivedDisclosure(
                            digest: content.short(of: Array("backfile|".utf8) + row.raw),
                            subject: subject,
                            flow: flow,
                            categories: found.categories,
                            disclosedOn: found.disclosedOn,
                            keepUntil: nil,
                            samples: []
                        )
                    )
                }
            }
            if intake.isFull {
                try intake.commit(file == nil ? nil : last)
                try Interruption.stopIfAsked(options.results, committed: intake.read)
            }
        }
        last.isFinished = true
        try intake.commit(file == nil ? nil : last)
        try store.publishTiles()
        try intake.summary.show(options, next: "Next: spoor exposure \(flowOptions.to)")
        if intake.needsALook { throw ExitStatus.look.code }
    }
}

struct ImportRejects: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rejects",
        abstract: "Gives back what was set aside, for correction, in a file with mode 0600."
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Option(help: "The file to write.") var output: String

    func run() throws {
        let reason = try why.required()
        let store = try options.open(.writing)
        let file = try PrivateFile(path: output)
        var count = 0
        try store.rejects(for: options.reason("correction", "import", reason)) { rejected in
            try file.write("# \(rejected.source), line \(rejected.line): \(rejected.reason)\n")
            try file.write(rejected.content)
            try file.write("\n")
            count += 1
        }
        try file.close()
        options.results.say("Wrote \(count.grouped) to \(output); the lines with # say why.")
    }
}

struct ImportStatus: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "What was set aside, is unclassified, waits or is unresolved."
    )

    @OptionGroup var options: StoreOptions

    private struct Status: Encodable {
        var schema = "spoor/import-status/1"
        var people: Int
        var waitingResults: Int
        var unresolvedDisclosures: Int
        var setAside: [String: Int]
        var unclassified: [String: Int]
    }

    func run() throws {
        let store = try options.open(.reading)
        let remainders = try store.importRemainders()
        let ends = try store.openEnds()
        let status = Status(
            people: try store.peopleCount(),
            waitingResults: ends.waitingResults,
            unresolvedDisclosures: ends.unresolved,
            setAside: remainders.rejects,
            unclassified: remainders.unclassified
        )
        if options.json { return try options.results.document(status) }
        options.results.table(
            ["what", "number"],
            [
                ["people in the population", status.people.grouped],
                ["results that wait for their order", status.waitingResults.grouped],
                ["disclosures about nobody known", status.unresolvedDisclosures.grouped],
            ] + status.setAside.sorted { $0.key < $1.key }.map { ["set aside: \($0)", $1.grouped] }
                + status.unclassified.sorted { $0.key < $1.key }.map {
                    ["unclassified field \($0)", $1.grouped]
                },
            numeric: [1]
        )
    }
}
