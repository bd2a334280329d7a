// SPDX-License-Identifier: EUPL-1.2

import Custody
public import Store

/// Takes an import back: the wrong party, the wrong files. Nothing of it counts from then on; frozen versions
/// of registers stay what they were.
///
/// Of a population those are withdrawn who came with it alone; those whom it changed are set right by
/// importing the right population. Of former names, those of its people go.
public struct UndoImport: Sendable {
    /// As `ListImports` tells it.
    public var number: Int
    public var because: String

    public init(number: Int, because: String) {
        self.number = number
        self.because = because
    }

    public struct Answer: Codable, Sendable, Equatable {
        /// Ledger rows that no longer count.
        public var rows: Int
        /// Messages about nobody known that no longer count.
        public var unresolved: Int
        /// Results by sample number that no longer count, whether their order had come or not.
        public var results: Int
        /// Messages of other imports that are about nobody known again.
        public var reopened: Int
        /// Messages of other imports that are about somebody now, for nothing contradicts it any more.
        public var settled: Int
        /// Contents of it that later imports brought too, by their numbers: to be imported again.
        public var cameAgain: [Int: Int]
        /// People of a population who are withdrawn.
        public var withdrawn: Int
        /// People of a population who stay, as it changed them.
        public var changed: Int
        /// People whose former names and addresses went; nil for another import than one of these.
        public var formerTaken: Int?
        /// Records of lists that are somebody's now.
        public var recordsLinked: Int
        /// Of former names: where their people were found since, perhaps by these names. It stays linked until it
        /// is read again. Nil for another import.
        public var linkedSince: LinkedSince?

        /// Is there something to be read again?
        public var needsALook: Bool {
            !cameAgain.isEmpty || linkedSince.map { $0 != LinkedSince() } ?? false
        }
    }

    public func run(in store: Store, _ context: IngestionContext) throws -> Answer {
        let former = try store.formerUndo(of: number)
        var outcome = try store.undo(
            importNumber: number,
            because: because,
            renaming: former.map { try withoutFormer($0.people, store, context) }
                ?? SealedPeople(),
            act: context.act()
        )
        let retry = RetryUnresolved(because: "import \(number) was taken back")
        var recordsLinked = 0
        let settled: Int
        if let former {
            outcome.cameAgain = former.again
            // What fitted two people may fit one by now.
            let answer = try retry.run(in: store, context)
            (settled, recordsLinked) = (answer.settled, answer.recordsLinked)
        } else {
            settled = try retry.messages(in: store, context)
        }
        try store.publishTiles()
        return Answer(
            rows: outcome.rows,
            unresolved: outcome.unresolved,
            results: outcome.results,
            reopened: outcome.reopened,
            settled: settled,
            cameAgain: outcome.cameAgain,
            withdrawn: outcome.withdrawn,
            changed: outcome.changed,
            formerTaken: former?.people.count,
            recordsLinked: recordsLinked,
            linkedSince: former?.since
        )
    }

    /// The people as they are, without their former names and addresses.
    private func withoutFormer(
        _ numbers: [PersonNumber],
        _ store: Store,
        _ context: IngestionContext
    ) throws -> SealedPeople {
        var sealed = SealedPeople()
        guard !numbers.isEmpty else { return sealed }
        let reason = try context.reason("import", "population", because)
        var people: [Person] = []
        try store.open(numbers, for: reason, withMail: true, each: { try $0.person }) {
            people += $0
        }
        for place in people.indices { people[place].former = [] }
        var intake = try store.populationIntake(for: reason)
        if let refused = try intake.seal(people, settingFormer: true, into: &sealed).first {
            throw IngestionError.correctionRefused(SetAsideReason(refused.why))
        }
        return sealed
    }
}

/// Tries everything that could not be linked again.
public struct RetryUnresolved: Sendable {
    /// Why: goes into the access log, for everyone is opened.
    public var because: String

    public init(because: String) { self.because = because }

    public struct Answer: Codable, Sendable, Equatable {
        /// Messages and rows of back-files that are about somebody now.
        public var settled: Int
        /// Those that still are about nobody known.
        public var open: Int
        /// Records of lists that are somebody's now.
        public var recordsLinked: Int
        /// Records that were somebody's, and are nobody's now or somebody else's.
        public var recordsTakenBack = 0
        /// Those that still are nobody's.
        public var recordsOpen: Int
        /// Messages that were set aside because they named another party.
        public var named = RetryNamedParty.Answer()
    }

