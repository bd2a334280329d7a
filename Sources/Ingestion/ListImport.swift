// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Foundation
import Intake
import Linkage
public import Store
import Workers

/// Adds a list of the processor to an incident: its records linked where it is sure whose they are,
/// unresolved with a reason elsewhere. The whole list counts or none of it.
public struct ListImport: Sendable {
    public var file: String
    /// The seal through which the file is read; nil of one in the clear.
    public var sealed: SealedFile?
    /// Nil to find out.
    public var encoding: String?
    /// The sheet of a workbook; nil for the first one that is shown and has rows.
    public var sheet: String?
    /// A corrected mapping of its columns; nil to take what is proposed, if nothing is in doubt.
    public var mapping: GivenMapping?
    /// Reference of the incident.
    public var incident: String
    /// Short name of the statement.
    public var name: String
    /// Who said it, how.
    public var source: String
    /// When they said it, milliseconds since 1970, UTC.
    public var happenedAt: Int64
    /// The latest that it can have been, when its time is not known: `happenedAt` is the earliest then.
    public var notAfter: Int64?
    /// How sure it is of those on the list.
    public var certainty: Certainty

    public init(
        _ file: String,
        sealed: SealedFile? = nil,
        encoding: String? = nil,
        sheet: String? = nil,
        mapping: GivenMapping? = nil,
        incident: String,
        name: String,
        source: String,
        happenedAt: Int64,
        notAfter: Int64? = nil,
        certainty: Certainty = .reported
    ) {
        self.notAfter = notAfter
        self.file = file
        self.sealed = sealed
        self.encoding = encoding
        self.sheet = sheet
        self.mapping = mapping
        self.incident = incident
        self.name = name
        self.source = source
        self.happenedAt = happenedAt
        self.certainty = certainty
    }

    public func run(
        in store: Store,
        _ context: IngestionContext,
        tell: @escaping (IngestionEvent) -> Void = { _ in }
    ) throws -> ListAnswer {
        let found = try store.incident(incident)
        let (linked, mapping, ending) = try ReadingOfList(
            file: file,
            sealed: sealed,
            encoding: encoding,
            sheet: sheet,
            mapping: self.mapping,
            incident: found,
            reason: "statement add \(name)"
        ).run(in: store, context, tell: tell)
        if !context.dryRun { try record(linked, mapping, found, store, context) }
        return ListAnswer(self.name, linked, mapping, ending, isStored: !context.dryRun, tell)
    }

    private func record(
        _ linked: LinkedRecords,
        _ mapping: ListMapping,
        _ incident: IncidentFact,
        _ store: Store,
        _ context: IngestionContext
    ) throws {
        _ = try store.add(
            statement: name,
            to: incident,
            source: source,
            happenedAt: happenedAt,
            notAfter: notAfter,
            certainty: certainty,
            content: linked.content,
            mapping: mapping.text,
            records: linked.records,
            rejected: linked.rejected.map { $0.rejected(context.words) },
            act: context.act(incident.concerned.joined(separator: " "))
        )
        try store.publishTiles()
    }
}

/// Reads a list and links its records: nothing is recorded.
struct ReadingOfList {
    var file: String
    var sealed: SealedFile?
    var encoding: String?
    var sheet: String?
    /// A corrected mapping; nil for what is proposed.
    var mapping: GivenMapping?
    var incident: IncidentFact
    /// Why everyone is opened, for the access log.
    var reason: String

    func run(
        in store: Store,
        _ context: IngestionContext,
        tell: @escaping (IngestionEvent) -> Void
    ) throws -> (linked: LinkedRecords, mapping: ListMapping, ending: RowFile.Ending) {
        let rows = try RowFile(
            path: file,
            sealed: sealed,
            encoding: encoding,
            sheet: sheet,
            isInterrupted: context.isInterrupted
        )
        if let told = rows.sheetRead { tell(told) }
        let head = try rows.head()
        let mapping = try ListColumns.mapping(of: rows, head, corrected: mapping)
        guard mapping.isSettled else {
            throw IngestionError.columnsUnsettled(
                file: rows.name,
                columns: mapping.questions.map(\.header)
            )
        }
        let digests = store.intakeDigests(party: nil)
        let reader = ListReader(
            mapping: mapping,
            linkage: ListLinkage(
                index: try store.populationIndex(
                    for: try context.reason("linkage", incident.reference, reason),
                    context
                ),
                samples: OwnSamples(incident, store)
            ),
            digests: digests,
            source: file
        )
        let owners = try store.sampleOwners()
        tell(.begins(bytes: InputFiles.size(of: [file])))
        var linked = LinkedRecords()
        let name = rows.name
        var ending = RowFile.Ending()
        try Pipeline.run { put in
            try ListRows.read(rows, head, digests, put)
        } take: { part in
            let shares = try WorkerPool.shares(of: owners.count) { workers in
                try workers.map { try reader.link(part.share($0, of: owners.count), owners[$0]) }
            }
            for share in shares.flatMap(\.self) { linked.append(share) }
            linked.content = part.content
            ending = part.ending
            tell(
                .progress(
                    bytes: part.consumed,
                    count: linked.records.count,
                    setAside: linked.rejected.count
                )
            )
            try context.stopIfInterrupted()
        }
        guard !linked.records.isEmpty else {
            throw IngestionError.noRecords(file: name, setAside: linked.rejected.map(\.reason))
        }
        return (linked, mapping, ending)
    }
}

