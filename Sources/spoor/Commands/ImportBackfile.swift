// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import CSV
import Custody
import Intake
import Linkage
import Store
import Vault
import Workers

struct ImportBackfile: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backfile",
        abstract: "Reconstructed disclosures by third parties on our behalf, from CSV."
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var importing: ImportOptions
    @OptionGroup var flowOptions: FlowOptions
    @Argument var file: String
    @Option(help: "utf-8 or windows-1252.") var encoding = "utf-8"

    func run() throws {
        Interruption.listen()
        let rows = try RowFile(path: file, encoding: encoding)
        let head = try rows.head()
        let columns: BackfileColumns
        do throws(TabularHeaderProblem) {
            columns = try BackfileColumns(header: head.header.fields)
        } catch {
            throw RowFile.complain(error, file, names: BackfileColumns.names)
        }
        let store = try options.open(importing.dryRun ? .reading : .writing)
        let (flow, _) = try flowOptions.flow(store, channel: "backfile", grade: .reconstructed)
        let identity = InputFiles.identity(file, kind: "backfile|\(flowOptions.to)|\(encoding)")
            .map { store.contentDigest.short(of: $0) }
        var place = ImportProgress(
            file: identity ?? [],
            position: head.header.end,
            line: head.header.endLine,
            isFinished: false
        )
        if let identity, let earlier = try store.progress(of: identity), !importing.dryRun {
            if earlier.isFinished { options.results.say("\(file) was taken in before") }
            place = earlier
        }
        let reader = BackfileReader(
            columns: columns,
            index: try store.populationIndex(
                for: options.reason("import", "backfile", "whom the rows are about")
            ),
            flow: flow,
            content: store.contentDigest(party: flow.party),
            seal: store.claimSeal,
            source: file
        )
        var intake = DisclosureIntake(
            store: store,
            options: options,
            importing: importing,
            party: flow.party
        )
        if !place.isFinished {
            try Conveyor.run { put in
                try read(rows, reader, head.dialect, from: place, put)
            } record: { part in
                try intake.record(part)
                try Interruption.stopIfAsked(options.results, committed: intake.read)
            }
        }
        if !importing.dryRun { try store.publishTiles() }
        try intake.summary.show(options, next: "Next: spoor exposure \(flowOptions.to)")
        if intake.needsALook { throw ExitStatus.look.code }
    }

    private func read(
        _ file: RowFile,
        _ reader: BackfileReader,
        _ dialect: CSVDialect,
        from place: ImportProgress,
        _ put: (IntakePart) throws -> Void
    ) throws {
        var place = place
        var part = IntakePart()
        var rows: [FileRow] = []
        let batchSize =
            importing.acknowledge ? Store.acknowledgedBatchSize : Store.batchSize(after: 0)
        func settle(isFinished: Bool) throws {
            for share in try WorkerPool.shares(
                of: rows.count,
                atLeast: 32,
                { [rows] range in
                    try reader.read(rows[range])
                }
            ) { part.append(share) }
            if let last = rows.last { (place.position, place.line) = (last.end, last.endLine) }
            place.isFinished = isFinished
            rows.removeAll(keepingCapacity: true)
            guard
                isFinished || part.count >= batchSize || part.heldBytes >= IntakePart.mostHeldBytes
            else { return }
            if !place.file.isEmpty { part.progress = [place] }
            try put(part)
            part = IntakePart()
        }
        try file.forEachRow(dialect: dialect, from: place.position, line: place.line) { row, _ in
            rows.append(row)
            if rows.count >= 4096 { try settle(isFinished: false) }
        }
        try settle(isFinished: true)
    }
}

/// Reads rows of a back-file into disclosures.
private struct BackfileReader: Sendable {
    let columns: BackfileColumns
    let index: PopulationIndex
    let flow: Flow
    let content: ContentDigest
    let seal: ClaimSeal
    let source: String

    func read(_ rows: ArraySlice<FileRow>) throws -> IntakePart {
        var part = IntakePart()
        for row in rows {
            if let problem = row.problem {
                part.reject(row.raw, source: source, line: row.line, problem)
                continue
            }
            switch columns.row(from: row.fields) {
            case .failure(let problem):
                part.reject(row.raw, source: source, line: row.line, RowFile.words(problem))
            case .success(let found):
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
                        claims: try seal.seal(found.claims)
                    )
                }
                part.read += 1
                part.batch.append(
                    digest: content.pair(of: Array("backfile|".utf8) + row.raw),
                    subject: subject,
                    flow: part.batch.number(of: flow),
                    categories: found.categories,
                    disclosedOn: found.disclosedOn,
                    keepUntil: nil,
                    samples: []
                )
            }
        }
        return part
    }
}
