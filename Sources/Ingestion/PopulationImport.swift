// SPDX-License-Identifier: EUPL-1.2

import CSV
public import Custody
import Intake
import Linkage
public import Store
import Workers

/// Takes in the people one could disclose about: new ones, and what has changed of those who are known.
public struct PopulationImport: Sendable {
    public var file: String
    /// The seal through which the file is read; nil of one in the clear.
    public var sealed: SealedFile?
    /// Nil to find out.
    public var encoding: String?
    /// Columns that the file lacks are empty for all its people: what is known there is wiped.
    public var absentIsEmpty: Bool
    /// Reads the file from its start, also when it was taken in before: people of whom rows are lost come
    /// back under their numbers.
    public var again: Bool
    /// A corrected mapping of its columns, also as a file by the name under which it was kept; nil to take what
    /// was kept for the same columns, else what is proposed, if nothing is in doubt.
    public var mapping: GivenMapping?
    /// The name under which what the columns mean is kept, for the next file with the same columns.
    public var keepColumnsAs: String?
    /// The sheet of a workbook; nil for the first one that is shown and has rows.
    public var sheet: String?
    /// How dates are written that have the year behind; nil to find it out.
    public var dates: DateOrder?

    public init(
        _ file: String,
        sealed: SealedFile? = nil,
        encoding: String? = nil,
        sheet: String? = nil,
        absentIsEmpty: Bool = false,
        again: Bool = false,
        mapping: GivenMapping? = nil,
        keepColumnsAs: String? = nil,
        dates: DateOrder? = nil
    ) {
        self.dates = dates
        self.mapping = mapping
        self.keepColumnsAs = keepColumnsAs
        self.sheet = sheet
        self.file = file
        self.sealed = sealed
        self.encoding = encoding
        self.absentIsEmpty = absentIsEmpty
        self.again = again
    }

    public func run(
        in store: Store,
        _ context: IngestionContext,
        tell: @escaping (IngestionEvent) -> Void = { _ in }
    ) throws -> ImportAnswer {
        let rows = try RowFile(
            path: file,
            sealed: sealed,
            encoding: encoding,
            sheet: sheet,
            // Its dates tell how they are written when all of them were seen.
            isReadTwice: dates == nil,
            isInterrupted: context.isInterrupted
        )
        if let told = rows.sheetRead { tell(told) }
        let name = rows.name
        let head = try rows.head()
        let mapping = try PopulationHeader.mapping(
            head.header.fields,
            corrected: self.mapping,
            kept: ListKeptColumns(of: ListKeptColumns.population).run(in: store),
            file: name,
            tell: tell
        )
        var header = head.header
        if let mapping { header.fields = mapping.header }
        var columns = try rows.columns(header, known: PopulationColumns.names) {
            header throws(TabularHeaderProblem) in
            try PopulationColumns(header: header)
        }
        for column in mapping?.columns ?? [] {
            if let meaning = column.meaning { tell(.columnRead(column.header, as: meaning)) }
        }
        IngestionEvent.tell(
            notRead: mapping?.unread ?? columns.unknown,
            of: head.header.fields,
            tell
        )
        let identity = InputFiles.identity(
            file,
            kind: "population|\(encoding ?? "utf-8")" + (mapping.map { "|" + $0.text } ?? "")
                + (sheet.map { "|sheet " + $0 } ?? "")
                + (dates.map { "|" + $0.rawValue } ?? "")
        )
        .map { store.contentDigest.short(of: $0) }
        let start = ImportProgress(
            file: identity ?? [],
            position: head.header.end,
            line: head.header.endLine,
            isFinished: false
        )
        var place = start
        var goesOn = false
        if let identity, !context.dryRun, !again, let earlier = try store.progress(of: identity) {
            // The earlier run may have brought people who were not looked for yet.
            goesOn = true
            if !earlier.isFinished { tell(.goesOn(line: earlier.line)) }
            place = earlier
        }
        var sums = PopulationSums(
            store,
            context,
            of: store.source(paths: [file], kind: "population", party: nil),
            place,
            tell
        )
        if !goesOn { try refuseWiping(columns, name, store) }
        if let keepColumnsAs, !context.dryRun {
            let kept = mapping ?? PopulationMapping.propose(header: head.header.fields)
            try store.keep(
                columns: kept.text,
                of: ListKeptColumns.population,
                as: keepColumnsAs,
                act: context.act()
            )
        }
        if place.isFinished {
            tell(.takenInBefore(file: file))
            return sums.answer
        }
        let undated = PopulationFeed.Form(columns, head, today: context.today)
        let counts =
            dates == nil
            ? try PopulationSurvey(form: undated).dates(rows, from: start)
            : PopulationDateCounts()
        columns.dates = try dateOrder(counts, name, tell)
        var intake = try store.populationIntake(
            for: try context.reason("import", "population", "whom the rows are about")
        )
        let form = PopulationFeed.Form(columns, head, today: context.today)
        let survey = PopulationSurvey(form: form)
        // What was begun was compared before: whoever is kept of it is not held against it.
        let compares = !goesOn && intake.knowsAnybody
        do {
            if goesOn {
                try survey.meetAgain(rows, from: start, to: place, &intake)
            } else if compares, rows.isReadableTwice {
                try survey.compare(rows, with: intake, from: start).refuse(rows)
            }
        } catch IngestionError.interrupted {
            if !context.dryRun { tell(.committed(0)) }
            throw IngestionError.interrupted
        }
        tell(.begins(bytes: InputFiles.size(of: [file])))
        let batchSize =
            context.acknowledges
            ? Store.acknowledgedBatchSize : min(store.mostAtOnce(), PopulationIntake.batchSize)
        try sums.record { [place, intake] put in
            var feed = PopulationFeed(
                form: form,
                intake: intake,
                batchSize: batchSize,
                place: place,
                comparing: compares && !rows.isReadableTwice,
                put: put
            )
            try feed.read(rows)
        }
        return try sums.finish(goesOn: goesOn)
    }

