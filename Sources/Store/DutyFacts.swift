// SPDX-License-Identifier: EUPL-1.2

/// Takes back a moment, a decision or a report of an incident: a counter-entry, for nothing is removed
/// (terugname).
public struct RetractionFact: Fact {
    public static let kind = "retraction"
    public var incident: Int
    /// The ledger entry of what is taken back.
    public var entry: Int
    /// What it is called there: a `DutyMoment`, a `DutyDecisionKind` or an `OutsideReportKind`.
    public var what: String
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case entry = "entry"
        case what = "what"
        case by = "by"
        case because = "because"
    }
}

/// What somebody decided about the duties of an incident (besluit).
public struct DutyDecisionFact: Fact {
    public static let kind = "duty-decision"
    public var incident: Int
    /// `DutyDecisionKind`.
    public var decision: String
    /// Milliseconds since 1970.
    public var decidedAt: Int64
    /// Milliseconds since 1970, up to when it holds; nil when it has no end.
    public var until: Int64?
    /// Nil: it concerns all parties of the incident.
    public var party: String?
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case decision = "decision"
        case decidedAt = "decidedAt"
        case until = "until"
        case party = "party"
        case by = "by"
        case because = "because"
    }
}

/// Whether the Cyberbeveiligingswet applies to an organisation, from a day on.
public struct CyberActFact: Fact {
    public static let kind = "cyber-act"
    /// Nil: ourselves.
    public var party: String?
    public var applies: Bool
    /// `care`.
    public var sector: String
    /// Days since 1970-01-01.
    public var from: Int
    /// Where its notifications are filed; nil when it is not known.
    public var channel: String?
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case party = "party"
        case applies = "applies"
        case sector = "sector"
        case from = "from"
        case channel = "channel"
        case by = "by"
        case because = "because"
    }
}

/// Print files of a wave that were handed over to whoever carries them (aanbieding ter post).
public struct HandoverFact: Fact {
    public static let kind = "handover"
    public var wave: Int
    /// The numbers of the print files.
    public var batches: [Int]
    /// Milliseconds since 1970; when the time is not known, the latest that it can have been.
    public var happenedAt: Int64
    /// The earliest that it can have been, when the time is not known; else nil.
    public var notBefore: Int64?
    /// Who took them.
    public var to: String
    public var by: String

    enum CodingKeys: String, CodingKey {
        case wave = "wave"
        case batches = "batches"
        case happenedAt = "happenedAt"
        case notBefore = "notBefore"
        case to = "to"
        case by = "by"
    }
}

/// Takes back that print files were handed over: they were not, or not all of them (terugname).
public struct HandoverUndoFact: Fact {
    public static let kind = "handover-undo"
    public var wave: Int
    /// The ledger entry of what is taken back.
    public var entry: Int
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case wave = "wave"
        case entry = "entry"
        case by = "by"
        case because = "because"
    }
}

extension HandoverUndoFact {
    public var keys: [FactKey] { [.wave(wave)] }
}

extension HandoverFact {
    public var keys: [FactKey] { [.wave(wave)] }
}

extension RetractionFact {
    public var keys: [FactKey] { [.incident(incident)] }
}

extension DutyDecisionFact {
    public var keys: [FactKey] { [.incident(incident)] }
}

extension CyberActFact {
    public var keys: [FactKey] { [.party(party ?? "")] }
}
