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
        /// The earliest that it can have been, when the time is not known; `happenedAt` is the latest.
        public var notBefore: Instant?
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
        let new = GivenMoment.moments(given, recordedAt: now)
        let doubts = DutyMoment.doubts(about: new, known: known, now: now)
        if let refusal = doubts.first(where: \.isRefusal) { throw .momentRefused(refusal) }
        return doubts
    }
}

extension GivenMoment {
    /// A moment as it was written: with its two ends when its time is not known.
    public init(_ moment: DutyMoment, _ written: WrittenMoment, note: String = "") {
        self.init(
            moment,
            happenedAt: written.latest,
            notBefore: written.precision == .exact ? nil : written.earliest,
            note: note
        )
    }
}
