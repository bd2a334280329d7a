// SPDX-License-Identifier: EUPL-1.2

import CSV
import Custody
import Intake
import Linkage
import Store
import Workers

/// Reads a file of the population into parts that are sealed and ready to be recorded.
struct PopulationFeed {
    /// How the rows of the file are to be read.
    struct Form: Sendable {
        let columns: PopulationColumns
        let head: TableHead
        /// The Dutch day of the import: no birth date lies behind it.
        let today: Int

        init(_ columns: PopulationColumns, _ head: TableHead, today: Int) {
            self.columns = columns
            self.head = head
            self.today = today
        }
    }

    struct Part: Sendable {
        var people = SealedPeople()
        var rejected: [SetAside] = []
        var rejectedBytes = 0
        var read = 0
        /// Of people who were taken: fields that did not read.
        var marked: [FieldMark: Int] = [:]
        /// Citizen numbers that stand with more than one person; known in the last part.
        var sharedNumbers = 0
        /// People who are known and stand in no row that reads; known in the last part.
        var notInFile = 0
        /// What is known at the end of the file.
        var ending = RowFile.Ending()
        var progress: ImportProgress
        /// Bytes of the file read so far.
        var consumed = 0
    }

    private enum Reading: Sendable {
        case person(Person)
        case rejected(SetAsideReason)
    }

    private let form: Form
    private let batchSize: Int
    private var intake: PopulationIntake
    private let put: (Part) throws -> Void
    private var part: Part
    private var rows: [FileRow] = []
    /// Of a file that can be read only once: what its first part says against whom is known.
    private var comparison: SourceIDComparison?

    /// Rows that are read before they are sealed together.
    private static let rowsAtOnce = 4096

    init(
        form: Form,
        intake: PopulationIntake,
        batchSize: Int,
        place: ImportProgress,
        comparing: Bool,
        put: @escaping (Part) throws -> Void
    ) {
        self.form = form
        self.intake = intake
        self.batchSize = batchSize
        self.put = put
        part = Part(progress: place)
        part.people.reserve(batchSize)
        if comparing { comparison = SourceIDComparison() }
    }

    mutating func read(_ file: RowFile) throws {
        let ending = try file.forEachRow(
            form.head,
            from: part.progress.position,
            line: part.progress.line
        ) { row, consumed in
            rows.append(row)
            part.consumed = consumed
            guard rows.count >= Self.rowsAtOnce else { return }
            try settle(file)
            if part.people.count + part.rejected.count >= batchSize
                || part.rejectedBytes >= IngestionPart.mostHeldBytes
            {
                try putPart(of: file)
            }
        }
        try settle(file)
        part.sharedNumbers = intake.sharedNumbers
        part.notInFile = intake.notMet
        part.ending = ending
        try putPart(of: file)
    }

    private mutating func settle(_ file: RowFile) throws {
        if let last = rows.last {
            (part.progress.position, part.progress.line) = (last.end, last.endLine)
        }
        part.read += rows.count
        let (columns, today) = (form.columns, form.today)
        let read = try WorkerPool.map(rows) { row -> Reading in
            if let problem = row.problem { return .rejected(problem) }
            switch columns.person(from: row.fields, today: today) {
            case .success(let person): return .person(person)
            case .failure(let problem): return .rejected(SetAsideReason(problem))
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
        if let before = comparison { comparison = before + (try intake.compare(people)) }
        let refused = try intake.seal(people, into: &part.people)
        for (place, why) in refused { reject(rows[places[place]], SetAsideReason(why), file) }
        let isRefused = Set(refused.map(\.place))
        for (place, person) in people.enumerated()
        where !person.marks.isEmpty && !isRefused.contains(place) {
            for mark in person.marks { part.marked[mark, default: 0] += 1 }
        }
        rows.removeAll(keepingCapacity: true)
    }

    private mutating func reject(_ row: FileRow, _ reason: SetAsideReason, _ file: RowFile) {
        let content = row.raw
        part.rejectedBytes += content.count
        part.rejected.append(
            SetAside(source: file.path, line: row.line, reason: reason, content: content)
        )
    }

    private mutating func putPart(of file: RowFile) throws {
        try comparison?.refuse(file)
        comparison = nil
        try put(part)
        part = Part(progress: part.progress, consumed: part.consumed)
        part.people.reserve(batchSize)
    }
}

extension SourceIDComparison {
    /// Not the people have changed but their sourceIds: whoever took them in would have everybody twice.
    func refuse(_ file: RowFile) throws(IngestionError) {
        guard areOthers else { return }
        throw .sourceIDsChanged(file: file.name, people: contradicting, of: compared)
    }
}
