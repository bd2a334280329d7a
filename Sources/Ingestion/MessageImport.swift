// SPDX-License-Identifier: EUPL-1.2

public import Custody
import HL7
import Intake
import Linkage
public import Store
import Workers

/// Takes files of messages in: for each message whom it is about, and which categories it carried.
///
/// What comes twice counts once, and what was recorded before an interruption is not read again.
public struct MessageImport: Sendable {
    public var format: MessageFormat
    /// Files or folders; `-` is standard input.
    public var paths: [String]
    public var flow: FlowRequest
    /// How the messages came to be known.
    public var grade: ProvenanceGrade
    /// More rows for the table of fields to categories.
    public var fieldTable: String?
    /// What the messages may not say themselves.
    public var said: SaidAtImport
    /// The character set of all messages, whatever they declare; nil for what they declare, and for UTF-8 in
    /// FHIR. UTF-16 is found out.
    public var encoding: String?

    public init(
        _ format: MessageFormat,
        _ paths: [String],
        flow: FlowRequest,
        grade: ProvenanceGrade = .kept,
        fieldTable: String? = nil,
        said: SaidAtImport = SaidAtImport(),
        encoding: String? = nil
    ) {
        self.encoding = encoding
        self.format = format
        self.paths = paths
        self.flow = flow
        self.grade = grade
        self.fieldTable = fieldTable
        self.said = said
    }

    public func run(
        in store: Store,
        _ context: IngestionContext,
        tell: @escaping (IngestionEvent) -> Void = { _ in }
    ) throws -> ImportAnswer {
        try said.check(today: context.today)
        let tables = try FieldTables(file: fieldTable, encoding: encoding)
        let names = try said.correspondents(flow.party, store)
        switch format {
        case .hl7:
            return try run(
                MessageReading.self,
                tables.hl7(names),
                tables.characterSet,
                store,
                context,
                tell
            )
        case .fhir:
            return try run(
                FHIRReading.self,
                tables.fhir(names),
                tables.characterSet,
                store,
                context,
                tell
            )
        }
    }

    private func run<Reading: FrameReading & ~Copyable>(
        _ reading: Reading.Type,
        _ classifier: Reading.Classifier,
        _ characterSet: HL7CharacterSet?,
        _ store: Store,
        _ context: IngestionContext,
        _ tell: @escaping (IngestionEvent) -> Void
    ) throws -> ImportAnswer {
        let listing = try InputFiles.list(paths)
        let files = listing.files
        let (flow, term) = try flow.flow(store, channel: format.rawValue, grade: grade)
        let index = try store.populationIndex(
            for: try context.reason("import", format.rawValue, "whom the messages are about"),
            context
        )
        let digests = store.intakeDigests(party: flow.party)
        var intake = MessageIntake(
            index: index,
            flow: flow,
            said: said,
            term: term,
            digests: digests,
            today: context.today,
            isCharacterSetSaid: characterSet != nil,
            isInterrupted: context.isInterrupted
        )
        if let classifier = classifier as? FHIRClassifier {
            intake.referred = try ReferredPatients(files.map(\.path), classifier, intake)
        }
        let reader = FrameReader<Reading>(classifier: classifier, intake: intake)
        let work = try files.compactMap { try begin($0, store, context, tell) }
        tell(.begins(bytes: InputFiles.size(of: work.map(\.path))))
        let received = try store.disclosureCount()
        var source = store.source(
            paths: files.map(\.path),
            kind: format.rawValue,
            party: flow.party,
            encoding: characterSet?.name
        )
        source.request = ImportRequest(flow, said, hasOwnTable: fieldTable != nil)
        var sums = DisclosureSums(
            store,
            context,
            of: source,
            channel: flow.channel,
            judge: index.judge(digests),
            said: said,
            tell: tell
        )
        sums.note(listing.remarks)
        let most = store.mostAtOnce()
        try sums.record { put in
            var feed = FrameFeed(
                reader: reader,
                acknowledges: context.acknowledges,
                most: most,
                received: received,
                put: put
            )
            for file in work { try feed.read(file, isOnly: files.count == 1) }
            try feed.finish()
        }
        try sums.settle(
            index,
            for: try context.reason("import", format.rawValue, "results whose orders came")
        )
        try sums.finish()
        return sums.answer
    }

    /// Where to begin in a file; nil when it was taken in before.
    private func begin(
        _ given: GivenFile,
        _ store: Store,
        _ context: IngestionContext,
        _ tell: (IngestionEvent) -> Void
    ) throws -> InputFile? {
        let path = given.path
        let identity = InputFiles.identity(
            path,
            kind: "\(format.rawValue)|\(flow.party.rawValue)" + (encoding.map { "|" + $0 } ?? "")
        )
        .map { store.contentDigest.short(of: $0) }
        var file = InputFile(
            path: path,
            identity: identity,
            position: 0,
            line: 1,
            isFromFolder: given.isFromFolder
        )
        if let identity, !context.dryRun, let earlier = try store.progress(of: identity) {
            guard !earlier.isFinished else {
                tell(.takenInBefore(file: path))
                return nil
            }
            (file.position, file.line) = (earlier.position, earlier.line)
        }
        return file
    }
}
