// SPDX-License-Identifier: EUPL-1.2

public import Custody
import HL7
import Intake
import Linkage
public import Store

/// Takes in what was set aside because it named another party than that of its import, and does so no longer:
/// as it would have been taken in then, as part of its import (decision 0049).
public struct RetryNamedParty: Sendable {
    /// To whom the imports were; nil for every party.
    public var party: Party.ID?
    /// For the access log and the settlement.
    public var because: String

    public init(_ party: Party.ID? = nil, because: String) {
        self.party = party
        self.because = because
    }

    public struct Answer: Codable, Sendable, Equatable {
        /// Messages that were taken in.
        public var takenIn = 0
        /// Those that still name another party, or that do not read without the files they came with.
        public var stillSetAside = 0
        /// Those that only their files bring back, by the number of their import: what was asked for at it was
        /// not kept yet, or it was read by a table of fields of its own.
        public var toImportAgain: [Int: Int] = [:]

        public init() {}

        /// Is there something to look at?
        public var needsALook: Bool { stillSetAside > 0 || !toImportAgain.isEmpty }
    }

    /// Messages of one act.
    private static let atOnce = 4096

    /// What an interruption leaves is taken in the next time.
    public func run(in store: Store, _ context: IngestionContext) throws -> Answer {
        let open = try store.setAside(
            ofImportsTo: party,
            as: context.words(.namesOtherParty)
        )
        var answer = Answer()
        guard !open.isEmpty else { return answer }
        let reason = try context.reason("import", party?.rawValue ?? "retry", because)
        var index: PopulationIndex?
        for (number, messages) in open.sorted(by: { $0.key < $1.key }) {
            guard let fact = try store.countingImport(number), let request = fact.request,
                request.ownTable != true, let format = MessageFormat(rawValue: fact.source),
                let to = fact.party.map(Party.ID.init(rawValue:)),
                let flow = Flow(request, to, format)
            else {
                answer.toImportAgain[number] = messages.count
                continue
            }
            let people = try index ?? store.populationIndex(for: reason, context)
            index = people
            let again = MessagesAgain(fact, request, flow, format, people, because, reason)
            for start in stride(from: 0, to: messages.count, by: Self.atOnce) {
                let some = messages[start..<min(start + Self.atOnce, messages.count)]
                let taken = try again.take(some, store, context)
                answer.takenIn += taken
                answer.stillSetAside += some.count - taken
                try context.stopIfInterrupted()
            }
        }
        if let index, answer.takenIn > 0, try store.openResultsWithOrders() > 0 {
            _ = try store.tryAgain(index, for: reason, context.act(party?.rawValue ?? ""))
        }
        try store.publishTiles()
        return answer
    }
}

/// Messages of one import, read once more as they were asked for.
private struct MessagesAgain {
    private let fact: ImportFact
    private let said: SaidAtImport
    private let flow: Flow
    private let format: MessageFormat
    private let index: PopulationIndex
    private let because: String
    private let reason: AccessReason

    init(
        _ fact: ImportFact,
        _ request: ImportRequest,
        _ flow: Flow,
        _ format: MessageFormat,
        _ index: PopulationIndex,
        _ because: String,
        _ reason: AccessReason
    ) {
        said = SaidAtImport(request)
        (self.fact, self.flow, self.format) = (fact, flow, format)
        (self.index, self.because, self.reason) = (index, because, reason)
    }

    /// How many of these were taken in; they are settled.
    func take(_ references: ArraySlice<String>, _ store: Store, _ context: IngestionContext) throws
        -> Int
    {
        let tables = try FieldTables(file: nil, encoding: fact.encoding)
        let names = try said.correspondents(flow.party, store)
        let digests = store.intakeDigests(party: flow.party)
        let term = try store.agreements(with: flow.party).first { $0.version == flow.agreement }
        let intake = MessageIntake(
            index: index,
            flow: flow,
            said: said,
            term: KeepingTerm(months: term?.keepMonths),
            digests: digests,
            today: context.today,
            isCharacterSetSaid: tables.characterSet != nil,
            isInterrupted: context.isInterrupted
        )
        let (part, taken) =
            switch format {
            case .hl7:
                try read(
                    references,
                    FrameReader<MessageReading>(classifier: tables.hl7(names), intake: intake),
                    store
                )
            case .fhir:
                try read(
                    references,
                    FrameReader<FHIRReading>(classifier: tables.fhir(names), intake: intake),
                    store
                )
            }
        guard !taken.isEmpty else { return 0 }
        var source = ImportSource(
            kind: format.rawValue,
            party: flow.party,
            content: [],
            encoding: fact.encoding
        )
        source.continuing = fact.number
        _ = try store.record(
            part.batch,
            judge: index.judge(digests),
            said: said.fact(part, flow.party, flow.channel, by: context.officer),
            settling: Settling(references: taken, because: because),
            of: source,
            act: context.act(flow.party.rawValue)
        )
        return taken.count
    }

    /// One message is in memory at a time.
    private func read<Reading: FrameReading & ~Copyable>(
        _ references: ArraySlice<String>,
        _ reader: FrameReader<Reading>,
        _ store: Store
    ) throws -> (part: IngestionPart, taken: [String]) {
        var part = IngestionPart(expecting: references.count)
        var taken: [String] = []
        try store.open(setAside: references, for: reason) { message in
            let frame = MessageFrame(
                bytes: message.content,
                offset: 0,
                line: message.line,
                end: message.content.count,
                endLine: message.line,
                isTooLong: false
            )
            let read = try reader.read([frame], source: message.source)
            // One that is refused for any of its people stays set aside whole.
            guard read.rejected.isEmpty else { return }
            part.append(read)
            taken.append(message.reference)
        }
        return (part, taken)
    }
}

extension ImportRequest {
    init(_ flow: Flow, _ said: SaidAtImport, hasOwnTable: Bool) {
        self.init(
            agreement: flow.agreement,
            purpose: flow.purpose,
            basis: flow.basis.rawValue,
            grade: flow.grade.rawValue,
            direction: said.direction?.rawValue,
            ours: said.ours.isEmpty ? nil : said.ours,
            theirs: said.theirs.isEmpty ? nil : said.theirs,
            day: said.day,
            ownTable: hasOwnTable ? true : nil
        )
    }
}

extension SaidAtImport {
    fileprivate init(_ request: ImportRequest) {
        self.init(
            direction: request.direction.flatMap(Direction.init(rawValue:)),
            ours: request.ours ?? [],
            theirs: request.theirs ?? [],
            day: request.day
        )
    }
}

extension Flow {
    /// As at the import: an agreement that was recorded since is none of it. Nil when its basis or grade is not
    /// known to this version.
    fileprivate init?(_ request: ImportRequest, _ party: Party.ID, _ format: MessageFormat) {
        guard let basis = LegalBasis(rawValue: request.basis),
            let grade = ProvenanceGrade(rawValue: request.grade)
        else { return nil }
        self.init(
            party: party,
            agreement: request.agreement,
            purpose: request.purpose,
            basis: basis,
            origin: .givenByUs,
            channel: format.rawValue,
            grade: grade
        )
    }
}
