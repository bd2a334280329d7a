// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// What has to be decided, recorded or looked at beside the clocks.
public enum DutyHint: Hashable, Sendable, Codable {
    /// No role of the party had been recorded: the clocks run as for a disputed role.
    case roleNotRecorded
    /// A role is recorded that begins after the day that decides, so it does not count.
    case roleBeginsLater(role: String, from: Int)
    /// Nobody has decided when the controller became aware, so the 72 hours do not run.
    case awarenessNotDecided
    /// The processor told us and did not say when it found out.
    case discoveryNotRecorded
    /// Several versions of the agreement began on one day: the strictest counts.
    case agreementsOfOneDay(versions: [String], strictest: String)
    /// No agreement had begun by the day that decides.
    case noAgreement
    /// The agreement names no hours within which a breach is told.
    case noHoursAgreed(version: String)
    /// The authority is told late, and the notification must give the reasons (GDPR Art. 33(1)).
    case reasonsForDelayMissing
    /// The notification to the authority was withdrawn, and no decision says why none is due.
    case withdrawalNotDecided
    /// So many people got no letter that was handed over, and no reason stands beside that.
    case peopleNotTold(Int)
    /// Letters that are printed tell nobody anything before they are handed over.
    case printedNotHandedOver(wave: String, letters: Int)
    /// Nobody has decided whether the Cyberbeveiligingswet applies.
    case cyberActNotDecided
    case cyberActDoesNotApply(CyberActDecision)
    /// It applies, and nobody recorded where to file.
    case channelNotRecorded(sector: String)
}

/// A role of a party as it was recorded.
public struct RecordedRole: Hashable, Sendable {
    public var role: PartyRole
    /// Days since 1970-01-01.
    public var from: Int
    public var recorded: DutyRecording

    public init(_ role: PartyRole, from: Int, recorded: DutyRecording) {
        self.role = role
        self.from = from
        self.recorded = recorded
    }
}

/// Who recorded something that decides which duties there are, when and why.
public struct DutyRecording: Hashable, Sendable, Codable {
    /// Milliseconds since 1970-01-01 UTC.
    public var at: Int64
    /// Empty in ledgers that did not keep it.
    public var by: String
    public var because: String
    /// Was the incident open by then?
    public var isAfterOpening: Bool

    public init(at: Int64, by: String = "", because: String = "", isAfterOpening: Bool = false) {
        self.at = at
        self.by = by
        self.because = because
        self.isAfterOpening = isAfterOpening
    }
}

/// A duty that ran, and that a role or an agreement recorded later took away: it stays visible.
public struct StruckOutDuty: Hashable, Sendable {
    public let clock: DutyClock
    public let cause: Cause
    public let recorded: DutyRecording

    public enum Cause: Hashable, Sendable, Codable {
        case role(String, from: Int)
        case agreement(String, from: Int)
    }

    /// It was not met, and no decision ended it: somebody must say that it is not due.
    public var asksForAction: Bool { clock.state == .overdue }
}

/// The clocks of one party in an incident, from what had been recorded by a moment: moments, roles,
/// agreements and decisions alike.
public struct DutyStanding: Hashable, Sendable {
    public let clocks: [DutyClock]
    public let struckOut: [StruckOutDuty]
    /// Of the party on the day that decides; nil when none had been recorded.
    public let role: PartyRole?
    /// The day whose role and agreement count: that of the breach, as far as it is known.
    public let decidingDay: DutyDate
    public let hints: [DutyHint]

