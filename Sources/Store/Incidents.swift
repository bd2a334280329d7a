// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
public import Incidents

/// A moment of an incident as an officer gives it.
public struct GivenMoment: Sendable {
    public var moment: DutyMoment
    /// Milliseconds since 1970; when the time is not known, the latest that it can have been.
    public var happenedAt: Int64
    /// The earliest that it can have been, when the time is not known; else nil.
    public var notBefore: Int64?
    /// Its source, or why it counts.
    public var note: String
    /// Whose moment it is, of several parties; nil: of all of them, and ours.
    public var party: Party.ID?
    /// Who decided it, of becoming aware, when that is not the officer who records it.
    public var decider: String?

    public init(
        _ moment: DutyMoment,
        happenedAt: Int64,
        notBefore: Int64? = nil,
        note: String = "",
        party: Party.ID? = nil,
        decider: String? = nil
    ) {
        self.moment = moment
        self.happenedAt = happenedAt
        self.notBefore = notBefore
        self.note = note
        self.party = party
        self.decider = decider
    }

    /// What is recorded at a moment had happened by then, though its time is not known.
    public func recorded(at now: Int64) -> GivenMoment {
        guard let notBefore, notBefore <= now else { return self }
        var given = self
        given.happenedAt = min(happenedAt, now)
        return given
    }

    fileprivate var span: DutyMoments.Span {
        DutyMoments.Span(earliest: notBefore ?? happenedAt, latest: happenedAt)
    }

    func fact(incident: Int, by act: Act) -> MomentFact {
        let given = recorded(at: act.at)
        return MomentFact(
            incident: incident,
            moment: moment.code,
            happenedAt: given.happenedAt,
            by: act.by,
            note: note,
            notBefore: given.notBefore,
            party: party?.rawValue,
            decider: decider
        )
    }
}

extension GivenMoment {
    /// Moments that are given together, as they are known when they are recorded.
    public static func moments(_ given: [GivenMoment], recordedAt now: Int64) -> DutyMoments {
        given.reduce(into: DutyMoments()) { $0.set($1.moment, to: $1.recorded(at: now).span) }
    }
}

extension Store {
    /// Opens an incident at one party.
    public func openIncident(
        reference: String,
        title: String,
        party: Party.ID,
        said: String,
        moments: [GivenMoment] = [],
        act: Act
    ) throws -> IncidentFact {
        try openIncident(
            reference: reference,
            title: title,
            parties: [party],
            said: said,
            moments: moments,
            act: act
        )
    }

    /// Opens an incident with the moments that are known of it, in one act. It concerns one or more
    /// parties, the first of which told us; each is named once.
    public func openIncident(
        reference: String,
        title: String,
        parties concerned: [Party.ID],
        said: String,
        moments: [GivenMoment] = [],
        act: Act
    ) throws -> IncidentFact {
        try ChosenName.checkReference(reference)
        guard let first = concerned.first else {
            throw StoreError.refused(.noParty)
        }
        guard Set(concerned).count == concerned.count else {
            throw StoreError.refused(.partyTwice)
        }
        return try commit(act) { store, db, entries in
            try Self.refuseImpossible(moments, beside: DutyMoments(), act)
            for party in concerned {
                guard try !store.facts.all(PartyFact.self, .party(party.rawValue)).isEmpty else {
                    throw StoreError.notFound(.party(party))
                }
            }
            guard try store.facts.all(IncidentFact.self, .reference(reference)).isEmpty else {
                throw StoreError.alreadyThere(.incident(reference: reference))
            }
            let incident = IncidentFact(
                number: try store.facts.count(IncidentFact.self) + 1,
                reference: reference,
                title: title,
                party: first.rawValue,
                by: act.by,
                said: said,
                parties: concerned.count > 1 ? concerned.map(\.rawValue) : nil
            )
            try entries.record(
                db,
                [incident] + moments.map { $0.fact(incident: incident.number, by: act) }
            )
            return incident
        }
    }

    public var incidents: [Recorded<IncidentFact>] {
        get throws { try facts.all() }
    }

    public func incident(_ reference: String) throws -> IncidentFact {
        guard let found = try facts.all(IncidentFact.self, .reference(reference)).last else {
            throw StoreError.notFound(.incident(reference: reference))
        }
        return found.body
    }

    /// The number of ledger entries there were when the incident had been opened: what version 1
    /// is computed over, whenever that is done.
    public func entriesAtOpening(of incident: IncidentFact) throws -> Int {
        guard
            let entry = try facts.all(IncidentFact.self, .number(incident.number)).first?.entry
        else { throw StoreError.notFound(.incident(reference: incident.reference)) }
        return entry + 1
    }

    /// Records a moment beside the others. One that cannot be is refused, as it is known when the act
    /// is written: one that has not happened by then, or that came before what it follows from.
    public func record(_ moment: GivenMoment, of incident: IncidentFact, act: Act) throws {
        try commit(act) { store, db, entries in
            try store.refuseClosed(incident)
            let known = try store.dutyMoments(of: incident, party: moment.party)
            try Self.refuseImpossible([moment], beside: known, act)
            try entries.record(
                db,
                [moment.fact(incident: incident.number, by: act)]
            )
        }
    }

    static func refuseImpossible(
        _ given: [GivenMoment],
        beside known: DutyMoments,
        _ act: Act
    ) throws {
        let new = GivenMoment.moments(given, recordedAt: act.at)
        let doubts = DutyMoment.doubts(about: new, known: known, now: act.at)
        if let doubt = doubts.first(where: \.isRefusal) {
            throw StoreError.refused(.moment(doubt))
        }
    }

    /// When what happened in an incident, of what had been recorded by `limit`, milliseconds since 1970:
    /// the moments of all parties, and with them those of one.
    public func dutyMoments(
        of incident: IncidentFact,
        party: Party.ID? = nil,
        recordedBy limit: Int64? = nil
    ) throws -> DutyMoments {
        DutyMoments(
            try dutyRecord(of: incident, recordedBy: limit).moments.filter {
                $0.party == nil || $0.party == party
            }.map(\.recorded)
        )
    }

    /// The recorded moments, in the order in which they were recorded; a later one of the same
    /// name corrects an earlier one.
    public func moments(of incident: IncidentFact) throws -> [Recorded<MomentFact>] {
        try facts.all(MomentFact.self, .incident(incident.number))
    }
}
