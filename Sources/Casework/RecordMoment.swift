// SPDX-License-Identifier: EUPL-1.2

public import Incidents
public import Store

/// Records when something happened in an incident; a later moment of the same name corrects it.
public struct RecordMoment: Sendable {
    public var incident: String
    public var moment: GivenMoment
    public var officer: ActingOfficer

    public init(incident: String, moment: GivenMoment, officer: ActingOfficer) {
        self.incident = incident
        self.moment = moment
        self.officer = officer
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var incident: String
        public var moment: DutyMoment
        public var happenedAt: Instant
        /// What is odd about it beside the others; it stands.
        public var doubts: [DutyMomentDoubt]
    }

    /// Throws for a moment that cannot be.
    public func run(in store: Store) throws -> Answer {
        let found = try store.incident(named: incident)
        let doubts = try Self.doubts(
            about: [moment],
            known: store.dutyMoments(of: found),
            now: officer.now
        )
        try store.publishing {
            try store.record(moment, of: found, act: officer.act(towards: found.concernedParties))
        }
        return Answer(
            incident: incident,
            moment: moment.moment,
            happenedAt: Instant(milliseconds: moment.happenedAt),
            doubts: doubts
        )
    }

    /// What is only odd; throws for what cannot be.
    static func doubts(
        about given: [GivenMoment],
        known: DutyMoments,
        now: Int64
    ) throws(CaseworkError) -> [DutyMomentDoubt] {
        let new = given.reduce(into: DutyMoments()) { $0[$1.moment] = $1.happenedAt }
        let doubts = DutyMoment.doubts(about: new, known: known, now: now)
        if let refusal = doubts.first(where: \.isRefusal) { throw .momentRefused(refusal) }
        return doubts
    }
}