    /// `roles` and `terms` in the order in which they were recorded.
    public init(
        moments: DutyMoments,
        roles: [RecordedRole],
        terms: [DutyRuleSet.AgreedTerm],
        decisions: [DutyDecision] = [],
        edition: DutyRuleSet.Edition = .law,
        now: Int64
    ) {
        let day = DutyStanding.decidingDay(moments, now: now)
        let role = DutyStanding.role(of: roles, on: day)
        let rules = DutyRuleSet.standard(moments, edition)
        let agreed = DutyRuleSet.agreements(inForceOn: day, of: terms)
        func clocks(_ rules: [DutyRule]) -> [DutyClock] {
            rules.map { DutyClock(rule: $0, moments: moments, decisions: decisions, now: now) }
                .filter { $0.state != .notInForce }
        }
        func applying(_ role: PartyRole?, _ agreed: DutyRule?) -> [DutyRule] {
            let agreed = role == .ourController ? agreed.map(DutyRuleSet.ofOurs) : agreed
            return (rules + [agreed].compactMap(\.self)).filter {
                $0.appliesWhen.contains(role ?? .disputed)
            }
        }
        let current = applying(role, agreed.strictest)
        self.role = role
        decidingDay = day
        self.clocks = clocks(current)
        struckOut = DutyStanding.struckOut(roles, terms, on: day, current, applying)
            .compactMap { rule, cause, recorded in
                clocks([rule]).first.map {
                    StruckOutDuty(clock: $0, cause: cause, recorded: recorded)
                }
            }
            .filter { $0.clock.state != .notStarted }
        hints = DutyStanding.hints(
            moments,
            roles,
            terms,
            agreed,
            self.clocks,
            decisions,
            role,
            day
        )
    }

    /// The day whose role and agreement decide: when the processor found the breach (we, where that is what
    /// we are), else when it told us, else today. By the calendar of Amsterdam.
    public static func decidingDay(_ moments: DutyMoments, now: Int64) -> DutyDate {
        let found =
            moments[.processorDiscovered] ?? moments[.discoveredByUs]
            ?? moments[.processorToldController] ?? now
        return DutyLocalTime(utcMilliseconds: found).date
    }

    /// The last date that is not after the day, and of the same date what was recorded last.
    static func role(of roles: some Sequence<RecordedRole>, on day: DutyDate) -> PartyRole? {
        roles.filter { $0.from <= day.dayNumber }
            .reduce(nil as RecordedRole?) { last, next in
                if let last, last.from > next.from { last } else { next }
            }?.role
    }

    /// Must somebody act: on a duty that is overdue, on awareness that nobody decided, or on an overdue
    /// duty that was struck out?
    public var isOverdue: Bool {
        clocks.contains(where: \.asksForAction) || struckOut.contains(where: \.asksForAction)
    }

    /// What applied while the incident was open and does not any more, with what took it away.
    private static func struckOut(
        _ roles: [RecordedRole],
        _ terms: [DutyRuleSet.AgreedTerm],
        on day: DutyDate,
        _ current: [DutyRule],
        _ applying: (PartyRole?, DutyRule?) -> [DutyRule]
    ) -> [(DutyRule, StruckOutDuty.Cause, DutyRecording)] {
        enum Step {
            case role(RecordedRole)
            case term(DutyRuleSet.AgreedTerm)
            var recorded: DutyRecording {
                switch self {
                case .role(let role): role.recorded
                case .term(let term): term.recorded
                }
            }
        }
        let steps = (roles.map(Step.role) + terms.map(Step.term)).filter {
            $0.recorded.isAfterOpening
        }
        var knownRoles = roles.filter { !$0.recorded.isAfterOpening }
        var knownTerms = terms.filter { !$0.recorded.isAfterOpening }
        func rules() -> [DutyRule] {
            applying(
                role(of: knownRoles, on: day),
                DutyRuleSet.agreements(inForceOn: day, of: knownTerms).strictest
            )
        }
        var gone: [(DutyRule, StruckOutDuty.Cause, DutyRecording)] = []
        var before = rules()
        for step in steps.sorted(by: { $0.recorded.at < $1.recorded.at }) {
            let cause: StruckOutDuty.Cause
            switch step {
            case .role(let role):
                knownRoles.append(role)
                cause = .role(role.role.rawValue, from: role.from)
            case .term(let term):
                knownTerms.append(term)
                cause = .agreement(term.version, from: term.from.dayNumber)
            }
            let after = rules()
            gone += before.filter { rule in !after.contains { $0.id == rule.id } }
                .map { ($0, cause, step.recorded) }
            gone.removeAll { rule, _, _ in after.contains { $0.id == rule.id } }
            before = after
        }
        return gone.filter { rule, _, _ in !current.contains { $0.id == rule.id } }
    }

