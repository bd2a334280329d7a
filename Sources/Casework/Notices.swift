// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Incidents
public import Store

/// A notification as it stands: each answer typed by somebody, derived from the register or from what was
/// notified before, or missing (GDPR Art. 33(3), Cbw Art. 26 to 29).
public struct DraftNotice: Sendable {
    public var incident: String
    public var notice: NoticeKind
    /// Whose notification it is; nil: ours.
    public var party: Party.ID?
    /// Milliseconds since 1970-01-01 UTC.
    public var now: Int64
    /// In which answers are derived: the authorities read Dutch.
    public var language: Language

    public init(
        incident: String,
        notice: NoticeKind = .dataBreach,
        party: Party.ID? = nil,
        now: Int64,
        language: Language = .dutch
    ) {
        self.incident = incident
        self.notice = notice
        self.party = party
        self.now = now
        self.language = language
    }

    public enum State: String, Codable, Sendable, CaseIterable {
        /// Typed, or confirmed and still what the register says.
        case recorded = "recorded"
        /// What the register says now; nobody has confirmed it, or it changed since.
        case derived = "derived"
        case missing = "missing"
    }

    public struct Item: Codable, Sendable, Equatable {
        public var question: NoticeQuestion
        public var state: State
        /// Empty when it is missing.
        public var text: String
        /// Of a derived answer: which version, moment, decision or earlier notification says it.
        public var source: String?
        /// Of one that was recorded.
        public var by: String?
        public var recordedAt: Instant?
        /// What was confirmed before the register changed, or sent last; nil when it is the same.
        public var before: String?
    }

    public struct Sent: Codable, Sendable, Equatable {
        public var notice: NoticeKind
        public var number: Int
        public var nature: String
        public var sentAt: Instant
        public var reference: String
        /// Nil of the notification of a breach, which has one recipient.
        public var to: String?
        public var channel: String?
        /// SHA-256 of a file that proves it; nil when there is none.
        public var evidence: String?
        public var by: String
        public var answers: [String: String]

        init(_ fact: NoticeSentFact, _ notice: NoticeKind) {
            self.notice = notice
            number = fact.number
            nature = fact.nature
            sentAt = Instant(milliseconds: fact.sentAt)
            reference = fact.reference
            to = fact.to
            channel = fact.channel
            evidence = fact.evidence
            by = fact.by
            answers = fact.answers
        }
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var incident: String
        public var notice: NoticeKind
        /// Nil: ours.
        public var party: String?
        /// The duty that asks for it, with its clock; nil when no law does.
        public var duty: JudgeDuties.Duty?
        public var items: [Item]
        public var sent: [Sent]
        /// With which it is compared: the last of its kind, else of an earlier stage.
        public var last: Sent?

        public func item(_ question: NoticeQuestion) -> Item? {
            items.first { $0.question == question }
        }

        /// Answers that differ from the last notification; all of them before the first. What an earlier
        /// stage did not ask is not compared with it.
        public var changed: [Item] {
            guard let last else { return items.filter { $0.state != .missing } }
            let asked = Set(last.notice.questions)
            return items.filter {
                asked.contains($0.question) && $0.text != last.answers[$0.question.code] ?? ""
            }
        }

        public func count(_ state: State) -> Int { items.count { $0.state == state } }
    }

    var subject: NoticeSubject { NoticeSubject(notice, of: party) }

    /// Throws ``CaseworkError/partyNotConcerned(_:)``.
    public func run(in store: Store) throws -> Answer {
        let found = try store.incident(named: incident)
        try found.refuseOther(party)
        let recorded = try store.noticeAnswers(of: found, subject)
        let duties = try JudgeDuties(incident: incident, now: now).run(in: store)
        let derived = try DerivedAnswers(of: found, self, duties, in: store)
        let sent = try store.noticesSent(of: found, subject).map { Sent($0.body, notice) }
        let earlier = try notice.stagesBefore.compactMap { stage in
            try store.noticesSent(of: found, NoticeSubject(stage, of: party)).last.map {
                Sent($0.body, stage)
            }
        }.last
        let last = sent.last ?? earlier
        let items = notice.questions.map {
            item($0, recorded[$0.code], derived[$0], last?.answers[$0.code])
        }
        return Answer(
            incident: found.reference,
            notice: notice,
            party: party?.rawValue,
            duty: notice.duty(of: party, in: duties),
            items: items,
            sent: sent,
            last: last
        )
    }

