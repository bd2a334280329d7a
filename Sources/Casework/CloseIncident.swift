// SPDX-License-Identifier: EUPL-1.2

internal import Custody
public import Incidents
public import Store

/// Something without which an incident is not done.
public enum OpenMatter: Hashable, Sendable, Codable {
    /// Nobody decided when the controller became aware, so no clock of it runs.
    case awarenessNotDecided
    /// The authority was told late, and the reasons for that are not recorded (GDPR Art. 33(1)).
    case reasonsForDelayMissing
    /// The notification to the authority was withdrawn, and no decision says why none is due.
    case withdrawalNotDecided
    /// We process on behalf of that party, and it is not recorded that it was told (GDPR Art. 33(2)).
    case controllerNotTold(party: String?)
    /// A duty that is neither met nor ended by a decision, by the id of its rule; nil for our own.
    case duty(party: String?, duty: String, state: DutyClock.State)
    case noVersion
    /// A list was taken in or withdrawn after the last version was frozen.
    case versionBehind(version: Int)
    case waveUnfinished(String)
}

/// Closes an incident: its effects and the measures that were taken stand beside its facts, for the
/// authority to verify (GDPR Art. 33(5)). Refused while something is open.
public struct CloseIncident: Sendable {
    public var incident: String
    /// What came of it, for the people and for us.
    public var effects: StatedReason
    /// What was done about it, and so that it does not happen again.
    public var measures: StatedReason
    public var because: StatedReason
    public var officer: ActingOfficer

    public init(
        incident: String,
        effects: StatedReason,
        measures: StatedReason,
        because: StatedReason,
        officer: ActingOfficer
    ) {
        self.incident = incident
        self.effects = effects
        self.measures = measures
        self.because = because
        self.officer = officer
    }

    /// Throws ``CaseworkError/incidentNotDone(_:)`` with all that is open.
    public func run(in store: Store) throws -> ShowIncident.Answer {
        let found = try store.incident(named: incident)
        let duties = try JudgeDuties(incident: incident, now: officer.now).run(in: store)
        let open = try openMatters(found, duties, store)
        guard open.isEmpty else { throw CaseworkError.incidentNotDone(open) }
        try store.publishing {
            try store.record(
                closureOf: found,
                effects: effects.text,
                measures: measures.text,
                because: because.text,
                act: officer.act(towards: found.concernedParties)
            )
        }
        return try ShowIncident(incident).run(in: store)
    }

    private func openMatters(
        _ incident: IncidentFact,
        _ duties: JudgeDuties.Answer,
        _ store: Store
    ) throws -> [OpenMatter] {
        var open: [OpenMatter] = []
        let hints = duties.standings.flatMap(\.hints)
        if hints.contains(.awarenessNotDecided) { open.append(.awarenessNotDecided) }
        if hints.contains(.reasonsForDelayMissing) { open.append(.reasonsForDelayMissing) }
        if hints.contains(.withdrawalNotDecided) { open.append(.withdrawalNotDecided) }
        for standing in duties.standings {
            // Also when nobody recorded that we found it, so that no clock runs.
            if standing.duties.contains(where: { $0.isControllerNotice && $0.isOpen }) {
                open.append(.controllerNotTold(party: standing.party))
            }
            for duty in standing.duties
            where [.running, .overdue, .waiting].contains(duty.state) && !duty.isControllerNotice {
                open.append(.duty(party: standing.party, duty: duty.duty, state: duty.state))
            }
        }
        if let last = try store.lastRegister(of: incident) {
            let statements = try store.statements(of: incident)
            let withdrawals = try statements.compactMap {
                try store.withdrawal(of: $0.body)?.entry
            }
            let later = try statements.flatMap {
                try store.laterRecords(of: $0.body).map(\.entry)
            }
            if (statements.map(\.entry) + withdrawals + later).contains(where: {
                $0 >= last.asOfEntries
            }) {
                open.append(.versionBehind(version: last.version))
            }
        } else {
            open.append(.noVersion)
        }
        return try open
            + store.waves(of: incident).map(\.body).filter { try !store.isEnded($0) }
            .map { .waveUnfinished($0.name) }
    }
}

/// Opens a closed incident again, by a counter-entry: the closure stays in the ledger.
public struct ReopenIncident: Sendable {
    public var incident: String
    public var because: StatedReason
    public var officer: ActingOfficer

    public init(incident: String, because: StatedReason, officer: ActingOfficer) {
        self.incident = incident
        self.because = because
        self.officer = officer
    }

    public func run(in store: Store) throws -> ShowIncident.Answer {
        let found = try store.incident(named: incident)
        try store.publishing {
            try store.record(
                reopeningOf: found,
                because: because.text,
                act: officer.act(towards: found.concernedParties)
            )
        }
        return try ShowIncident(incident).run(in: store)
    }
}

/// A closure of an incident, as it is shown.
public struct ClosureStanding: Codable, Sendable, Equatable {
    public var closedAt: Instant
    public var by: String
    public var effects: String
    public var measures: String
    public var because: String
    /// Nil while it counts.
    public var reopenedAt: Instant?
    public var reopenedBy: String?
    public var reopenedBecause: String?

    init(_ recorded: RecordedClosure) {
        let fact = recorded.closure.body
        closedAt = Instant(milliseconds: recorded.closure.recordedAt)
        by = fact.by
        effects = fact.effects
        measures = fact.measures
        because = fact.because
        reopenedAt = recorded.reopening.map { Instant(milliseconds: $0.recordedAt) }
        reopenedBy = recorded.reopening?.body.by
        reopenedBecause = recorded.reopening?.body.because
    }
}

extension JudgeDuties.Duty {
    /// Must we, as their processor, tell a controller by law?
    fileprivate var isControllerNotice: Bool { duty == DutyRuleSet.controllerNotice.id.rawValue }

    fileprivate var isOpen: Bool { ![.met, .ended].contains(state) }
}
