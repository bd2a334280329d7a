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
    public var encoding: String
    /// A corrected mapping of its columns; nil to take what is proposed, if nothing is in doubt.
    public var mapping: String?
    /// Reference of the incident.
    public var incident: String
    /// Short name of the statement.
    public var name: String
    /// Who said it, how.
    public var source: String
    /// When they said it, milliseconds since 1970, UTC.
    public var happenedAt: Int64
    /// How sure it is of those on the list.
    public var certainty: Certainty

    public init(
        _ file: String,
        encoding: String = "utf-8",
        mapping: String? = nil,
        incident: String,
        name: String,
        source: String,
        happenedAt: Int64,
        certainty: Certainty = .reported
    ) {
        self.file = file
        self.encoding = encoding
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
        let rows = try RowFile(
            path: file,
            encoding: encoding,
            isInterrupted: context.isInterrupted
        )
        let head = try rows.head()
        let mapping = try ListColumns.mapping(head.header, head.sample, corrected: self.mapping)
        guard mapping.isSettled else {
            throw IngestionError.columnsUnsettled(
                file: rows.name,
                columns: mapping.questions.map(\.header)
            )
        }
        let found = try store.incident(incident)
        let digests = store.intakeDigests(party: nil)
        let reader = ListReader(
            mapping: mapping,
            index: try store.populationIndex(
                for: try context.reason("linkage", incident, "statement add \(name)"),
                context
            ),
            digests: digests,
            samples: found.concerned.map { store.sampleDigest(party: Party.ID(rawValue: $0)) },
            source: file
        )
        let owners = try store.sampleOwners()
        tell(.begins(bytes: InputFiles.size(of: [file])))
        var linked = LinkedRecords()
        let name = rows.name
        var remarks = rows.remarks
        try Pipeline.run { put in
            try ListRows.read(rows, head, digests, put)
        } take: { part in
            let shares = try WorkerPool.shares(of: owners.count) { workers in
                try workers.map { try reader.link(part.share($0, of: owners.count), owners[$0]) }
            }
            for share in shares.flatMap(\.self) { linked.append(share) }
            linked.content = part.content
            remarks += part.remarks
            tell(
                .progress(
                    bytes: part.consumed,
                    count: linked.records.count,
                    setAside: linked.rejected.count
                )
            )
            try context.stopIfInterrupted()
        }
        guard !linked.records.isEmpty || !linked.rejected.isEmpty else {
            throw IngestionError.noRecords(file: name)
        }
        if !context.dryRun { try record(linked, mapping, found, store, context) }
        var answer = ListAnswer(self.name, linked, mapping, isStored: !context.dryRun)
        for remarked in remarks {
            answer.files[remarked.remark, default: 0] += 1
            tell(.remark(file: remarked.file, remarked.remark))
        }
        return answer
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
    /// A line for each column: what it was taken for.
    public var mapping: [String]

    /// Is there something that somebody must look at?
    public var needsALook: Bool {
        !setAside.isEmpty || files.keys.contains { $0.kind != .note }
    }

    init(_ name: String, _ linked: LinkedRecords, _ mapping: ListMapping, isStored: Bool) {
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
    }
}
