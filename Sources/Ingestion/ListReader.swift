// SPDX-License-Identifier: EUPL-1.2

import CSV
import Custody
import Intake
import Linkage
import Store
import Vault

/// Rows of a processor's list, some thousands at a time.
struct ListRows: Sendable {
    var rows: [FileRow] = []
    /// Keyed digest of all rows so far: the same list is known again, however its file was written.
    var content: [UInt8] = []
    /// Bytes of the file read so far.
    var consumed = 0
    /// What is wrong with the file, known in the last part.
    var remarks: [RemarkedFile] = []

    private static let atOnce = 8192

    /// The rows that one of several workers takes.
    func share(_ worker: Int, of workers: Int) -> ArraySlice<FileRow> {
        rows[rows.count * worker / workers..<rows.count * (worker + 1) / workers]
    }

    static func read(
        _ file: RowFile,
        _ head: (header: FileRow, sample: [FileRow], dialect: CSVDialect),
        _ digests: IntakeDigests,
        _ put: (ListRows) throws -> Void
    ) throws {
        var part = ListRows()
        let flaw = try file.forEachRow(
            dialect: head.dialect,
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
        switch flaw?.remark {
        case .gzipCutOff: throw IngestionError.gzipCutOff(file: file.name)
        case .gzipDamaged: throw IngestionError.gzipDamaged(file: file.name)
        default: part.remarks = flaw.map { [$0] } ?? []
        }
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
    let index: PopulationIndex
    let digests: IntakeDigests
    let samples: OwnSamples
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
            } else if !record.isEmpty {
                found.append((row.line, record))
            }
        }
        let own = try samples.people(of: found.map(\.record.claims), owners)
        for ((line, record), ownSample) in zip(found, own) {
            switch index.decide(record.claims, ownSample: ownSample) {
            case .linked(let person, let evidence):
                linked.by[evidence.text, default: 0] += 1
                linked.records.append(
                    ListedRecord(
                        line: line,
                        person: person,
                        categories: record.categories,
                        basis: Int(evidence.rawValue),
                        record: nil
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
                        record: try digests.seal(record.claims)
                    )
                )
            }
        }
        return linked
    }

    /// Why a row cannot be taken for a record; nil when it can.
    private func problem(_ row: FileRow, _ record: ListRecord) -> SetAsideReason? {
        if let problem = row.problem { return problem }
        // Fields that are missing at the end are empty; one too many has shifted the others.
        if row.fields.count > mapping.columns.count { return .moreFieldsThanHeader }
        return record.claims.partWithControlCharacter.map { .controlCharacter(column: $0) }
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
        return records.indices.map { record in
            let people = Set(found.compactMap { $0[record] })
            return people.count == 1 ? people.first : nil
        }
    }

    /// A sample says whose a record is only beside a citizen number.
    private func sample(_ claims: IdentityClaims, _ digest: ContentDigest) -> DigestPair? {
        guard !claims.sampleNumber.isEmpty, CitizenNumber(claims.citizenNumber) != nil else {
            return nil
        }
        return digest.pair(of: Array(claims.sampleNumber.utf8))
    }
}