    /// As it was said, or as the whole file shows it.
    private func dateOrder(
        _ counts: PopulationDateCounts,
        _ file: String,
        _ tell: (IngestionEvent) -> Void
    ) throws -> PopulationDates {
        if let dates { return PopulationDates(dates) }
        let (found, unclear) = counts.dates
        if let (column, counts) = unclear.first {
            throw IngestionError.dateOrderUnclear(
                file: file,
                column: column,
                dayFirst: counts.dayFirst,
                monthFirst: counts.monthFirst
            )
        }
        for (column, order, counts) in [
            ("birthDate", found.birthDate, counts.birthDate),
            ("deceasedOn", found.deceasedOn, counts.deceasedOn),
        ] where !counts.areNone {
            tell(.datesRead(column: column, order))
        }
        return found
    }

    /// A column that is not there would count as empty, and take from everybody what is known.
    private func refuseWiping(
        _ columns: PopulationColumns,
        _ file: String,
        _ store: Store
    ) throws {
        guard !absentIsEmpty, !columns.absent.isEmpty, try store.peopleCount() > 0 else { return }
        throw IngestionError.columnsWouldWipe(file: file, columns: columns.absent)
    }
}

/// Records parts of the population and keeps the sums.
private struct PopulationSums {
    private let store: Store
    private let context: IngestionContext
    private let source: ImportSource
    private let tell: (IngestionEvent) -> Void
    private var outcome = PopulationOutcome()
    private var reached: ImportProgress
    private(set) var answer: ImportAnswer

    init(
        _ store: Store,
        _ context: IngestionContext,
        of source: ImportSource,
        _ place: ImportProgress,
        _ tell: @escaping (IngestionEvent) -> Void
    ) {
        self.source = source
        self.store = store
        self.context = context
        self.tell = tell
        reached = place
        answer = ImportAnswer(isStored: !context.dryRun)
        answer.counts = [.newPeople: 0, .changedPeople: 0, .samePeople: 0]
    }

    /// Tells and counts what there is to say of the file.
    mutating func note(_ remarks: [RemarkedFile]) {
        for remarked in remarks {
            answer.files[remarked.remark, default: 0] += 1
            tell(.remark(file: remarked.file, remarked.remark))
        }
    }