    private func item(
        _ question: NoticeQuestion,
        _ recorded: Recorded<NoticeAnswerFact>?,
        _ says: DerivedAnswers.Derived?,
        _ last: String?
    ) -> Item {
        guard let recorded else {
            return Item(
                question: question,
                state: says == nil ? .missing : .derived,
                text: says?.text ?? "",
                source: says?.source,
                by: nil,
                recordedAt: nil,
                before: last.flatMap { $0 == says?.text ? nil : $0 }
            )
        }
        let body = recorded.body
        // What was confirmed and is no longer so is asked for again; what was typed stands.
        let isOld = body.derivedFrom != nil && says != nil && says?.text != body.text
        return Item(
            question: question,
            state: isOld ? .derived : .recorded,
            text: isOld ? says?.text ?? "" : body.text,
            source: isOld ? says?.source : body.derivedFrom,
            by: isOld ? nil : body.by,
            recordedAt: isOld ? nil : Instant(milliseconds: recorded.recordedAt),
            before: isOld ? body.text : last.flatMap { $0 == body.text ? nil : $0 }
        )
    }
}

extension NoticeKind {
    /// The duty of a party, or of ourselves (nil), that asks for it; nil when no law did by then.
    public func duty(of party: Party.ID?, in duties: JudgeDuties.Answer) -> JudgeDuties.Duty? {
        let standings =
            isOfCyberAct
            ? duties.standings.filter { $0.party == party?.rawValue } : duties.standings
        let all = standings.flatMap(\.duties)
        return self.duties.lazy.compactMap { id in all.first { $0.duty == id.rawValue } }.first
    }
}

/// The notifications of an incident: those that a law asks for at that moment, and those that were sent.
public struct ListNotices: Sendable {
    public var incident: String
    /// Milliseconds since 1970-01-01 UTC.
    public var now: Int64

    public init(incident: String, now: Int64) {
        self.incident = incident
        self.now = now
    }

    public struct Item: Codable, Sendable, Equatable {
        public var notice: NoticeKind
        /// Nil: ours.
        public var party: String?
        /// Nil when no law asks for it.
        public var duty: JudgeDuties.Duty?
        public var sent: Int
        public var lastSentAt: Instant?
    }

    /// That of a breach first, then ours in the order of the law, then those of each party.
    public func run(in store: Store) throws -> [Item] {
        let found = try store.incident(named: incident)
        let duties = try JudgeDuties(incident: incident, now: now).run(in: store)
        let parties = [nil] + found.concernedParties.map(Optional.init)
        return try parties.flatMap { party in
            try NoticeKind.allCases.compactMap { notice -> Item? in
                guard notice.isOfCyberAct || party == nil else { return nil }
                let sent = try store.noticesSent(of: found, NoticeSubject(notice, of: party))
                let duty = notice.duty(of: party, in: duties)
                // A progress report belongs to a month that has begun.
                let isAsked = notice != .progressReport || duty?.startsAt != nil
                guard !notice.isOfCyberAct || !sent.isEmpty || duty != nil && isAsked else {
                    return nil
                }
                return Item(
                    notice: notice,
                    party: party?.rawValue,
                    duty: duty,
                    sent: sent.count,
                    lastSentAt: sent.last.map { Instant(milliseconds: $0.body.sentAt) }
                )
            }
        }
    }
}

extension DraftNotice.Answer {
    /// Throws ``CaseworkError/noticeNotAsked(notice:party:)`` when no law asks for it at that moment.
    func refuseUnasked() throws(CaseworkError) {
        guard notice.isOfCyberAct, duty == nil else { return }
        throw .noticeNotAsked(notice, party: party)
    }
}