/// Reads a list again with a corrected mapping: its records stand in the place of those of the statement,
/// under the same name.
public struct CorrectStatement: Sendable {
    /// The list as it was added.
    public var file: String
    public var encoding: String?
    public var sheet: String?
    /// The corrected mapping.
    public var mapping: GivenMapping
    /// Reference of the incident.
    public var incident: String
    /// Name of the statement.
    public var name: String

    public init(
        _ file: String,
        encoding: String? = nil,
        sheet: String? = nil,
        mapping: GivenMapping,
        incident: String,
        name: String
    ) {
        self.file = file
        self.encoding = encoding
        self.sheet = sheet
        self.mapping = mapping
        self.incident = incident
        self.name = name
    }

    public func run(
        in store: Store,
        _ context: IngestionContext,
        tell: @escaping (IngestionEvent) -> Void = { _ in }
    ) throws -> ListAnswer {
        let found = try store.incident(incident)
        guard
            let statement = try store.statements(of: found).first(where: { $0.body.name == name }),
            try !store.isWithdrawn(statement.body)
        else { throw IngestionError.noStatement(name) }
        let (linked, mapping, ending) = try ReadingOfList(
            file: file,
            encoding: encoding,
            sheet: sheet,
            mapping: self.mapping,
            incident: found,
            reason: "statement correct \(name)"
        ).run(in: store, context, tell: tell)
        guard Hexadecimal.text(linked.content) == statement.body.content else {
            throw IngestionError.anotherList(file: file, statement: name)
        }
        if !context.dryRun {
            try store.replace(
                recordsOf: statement,
                with: linked.records,
                mapping: mapping.text,
                rejected: linked.rejected.map { $0.rejected(context.words) },
                act: context.act(found.concerned.joined(separator: " "))
            )
            try store.publishTiles()
        }
        return ListAnswer(name, linked, mapping, ending, isStored: !context.dryRun, tell)
    }
}

/// What a list came to: records, and people behind them.
public struct ListAnswer: Sendable, Equatable, Codable {
    /// Of the statement.
    public var name: String
    /// False when nothing was to be stored.
    public var isStored: Bool
    public var records: Int
    public var linked: Int
    /// Different people among those linked.
    public var people: Int
    public var unresolved: Int
    /// Records by the code of the reason for which nobody can tell whose they are.
    public var unresolvedBecause: [String: Int]
    /// Records by the identifiers that linked them.
    public var linkedBy: [String: Int]
    public var setAside: [SetAsideReason: Int]
    /// What is said of the file.
    public var files: [FileRemark: Int] = [:]
    /// Rows that were read as Windows-1252, by guess.
    public var guessedRows = 0
    /// A line for each column: what it was taken for.
    public var mapping: [String]

    /// Is there something that somebody must look at?
    public var needsALook: Bool {
        !setAside.isEmpty || files.keys.contains { $0.kind != .note }
    }

    init(
        _ name: String,
        _ linked: LinkedRecords,
        _ mapping: ListMapping,
        _ ending: RowFile.Ending,
        isStored: Bool,
        _ tell: (IngestionEvent) -> Void
    ) {
        self.name = name
        self.isStored = isStored
        records = linked.records.count
        self.linked = linked.records.count { $0.person != nil }
        people = Set(linked.records.lazy.compactMap(\.person)).count
        unresolved = linked.records.count { $0.person == nil }
        unresolvedBecause = linked.because
        linkedBy = linked.by
        setAside = linked.rejected.reduce(into: [:]) { $0[$1.reason, default: 0] += 1 }
        self.mapping = mapping.text.split(separator: "\n").map(String.init)
        guessedRows = ending.guessedRows
        if guessedRows > 0 { tell(.guessedEncoding(rows: guessedRows)) }
        for remarked in ending.remarks {
            files[remarked.remark, default: 0] += 1
            tell(.remark(file: remarked.file, remarked.remark))
        }
    }
}
