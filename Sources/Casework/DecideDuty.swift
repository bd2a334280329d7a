// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Incidents
public import Store

/// Records what somebody decided about the duties of an incident: that one ends, waits, or why it was
/// late.
public struct DecideDuty: Sendable {
    public var incident: String
    public var decision: DutyDecisionKind
    /// Milliseconds since 1970-01-01 UTC; nil is now.
    public var decidedAt: Int64?
    /// Up to when it holds, of one that waits.
    public var until: Int64?
    /// Nil: it concerns all parties of the incident.
    public var party: Party.ID?
    public var because: StatedReason
    public var officer: ActingOfficer

    public init(
        incident: String,
        decision: DutyDecisionKind,
        decidedAt: Int64? = nil,
        until: Int64? = nil,
        party: Party.ID? = nil,
        because: StatedReason,
        officer: ActingOfficer
    ) {
        self.incident = incident
        self.decision = decision
        self.decidedAt = decidedAt
        self.until = until
        self.party = party
        self.because = because
        self.officer = officer
    }

    public func run(in store: Store) throws -> DutyDecision {
        let found = try store.incident(named: incident)
        try found.refuseOther(party)
        let decided = decidedAt ?? officer.now
        guard decided <= officer.now else { throw CaseworkError.untilRefused }
        if let until, decision != .lawEnforcementAsks || until <= decided {
            throw CaseworkError.untilRefused
        }
        let recorded = DutyDecision(
            decision,
            decidedAt: decided,
            until: until,
            by: officer.name,
            because: because.text
        )
        try store.publishing {
            let act = officer.act(towards: party.map { [$0] } ?? found.concernedParties)
            try store.record(recorded, about: party, of: found, act: act)
        }
        return recorded
    }
}

/// Takes back the last moment, decision or report of a name that stands in an incident: a counter-entry with its
/// reason; what was there before counts again.
public struct TakeBack: Sendable {
    public var incident: String
    /// The code of a `DutyMoment`, a `DutyDecisionKind` or an `OutsideReportKind`.
    public var what: String
    /// Of a party's own moments or decisions; nil: of those of all.
    public var party: Party.ID?
    public var because: StatedReason
    public var officer: ActingOfficer

    public init(
        incident: String,
        what: String,
        party: Party.ID? = nil,
        because: StatedReason,
        officer: ActingOfficer
    ) {
        self.incident = incident
        self.what = what
        self.party = party
        self.because = because
        self.officer = officer
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var incident: String
        public var what: String
        /// When it is said to have happened now; nil when nothing of the name stands any more.
        public var isNow: Instant?
    }

    public func run(in store: Store) throws -> Answer {
        let moment = DutyMoment(rawValue: what)
        guard
            moment != nil || DutyDecisionKind(rawValue: what) != nil
                || OutsideReportKind(rawValue: what) != nil
        else {
            throw CaseworkError.nothingSoCalled(what)
        }
        let found = try store.incident(named: incident)
        try found.refuseOther(party)
        try store.publishing {
            try store.takeBack(
                what,
                of: found,
                party: party,
                because: because.text,
                act: officer.act(towards: found.concernedParties)
            )
        }
        let now = try moment.flatMap { try store.dutyMoments(of: found, party: party)[$0] }
        return Answer(
            incident: incident,
            what: what,
            isNow: now.map(Instant.init(milliseconds:))
        )
    }
}

/// Records whether the Cyberbeveiligingswet applies to an organisation, from a day on.
public struct DecideCyberAct: Sendable {
    /// Nil: ourselves.
    public var party: Party.ID?
    public var applies: Bool
    public var sector: String
    public var from: Day
    /// Where its notifications are filed; nil when it is not known.
    public var channel: String?
    public var because: StatedReason
    public var officer: ActingOfficer

    public init(
        party: Party.ID?,
        applies: Bool,
        sector: String = "care",
        from: Day,
        channel: String? = nil,
        because: StatedReason,
        officer: ActingOfficer
    ) {
        self.party = party
        self.applies = applies
        self.sector = sector
        self.from = from
        self.channel = channel
        self.because = because
        self.officer = officer
    }

    public func run(in store: Store) throws {
        if let party { _ = try store.party(named: party) }
        guard CyberActRecipient.sectors.contains(sector) else {
            throw CaseworkError.sectorUnknown(sector)
        }
        let decision = CyberActDecision(
            applies: applies,
            sector: sector,
            from: from.number,
            by: officer.name,
            because: because.text,
            recordedAt: officer.now,
            channel: channel
        )
        try store.publishing {
            let act = officer.act(towards: party.map { [$0] } ?? [])
            try store.record(decision, about: party, act: act)
        }
    }
}
