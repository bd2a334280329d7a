// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import CSV
import Custody
import Foundation
import Intake
import Linkage
import Store
import Vault
import Workers

struct ImportPopulation: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "population",
        abstract: "The people one could disclose about, from CSV (docs/formats.md)."
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var importing: ImportOptions
    @Argument(help: "The file; - is standard input (no resume).") var file: String
    @Option(help: "utf-8 or windows-1252.") var encoding = "utf-8"
    @Flag(
        help: "Columns that the file lacks are empty for all its people: what is known is wiped."
    )
    var absentIsEmpty = false

    func run() throws {
        Interruption.listen()
        let rows = try RowFile(path: file, encoding: encoding)
        let head = try rows.head()
        let columns: PopulationColumns
        do throws(TabularHeaderProblem) {
            columns = try PopulationColumns(header: head.header.fields)
        } catch {
            throw RowFile.complain(error, file, names: PopulationColumns.names)
        }
        for name in columns.unknown { options.results.say("column '\(name)' is not read") }
        let store = try options.open(importing.dryRun ? .reading : .writing)
        let identity = InputFiles.identity(file, kind: "population|\(encoding)")
            .map { store.contentDigest.short(of: $0) }
        var place = ImportProgress(
            file: identity ?? [],
            position: head.header.end,
            line: head.header.endLine,
            isFinished: false
        )
        var summary = ImportSummary(
            stored: !importing.dryRun,
            read: 0,
            counts: importing.dryRun ? [:] : ["new": 0, "changed": 0, "same": 0],
            setAside: [:],
            unclassified: [:]
        )
        var goesOn = false
        if let identity, !importing.dryRun, let earlier = try store.progress(of: identity) {
            // The earlier run may have brought people who were not looked for yet.
            goesOn = true
            if !earlier.isFinished {
                options.results.say("going on at line \(earlier.line.grouped)")
            }
            place = earlier
        }
        if !goesOn { try refuseWiping(columns, store) }
        if place.isFinished {
            options.results.say("\(file) was taken in before; nothing changed since")
        } else {
            try take(
                rows,
                PopulationFeed.Form(columns, head.dialect),
                from: place,
                goesOn,
                &summary,
                store
            )
        }
        try summary.show(options, next: "Next: spoor import hl7 FOLDER --to PARTY")
        if !summary.setAside.isEmpty || summary.counts[Self.shared] != nil {
            throw ExitStatus.look.code
        }
    }

    private static let shared = "citizen numbers of several people"

    /// A column that is not there would count as empty, and take from everybody what is known.
    private func refuseWiping(_ columns: PopulationColumns, _ store: Store) throws {
        guard !absentIsEmpty, !columns.absent.isEmpty, try store.peopleCount() > 0 else { return }
        throw Complaint(
            .failed,
            "\(file) lacks columns, and the store knows people: "
                + columns.absent.map { "'\($0)'" }.joined(separator: ", "),
            help:
                "add the columns; or give --absent-is-empty, which wipes what is known there of everybody in the file"
        )
    }

    private func take(
        _ rows: RowFile,
        _ form: PopulationFeed.Form,
        from place: ImportProgress,
        _ goesOn: Bool,
        _ summary: inout ImportSummary,
        _ store: Store
    ) throws {
        let intake = try store.populationIntake(
            for: options.reason("import", "population", "whom the rows are about")
        )
        var outcome = PopulationOutcome()
        var reached = place
        var progress = ProgressLine(
            "Population",
            unit: "people",
            total: InputFiles.size(of: [rows.path]),
            quiet: options.quiet || options.json
        )
        try Conveyor.run { put in
            var feed = PopulationFeed(
                form: form,
                intake: intake,
                batchSize: importing.acknowledge
                    ? Store.acknowledgedBatchSize : PopulationIntake.batchSize,
                place: place,
                put: put
            )
            try feed.read(rows)
        } record: { part in
            summary.read += part.read
            if part.sharedNumbers > 0 { summary.counts[Self.shared] = part.sharedNumbers }
            for item in part.rejected { summary.setAside[item.reason, default: 0] += 1 }
            guard !importing.dryRun else { return }
            if !part.rejected.isEmpty {
                _ = try store.record(rejected: part.rejected, act: options.act())
            }
            outcome += try store.record(
                people: part.people,
                progress: place.file.isEmpty ? nil : part.progress
            )
            reached = part.progress
            if importing.acknowledge { options.results.say("committed \(summary.read)") }
            progress.update(
                part.progress.position,
                count: summary.read,
                problems: summary.setAside.values.reduce(0, +)
            )
            try Interruption.stopIfAsked(options.results, committed: summary.read)
        }
        progress.finish()
        if let count = summary.counts[Self.shared] {
            options.results.say(
                "\(count.grouped) citizen numbers stand with several people: what names them by number stays unresolved"
            )
        }
        guard !importing.dryRun else { return }
        summary.counts["new"] = outcome.new
        summary.counts["changed"] = outcome.changed
        summary.counts["same"] = outcome.same
        if goesOn || outcome.new + outcome.changed > 0 { try settleUnresolved(&summary, store) }
        // Finished only now: one who is interrupted before goes on, and settles them then.
        reached.isFinished = true
        if !reached.file.isEmpty {
            outcome += try store.record(people: SealedPeople(), progress: reached)
        }
    }

    /// People who are new may be those whom earlier messages were about.
    private func settleUnresolved(_ summary: inout ImportSummary, _ store: Store) throws {
        guard try store.openEnds().unresolved > 0 else { return }
        let reason = try options.reason("import", "population", "unresolved messages, tried again")
        let index = try store.populationIndex(for: reason)
        let settled = try store.resolveAgain(for: reason, act: options.act()) { claims in
            if case .linked(let person, _) = index.decide(claims) { person } else { nil }
        }
        summary.counts["earlier messages settled"] = settled
        try store.publishTiles()
    }
}

