// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
public import Incidents

/// What decides the clocks of an incident, as it had been recorded by a moment.
public struct DutyRecord: Sendable {
    /// In the order in which they were recorded, those that were taken back too.
    public var moments: [Moment]
    public var decisions: [Decision]
    /// When the incident was opened, milliseconds since 1970.
    public var opened: Int64

    public struct Moment: Sendable {
        public var entry: Int
        public var recorded: RecordedMoment
        /// Whose moment it is; nil: of all parties, and ours.
        public var party: Party.ID?
        /// Who decided it, of becoming aware.
        public var decider: String?
    }

    public struct Decision: Sendable {
        public var entry: Int
        public var recordedAt: Int64
        public var decision: DutyDecision
        /// Nil: it concerns all parties.
        public var party: Party.ID?
        public var takenBack: RecordedMoment.TakenBack?
    }
}

extension Store {
    /// `limit` is nil for all that is recorded. A moment or a decision that was taken back later still
    /// stands then.
    public func dutyRecord(of incident: IncidentFact, recordedBy limit: Int64? = nil) throws
        -> DutyRecord
    {
        let size = try limit.map { try entries(recordedBy: $0) } ?? .max
        let key = FactKey.incident(incident.number)
        let retractions = try facts.all(RetractionFact.self, key).filter { $0.entry < size }
            .reduce(into: [TakenPlace: RecordedMoment.TakenBack]()) { taken, recorded in
                let place = TakenPlace(entry: recorded.body.entry, what: recorded.body.what)
                taken[place] = RecordedMoment.TakenBack(
                    at: recorded.recordedAt,
                    by: recorded.body.by,
                    because: recorded.body.because
                )
            }
        return DutyRecord(
            moments: try moments(of: incident).filter { $0.entry < size }.map {
                try Self.moment($0, retractions)
            },
            decisions: try facts.all(DutyDecisionFact.self, key).filter { $0.entry < size }.map {
                try Self.decision($0, retractions)
            },
            opened: try facts.all(IncidentFact.self, .number(incident.number)).first?.recordedAt
                ?? 0
        )
    }

    private static func moment(
        _ fact: Recorded<MomentFact>,
        _ retractions: [TakenPlace: RecordedMoment.TakenBack]
    ) throws -> DutyRecord.Moment {
        guard let moment = DutyMoment(rawValue: fact.body.moment) else {
            throw StoreError.integrity(.unreadable(.moment))
        }
        return DutyRecord.Moment(
            entry: fact.entry,
            recorded: RecordedMoment(
                moment,
                happenedAt: fact.body.happenedAt,
                notBefore: fact.body.notBefore,
                recordedAt: fact.recordedAt,
                by: fact.body.by,
                note: fact.body.note,
                takenBack: retractions[TakenPlace(entry: fact.entry, what: moment.code)]
            ),
            party: fact.body.party.map(Party.ID.init(rawValue:)),
            decider: fact.body.decider
        )
    }

    private static func decision(
        _ fact: Recorded<DutyDecisionFact>,
        _ retractions: [TakenPlace: RecordedMoment.TakenBack]
    ) throws -> DutyRecord.Decision {
        guard let kind = DutyDecisionKind(rawValue: fact.body.decision) else {
            throw StoreError.integrity(.unreadable(.fact(kind: DutyDecisionFact.kind)))
        }
        return DutyRecord.Decision(
            entry: fact.entry,
            recordedAt: fact.recordedAt,
            decision: DutyDecision(
                kind,
                decidedAt: fact.body.decidedAt,
                until: fact.body.until,
                by: fact.body.by,
                because: fact.body.because
            ),
            party: fact.body.party.map(Party.ID.init(rawValue:)),
            takenBack: retractions[TakenPlace(entry: fact.entry, what: kind.code)]
        )
    }

