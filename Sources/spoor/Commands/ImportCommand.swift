// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Hosting
import Ingestion
import Store
import Wording

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Takes in the population, messages and back-files; goes on where it was.",
        discussion: """
            Whatever comes twice counts once, so an import may always be run again. Rows and messages
            that do not read are set aside, sealed; 'spoor import rejects' gives them back.
            """,
        subcommands: [
            ImportPopulation.self, ImportHL7.self, ImportFHIR.self, ImportBackfile.self,
            ImportRejects.self, ImportStatus.self, ImportList.self, ImportUndo.self,
            ImportUnlinked.self, ImportRetry.self, ImportSettle.self,
        ],
        defaultSubcommand: ImportStatus.self
    )
}

/// What all imports share.
struct ImportOptions: ParsableArguments {
    @Flag(help: "Read and judge everything, store nothing.") var dryRun = false
    @Flag(help: "Commit often and print 'committed N' each time: for a live feed.")
    var acknowledge = false

    /// Takes something in, and shows what is told meanwhile and what came of it.
    func run(
        _ options: StoreOptions,
        _ name: String,
        unit: String,
        next: String,
        _ body: (Store, IngestionContext, @escaping (IngestionEvent) -> Void) throws -> ImportAnswer
    ) throws {
        Interruption.listen()
        let store = try options.open(dryRun ? .reading : .writing)
        let events = IngestionEvents(options.results, name, unit: unit, options: options)
        let answer = try body(
            store,
            try options.ingestion(dryRun: dryRun, acknowledges: acknowledge),
            events.take
        )
        events.finish()
        try ImportSummary(answer).show(options, next: next)
        if answer.needsALook { throw ExitStatus.look.code }
    }
}

extension StoreOptions {
    func ingestion(dryRun: Bool, acknowledges: Bool = false) throws -> IngestionContext {
        IngestionContext(
            officer: try place.officer,
            now: moment,
            dryRun: dryRun,
            acknowledges: acknowledges,
            isInterrupted: { Interruption.isAsked },
            words: { $0.words }
        )
    }
}

/// Says what an import tells, and moves the progress line.
final class IngestionEvents {
    private let output: Output
    private let name: String
    private let unit: String
    private let isQuiet: Bool
    private var progress: ProgressLine?

    init(_ output: Output, _ name: String, unit: String, options: StoreOptions) {
        self.output = output
        self.name = name
        self.unit = unit
        isQuiet = options.quiet || options.json
    }

    func take(_ event: IngestionEvent) {
        switch event {
        case .begins(let bytes):
            progress = ProgressLine(name, unit: unit, total: bytes, quiet: isQuiet)
        case .columnNotRead(let column): output.say("column '\(column)' is not read")
        case .goesOn(let line): output.say("going on at line \(line.grouped)")
        case .takenInBefore(let file):
            output.say("\(file) was taken in before; nothing changed since")
        case .remark(let file, let remark): output.say("\(file) \(remark.words)")
        case .committed(let count): output.say("committed \(count)")
        case .progress(let bytes, let count, let setAside):
            progress?.update(bytes, count: count, problems: setAside)
        case .sharedNumbers(let count):
            output.say(
                "\(count.grouped) citizen numbers stand with several people: what names them by number stays unresolved"
            )
        }
    }

    func finish() { progress?.finish() }
}

/// The outcome of an import as it is shown.
struct ImportSummary: Encodable {
    var schema = "spoor/import/1"
    var stored: Bool
    var read: Int
    var counts: [String: Int]
    var setAside: [String: Int]
    var marked: [String: Int]
    var unclassified: [String: Int]
    var files: [String: Int]
    var remarks: [String]

    init(_ answer: ImportAnswer) {
        stored = answer.isStored
        read = answer.read
        counts = answer.counts.reduce(into: [:]) { $0[$1.key.words] = $1.value }
        setAside = answer.setAside.reduce(into: [:]) { $0[$1.key.words, default: 0] += $1.value }
        marked = answer.marked.reduce(into: [:]) {
            $0["\($1.key.words); \($1.key.consequence)"] = $1.value
        }
        unclassified = answer.unclassified
        files = answer.files.reduce(into: [:]) { $0[$1.key.summary] = $1.value }
        remarks = answer.remarks
    }

    func show(_ options: StoreOptions, next: String) throws {
        let output = options.results
        if options.json { return try output.document(self) }
        output.table(
            ["what", "number"],
            [["read", read.grouped]] + counts.sorted { $0.key < $1.key }.map { [$0, $1.grouped] },
            numeric: [1]
        )
        for (remark, count) in files.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            output.line("\(count.grouped) \(count == 1 ? "file" : "files") \(remark)")
        }
        for (reason, count) in setAside.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            output.line("set aside \(count.grouped): \(reason)")
        }
        for (mark, count) in marked.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            output.line("kept \(count.grouped) with a field that does not read: \(mark)")
        }
        for (path, count) in unclassified.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            output.line(
                "unclassified field \(path): in \(count.grouped) messages (map it with --map)"
            )
        }
        for remark in remarks { output.line(remark) }
        output.say(stored ? "committed \(read)" : "Nothing was stored (--dry-run).")
        output.say(next)
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
        let request = ReturnSetAside(reason: try why.stated().text)
        let context = try options.ingestion(dryRun: false)
        let store = try options.open(.reading)
        let file = try PrivateFile(path: output)
        let count = try request.run(in: store, context) { rejected in
            try file.write(
                "# \(rejected.reference.prefix(14)) \(rejected.source), line \(rejected.line): \(rejected.reason)\n"
            )
            try file.write(rejected.content)
            try file.write("\n")
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

    func run() throws {
        let left = try ShowRemainders().run(in: options.open(.reading))
        try options.answer("spoor/import-status/1", left) { output in
            output.table(
                ["what", "number"],
                [
                    ["people in the population", left.people.grouped],
                    ["results that wait for their order", left.waitingResults.grouped],
                    ["disclosures about nobody known", left.unresolvedDisclosures.grouped],
                    ["set aside and settled", left.settled.grouped],
                ] + Output.rows(left.setAside) { "set aside: \($0)" }
                    + Output.rows(left.unclassified) { "unclassified field \($0)" },
                numeric: [1]
            )
        }
    }
}
