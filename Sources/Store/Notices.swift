// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Incidents

/// The answer to a question of a notification: typed, or what the register says and somebody confirmed.
/// The last one counts.
public struct NoticeAnswerFact: Fact {
    public static let kind = "notice-answer"
    public var incident: Int
    /// Code of a ``NoticeQuestion``.
    public var question: String
    public var text: String
    /// Where a confirmed answer was derived from; nil of one that was typed.
    public var derivedFrom: String?
    public var by: String
    /// Code of a `NoticeKind`; nil of that of a breach.
    public var notice: String?
    /// Whose notification it is; nil: ours.
    public var party: String?

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case question = "question"
        case text = "text"
        case derivedFrom = "derivedFrom"
        case by = "by"
        case notice = "notice"
        case party = "party"
    }
}

/// That a notification was sent, with all answers as they were sent (melding).
public struct NoticeSentFact: Fact {
    public static let kind = "notice-sent"
    public var incident: Int
    /// Of those of its kind and party, from 1.
    public var number: Int
    /// `first`, `supplement` or `withdrawal`.
    public var nature: String
    /// Milliseconds since 1970-01-01 UTC.
    public var sentAt: Int64
    /// What the authority gave as its reference.
    public var reference: String
    /// By the code of the question.
    public var answers: [String: String]
    public var by: String
    /// Code of a `NoticeKind`; nil of that of a breach.
    public var notice: String?
    /// Whose notification it is; nil: ours.
    public var party: String?
    /// To whom it was sent; nil of that of a breach, which has one recipient.
    public var to: String?
    /// Where it was filed; nil when that was not said.
    public var channel: String?
    /// SHA-256 of a file that proves it, in hexadecimal; nil when there is none.
    public var evidence: String?

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case number = "number"
        case nature = "nature"
        case sentAt = "sentAt"
        case reference = "reference"
        case answers = "answers"
        case by = "by"
        case notice = "notice"
        case party = "party"
        case to = "to"
        case channel = "channel"
        case evidence = "evidence"
    }
}

extension NoticeAnswerFact {
    public var keys: [FactKey] { [.incident(incident)] }
}

extension NoticeSentFact {
    public var keys: [FactKey] { [.incident(incident)] }
}

/// Which notification of an incident: its kind, and whose it is.
public struct NoticeSubject: Hashable, Sendable {
    public var kind: NoticeKind
    /// Nil: ours.
    public var party: Party.ID?

    public init(_ kind: NoticeKind, of party: Party.ID? = nil) {
        self.kind = kind
        self.party = party
    }

    /// What stands in the ledger: the notification of a breach was there first, without a name.
    fileprivate var code: String? { kind == .dataBreach ? nil : kind.code }

    fileprivate func isOf(_ notice: String?, _ party: String?) -> Bool {
        notice == code && party == self.party?.rawValue
    }
}

/// A notification as it was sent.
public struct SentNotice: Sendable {
    public var subject: NoticeSubject
    /// `first`, `supplement` or `withdrawal`.
    public var nature: String
    /// Milliseconds since 1970-01-01 UTC.
    public var sentAt: Int64
    public var reference: String
    public var to: String?
    public var channel: String?
    public var evidence: String?
    /// By the code of the question.
    public var answers: [String: String]

    public init(
        _ subject: NoticeSubject,
        nature: String,
        sentAt: Int64,
        reference: String,
        to: String? = nil,
        channel: String? = nil,
        evidence: String? = nil,
        answers: [String: String]
    ) {
        self.subject = subject
        self.nature = nature
        self.sentAt = sentAt
        self.reference = reference
        self.to = to
        self.channel = channel
        self.evidence = evidence
        self.answers = answers
    }
}

extension NoticeSentFact {
    /// Throws for a kind that is not known.
    public func subject() throws -> NoticeSubject {
        guard let kind = notice.map(NoticeKind.init(rawValue:)) ?? .dataBreach else {
            throw StoreError.integrity(.unreadable(.fact(kind: Self.kind)))
        }
        return NoticeSubject(kind, of: party.map(Party.ID.init(rawValue:)))
    }
}

extension Store {
    /// The answers that count, by the code of their question.
    public func noticeAnswers(
        of incident: IncidentFact,
        _ subject: NoticeSubject = NoticeSubject(.dataBreach)
    ) throws -> [String: Recorded<NoticeAnswerFact>] {
        try facts.all(NoticeAnswerFact.self, .incident(incident.number))
            .filter { subject.isOf($0.body.notice, $0.body.party) }
            .reduce(into: [:]) { $0[$1.body.question] = $1 }
    }

    /// The notifications that were sent, of all kinds, in their order.
    public func noticesSent(of incident: IncidentFact) throws -> [Recorded<NoticeSentFact>] {
        try facts.all(NoticeSentFact.self, .incident(incident.number))
    }

    public func noticesSent(
        of incident: IncidentFact,
        _ subject: NoticeSubject
    ) throws -> [Recorded<NoticeSentFact>] {
        try noticesSent(of: incident).filter { subject.isOf($0.body.notice, $0.body.party) }
    }

    public func record(
        answer text: String,
        to question: NoticeQuestion,
        derivedFrom: String?,
        of incident: IncidentFact,
        _ subject: NoticeSubject = NoticeSubject(.dataBreach),
        act: Act
    ) throws {
        try commit(act) { store, db, entries in
            try store.refuseClosed(incident)
            try entries.record(
                db,
                [
                    NoticeAnswerFact(
                        incident: incident.number,
                        question: question.code,
                        text: text,
                        derivedFrom: derivedFrom,
                        by: act.by,
                        notice: subject.code,
                        party: subject.party?.rawValue
                    )
                ]
            )
        }
    }

    /// Records a notification with its moment, in one act: no clock runs on beside a proof of sending.
    /// `moment`: nil when it is recorded already.
    public func record(
        _ notice: SentNotice,
        moment: GivenMoment?,
        of incident: IncidentFact,
        act: Act
    ) throws {
        try commit(act) { store, db, entries in
            try store.refuseClosed(incident)
            let fact = NoticeSentFact(
                incident: incident.number,
                number: try store.noticesSent(of: incident, notice.subject).count + 1,
                nature: notice.nature,
                sentAt: notice.sentAt,
                reference: notice.reference,
                answers: notice.answers,
                by: act.by,
                notice: notice.subject.code,
                party: notice.subject.party?.rawValue,
                to: notice.to,
                channel: notice.channel,
                evidence: notice.evidence
            )
            var facts: [any Fact] = [fact]
            if let moment {
                let known = try store.dutyMoments(of: incident, party: moment.party)
                try Self.refuseImpossible([moment], beside: known, act)
                facts.append(moment.fact(incident: incident.number, by: act))
            }
            try entries.record(db, facts)
        }
    }
}
