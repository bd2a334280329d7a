// SPDX-License-Identifier: EUPL-1.2

/// What somebody decided about a duty, so that its clock ends, waits, or says why it was late. Never
/// derived: a decision has an article, a reason and an officer.
public enum DutyDecisionKind: String, CaseIterable, Sendable, Hashable, Codable {
    /// No breach of personal data took place after all.
    case noBreach = "noBreach"
    /// The party is the controller: the duties of a controller are its own.
    case notOurBreach = "notOurBreach"
    /// A risk to people's rights and freedoms is unlikely, so that the authority need not be told.
    case riskUnlikely = "riskUnlikely"
    /// The risk to people is not high, so that they need not be told.
    case noHighRisk = "noHighRisk"
    /// The data cannot be understood by whoever has them: encrypted, with the key safe.
    case dataUnintelligible = "dataUnintelligible"
    /// Measures taken since make that the high risk is no longer likely.
    case riskRemoved = "riskRemoved"
    /// Telling everybody would be a disproportionate effort: a public communication in its place.
    case disproportionateEffort = "disproportionateEffort"
    /// Law enforcement asks to wait with telling people; never with telling the authority.
    case lawEnforcementAsks = "lawEnforcementAsks"
    /// Why the authority was told later than 72 hours after awareness.
    case reasonsForDelay = "reasonsForDelay"
    /// Why people who got no letter need none, or how they were reached.
    case reasonNotReached = "reasonNotReached"
    /// The incident is not significant in the sense of the Cyberbeveiligingswet.
    case notSignificant = "notSignificant"

    public var code: String { rawValue }

    /// On what it rests.
    public var article: String {
        switch self {
        case .noBreach: "GDPR 4(12), 33(5)"
        case .notOurBreach: "GDPR 4(7)"
        case .riskUnlikely, .reasonsForDelay: "GDPR 33(1)"
        case .noHighRisk, .reasonNotReached: "GDPR 34(1)"
        case .dataUnintelligible: "GDPR 34(3)(a)"
        case .riskRemoved: "GDPR 34(3)(b)"
        case .disproportionateEffort: "GDPR 34(3)(c)"
        case .lawEnforcementAsks: "GDPR recital 88"
        case .notSignificant: "Cbw 25(2)"
        }
    }

    /// Does it end this duty, when it is not met yet?
    func ends(_ rule: DutyRule) -> Bool {
        let isOurs = rule.bearer == .controller && rule.law == "GDPR"
        return switch self {
        case .noBreach: rule.law == "GDPR" || rule.law == "agreement"
        case .notOurBreach: isOurs
        case .riskUnlikely: isOurs && rule.id != DutyRuleSet.awareness.id
        case .noHighRisk, .dataUnintelligible, .riskRemoved:
            rule.id == DutyRuleSet.personsNotice.id
        case .notSignificant: rule.law == "Cbw"
        case .disproportionateEffort, .lawEnforcementAsks, .reasonsForDelay, .reasonNotReached:
            false
        }
    }
}

/// A decision as it was recorded. Milliseconds since 1970-01-01 UTC.
public struct DutyDecision: Hashable, Sendable, Codable {
    public var kind: DutyDecisionKind
    public var decidedAt: Int64
    /// Up to when it holds; nil when it has no end.
    public var until: Int64?
    public var by: String
    public var because: String

    public init(
        _ kind: DutyDecisionKind,
        decidedAt: Int64,
        until: Int64? = nil,
        by: String,
        because: String
    ) {
        self.kind = kind
        self.decidedAt = decidedAt
        self.until = until
        self.by = by
        self.because = because
    }
}
