// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Incidents
internal import Letters
public import Store

/// Records an answer that somebody typed, or confirms what the register says.
public struct AnswerNotice: Sendable {
    public var incident: String
    public var notice: NoticeKind
    /// Whose notification it is; nil: ours.
    public var party: Party.ID?
    public var question: NoticeQuestion
    /// Nil: what the register says now.
    public var text: String?
    public var officer: ActingOfficer

    public init(
        incident: String,
        notice: NoticeKind = .dataBreach,
        party: Party.ID? = nil,
        question: NoticeQuestion,
        text: String?,
        officer: ActingOfficer
    ) {
        self.incident = incident
        self.notice = notice
        self.party = party
        self.question = question
        self.text = text
        self.officer = officer
    }

    /// Characters of an answer.
    public static let longest = 4000

    /// Throws for a notification that no law asks for, and for a question that it does not have.
    public func run(in store: Store) throws -> DraftNotice.Answer {
        let found = try store.incident(named: incident)
        let request = DraftNotice(
            incident: incident,
            notice: notice,
            party: party,
            now: officer.now
        )
        let draft = try request.run(in: store)
        try draft.refuseUnasked()
        guard let item = draft.item(question) else {
            throw CaseworkError.nothingSoCalled(question.code)
        }
        var (text, source) = (text ?? "", String?.none)
        if self.text == nil {
            guard item.state == .derived else {
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
                request.subject,
                act: officer.act(towards: found.concernedParties)
            )
        }
        return try request.run(in: store)
    }
}

/// Records that a notification was sent: its moment, to whom, what proves it, and every answer as it was.
public struct SendNotice: Sendable {
    public enum Nature: String, Codable, Sendable, CaseIterable {
        case first = "first"
        case supplement = "supplement"
        /// Only of the notification of a breach.
        case withdrawal = "withdrawal"
    }

    public var incident: String
    public var notice: NoticeKind
    /// Whose notification it is; nil: ours.
    public var party: Party.ID?
    public var nature: Nature
    public var sentAt: WrittenMoment
    /// Of the authority, or what proves that it was sent.
    public var reference: String
    /// To whom, of a stage of the Cyberbeveiligingswet; empty: to whom its law says.
    public var recipient: String
    /// Where it was filed; empty when that is not said.
    public var channel: String
    /// Of a file that proves it; nil when there is none.
    public var evidence: EvidenceHash?
    public var officer: ActingOfficer

    public init(
        incident: String,
        notice: NoticeKind = .dataBreach,
        party: Party.ID? = nil,
        nature: Nature,
        sentAt: WrittenMoment,
        reference: String,
        recipient: String = "",
        channel: String = "",
        evidence: EvidenceHash? = nil,
        officer: ActingOfficer
    ) {
        self.incident = incident
        self.notice = notice
        self.party = party
        self.nature = nature
        self.sentAt = sentAt
        self.reference = reference
        self.recipient = recipient
        self.channel = channel
        self.evidence = evidence
        self.officer = officer
    }

    /// Throws for one that no law asks for, without a proof or a recipient, or at a moment that cannot be.
    public func run(in store: Store) throws -> DraftNotice.Answer {
        let found = try store.incident(named: incident)
        guard reference.saysSomething else { throw CaseworkError.noProofOfSending }
        for text in [reference, recipient, channel]
        where TypedNumbers.mayHoldCitizenNumber(text) {
            throw CaseworkError.citizenNumberTyped
        }
        let request = DraftNotice(
            incident: incident,
            notice: notice,
            party: party,
            now: officer.now
        )
        let draft = try request.run(in: store)
        try draft.refuseUnasked()
        let known = try moments(of: found, store)
        // Whoever recorded the moment by itself before has not to do so again.
        let isThere = isAnswered(known)
        guard nature == .first || isThere || !draft.sent.isEmpty else {
            throw CaseworkError.nothingNotified
        }
        let moment = try moment(isThere)
        let given = moment.map { GivenMoment($0, sentAt, note: reference, party: party) }
        if let given {
            _ = try RecordMoment.doubts(about: [given], known: known, now: officer.now)
        }
        guard sentAt.earliest <= officer.now else { throw CaseworkError.momentToCome }
        let sent = SentNotice(
            request.subject,
            nature: nature.rawValue,
            sentAt: sentAt.latest,
            reference: reference,
            to: try addressee(draft),
            channel: said(channel) ?? (notice.isOfCyberAct ? draft.duty?.channel : nil),
            evidence: evidence?.text,
            answers: draft.items.reduce(into: [:]) { answers, item in
                if !item.text.isEmpty { answers[item.question.code] = item.text }
            }
        )
        try store.publishing {
            try store.record(
                sent,
                moment: given,
                of: found,
                act: officer.act(towards: found.concernedParties)
            )
        }
        return try request.run(in: store)
    }

    private func moments(of found: IncidentFact, _ store: Store) throws -> DutyMoments {
        guard notice.isOfCyberAct else { return try store.dutyMoments(of: found, party: nil) }
        // A moment of all parties says nothing of what this one sent.
        return DutyMoments(
            try store.dutyRecord(of: found).moments.filter { $0.party == party }.map(\.recorded)
        )
    }

    /// Is it recorded that this was sent? A report that is asked for again is to be sent again.
    private func isAnswered(_ known: DutyMoments) -> Bool {
        guard let sent = known[notice.moment] else { return false }
        guard notice == .interimReport, let asked = known[.interimReportRequested] else {
            return true
        }
        return sent >= asked
    }

    private func moment(_ isThere: Bool) throws(CaseworkError) -> DutyMoment? {
        switch nature {
        case .first: return isThere ? nil : notice.moment
        // The month of the final report runs from the first filing: a supplement does not move it.
        case .supplement: return notice.isOfCyberAct ? nil : .authoritySupplemented
        case .withdrawal:
            guard !notice.isOfCyberAct else { throw .withdrawalRefused(notice) }
            return .authorityNotificationWithdrawn
        }
    }

    private func addressee(_ draft: DraftNotice.Answer) throws(CaseworkError) -> String? {
        guard notice.isOfCyberAct else { return nil }
        if let recipient = said(recipient) { return recipient }
        guard let names = draft.duty?.recipientNames(in: .dutch) else {
            throw .recipientMissing
        }
        return names.joined(separator: "; ")
    }

    private func said(_ text: String) -> String? { text.saysSomething ? text : nil }
}
