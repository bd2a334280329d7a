// SPDX-License-Identifier: EUPL-1.2

import Custody
import Incidents
import Linkage
import Store
import Vault
import Workers

/// Records parts of an import and keeps the sums: what messages and back-files share.
struct DisclosureSums {
    private let store: Store
    private let context: IngestionContext
    private let source: ImportSource
    private let judge: SampleJudge?
    private let tell: (IngestionEvent) -> Void
    private(set) var read = 0
    private var outcome = ImportOutcome()
    private var controls = 0
    private var acknowledgements = 0
    private var linked = 0
    private var settled = 0
    private var assumedEncodings = 0
    private var directionsByKind = 0
    private var daysUnknown = 0
    private var directionsOtherwise = 0
    private var partiesUnknown = 0
    private let said: SaidAtImport
    private let channel: String
    private var setAside: [SetAsideReason: Int] = [:]
    private var unclassified: [String: Int] = [:]
    private var files: [FileRemark: Int] = [:]
    /// Contents that came before in imports which were told another character set, by their numbers.
    private var readOtherwise: [Int: Int] = [:]

    init(
        _ store: Store,
        _ context: IngestionContext,
        of source: ImportSource,
        channel: String,
        judge: SampleJudge? = nil,
        said: SaidAtImport = SaidAtImport(),
        tell: @escaping (IngestionEvent) -> Void
    ) {
        self.store = store
        self.context = context
        self.source = source
        self.judge = judge
        self.said = said
        self.channel = channel
        self.tell = tell
    }

    /// Records what `make` puts, as long as nobody asks to stop. What was recorded before somebody did
    /// is told.
    mutating func record(
        _ make: sending @escaping (_ put: @escaping (IngestionPart) throws -> Void) throws -> Void
    ) throws {
        do {
            try Pipeline.run(make: make) { part in
                try record(part)
                tell(
                    .progress(
                        bytes: part.consumed,
                        count: read,
                        setAside: setAside.values.reduce(0, +)
                    )
                )
                try context.stopIfInterrupted()
            }
        } catch IngestionError.interrupted {
            if !context.dryRun { tell(.committed(read)) }
            throw IngestionError.interrupted
        }
    }

    /// Tells and counts what there is to say of files.
    mutating func note(_ remarks: [RemarkedFile]) {
        for remarked in remarks {
            files[remarked.remark, default: 0] += 1
            tell(.remark(file: remarked.file, remarked.remark))
        }
    }

    /// Records a part, unless nothing is to be stored.
    private mutating func record(_ part: IngestionPart) throws {
        read += part.read
        linked += part.linked
        controls += part.controls
        acknowledgements += part.acknowledgements
        assumedEncodings += part.assumedEncodings
        directionsByKind += part.directionsByKind
        daysUnknown += part.daysUnknown
        directionsOtherwise += part.directionsOtherwise
        partiesUnknown += part.partiesUnknown
        for item in part.rejected { setAside[item.reason, default: 0] += 1 }
        note(part.remarks)
        unclassified.merge(part.unclassified, uniquingKeysWith: +)
        guard !context.dryRun else { return }
        #if SPOOR_CONTROLS
            // CONTROL, wrong on purpose: says so before it is so. docs/rigs.md.
            if Control.isOn("ACK_EARLY"), context.acknowledges { tell(.committed(read)) }
        #endif
        outcome += try store.record(
            part.batch,
            rejected: part.rejected.map { $0.rejected(context.words) },
            progress: part.progress,
            judge: judge,
            said: source.party.flatMap { said.fact(part, $0, channel, by: context.officer) },
            of: source,
            act: context.act(source.party?.rawValue ?? "")
        )
        if context.acknowledges { tell(.committed(read)) }
        store.giveTurn()
    }

    /// Results that came before their orders and named somebody: their orders say now whose they are.
    mutating func settle(_ index: PopulationIndex, for reason: AccessReason) throws {
        guard !context.dryRun, try store.openResultsWithOrders() > 0 else { return }
        settled = try store.tryAgain(index, for: reason, context.act(source.party?.rawValue ?? ""))
    }

    /// Everything was read: the import is at its end.
    mutating func finish() throws {
        guard !context.dryRun else { return }
        let others = try store.imports(
            among: outcome.cameBefore.keys,
            toldOtherThan: source.encoding
        )
        readOtherwise = outcome.cameBefore.filter { others.contains($0.key) }
        try store.finish(source, act: context.act(source.party?.rawValue ?? ""))
        try store.publishTiles()
    }

    var answer: ImportAnswer {
        var answer = ImportAnswer(isStored: !context.dryRun)
        answer.read = read
        answer.counts = [
            .controls: controls, .acknowledgements: acknowledgements,
            .linked: linked - outcome.contradicted,
        ]
        for (count, number) in [
            (ImportAnswer.Count.assumedEncodings, assumedEncodings),
            (.daysUnknown, daysUnknown), (.directionsByKind, directionsByKind),
            (.directionsOtherwise, directionsOtherwise), (.partiesUnknown, partiesUnknown),
        ] where number > 0 {
            answer.counts[count] = number
        }
        if answer.isStored {
            answer.counts[.ledgerRows] = outcome.disclosures
            let otherwise = readOtherwise.values.reduce(0, +)
            answer.counts[.cameTwice] = outcome.duplicates - otherwise
            if otherwise > 0 { answer.counts[.cameReadOtherwise] = otherwise }
            answer.readOtherwise = readOtherwise
            answer.counts[.unresolved] = outcome.unresolved
            answer.counts[.waiting] = outcome.waiting
            if settled > 0 { answer.counts[.settled] = settled }
        }
        answer.setAside = setAside
        answer.unclassified = unclassified
        answer.files = files
        answer.needsALook =
            answer.hasFileInDoubt || !setAside.isEmpty || !unclassified.isEmpty
            || outcome.unresolved > 0 || directionsOtherwise > 0 || !readOtherwise.isEmpty
        return answer
    }
}

/// How long a processor may keep what it gets under an agreement.
struct KeepingTerm: Sendable {
    var months: Int?

    /// The last day, in days since 1970-01-01, for something disclosed on a day.
    func lastDay(for day: Int) -> Int? {
        months.map { DutyDate(dayNumber: day).adding(months: $0).dayNumber }
    }
}