    private static func hints(
        _ moments: DutyMoments,
        _ roles: [RecordedRole],
        _ terms: [DutyRuleSet.AgreedTerm],
        _ agreed: DutyRuleSet.Agreed,
        _ clocks: [DutyClock],
        _ decisions: [DutyDecision],
        _ role: PartyRole?,
        _ day: DutyDate
    ) -> [DutyHint] {
        func clock(_ rule: DutyRule) -> DutyClock? { clocks.first { $0.rule.id == rule.id } }
        func isDecided(_ kinds: DutyDecisionKind...) -> Bool {
            decisions.contains { kinds.contains($0.kind) }
        }
        var hints: [DutyHint] = []
        if role == nil { hints.append(.roleNotRecorded) }
        if let later = roles.last, later.from > day.dayNumber, later.role != role {
            hints.append(.roleBeginsLater(role: later.role.rawValue, from: later.from))
        }
        if let notice = clock(DutyRuleSet.authorityNotice), notice.state != .ended,
            moments[.controllerAware] == nil
        {
            hints.append(.awarenessNotDecided)
        }
        if let told = clock(DutyRuleSet.processorNotice) {
            if told.metAt != nil, told.startsAt == nil { hints.append(.discoveryNotRecorded) }
            hints += agreed.findings
        }
        if clock(DutyRuleSet.controllerNotice) != nil { hints += agreed.findings }
        if clock(DutyRuleSet.authorityNotice)?.lateness != nil, !isDecided(.reasonsForDelay) {
            hints.append(.reasonsForDelayMissing)
        }
        if moments[.authorityNotificationWithdrawn] != nil,
            clock(DutyRuleSet.authorityNotice) != nil,
            !isDecided(.noBreach, .notOurBreach, .riskUnlikely)
        {
            hints.append(.withdrawalNotDecided)
        }
        return hints
    }
}

/// The clocks of the Cyberbeveiligingswet of one organisation, ourselves or a party.
public struct CyberActStanding: Hashable, Sendable {
    public let clocks: [DutyClock]
    public let decision: CyberActDecision?
    /// To whom it notifies; nil when the table does not have the sector.
    public let recipient: CyberActRecipient?
    public let hints: [DutyHint]

    /// `moments` are those of that organisation, `opened` is when the incident was opened. As long as
    /// nobody decided whether the law applies, its clocks run from a significant incident that is known.
    public init(
        moments: DutyMoments,
        decisions: [CyberActDecision],
        ending: [DutyDecision] = [],
        opened: Int64,
        now: Int64
    ) {
        let known = moments[.significantIncidentKnown]
        let day = DutyLocalTime(utcMilliseconds: known ?? opened).date
        guard day >= CyberActRules.inForceFrom else {
            (clocks, decision, recipient, hints) = ([], nil, nil, [])
            return
        }
        let decision = CyberActDecision.inForce(on: day, of: decisions)
        self.decision = decision
        var ending = ending
        if let decision, !decision.applies {
            ending.append(
                DutyDecision(
                    .notSignificant,
                    decidedAt: decision.recordedAt,
                    by: decision.by,
                    because: decision.because
                )
            )
        }
        let applies = decision?.applies == true
        var moments = moments
        // A report that was sent before it was asked for again does not answer that.
        if let asked = moments[.interimReportRequested], let sent = moments[.interimReportSent],
            sent < asked
        {
            moments.set(.interimReportSent, to: nil)
        }
        clocks =
            applies || known != nil
            ? CyberActRules.rules(moments).map {
                DutyClock(rule: $0, moments: moments, decisions: ending, now: now)
            }.filter { $0.state != .notInForce } : []
        recipient =
            applies
            ? decision.flatMap { CyberActRecipient.of(sector: $0.sector, on: day) } : nil
        switch decision {
        case nil: hints = [.cyberActNotDecided]
        case let decision? where !decision.applies: hints = [.cyberActDoesNotApply(decision)]
        case let decision?:
            hints =
                decision.channel == nil && recipient?.channel == nil
                ? [.channelNotRecorded(sector: decision.sector)] : []
        }
    }

    public var isOverdue: Bool { clocks.contains(where: \.asksForAction) }
}
