// SPDX-License-Identifier: EUPL-1.2

public import ArgumentParser
public import Custody
import Dispatch
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
        let store = try options.open(.writing)
        let (flow, keepMonths) = try flowOptions.flow(store, channel: "hl7v2", grade: grade)
        let index = try store.populationIndex(
            for: options.reason("import", "hl7", "whom the messages are about")
        )
        let reader = MessageReader(
            classifier: classifier,
            index: index,
            flow: flow,
            content: store.contentDigest,
            samples: store.sampleDigest(party: flow.party),
            today: DutchTime.day(options.moment)
        )
        var intake = DisclosureIntake(
            store: store,
            options: options,
            importing: importing,
            source: "",
            flow: flow,
            keepMonths: keepMonths
        )
        for file in files { try read(file, reader, &intake, store) }
        try store.publishTiles()
        try intake.summary.show(options, next: "Next: spoor exposure \(flowOptions.to)")
        if intake.needsALook { throw ExitStatus.look.code }
    }

    private func read(
        _ file: String,
        _ reader: MessageReader,
        _ intake: inout DisclosureIntake,
        _ store: Store
    ) throws {
        let source = try ByteSource(path: file)
        intake.source = source.name
        let identity = InputFiles.identity(file, kind: "hl7|\(flowOptions.to)")
            .map { store.contentDigest.short(of: $0) }
        var last = ImportProgress(file: identity ?? [], position: 0, line: 1, isFinished: false)
        if let identity, !importing.dryRun, let earlier = try store.progress(of: identity) {
            guard !earlier.isFinished else {
                options.results.say("\(file) was taken in before")
                return
            }
            last = earlier
            try source.skip(to: earlier.position)
        }
        var progress = ProgressLine(
            URL(fileURLWithPath: file).lastPathComponent,
            unit: "messages",
            total: source.size,
            quiet: options.quiet || options.json
        )
        var framing = MessageFraming(offset: last.position, line: last.line)
        var frames: [MessageFraming.Frame] = []
        let before = intake.read

        func settle(isFinished: Bool) throws {
            if let frame = frames.last { (last.position, last.line) = (frame.end, frame.endLine) }
            last.isFinished = isFinished
            try reader.read(frames, into: &intake, store)
            frames.removeAll(keepingCapacity: true)
            try intake.commit(identity == nil ? nil : last)
            progress.update(source.consumed, count: intake.read - before, problems: intake.problems)
            try Interruption.stopIfAsked(options.results, committed: intake.read)
        }

        while true {
            let piece = try source.next()
            if piece.isEmpty { break }
            try framing.feed(piece) { frame in
                frames.append(frame)
                if frames.count >= DisclosureIntake.batchSize { try settle(isFinished: false) }
            }
        }
        framing.finish { frames.append($0) }
        if frames.isEmpty, intake.read == before, last.position == 0 {
            throw Complaint(
                .failed,
                "\(file) holds no HL7 v2 message",
                help: "a message begins with MSH at the beginning of a line"
            )
        }
        try settle(isFinished: true)
        progress.finish()
    }
}

/// Reads frames into disclosures, on every core.
struct MessageReader: Sendable {
    let classifier: MessageClassifier
    let index: PopulationIndex
    let flow: Flow
    let content: KeyedDigest
    let samples: KeyedDigest
    let today: Int

    private enum Reading: Sendable {
        case control
        case rejected(String)
        case disclosure(
            ClassifiedMessage,
            digest: [UInt8],
            samples: [[UInt8]],
            LinkageDecision?
        )
    }

    func read(
        _ frames: [MessageFraming.Frame],
        into intake: inout DisclosureIntake,
        _ store: Store
    ) throws {
        var readings = [[Reading]](repeating: [], count: frames.count)
        let workers = max(1, min(ProcessInfo.processInfo.activeProcessorCount, 8))
        let share = (frames.count + workers - 1) / workers
        readings.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let slots = buffer
            DispatchQueue.concurrentPerform(iterations: workers) { worker in
                for place in worker
                    * share..<max(worker * share, min((worker + 1) * share, frames.count))
                {
                    slots[place] = self.readings(of: frames[place])
                }
            }
        }
        for (frame, parts) in zip(frames, readings) {
            for reading in parts {
                switch reading {
                case .control: intake.addControl()
                case .rejected(let reason):
                    intake.reject(frame.bytes, line: frame.line, reason)
                case .disclosure(let message, let digest, let samples, let decision):
                    intake.add(
                        try disclosure(message, digest, samples, decision, intake, store),
                        unclassified: message.unclassified
                    )
                }
            }
        }
    }

    /// What a frame holds: one reading for each patient it is about.
    private func readings(of frame: MessageFraming.Frame) -> [Reading] {
        if frame.isTooLong { return [.rejected("the message is longer than any message")] }
        let message: HL7Message
        do throws(HL7ParseError) {
            message = try HL7Message(frame.bytes)
        } catch {
            return [.rejected(Self.words(error))]
        }
        let classified = classifier.classify(message)
        guard !classified.type.isEmpty else {
            return [.rejected("the message says no type (MSH-9); it may be cut off")]
        }
        var readings = [reading(of: classified, digest: content.short(of: frame.bytes))]
        for (number, patient) in classified.furtherPatients.enumerated() {
            // A digest of its own, for the store takes equal ones as having come twice.
            let digest = content.short(of: frame.bytes + Array("|patient \(number + 2)".utf8))
            readings.append(reading(of: patient, digest: digest))
        }
        return readings
    }

    private func reading(of classified: ClassifiedMessage, digest: [UInt8]) -> Reading {
        if classified.isControl { return .control }
        let samples = classified.samples.map { self.samples.short(of: $0) }
        guard classified.identifiesPerson || !samples.isEmpty else {
            return .rejected("it names neither a person nor a sample; it may be cut off")
        }
        if !classified.identifiesPerson, classified.origin == .givenByUs {
            return .rejected("an order without a person (PID); it may be cut off")
        }
        return .disclosure(
            classified,
            digest: digest,
            samples: samples,
            classified.identifiesPerson ? index.decide(classified.claims) : nil
        )
    }

    private func disclosure(
        _ message: ClassifiedMessage,
        _ digest: [UInt8],
        _ samples: [[UInt8]],
        _ decision: LinkageDecision?,
        _ intake: DisclosureIntake,
        _ store: Store
    ) throws -> ReceivedDisclosure {
        var flow = flow
        flow.origin = message.origin
        let subject: ReceivedDisclosure.Subject
        switch decision {
        case .linked(let person, _)?: subject = .person(person)
        case .unresolved(let reason)?:
            // A result that names somebody not surely still belongs to its sample's order.
            subject =
                message.origin == .producedThere && !samples.isEmpty
                ? .sampleOnly
                : .unresolved(reason: Int(reason.rawValue), claims: try store.seal(message.claims))
        case nil: subject = .sampleOnly
        }
        let day = message.day ?? today
        return ReceivedDisclosure(
            digest: digest,
            subject: subject,
            flow: flow,
            categories: message.categories,
            disclosedOn: day,
            keepUntil: intake.keepUntil(day),
            samples: samples
        )
    }

    private static func words(_ error: HL7ParseError) -> String {
        switch error {
        case .empty: "empty"
        case .noHeader: "it does not begin with MSH"
        case .headerTooShort: "its header (MSH) is too short to name its delimiters"
        case .segmentName(let line): "its line \(line) does not begin with a segment name"
        case .tooLong(let limit): "longer than \(limit.grouped) bytes"
        }
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
