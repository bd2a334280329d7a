// SPDX-License-Identifier: EUPL-1.2

import CSV
import Custody
import Intake
import Linkage
import Spreadsheet
import Store
import Vault

/// Rows of a processor's list, some thousands at a time.
struct ListRows: Sendable {
    var rows: [FileRow] = []
    /// Keyed digest of all rows so far: the same list is known again, however its file was written.
    var content: [UInt8] = []
    /// Bytes of the file read so far.
    var consumed = 0
    /// What is known at the end of the file.
    var ending = RowFile.Ending()

    private static let atOnce = 8192

    /// The rows that one of several workers takes.
    func share(_ worker: Int, of workers: Int) -> ArraySlice<FileRow> {
        rows[rows.count * worker / workers..<rows.count * (worker + 1) / workers]
    }

    static func read(
        _ file: RowFile,
        _ head: TableHead,
        _ digests: IntakeDigests,
        _ put: (ListRows) throws -> Void
    ) throws {
        var part = ListRows()
        let ending = try file.forEachRow(
            head,
            from: head.header.end,
            line: head.header.endLine
        ) { row, consumed in
            part.content = digests.files.short(of: part.content + row.raw)
            part.rows.append(row)
            part.consumed = consumed
            guard part.rows.count == atOnce else { return }
            try put(part)
            part.rows.removeAll()
        }
        // The whole list counts or none of it.
        for remarked in ending.remarks {
            switch remarked.remark {
            case .gzipCutOff: throw IngestionError.gzipCutOff(file: file.name)
            case .gzipDamaged: throw IngestionError.gzipDamaged(file: file.name)
            case .workbookDamaged(let row):
                throw IngestionError.workbook(file: file.name, .damaged(lastRow: row))
            default: break
            }
        }
        part.ending = ending
        try put(part)
    }
}

/// What became of the rows of a list.
struct LinkedRecords: Sendable {
    var records: [ListedRecord] = []
    var rejected: [SetAside] = []
    /// Records by the reason for which they stay unresolved, and by the identifiers that linked.
    var because: [String: Int] = [:]
    var by: [String: Int] = [:]
    var content: [UInt8] = []

    mutating func append(_ other: LinkedRecords) {
        records += other.records
        rejected += other.rejected
        because.merge(other.because, uniquingKeysWith: +)
        by.merge(other.by, uniquingKeysWith: +)
    }
}

/// Links rows of a processor's list; a value, so that every worker may use it.
struct ListReader: Sendable {
    let mapping: ListMapping
    let linkage: ListLinkage
    let digests: IntakeDigests
    /// How the file is called where rows are set aside.
    let source: String

    func link(_ rows: ArraySlice<FileRow>, _ owners: SampleOwners) throws -> LinkedRecords {
        var linked = LinkedRecords()
        var found: [(line: Int, record: ListRecord)] = []
        found.reserveCapacity(rows.count)
        for row in rows {
            let record = mapping.record(from: row.fields)
            if let problem = problem(row, record) {
                linked.rejected.append(
                    SetAside(source: source, line: row.line, reason: problem, content: row.raw)
                )
            } else if record.isEmpty || mapping.isRemark(row.fields) {
                linked.rejected.append(
                    SetAside(
                        source: source,
                        line: row.line,
                        reason: .noRecordInIt,
                        content: row.raw
                    )
                )
            } else {
                found.append((row.line, record))
            }
        }
        let decisions = try linkage.decide(found.map(\.record), owners)
        for ((line, record), decision) in zip(found, decisions) {
            switch decision {
            case .linked(let person, let evidence):
                linked.by[evidence.text, default: 0] += 1
                linked.records.append(
                    ListedRecord(
                        line: line,
                        person: person,
                        categories: record.categories,
                        basis: Int(evidence.rawValue),
                        record: try keeps(record, of: person, owners)
                            ? digests.seal(record.kept) : nil
                    )
                )
            case .unresolved(let reason):
                linked.because[reason.code, default: 0] += 1
                linked.records.append(
                    ListedRecord(
                        line: line,
                        person: nil,
                        categories: record.categories,
                        basis: Int(reason.rawValue),
                        record: try digests.seal(record.kept)
                    )
                )
            }
        }
        return linked
    }

