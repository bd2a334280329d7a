// SPDX-License-Identifier: EUPL-1.2

public import Incidents

/// That somebody outside was asked for help or told of a crime, as it was decided, with what proves it.
public struct OutsideReportFact: Fact {
    public static let kind = "outside-report"
    public var incident: Int
    /// Code of an `OutsideReportKind`.
    public var report: String
    /// Who was asked or told.
    public var to: String
    /// Milliseconds since 1970; when the time is not known, the latest that it can have been.
    public var happenedAt: Int64
    /// The earliest that it can have been, when the time is not known; else nil.
    public var notBefore: Int64?
    /// What they gave as their reference, or what proves it.
    public var reference: String
    /// SHA-256 of a file that proves it, in hexadecimal; nil when there is none.
    public var evidence: String?
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case report = "report"
        case to = "to"
        case happenedAt = "happenedAt"
        case notBefore = "notBefore"
        case reference = "reference"
        case evidence = "evidence"
        case by = "by"
        case because = "because"
    }

    public var keys: [FactKey] { [.incident(incident)] }
}

/// A report to somebody outside, and whether it still stands.
public struct RecordedOutsideReport: Sendable {
    public var report: Recorded<OutsideReportFact>
    public var kind: OutsideReportKind
    public var takenBack: RecordedMoment.TakenBack?
}

extension Store {
    /// In the order in which they were recorded, those that were taken back too.
    public func outsideReports(of incident: IncidentFact) throws -> [RecordedOutsideReport] {
        let key = FactKey.incident(incident.number)
        let retractions = try facts.all(RetractionFact.self, key)
        return try facts.all(OutsideReportFact.self, key).map { report in
            guard let kind = OutsideReportKind(rawValue: report.body.report) else {
                throw StoreError.integrity(.unreadable(.fact(kind: OutsideReportFact.kind)))
            }
            let back = retractions.last {
                $0.body.entry == report.entry && $0.body.what == kind.code
            }
            return RecordedOutsideReport(
                report: report,
                kind: kind,
                takenBack: back.map {
                    RecordedMoment.TakenBack(
                        at: $0.recordedAt,
                        by: $0.body.by,
                        because: $0.body.because
                    )
                }
            )
        }
    }

    /// Records it; taken back by ``takeBack(_:of:party:because:act:)`` under the code of its kind.
    public func record(
        outsideReport kind: OutsideReportKind,
        to recipient: String,
        from earliest: Int64,
        to latest: Int64,
        reference: String,
        evidence: String?,
        because: String,
        of incident: IncidentFact,
        act: Act
    ) throws {
        try commit(act) { store, db, entries in
            try store.refuseClosed(incident)
            try entries.record(
                db,
                [
                    OutsideReportFact(
                        incident: incident.number,
                        report: kind.code,
                        to: recipient,
                        happenedAt: min(latest, act.at),
                        notBefore: earliest == latest ? nil : earliest,
                        reference: reference,
                        evidence: evidence,
                        by: act.by,
                        because: because
                    )
                ]
            )
        }
    }
}
