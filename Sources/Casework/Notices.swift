// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Incidents
internal import Letters
public import Store

/// The notification to the authority as it stands: each answer typed by somebody, derived from the
/// register, or missing (GDPR Art. 33(3)).
public struct DraftNotice: Sendable {
    public var incident: String
    /// Milliseconds since 1970-01-01 UTC.
    public var now: Int64
    /// In which answers are derived: the authority reads Dutch.
    public var language: Language

    public init(incident: String, now: Int64, language: Language = .dutch) {
        self.incident = incident
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
        /// Of a derived answer: which version, moment or decision says it.
        public var source: String?
        /// Of one that was recorded.
        public var by: String?
        public var recordedAt: Instant?
        /// What was confirmed before the register changed, or sent last; nil when it is the same.
        public var before: String?
    }

    public struct Sent: Codable, Sendable, Equatable {
        public var number: Int
        public var nature: String
        public var sentAt: Instant
        public var reference: String
        public var by: String
        public var answers: [String: String]
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var incident: String
        public var items: [Item]
        public var sent: [Sent]

        public func item(_ question: NoticeQuestion) -> Item? {
            items.first { $0.question == question }
        }

        /// Answers that differ from the last notification; all of them before the first.
        public var changed: [Item] {
            guard let last = sent.last else { return items.filter { $0.state != .missing } }
            return items.filter { $0.text != last.answers[$0.question.code] ?? "" }
        }

        public func count(_ state: State) -> Int { items.count { $0.state == state } }
    }

    public func run(in store: Store) throws -> Answer {
        let found = try store.incident(named: incident)
        let recorded = try store.noticeAnswers(of: found)
        let sent = try store.noticesSent(of: found)
        let derived = try DerivedAnswers(of: found, now: now, language, in: store)
        let last = sent.last?.body.answers
        let items = NoticeQuestion.allCases.map { question -> Item in
            let says = derived[question]
            guard let answer = recorded[question.code] else {
                return Item(
                    question: question,
                    state: says == nil ? .missing : .derived,
                    text: says?.text ?? "",
                    source: says?.source,
                    by: nil,
                    recordedAt: nil,
                    before: last?[question.code].flatMap { $0 == says?.text ? nil : $0 }
                )
            }
            let body = answer.body
            // What was confirmed and is no longer so is asked for again; what was typed stands.
            let isOld = body.derivedFrom != nil && says != nil && says?.text != body.text
            return Item(
                question: question,
                state: isOld ? .derived : .recorded,
                text: isOld ? says?.text ?? "" : body.text,
                source: isOld ? says?.source : body.derivedFrom,
                by: isOld ? nil : body.by,
                recordedAt: isOld ? nil : Instant(milliseconds: answer.recordedAt),
                before: isOld
                    ? body.text : last?[question.code].flatMap { $0 == body.text ? nil : $0 }
            )
        }
        return Answer(
            incident: found.reference,
            items: items,
            sent: sent.map {
                Sent(
                    number: $0.body.number,
                    nature: $0.body.nature,
                    sentAt: Instant(milliseconds: $0.body.sentAt),
                    reference: $0.body.reference,
                    by: $0.body.by,
                    answers: $0.body.answers
                )
            }
        )
    }
}

/// Records an answer that somebody typed, or confirms what the register says.
public struct AnswerNotice: Sendable {
    public var incident: String
    public var question: NoticeQuestion
    /// Nil: what the register says now.
    public var text: String?
    public var officer: ActingOfficer

    public init(
        incident: String,
        question: NoticeQuestion,
        text: String?,
        officer: ActingOfficer
    ) {
        self.incident = incident
        self.question = question
        self.text = text
        self.officer = officer
    }

    /// Characters of an answer.
    public static let longest = 4000

    public func run(in store: Store) throws -> DraftNotice.Answer {
        let found = try store.incident(named: incident)
        let draft = DraftNotice(incident: incident, now: officer.now)
        var (text, source) = (text ?? "", String?.none)
        if self.text == nil {
            guard let item = try draft.run(in: store).item(question), item.state == .derived else {
                throw CaseworkError.nothingSoCalled(question.code)
            }
            (text, source) = (item.text, item.source)
        }
        guard text.count <= Self.longest else {
            throw CaseworkError.answerTooLong(atMost: Self.longest)
        }
        guard !TypedNumbers.mayHoldCitizenNumber(text) else {
            throw CaseworkError.citizenNumberTyped
        }
        try store.publishing {
            try store.record(
                answer: text,
                to: question,
                derivedFrom: source,
                of: found,
                act: officer.act(towards: found.concernedParties)
            )
        }
        return try draft.run(in: store)
    }
}

/// Records that the notification was sent: its moment, the reference of the authority, and every answer
/// as it was.
public struct SendNotice: Sendable {
    public enum Nature: String, Codable, Sendable, CaseIterable {
        case first = "first"
        case supplement = "supplement"
        case withdrawal = "withdrawal"
    }

    public var incident: String
    public var nature: Nature
    public var sentAt: WrittenMoment
    /// Of the authority, or what proves that it was sent.
    public var reference: String
    public var officer: ActingOfficer

    public init(
        incident: String,
        nature: Nature,
        sentAt: WrittenMoment,
        reference: String,
        officer: ActingOfficer
    ) {
        self.incident = incident
        self.nature = nature
        self.sentAt = sentAt
        self.reference = reference
        self.officer = officer
    }

    public func run(in store: Store) throws -> DraftNotice.Answer {
        let found = try store.incident(named: incident)
        guard reference.contains(where: { $0.isLetter || $0.isNumber }) else {
            throw CaseworkError.noProofOfSending
        }
        guard !TypedNumbers.mayHoldCitizenNumber(reference) else {
            throw CaseworkError.citizenNumberTyped
        }
        let draft = try DraftNotice(incident: incident, now: officer.now).run(in: store)
        let known = try store.dutyMoments(of: found, party: nil)
        guard nature == .first || known[.authorityNotified] != nil else {
            throw CaseworkError.nothingNotified
        }
        let moment: DutyMoment =
            switch nature {
            case .first: .authorityNotified
            case .supplement: .authoritySupplemented
            case .withdrawal: .authorityNotificationWithdrawn
            }
        // Whoever recorded the moment by itself before has not to do so again.
        let isThere = nature == .first && known[.authorityNotified] != nil
        let given = GivenMoment(moment, sentAt, note: reference)
        if !isThere {
            _ = try RecordMoment.doubts(about: [given], known: known, now: officer.now)
        }
        _ = try store.publishing {
            try store.recordNotice(
                nature: nature.rawValue,
                sentAt: sentAt.latest,
                moment: isThere ? nil : given,
                reference: reference,
                answers: draft.items.reduce(into: [:]) { answers, item in
                    if !item.text.isEmpty { answers[item.question.code] = item.text }
                },
                of: found,
                act: officer.act(towards: found.concernedParties)
            )
        }
        return try DraftNotice(incident: incident, now: officer.now).run(in: store)
    }
}
