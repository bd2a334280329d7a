// SPDX-License-Identifier: EUPL-1.2

public import Incidents
internal import Letters
public import Store

/// Records that somebody outside was asked for help, or that a crime was reported to the police, with
/// what proves it. ``TakeBack`` takes it back, by the code of its kind.
public struct RecordOutsideReport: Sendable {
    public var incident: String
    public var report: OutsideReportKind
    /// Who was asked or told.
    public var recipient: String
    public var when: WrittenMoment
    /// What they gave as their reference, or what proves it.
    public var reference: String
    /// Of a file that proves it; nil when there is none.
    public var evidence: EvidenceHash?
    public var because: StatedReason
    public var officer: ActingOfficer

    public init(
        incident: String,
        report: OutsideReportKind,
        recipient: String,
        when: WrittenMoment,
        reference: String,
        evidence: EvidenceHash? = nil,
        because: StatedReason,
        officer: ActingOfficer
    ) {
        self.incident = incident
        self.report = report
        self.recipient = recipient
        self.when = when
        self.reference = reference
        self.evidence = evidence
        self.because = because
        self.officer = officer
    }

    /// Throws without a recipient or a proof, and for a moment that has not been.
    public func run(in store: Store) throws {
        let found = try store.incident(named: incident)
        guard recipient.saysSomething else { throw CaseworkError.recipientMissing }
        guard reference.saysSomething else { throw CaseworkError.noProofOfSending }
        guard when.earliest <= officer.now else { throw CaseworkError.momentToCome }
        for text in [recipient, reference, because.text]
        where TypedNumbers.mayHoldCitizenNumber(text) {
            throw CaseworkError.citizenNumberTyped
        }
        try store.publishing {
            try store.record(
                outsideReport: report,
                to: recipient,
                from: when.earliest,
                to: when.latest,
                reference: reference,
                evidence: evidence?.text,
                because: because.text,
                of: found,
                act: officer.act(towards: found.concernedParties)
            )
        }
    }
}

/// Whom outside was asked or told in an incident, oldest first, those that were taken back too.
public struct ListOutsideReports: Sendable {
    public var incident: String

    public init(incident: String) { self.incident = incident }

    public struct Item: Codable, Sendable, Equatable {
        public var report: OutsideReportKind
        public var recipient: String
        /// When its time is not known, the latest that it can have been.
        public var happenedAt: Instant
        public var reference: String
        /// SHA-256 in hexadecimal; nil when there is no file.
        public var evidence: String?
        public var because: String
        public var by: String
        public var recordedAt: Instant
        /// In the ledger, from 0.
        public var entry: Int
        /// Why, and who did; nil while it stands.
        public var takenBack: TakenBack?

        public struct TakenBack: Codable, Sendable, Equatable {
            public var at: Instant
            public var by: String
            public var because: String
        }
    }

    public func run(in store: Store) throws -> [Item] {
        try store.outsideReports(of: store.incident(named: incident)).map { recorded in
            let body = recorded.report.body
            return Item(
                report: recorded.kind,
                recipient: body.to,
                happenedAt: Instant(milliseconds: body.happenedAt),
                reference: body.reference,
                evidence: body.evidence,
                because: body.because,
                by: body.by,
                recordedAt: Instant(milliseconds: recorded.report.recordedAt),
                entry: recorded.report.entry,
                takenBack: recorded.takenBack.map {
                    Item.TakenBack(
                        at: Instant(milliseconds: $0.at),
                        by: $0.by,
                        because: $0.because
                    )
                }
            )
        }
    }
}

extension String {
    /// Is there a letter or a digit in it?
    var saysSomething: Bool { contains { $0.isLetter || $0.isNumber } }
}