/// Reads a file of the population into parts that are sealed and ready to be recorded.
private struct PopulationFeed {
    /// How the rows of the file are to be read.
    struct Form: Sendable {
        let columns: PopulationColumns
        let dialect: CSVDialect

        init(_ columns: PopulationColumns, _ dialect: CSVDialect) {
            self.columns = columns
            self.dialect = dialect
        }
    }

    struct Part: Sendable {
        var people = SealedPeople()
        var rejected: [Rejected] = []
        var rejectedBytes = 0
        var read = 0
        /// Citizen numbers that stand with more than one person; known in the last part.
        var sharedNumbers = 0
        var progress: ImportProgress
    }

    private enum Reading: Sendable {
        case person(Person)
        case rejected(String)
    }

    private let form: Form
    private let batchSize: Int
    private var intake: PopulationIntake
    private let put: (Part) throws -> Void
    private var part: Part
    private var rows: [FileRow] = []
    /// Of everybody so far: four bytes a person.
    private var citizenNumbers: [UInt32] = []

    /// Rows that are read before they are sealed together.
    private static let rowsAtOnce = 4096

    init(
        form: Form,
        intake: PopulationIntake,
        batchSize: Int,
        place: ImportProgress,
        put: @escaping (Part) throws -> Void
    ) {
        self.form = form
        self.intake = intake
        self.batchSize = batchSize
        self.put = put
        part = Part(progress: place)
    }

    mutating func read(_ file: RowFile) throws {
        try file.forEachRow(
            dialect: form.dialect,
            from: part.progress.position,
            line: part.progress.line
        ) { row, _ in
            rows.append(row)
            guard rows.count >= Self.rowsAtOnce else { return }
            try settle(file)
            if part.people.count + part.rejected.count >= batchSize
                || part.rejectedBytes >= IntakePart.mostHeldBytes
            {
                try hand()
            }
        }
        try settle(file)
        part.sharedNumbers = sharedNumbers()
        try hand()
    }

    private mutating func sharedNumbers() -> Int {
        citizenNumbers.sort()
        var count = 0
        var last: UInt32 = 0
        var isCounted = false
        for number in citizenNumbers {
            if number == last, !isCounted { count += 1 }
            isCounted = number == last
            last = number
        }
        return count
    }

    private mutating func settle(_ file: RowFile) throws {
        if let last = rows.last {
            (part.progress.position, part.progress.line) = (last.end, last.endLine)
        }
        part.read += rows.count
        let columns = form.columns
        let read = try WorkerPool.map(rows) { row -> Reading in
            if let problem = row.problem { return .rejected(problem) }
            switch columns.person(from: row.fields) {
            case .success(let person): return .person(person)
            case .failure(let problem): return .rejected(RowFile.words(problem))
            }
        }
        var people: [Person] = []
        var places: [Int] = []
        for (place, result) in read.enumerated() {
            switch result {
            case .person(let person):
                people.append(person)
                places.append(place)
            case .rejected(let reason): reject(rows[place], reason, file)
            }
        }
        let refused = try intake.seal(people, into: &part.people)
        let again = Set(refused)
        for (place, person) in people.enumerated() where !again.contains(place) {
            if let number = person.citizenNumber { citizenNumbers.append(number.value) }
        }
        for refused in refused {
            reject(rows[places[refused]], "the same sourceId stands on an earlier row", file)
        }
        rows.removeAll(keepingCapacity: true)
    }

    private mutating func reject(_ row: FileRow, _ reason: String, _ file: RowFile) {
        let content = row.raw
        part.rejectedBytes += content.count
        part.rejected.append(
            Rejected(source: file.path, line: row.line, reason: reason, content: content)
        )
    }

    private mutating func hand() throws {
        try put(part)
        part = Part(progress: part.progress)
    }
}
