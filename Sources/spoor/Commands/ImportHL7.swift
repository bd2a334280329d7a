// SPDX-License-Identifier: EUPL-1.2

public import ArgumentParser
public import Custody
import Foundation
import HL7
import Intake
import Linkage
import Store
import Vault

extension ProvenanceGrade: ExpressibleByArgument {
    public init?(argument: String) { self.init(code: argument) }
}

struct ImportHL7: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hl7",
        abstract: "HL7 v2 messages: files, folders, .gz, or - for standard input.",
        discussion: """
            For each message: who it is about, and which categories its filled fields carried. A
            result joins its order by sample number, whichever comes first.

            Example:  spoor import hl7 archive/2024/ --to lab --map our-fields.csv
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var importing: ImportOptions
    @OptionGroup var flowOptions: FlowOptions
    @Argument(help: "Files or folders.") var paths: [String]
    @Option(help: "More rows for the table of fields to categories (docs/formats.md).")
    var map: String?
    @Option(help: "captured, kept or reconstructed.") var grade = ProvenanceGrade.kept

    func run() throws {
        Interruption.listen()
        let files = try InputFiles.list(
            paths,
            endings: ["hl7", "hl7v2", "txt", "er7", "oml", "oru"]
        )
        let classifier = MessageClassifier(try FieldMap.forUser(map))
        let store = try options.open(importing.dryRun ? .reading : .writing)
        let (flow, term) = try flowOptions.flow(store, channel: "hl7v2", grade: grade)
        let index = try store.populationIndex(
            for: options.reason("import", "hl7", "whom the messages are about")
        )
        let reader = MessageReader(
            classifier: classifier,
            index: index,
            flow: flow,
            term: term,
            content: store.contentDigest,
            samples: store.sampleDigest(party: flow.party),
            seal: store.claimSeal,
            today: DutchTime.day(options.moment)
        )
        let work = try files.compactMap { try begin($0, store) }
        var intake = DisclosureIntake(
            store: store,
            options: options,
            importing: importing,
            party: flow.party
        )
        var progress = ProgressLine(
            "Messages",
            unit: "messages",
            total: InputFiles.size(of: work.map(\.path)),
            quiet: options.quiet || options.json
        )
        let received = try store.receivedCount()
        try Conveyor.run { put in
            var feed = MessageFeed(reader: reader, received: received, put: put)
            for (number, file) in work.enumerated() {
                try feed.read(file, isOnly: work.count == 1)
                if number == work.count - 1 { try feed.finish() }
            }
        } record: { part in
            try intake.record(part)
            progress.update(part.consumed, count: intake.read, problems: intake.problems)
            try Interruption.stopIfAsked(options.results, committed: intake.read)
        }
        progress.finish()
        if !importing.dryRun { try store.publishTiles() }
        try intake.summary.show(options, next: "Next: spoor exposure \(flowOptions.to)")
        if intake.needsALook { throw ExitStatus.look.code }
    }

    /// Where to begin in a file; nil when it was taken in before.
    private func begin(_ path: String, _ store: Store) throws -> MessageFeed.File? {
        let identity = InputFiles.identity(path, kind: "hl7|\(flowOptions.to)")
            .map { store.contentDigest.short(of: $0) }
        var file = MessageFeed.File(path: path, identity: identity, position: 0, line: 1)
        if let identity, !importing.dryRun, let earlier = try store.progress(of: identity) {
            guard !earlier.isFinished else {
                options.results.say("\(path) was taken in before")
                return nil
            }
            (file.position, file.line) = (earlier.position, earlier.line)
        }
        return file
    }
}

/// Reads files of messages into parts, of a size that grows with what is recorded already; a part
/// may end one file and begin another.
private struct MessageFeed {
    struct File: Sendable {
        var path: String
        /// Nil for standard input, which cannot be gone on with.
        var identity: [UInt8]?
        var position: Int
        var line: Int
    }

    private let reader: MessageReader
    private var received: Int
    private let put: (IntakePart) throws -> Void
    private var part = IntakePart()
    private var frames: [MessageFraming.Frame] = []
    /// Bytes of the files before the present one.
    private var before = 0

    init(reader: MessageReader, received: Int, put: @escaping (IntakePart) throws -> Void) {
        self.reader = reader
        self.received = received
        self.put = put
    }

    mutating func read(_ file: File, isOnly: Bool) throws {
        let source = try ByteSource(path: file.path)
        if file.identity != nil { try source.skip(to: file.position) }
        var framing = MessageFraming(offset: file.position, line: file.line)
        var last = ImportProgress(
            file: file.identity ?? [],
            position: file.position,
            line: file.line,
            isFinished: false
        )
        var found = 0
        while true {
            let piece = try source.next()
            if piece.isEmpty { break }
            framing.feed(piece) { frames.append($0) }
            guard frames.count >= MessageReader.framesAtOnce else { continue }
            found += frames.count
            try settle(source, &last, hasIdentity: file.identity != nil)
        }
        framing.finish { frames.append($0) }
        found += frames.count
        if found == 0, file.position == 0 {
            guard !isOnly else {
                throw Complaint(
                    .failed,
                    "\(file.path) holds no HL7 v2 message",
                    help: "a message begins with MSH at the beginning of a line"
                )
            }
            part.emptyFiles.append(file.path)
        }
        last.isFinished = true
        try settle(source, &last, hasIdentity: file.identity != nil)
        before += source.consumed
    }

    mutating func finish() throws {
        guard part.read > 0 || !part.progress.isEmpty || !part.emptyFiles.isEmpty else { return }
        try hand()
    }

    /// Reads the frames gathered so far into the part, and hands it over when it is large enough.
    private mutating func settle(
        _ source: ByteSource,
        _ last: inout ImportProgress,
        hasIdentity: Bool
    ) throws {
        if let frame = frames.last { (last.position, last.line) = (frame.end, frame.endLine) }
        try reader.read(frames, source: source.name, into: &part)
        frames.removeAll(keepingCapacity: true)
        part.consumed = before + source.consumed
        if hasIdentity {
            if part.progress.last?.file == last.file { part.progress.removeLast() }
            part.progress.append(last)
        }
        if part.count >= Store.batchSize(after: received) { try hand() }
    }

    private mutating func hand() throws {
        received += part.count
        try put(part)
        part = IntakePart()
    }
}

extension FieldMap {
    /// The shipped table with the rows of a user's file over it.
    static func forUser(_ path: String?) throws -> FieldMap {
        guard let path else { return .standard }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Complaint(.inputMissing, "there is no readable field table at \(path)")
        }
        do {
            return try FieldMap.standard.merging(text)
        } catch let problem as FieldMap.Problem {
            switch problem.what {
            case .path:
                throw Complaint(
                    .failed,
                    "\(path), line \(problem.line): the path does not read",
                    help: "write PID-3, PID-5.1.4, NK1-*, PID-3[NNNLD] or OBX[CODE]-5"
                )
            case .category(let code):
                throw Complaint(
                    .failed,
                    "\(path), line \(problem.line): there is no category '\(code)'",
                    help: "'spoor inspect --table' prints the table and the categories"
                )
            }
        }
    }
}