    mutating func record(
        _ make:
            sending @escaping (_ put: @escaping (PopulationFeed.Part) throws -> Void) throws
            -> Void
    ) throws {
        do {
            try Pipeline.run(make: make) { part in
                try record(part)
                tell(
                    .progress(
                        bytes: part.consumed,
                        count: answer.read,
                        setAside: answer.setAside.values.reduce(0, +)
                    )
                )
                try context.stopIfInterrupted()
            }
        } catch IngestionError.interrupted {
            if !context.dryRun { tell(.committed(answer.read)) }
            throw IngestionError.interrupted
        }
    }

    /// Was anybody of the file taken so far? As long as nobody was, it is not taken in, and may be given
    /// again.
    private func hasTaken(_ part: PopulationFeed.Part? = nil) -> Bool {
        outcome.new + outcome.changed + outcome.same + (part?.people.count ?? 0) > 0
            || answer.setAside.isEmpty
    }

    private mutating func record(_ part: PopulationFeed.Part) throws {
        answer.read += part.read
        if part.sharedNumbers > 0 {
            answer.counts[.sharedNumbers] = part.sharedNumbers
            tell(.sharedNumbers(part.sharedNumbers))
        }
        for item in part.rejected { answer.setAside[item.reason, default: 0] += 1 }
        note(part.ending.remarks)
        if part.ending.guessedRows > 0 {
            answer.counts[.assumedEncodings] = part.ending.guessedRows
            tell(.guessedEncoding(rows: part.ending.guessedRows))
        }
        answer.marked.merge(part.marked, uniquingKeysWith: +)
        answer.needsALook =
            answer.hasFileInDoubt || !answer.setAside.isEmpty || !answer.marked.isEmpty
            || answer.counts[.sharedNumbers] != nil
        guard !context.dryRun else {
            foresee(part)
            return
        }
        if !part.rejected.isEmpty {
            _ = try store.record(
                rejected: part.rejected.map { $0.rejected(context.words) },
                act: context.act()
            )
        }
        outcome += try store.record(
            people: part.people,
            progress: reached.file.isEmpty || !hasTaken(part) ? nil : part.progress,
            of: source,
            act: context.act()
        )
        reached = part.progress
        if context.acknowledges { tell(.committed(answer.read)) }
        store.giveTurn()
    }

    /// What would become of people if the file were taken in now.
    private mutating func foresee(_ part: PopulationFeed.Part) {
        answer.counts[.newPeople, default: 0] += part.people.new
        answer.counts[.changedPeople, default: 0] += part.people.changed
        answer.counts[.samePeople, default: 0] += part.people.same
        answer.counts[.notInFile] = part.notInFile
    }

    /// Finished only when those who are new were looked for: one who is interrupted before goes on,
    /// and looks for them then.
    mutating func finish(goesOn: Bool) throws -> ImportAnswer {
        guard !context.dryRun else { return answer }
        answer.counts[.newPeople] = outcome.new
        answer.counts[.changedPeople] = outcome.changed
        answer.counts[.samePeople] = outcome.same
        if goesOn || outcome.new + outcome.changed > 0 { try settleUnresolved() }
        // Of a file that is cut off there may come more.
        reached.isFinished = !answer.files.keys.contains { $0.kind == .cutOff }
        if !reached.file.isEmpty, goesOn || hasTaken() {
            outcome += try store.record(
                people: SealedPeople(),
                progress: reached,
                act: context.act()
            )
        }
        try store.finish(source, act: context.act())
        return answer
    }

    /// People who are new may be those whom earlier messages were about.
    private mutating func settleUnresolved() throws {
        let open = (try store.openEnds().unresolved, try store.listRecords())
        guard open != (0, 0) else { return }
        let reason = try context.reason("import", "population", "unresolved messages, tried again")
        let index = try store.populationIndex(for: reason, context)
        if open.0 > 0 {
            answer.counts[.settled] = try store.tryAgain(index, for: reason, context.act())
        }
        answer.count(
            try store.tryListsAgain(index, because: "population", for: reason, context)
        )
        try store.publishTiles()
    }
}
