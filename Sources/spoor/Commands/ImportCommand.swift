// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Hosting
import Ingestion
import Store
import Terminal
import Wording

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Takes in the population, messages and back-files; goes on where it was.",
        discussion: """
            Whatever comes twice counts once, so an import may always be run again. Rows
            and messages that do not read are set aside, sealed; 'spoor import rejects'
            gives them back.
            """,
        subcommands: [
            ImportPopulation.self, ImportColumns.self, ImportHL7.self, ImportFHIR.self,
            ImportBackfile.self, ImportRejects.self, ImportStatus.self, ImportList.self,
            ImportUndo.self, ImportUnlinked.self, ImportRetry.self, ImportSettle.self,
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
        let store = try dryRun ? options.open(.reading) : options.openToImport()
        let events = IngestionEvents(options.results, name, unit: unit, options: options)
        let answer = try body(
            store,
            try options.ingestion(dryRun: dryRun, acknowledges: acknowledge),
            events.take
        )
        events.finish()
        let summary = ImportSummary(answer)
        try options.answer("spoor/import/1", summary, summary.passages(remedy: "map it with --map"))
        options.results.say(dryRun ? "Nothing was stored (--dry-run)." : "committed \(answer.read)")
        options.results.say(next)
        try ShowSuspensions().run(in: store).compactMap(\.warning).forEach(options.results.warn)
        if answer.needsALook { throw ExitStatus.look.code }
    }
}

extension StoreOptions {
    func ingestion(dryRun: Bool, acknowledges: Bool = false) throws -> IngestionContext {
        IngestionContext(
            officer: try acting().name,
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
        case .progress(let bytes, let count, let setAside):
            progress?.update(bytes, count: count, problems: setAside)
        default:
            guard let words = event.words else { return }
            let text = words.text + (Self.flag(of: event).map { " (\($0))" } ?? "")
            if words.isWarning { output.warn(text) } else { output.say(text) }
        }
    }

    /// By which flag it can be had otherwise.
    private static func flag(of event: IngestionEvent) -> String? {
        switch event {
        case .columnsKept: "--map FILE reads them otherwise"
        case .sheetRead(_, let others): others.isEmpty ? nil : "--sheet NAME"
        default: nil
        }
    }

    func finish() { progress?.finish() }
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
        try options.answer("spoor/import-status/1", left, left.passages)
    }
}
