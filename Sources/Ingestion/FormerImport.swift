// SPDX-License-Identifier: EUPL-1.2

import Custody
import Intake
import Linkage
public import Store

/// Takes in names and addresses that people of the population had before. The file has all of them of whoever
/// is in it; those of others stay. A later file of the population keeps them.
public struct FormerImport: Sendable {
    public var file: String
    public var encoding: String?
    /// Of a workbook; nil for the first.
    public var sheet: String?

    public init(_ file: String, encoding: String? = nil, sheet: String? = nil) {
        self.file = file
        self.encoding = encoding
        self.sheet = sheet
    }

    public func run(
        in store: Store,
        _ context: IngestionContext,
        tell: @escaping (IngestionEvent) -> Void = { _ in }
    ) throws -> ImportAnswer {
        let rows = try RowFile(
            path: file,
            encoding: encoding,
            sheet: sheet,
            isInterrupted: context.isInterrupted
        )
        let head = try rows.head()
        let columns = try rows.columns(head.header, known: FormerColumns.names) {
            header throws(TabularHeaderProblem) in
            try FormerColumns(header: header)
        }
        IngestionEvent.tell(notRead: columns.unknown, of: head.header.fields, tell)
        var answer = ImportAnswer(isStored: !context.dryRun)
        var found: [SourceID: [(row: FileRow, detail: FormerDetail)]] = [:]
        var rejected: [SetAside] = []
        func reject(_ row: FileRow, _ reason: SetAsideReason) {
            answer.setAside[reason, default: 0] += 1
            rejected.append(
                SetAside(source: rows.path, line: row.line, reason: reason, content: row.raw)
            )
        }
        _ = try rows.forEachRow(head, from: head.header.end, line: head.header.endLine) { row, _ in
            answer.read += 1
            if let problem = row.problem { return reject(row, problem) }
            switch columns.row(from: row.fields) {
            case .failure(let problem): reject(row, SetAsideReason(problem))
            case .success((let sourceID, let detail)):
                found[sourceID, default: []].append((row, detail))
            }
        }
        let reason = try context.reason("import", "population", "whom former names are of")
        var intake = try store.populationIntake(for: reason)
        var people: [Person] = []
        // A row that did not read may be anybody's: then nothing that was known is taken away.
        let isWhole = rejected.isEmpty
        for (sourceID, rows) in found.sorted(by: { $0.key.text < $1.key.text }) {
            guard rows.count <= Person.mostFormer else {
                for item in rows { reject(item.row, .column("sourceId", .tooManyRows)) }
                continue
            }
            guard var person = try intake.person(sourceID) else {
                for item in rows { reject(item.row, .column("sourceId", .unknownValue)) }
                continue
            }
            let read = rows.map(\.detail)
            let before = isWhole ? [] : person.former.filter { !read.contains($0) }
            person.former = (read + before.prefix(Person.mostFormer - read.count))
                .sorted { $0.kept < $1.kept }
            people.append(person)
        }
        var sealed = SealedPeople()
        for (place, why) in try intake.seal(people, settingFormer: true, into: &sealed) {
            for item in found[people[place].sourceID] ?? [] {
                reject(item.row, SetAsideReason(why))
            }
        }
        answer.needsALook = !answer.setAside.isEmpty
        guard !context.dryRun else { return answer }
        try record(sealed, rejected, isWhole: isWhole, store, context, &answer)
        return answer
    }

    private func record(
        _ sealed: SealedPeople,
        _ rejected: [SetAside],
        isWhole: Bool,
        _ store: Store,
        _ context: IngestionContext,
        _ answer: inout ImportAnswer
    ) throws {
        var source = store.source(paths: [file], kind: ImportSource.former, party: nil)
        if !isWhole { source.counts = ["notRead": rejected.count] }
        if !rejected.isEmpty {
            _ = try store.record(
                rejected: rejected.map { $0.rejected(context.words) },
                act: context.act()
            )
        }
        let outcome = try store.record(
            people: sealed,
            progress: nil,
            of: source,
            act: context.act()
        )
        try store.finish(source, act: context.act())
        answer.counts[.changedPeople] = outcome.changed
        answer.counts[.samePeople] = outcome.same
        let open = (try store.openEnds().unresolved, try store.listRecords())
        if outcome.changed > 0, open != (0, 0) {
            let reason = try context.reason("import", "population", "unresolved, tried again")
            let index = try store.populationIndex(for: reason, context)
            let settled = try store.tryAgain(index, for: reason, context.act())
            if settled > 0 { answer.counts[.settled] = settled }
            answer.count(
                try store.tryListsAgain(index, because: "population", for: reason, context)
            )
        }
        try store.publishTiles()
    }
}
