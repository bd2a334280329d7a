// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Incidents
public import Store

/// Records when something happened in an incident. A later moment of the same name corrects it; of the
/// notifications to the authority the first counts, unless it is corrected.
public struct RecordMoment: Sendable {
    public var incident: String
    public var moment: GivenMoment
    /// Takes back the one that stands, and says why: what is given now takes its place.
    public var correcting: StatedReason?
    /// Is what is odd about it recorded at once? Else it is told first, and recorded when it is given again.
    public var isSure: Bool
    public var officer: ActingOfficer

    public init(
        incident: String,
        moment: GivenMoment,
        correcting: StatedReason? = nil,
        isSure: Bool = true,
        officer: ActingOfficer
    ) {
        self.incident = incident
        self.moment = moment
        self.correcting = correcting
        self.isSure = isSure
        self.officer = officer
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var incident: String
        public var moment: DutyMoment
        public var happenedAt: Instant
        /// The earliest that it can have been, when the time is not known; `happenedAt` is the latest.
        public var notBefore: Instant?
        /// What is odd about it beside the others; it stands.
        public var doubts: [DutyMomentDoubt]
    }

    /// Throws for a moment that cannot be, and for one that is odd when nobody is sure of it yet.
    public func run(in store: Store) throws -> Answer {
        let found = try store.incident(named: incident)
        try found.refuseOther(moment.party)
        var known = try store.dutyMoments(of: found, party: moment.party)
        if correcting != nil { known.set(moment.moment, to: nil) }
        let doubts = try Self.doubts(about: [moment], known: known, now: officer.now)
        if !isSure, let doubt = doubts.first { throw CaseworkError.momentOdd(doubt) }
        let act = officer.act(towards: found.concernedParties)
        try store.publishing {
            if let correcting {
                try store.correct(moment, of: found, because: correcting.text, act: act)
            } else {
                try store.record(moment, of: found, act: act)
            }
        }
        let recorded = moment.recorded(at: officer.now)
        return Answer(
            incident: incident,
            moment: moment.moment,
            happenedAt: Instant(milliseconds: recorded.happenedAt),
            notBefore: recorded.notBefore.map(Instant.init(milliseconds:)),
            doubts: doubts
        )
    }

    /// What is only odd; throws for what cannot be.
    static func doubts(
        about given: [GivenMoment],
        known: DutyMoments,
        now: Int64
    ) throws(CaseworkError) -> [DutyMomentDoubt] {
        // Reasonable certainty is somebody's decision (EDPB Guidelines 9/2022), with its reason.
        for moment in given where moment.moment == .controllerAware {
            guard (try? StatedReason(moment.note)) != nil else { throw .awarenessWithoutNote }
        }
        let new = GivenMoment.moments(given, recordedAt: now)
        let doubts = DutyMoment.doubts(about: new, known: known, now: now)
        if let refusal = doubts.first(where: \.isRefusal) { throw .momentRefused(refusal) }
        return doubts
    }
}

extension GivenMoment {
    /// A moment as it was written: with its two ends when its time is not known.
    public init(
        _ moment: DutyMoment,
        _ written: WrittenMoment,
        note: String = "",
        party: Party.ID? = nil,
        decider: String? = nil
    ) {
        self.init(
            moment,
            happenedAt: written.latest,
            notBefore: written.precision == .exact ? nil : written.earliest,
            note: note,
            party: party,
            decider: decider
        )
    }
}

extension IncidentFact {
    /// Throws for a party that the incident does not concern.
    func refuseOther(_ party: Party.ID?) throws(CaseworkError) {
        guard let party, !concernedParties.contains(party) else { return }
        throw .partyNotConcerned(party.rawValue)
    }
}