    /// Records a decision about the duties of an incident.
    public func record(
        _ decision: DutyDecision,
        about party: Party.ID?,
        of incident: IncidentFact,
        act: Act
    ) throws {
        try commit(act) { store, db, entries in
            try store.refuseClosed(incident)
            try entries.record(
                db,
                [
                    DutyDecisionFact(
                        incident: incident.number,
                        decision: decision.kind.code,
                        decidedAt: decision.decidedAt,
                        until: decision.until,
                        party: party?.rawValue,
                        by: decision.by,
                        because: decision.because
                    )
                ]
            )
        }
    }

    /// Takes back the last moment, decision or report of a name that still stands, of those of one party
    /// or of all. Refused when there is none.
    public func takeBack(
        _ what: String,
        of incident: IncidentFact,
        party: Party.ID?,
        because: String,
        act: Act
    ) throws {
        try commit(act) { store, db, entries in
            let fact = try store.retraction(of: what, in: incident, party, because, act)
            try entries.record(db, [fact])
        }
    }

    /// Takes a moment back and records it anew, in one act.
    public func correct(
        _ moment: GivenMoment,
        of incident: IncidentFact,
        because: String,
        act: Act
    ) throws {
        try commit(act) { store, db, entries in
            let fact = try store.retraction(
                of: moment.moment.code,
                in: incident,
                moment.party,
                because,
                act
            )
            var known = try store.dutyMoments(of: incident)
            known.set(moment.moment, to: nil)
            try Self.refuseImpossible([moment], beside: known, act)
            try entries.record(db, [fact])
            try entries.record(db, [moment.fact(incident: incident.number, by: act)])
        }
    }

    private func retraction(
        of what: String,
        in incident: IncidentFact,
        _ party: Party.ID?,
        _ because: String,
        _ act: Act
    ) throws -> RetractionFact {
        try refuseClosed(incident)
        let record = try dutyRecord(of: incident)
        let reports = try outsideReports(of: incident)
        let entry =
            record.moments.last {
                $0.recorded.moment.code == what && $0.party == party
                    && $0.recorded.takenBack == nil
            }?.entry
            ?? record.decisions.last {
                $0.decision.kind.code == what && $0.party == party && $0.takenBack == nil
            }?.entry
            ?? reports.last {
                $0.kind.code == what && party == nil && $0.takenBack == nil
            }?.report.entry
        guard let entry else { throw StoreError.refused(.nothingToTakeBack(what)) }
        return RetractionFact(
            incident: incident.number,
            entry: entry,
            what: what,
            by: act.by,
            because: because
        )
    }

    /// Records whether the Cyberbeveiligingswet applies to a party, or to ourselves (nil).
    public func record(_ decision: CyberActDecision, about party: Party.ID?, act: Act) throws {
        try commit(act) { _, db, entries in
            try entries.record(
                db,
                [
                    CyberActFact(
                        party: party?.rawValue,
                        applies: decision.applies,
                        sector: decision.sector,
                        from: decision.from,
                        channel: decision.channel,
                        by: decision.by,
                        because: decision.because
                    )
                ]
            )
        }
    }

    /// Of a party, or of ourselves (nil), in the order in which they were recorded.
    public func cyberActDecisions(
        about party: Party.ID?,
        recordedBy limit: Int64? = nil
    ) throws -> [CyberActDecision] {
        let size = try limit.map { try entries(recordedBy: $0) } ?? .max
        return try facts.all(CyberActFact.self, .party(party?.rawValue ?? ""))
            .filter { $0.entry < size && $0.body.party == party?.rawValue }.map { recorded in
                CyberActDecision(
                    applies: recorded.body.applies,
                    sector: recorded.body.sector,
                    from: recorded.body.from,
                    by: recorded.body.by,
                    because: recorded.body.because,
                    recordedAt: recorded.recordedAt,
                    channel: recorded.body.channel
                )
            }
    }
}

/// The place of what was taken back.
private struct TakenPlace: Hashable {
    var entry: Int
    var what: String
}
