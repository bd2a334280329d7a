// SPDX-License-Identifier: EUPL-1.2

import CSV
import Custody
import Intake
import Linkage
public import Store
import Vault
import Workers

/// Takes in a table of disclosures by third parties on our behalf, put together afterwards.
public struct BackfileImport: Sendable {
    public var file: String
    /// Nil to find out.
    public var encoding: String?
    public var flow: FlowRequest
    /// The day of disclosure of rows that say none, in days since 1970-01-01; nil for unknown.
    public var day: Int?
    /// The sheet of a workbook; nil for the first one that is shown and has rows.
    public var sheet: String?

    public init(
        _ file: String,
        encoding: String? = nil,
        sheet: String? = nil,
        flow: FlowRequest,
        day: Int? = nil
    ) {
        self.day = day
        self.sheet = sheet
        self.file = file
        self.encoding = encoding
        self.flow = flow
    }

    public func run(
        in store: Store,
        _ context: IngestionContext,
        tell: @escaping (IngestionEvent) -> Void = { _ in }
    ) throws -> ImportAnswer {
        let said = SaidAtImport(day: day)
        try said.check(today: context.today)
        let rows = try RowFile(
            path: file,
            encoding: encoding,
            sheet: sheet,
            isInterrupted: context.isInterrupted
        )
        if let told = rows.sheetRead { tell(told) }
        let head = try rows.head()
        let columns = try rows.columns(head.header, known: BackfileColumns.names) {
            header throws(TabularHeaderProblem) in
            try BackfileColumns(header: header)
        }
        let (flow, _) = try flow.flow(store, channel: "backfile", grade: .reconstructed)
        let identity = InputFiles.identity(
            file,
            kind: "backfile|\(flow.party.rawValue)|\(encoding ?? "utf-8")"
                + (sheet.map { "|sheet " + $0 } ?? "")
        )
        .map { store.contentDigest.short(of: $0) }
        var place = ImportProgress(
            file: identity ?? [],
            position: head.header.end,
            line: head.header.endLine,
            isFinished: false
        )
        if let identity, let earlier = try store.progress(of: identity), !context.dryRun {
            if earlier.isFinished { tell(.takenInBefore(file: file)) }
            place = earlier
        }
        let reader = BackfileReader(
            columns: columns,
            index: try store.populationIndex(
                for: try context.reason("import", "backfile", "whom the rows are about"),
                context
            ),
            flow: flow,
            digests: store.intakeDigests(party: flow.party),
            source: file,
            day: day,
            today: context.today
        )
        tell(.begins(bytes: InputFiles.size(of: [file])))
        var sums = DisclosureSums(
            store,
            context,
            of: store.source(paths: [file], kind: "backfile", party: flow.party),
            channel: flow.channel,
            said: said,
            tell: tell
        )
        if !place.isFinished {
            let batchSize =
                context.acknowledges
                ? Store.acknowledgedBatchSize : min(store.mostAtOnce(), Store.batchSize(after: 0))
            try sums.record { [place] put in
                var feed = BackfileFeed(
                    reader: reader,
                    batchSize: batchSize,
                    place: place,
                    put: put
                )
                try feed.read(rows, head)
            }
        }
        try sums.finish()
        return sums.answer
    }
}

/// Reads a back-file into parts.
private struct BackfileFeed {
    private let reader: BackfileReader
    private let batchSize: Int
    private var place: ImportProgress
    private let put: (IngestionPart) throws -> Void
    private var part = IngestionPart()
    private var rows: [FileRow] = []
    /// Was anything of the file read? As long as nothing was, it is not taken in.
    private var hasRead: Bool

    private static let rowsAtOnce = 4096

    init(
        reader: BackfileReader,
        batchSize: Int,
        place: ImportProgress,
        put: @escaping (IngestionPart) throws -> Void
    ) {
        self.reader = reader
        self.batchSize = batchSize
        self.place = place
        self.put = put
        hasRead = place.line > 2
    }

    mutating func read(_ file: RowFile, _ head: TableHead) throws {
        let ending = try file.forEachRow(head, from: place.position, line: place.line) {
            row,
            consumed in
            rows.append(row)
            part.consumed = consumed
            if rows.count >= Self.rowsAtOnce { try settle(isFinished: false) }
        }
        part.remarks += ending.remarks
        part.assumedEncodings += ending.guessedRows
        // Of a file that is cut off there may come more.
        try settle(isFinished: !ending.isCutOff, isLast: true)
    }

    /// Reads the rows gathered so far into the part, and puts it when it is large enough.
    private mutating func settle(isFinished: Bool, isLast: Bool = false) throws {
        let shares = try WorkerPool.shares(of: rows.count, atLeast: 32) { [reader, rows] in
            try reader.read(rows[$0])
        }
        for share in shares {
            if share.read > share.rejected.count { hasRead = true }
            part.append(share)
        }
        if let last = rows.last { (place.position, place.line) = (last.end, last.endLine) }
        place.isFinished = isFinished
        rows.removeAll(keepingCapacity: true)
        guard
            isLast || part.count >= batchSize || part.heldBytes >= IngestionPart.mostHeldBytes
        else { return }
        if !place.file.isEmpty, hasRead { part.progress = [place] }
        try put(part)
        part = IngestionPart()
    }
}

/// Reads rows of a back-file into disclosures.
private struct BackfileReader: Sendable {
    let columns: BackfileColumns
    let index: PopulationIndex
    let flow: Flow
    let digests: IntakeDigests
    let source: String
    /// Of rows that say none.
    let day: Int?
    let today: Int

    func read(_ rows: ArraySlice<FileRow>) throws -> IngestionPart {
        var part = IngestionPart()
        for row in rows {
            if let problem = row.problem {
                part.reject(row.raw, source: source, line: row.line, problem)
                continue
            }
            switch columns.row(from: row.fields) {
            case .failure(let problem):
                part.reject(row.raw, source: source, line: row.line, SetAsideReason(problem))
            case .success(let found):
                if let reason = found.disclosedOn.flatMap({ SetAsideReason(day: $0, today: today) })
                {
                    part.reject(row.raw, source: source, line: row.line, reason)
                } else {
                    try take(found, row, &part)
                }
            }
        }
        return part
    }

    private func take(_ found: BackfileRow, _ row: FileRow, _ part: inout IngestionPart) throws {
        var flow = flow
        flow.origin = .givenByThirdParty
        flow.sender = found.sender
        let subject: DisclosureBatch.Subject
        switch index.decide(found.claims) {
        case .linked(let person, _):
            subject = .person(person)
            part.linked += 1
        case .unresolved(let reason):
            subject = .unresolved(
                reason: Int(reason.rawValue),
                claims: try digests.seal(found.claims)
            )
        }
        part.read += 1
        if found.disclosedOn == nil { part.countDay(said: day != nil) }
        part.batch.append(
            digest: digests.contents.pair(of: Array("backfile|".utf8) + row.raw),
            subject: subject,
            flow: part.batch.number(of: flow),
            categories: found.categories,
            disclosedOn: found.disclosedOn ?? day,
            keepUntil: nil,
            samples: []
        )
    }
}
