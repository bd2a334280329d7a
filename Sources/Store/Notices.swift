// SPDX-License-Identifier: EUPL-1.2

public import Incidents

/// The answer to a question of the notification to the authority: typed, or what the register says and
/// somebody confirmed. The last one counts.
public struct NoticeAnswerFact: Fact {
    public static let kind = "notice-answer"
    public var incident: Int
    /// Code of a ``NoticeQuestion``.
    public var question: String
    public var text: String
    /// Where a confirmed answer was derived from; nil of one that was typed.
    public var derivedFrom: String?
    public var by: String

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case question = "question"
        case text = "text"
        case derivedFrom = "derivedFrom"
        case by = "by"
    }
}

/// That a notification was sent, with all answers as they were sent (melding).
public struct NoticeSentFact: Fact {
    public static let kind = "notice-sent"
    public var incident: Int
    /// Of the incident, from 1.
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

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case number = "number"
        case nature = "nature"
        case sentAt = "sentAt"
        case reference = "reference"
        case answers = "answers"
        case by = "by"
    }
}

extension NoticeAnswerFact {
    public var keys: [FactKey] { [.incident(incident)] }
}

extension NoticeSentFact {
    public var keys: [FactKey] { [.incident(incident)] }
}

extension Store {
    /// The answers that count, by the code of their question.
    public func noticeAnswers(of incident: IncidentFact) throws -> [String: Recorded<
        NoticeAnswerFact
    >] {
        try facts.all(NoticeAnswerFact.self, .incident(incident.number)).reduce(into: [:]) {
            $0[$1.body.question] = $1
        }
    }

    /// The notifications that were sent, in their order.
    public func noticesSent(of incident: IncidentFact) throws -> [Recorded<NoticeSentFact>] {
        try facts.all(NoticeSentFact.self, .incident(incident.number))
    }

    public func record(
        answer text: String,
        to question: NoticeQuestion,
        derivedFrom: String?,
        of incident: IncidentFact,
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
                        by: act.by
                    )
                ]
            )
        }
    }

    /// Records a notification with its moment, in one act: no clock runs on beside a proof of sending.
    /// `moment`: nil when it is recorded already.
    public func recordNotice(
        nature: String,
        sentAt: Int64,
        moment: GivenMoment?,
        reference: String,
        answers: [String: String],
        of incident: IncidentFact,
        act: Act
    ) throws -> NoticeSentFact {
        try commit(act) { store, db, entries in
            try store.refuseClosed(incident)
            let fact = NoticeSentFact(
                incident: incident.number,
                number: try store.noticesSent(of: incident).count + 1,
                nature: nature,
                sentAt: sentAt,
                reference: reference,
                answers: answers,
                by: act.by
            )
            var facts: [any Fact] = [fact]
            if let moment {
                let known = try store.dutyMoments(of: incident, party: moment.party)
                try Self.refuseImpossible([moment], beside: known, act)
                facts.append(moment.fact(incident: incident.number, by: act))
            }
            try entries.record(db, facts)
            return fact
        }
    }
}