    /// Would what is kept of a record link it to the same person? Not where only a part that is not kept did
    /// (another number of the street line): then trying it again would take away what is right.
    private func keeps(
        _ record: ListRecord,
        of person: PersonNumber,
        _ owners: SampleOwners
    ) throws -> Bool {
        guard let kept = ListRecord(kept: record.kept, categories: record.categories) else {
            return false
        }
        if kept == record { return true }
        guard case .linked(let again, _) = try linkage.decide([kept], owners)[0] else {
            return false
        }
        return linkage.index.one(again) == linkage.index.one(person)
    }

    /// Why a row cannot be taken for a record; nil when it can.
    private func problem(_ row: FileRow, _ record: ListRecord) -> SetAsideReason? {
        if let problem = row.problem { return problem }
        // Fields that are missing at the end are empty; one too many has shifted the others.
        if row.fields.count > mapping.columns.count { return .moreFieldsThanHeader }
        return record.claims.partWithControlCharacter.map { .controlCharacter(column: $0) }
    }
}

/// Decides whose the records of lists are: those that are read, and those that are tried again.
struct ListLinkage: Sendable {
    let index: PopulationIndex
    let samples: OwnSamples

    func decide(_ records: [ListRecord], _ owners: SampleOwners) throws -> [LinkageDecision] {
        let own = try samples.people(of: records.map(\.claims), owners)
        var decisions = zip(records, own).map { decide($0, ownSample: $1) }
        try settle(records, own, owners, &decisions)
        return decisions
    }

    private func decide(_ record: ListRecord, ownSample: PersonNumber?) -> LinkageDecision {
        if record.readings.isEmpty, record.alternatives.isEmpty {
            return index.decide(record.claims, ownSample: ownSample)
        }
        return index.decide(
            readings: record.readings.isEmpty ? [record.claims] : record.readings,
            alternatives: record.alternatives,
            ownSample: ownSample
        )
    }

    /// Tries again what is not linked and has a citizen number and a sample that nobody has as it is
    /// written: in the other forms in which we may have written it in the order. That somebody else has
    /// one of these says nothing.
    private func settle(
        _ records: [ListRecord],
        _ own: [PersonNumber?],
        _ owners: SampleOwners,
        _ decisions: inout [LinkageDecision]
    ) throws {
        let open = records.indices.filter {
            guard case .unresolved = decisions[$0], own[$0] == nil else { return false }
            return !records[$0].claims.sampleNumber.isEmpty
                && index.knows(citizenNumber: records[$0].claims)
        }
        guard !open.isEmpty else { return }
        let forms = open.map {
            ListIdentifiers.otherForms(ofSample: records[$0].claims.sampleNumber)
        }
        let all = forms.flatMap { $0.map { Array($0.utf8) } }
        let found = try samples.digests.map { digest in try owners.people(of: all.map(digest.pair))
        }
        var next = 0
        for (place, forms) in zip(open, forms) {
            let those = next..<next + forms.count
            next = those.upperBound
            guard let person = Set(found.flatMap { $0[those].compactMap(\.self) }).only else {
                continue
            }
            let decision = decide(records[place], ownSample: person)
            if case .linked = decision { decisions[place] = decision }
        }
    }
}

/// Whose the samples are that records of a list name.
struct OwnSamples: Sendable {
    /// Those of each party that the incident concerns: a sample is known by the party it went to.
    let digests: [ContentDigest]

    init(_ incident: IncidentFact, _ store: Store) {
        digests = incident.concerned.map { store.sampleDigest(party: Party.ID(rawValue: $0)) }
    }

    /// For each record the person whose sample it names, if it is one person at all the parties.
    func people(of records: [IdentityClaims], _ owners: SampleOwners) throws
        -> [PersonNumber?]
    {
        let found = try digests.map { digest in
            try owners.people(of: records.map { sample($0, digest) })
        }
        return records.indices.map { record in Set(found.compactMap { $0[record] }).only }
    }

    private func sample(_ claims: IdentityClaims, _ digest: ContentDigest) -> DigestPair? {
        guard !claims.sampleNumber.isEmpty else { return nil }
        return digest.pair(of: Array(claims.sampleNumber.utf8))
    }
}

extension Set {
    /// Its one element, if it has one only.
    fileprivate var only: Element? { count == 1 ? first : nil }
}