    public func run(in store: Store, _ context: IngestionContext) throws -> Answer {
        var answer = Answer(settled: 0, open: 0, recordsLinked: 0, recordsOpen: 0)
        answer.named = try RetryNamedParty(because: because).run(in: store, context)
        if try store.openEnds().unresolved > 0 || store.listRecords() > 0
            || store.resultsUnderSharedSamples() > 0
        {
            let reason = try context.reason("import", "retry", because)
            let index = try store.populationIndex(for: reason, context)
            answer.settled = try store.tryAgain(index, for: reason, context.act())
            let lists = try store.tryListsAgain(index, because: "hand", for: reason, context)
            (answer.recordsLinked, answer.recordsTakenBack) = (lists.linked, lists.takenBack)
        }
        try store.publishTiles()
        answer.open = try store.openEnds().unresolved
        answer.recordsOpen = try store.openListRecords()
        return answer
    }

    func messages(in store: Store, _ context: IngestionContext) throws -> Int {
        guard try store.openEnds().unresolved > 0 || store.resultsUnderSharedSamples() > 0 else {
            return 0
        }
        let reason = try context.reason("import", "retry", because)
        let index = try store.populationIndex(for: reason, context)
        return try store.tryAgain(index, for: reason, context.act())
    }
}

/// Everything that could not be linked: where it stands, to whom it went, and why. Nothing of a person.
public struct ListUnlinked: Sendable {
    /// Why somebody looks at it, for the access log.
    public var reason: String

    public init(reason: String) { self.reason = reason }

    /// Hands each to `body`; a store that only reads will do.
    public func run(
        in store: Store,
        _ context: IngestionContext,
        each body: (UnlinkedPlace) throws -> Void
    ) throws -> Int {
        var count = 0
        try store.unlinkedPlaces(for: context.reason("review", "import", reason)) {
            try body($0)
            count += 1
        }
        return count
    }
}

/// The imports, what they brought, and which were taken back.
public struct ListImports: Sendable {
    public init() {}

    public struct Item: Codable, Sendable, Equatable {
        public var number: Int
        /// `hl7v2`, `fhir`, `backfile`, `population`.
        public var kind: String
        public var party: String
        /// Keyed digest of its files, hexadecimal: equal for equal files. Nil of before it was kept.
        public var files: String?
        public var by: String
        /// Milliseconds since 1970, UTC.
        public var begun: Int64
        public var isFinished: Bool
        /// When something of it was recorded last: its end, if it came to one. Milliseconds since 1970, UTC.
        public var lastRecorded: Int64
        /// Ledger rows.
        public var rows: Int
        /// People of a population who were new or changed.
        public var people: Int
        /// Messages and rows about nobody known when they came.
        public var unresolved: Int
        public var setAside: Int
        /// What was set aside, by the reason in the words under which it was kept.
        public var setAsideBecause: [String: Int]
        /// Why it was taken back; nil as long as it counts.
        public var takenBackBecause: String?
    }

    /// A store that only reads will do.
    public func run(in store: Store) throws -> [Item] {
        try store.imports().map(Item.init)
    }
}

extension ListImports.Item {
    fileprivate init(_ recorded: RecordedImport) {
        self.init(
            number: recorded.number,
            kind: recorded.fact.source,
            party: recorded.fact.party ?? "",
            files: recorded.fact.content,
            by: recorded.fact.by,
            begun: recorded.recordedAt,
            isFinished: recorded.isFinished,
            lastRecorded: recorded.lastAt,
            rows: recorded.rows,
            people: recorded.people,
            unresolved: recorded.unresolved,
            setAside: recorded.setAside,
            setAsideBecause: recorded.setAsideBecause,
            takenBackBecause: recorded.undo?.body.because
        )
    }
}

/// The imports for somebody who watches them: what each brought, and what is at work or was cut off.
public struct WatchImports: Sendable {
    public init() {}

    public struct Answer: Sendable, Equatable {
        /// In the order in which they began.
        public var imports: [ListImports.Item]
        /// When they were counted, where an import went on since; nil: now. Milliseconds since 1970, UTC.
        public var countedAt: Int64?
        /// Does another process write now, such as an import?
        public var isWriting: Bool
        /// Files of which only a part was taken in, and how many lines of them were read.
        public var filesBegun: Int
        public var linesBegun: Int
    }

    /// A store that only reads will do.
    public func run(in store: Store) throws -> Answer {
        let (imports, countedAt) = try store.importsForPage()
        return Answer(
            imports: imports.map(ListImports.Item.init),
            countedAt: countedAt,
            isWriting: store.othersGoOnWriting,
            filesBegun: try store.filesBegun(),
            linesBegun: try store.linesBegun()
        )
    }
}
