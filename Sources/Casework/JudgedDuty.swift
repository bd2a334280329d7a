// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Incidents

extension JudgeDuties {
    /// A duty with its clock.
    public struct Duty: Codable, Sendable, Equatable {
        /// Of the rule: `gdpr-33-1`.
        public var duty: String
        public var law: String
        public var article: String
        public var dutchTitle: String
        public var englishTitle: String
        public var bearer: DutyRule.Bearer
        public var recipient: DutyRule.Recipient
        /// Who that is, by sector and date; nil where the law itself says it.
        public var recipientNames: [String]?
        public var dutchRecipientNames: [String]?
        /// Where it is filed; nil when nobody recorded it.
        public var channel: String?
        public var state: DutyClock.State
        public var startsAt: Instant?
        public var dueAt: Instant?
        /// The same period as Regulation 1182/71 counts it.
        public var dueByRegulation1182: Instant?
        public var metAt: Instant?
        /// Is the time of the start, or of what fulfilled it, not known? Then the end that speaks against
        /// us was counted.
        public var isTimeUnknown: Bool
        /// From the start until it was met or ended, or until now.
        public var elapsedSeconds: Double?
        /// Left, of a clock that runs.
        public var remainingSeconds: Double?
        /// After the deadline at which it was met, or by which it is overdue.
        public var lateSeconds: Double?
        /// What ended it, or makes it wait.
        public var decision: Decision?
        /// Corrections of the moments that it reads, oldest first.
        public var changes: [Change]
        /// How many of the people were told, of the duty to tell them.
        public var told: ToldShare?
        /// Further information to the authority (GDPR Art. 33(4)), oldest first.
        public var supplementedAt: [Instant]

        public func title(in language: Language) -> String {
            language == .dutch ? dutchTitle : englishTitle
        }

        public func recipientNames(in language: Language) -> [String]? {
            language == .dutch ? dutchRecipientNames : recipientNames
        }

        init(
            _ clock: DutyClock,
            _ recorded: [RecordedMoment],
            _ cyber: CyberActStanding? = nil,
            told share: ToldShare? = nil
        ) {
            func instant(_ moment: Int64?) -> Instant? { moment.map(Instant.init(milliseconds:)) }
            func seconds(_ span: DutySpan?) -> Double? {
                span.map { Double($0.milliseconds) / 1_000 }
            }
            let rule = clock.rule
            duty = rule.id.rawValue
            law = rule.law
            article = rule.article
            dutchTitle = rule.dutchTitle
            englishTitle = rule.englishTitle
            bearer = rule.bearer
            recipient = rule.recipient
            let isFiled = rule.recipient == .incidentResponseTeamAndAuthority
            recipientNames = isFiled ? cyber?.recipient?.names(in: .english) : nil
            dutchRecipientNames = isFiled ? cyber?.recipient?.names(in: .dutch) : nil
            channel = isFiled ? cyber?.decision?.channel ?? cyber?.recipient?.channel : nil
            state = clock.state
            startsAt = instant(clock.startsAt)
            dueAt = instant(clock.dueAt)
            dueByRegulation1182 = instant(clock.regulationDueAt)
            metAt = instant(clock.metAt)
            isTimeUnknown = clock.isTimeUnknown
            elapsedSeconds = seconds(clock.elapsed)
            remainingSeconds = seconds(clock.remaining)
            lateSeconds = seconds(clock.lateness)
            decision = clock.decision.map(Decision.init)
            told = rule.id == DutyRuleSet.personsNotice.id ? share : nil
            changes = [rule.trigger, rule.fulfilledBy]
                .flatMap { DutyChange.changes(of: $0, in: recorded) }
                .sorted { $0.changedAt < $1.changedAt }.map(Change.init)
            supplementedAt =
                rule.id == DutyRuleSet.authorityFollowUp.id
                ? recorded.supplements.map(Instant.init(milliseconds:)) : []
        }
    }
}

extension JudgeDuties {
    /// A decision about a duty.
    public struct Decision: Codable, Sendable, Equatable {
        public var decision: DutyDecisionKind
        public var article: String
        public var decidedAt: Instant
        /// Up to when it holds; nil when it has no end.
        public var until: Instant?
        public var by: String
        public var because: String

        public init(_ decision: DutyDecision) {
            self.decision = decision.kind
            article = decision.kind.article
            decidedAt = Instant(milliseconds: decision.decidedAt)
            until = decision.until.map(Instant.init(milliseconds:))
            by = decision.by
            because = decision.because
        }
    }

    /// That a clock reads another moment than it once did.
    public struct Change: Codable, Sendable, Equatable {
        public var moment: DutyMoment
        public var was: Instant
        /// Nil: it was taken back, and another counts, or none.
        public var isNow: Instant?
        public var changedAt: Instant
        public var by: String
        public var because: String

        init(_ change: DutyChange) {
            moment = change.moment
            was = Instant(milliseconds: change.was)
            isNow = change.isNow.map(Instant.init(milliseconds:))
            changedAt = Instant(milliseconds: change.changedAt)
            by = change.by
            because = change.because
        }
    }
}

extension [RecordedMoment] {
    /// Notifications to the authority after the first, and what was recorded as further information.
    fileprivate var supplements: [Int64] {
        let standing = filter { $0.takenBack == nil }
        let notified = standing.filter { $0.moment == .authorityNotified }.map(\.happenedAt)
        let first = DutyMoments(self)[.authorityNotified]
        let further = standing.filter { $0.moment == .authoritySupplemented }.map(\.happenedAt)
        // Corrections of the first have another time than it; what is later is further information.
        return (notified.filter { moment in first.map { moment > $0 } ?? false } + further).sorted()
    }
}
