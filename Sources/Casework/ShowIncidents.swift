// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Incidents
public import Store

/// The incidents of the store, in the order in which they were opened.
public struct ListIncidents: Sendable {
    /// Are those that were closed left out?
    public var openOnly: Bool

    public init(openOnly: Bool = false) { self.openOnly = openOnly }

    public struct Item: Codable, Sendable, Equatable {
        public var reference: String
        public var title: String
        public var parties: [String]
        public var opened: Instant
        /// In the last version of the register; nil when none was frozen.
        public var people: Int?
    }

    public func run(in store: Store) throws -> [Item] {
        try store.incidents.filter { try !openOnly || !store.isClosed($0.body) }.map { recorded in
            Item(
                reference: recorded.body.reference,
                title: recorded.body.title,
                parties: recorded.body.concernedParties.map(\.rawValue),
                opened: Instant(milliseconds: recorded.recordedAt),
                people: try store.lastRegister(of: recorded.body)?.people
            )
        }
    }
}

/// What is known of an incident, in the order in which it was recorded, with the source of each fact.
public struct ShowIncident: Sendable {
    public var incident: String

    public init(_ incident: String) { self.incident = incident }

    public struct Answer: Codable, Sendable, Equatable {
        public var reference: String
        public var title: String
        public var parties: [String]
        /// What they said.
        public var said: String
        public var moments: [Moment]
        public var decisions: [Decision]
        public var statements: [StatementStanding]
        public var versions: [RegisterVersion]
        /// In their order; all but the last were taken back.
        public var closures: [ClosureStanding]

        public var isClosed: Bool { closures.last.map { $0.reopenedAt == nil } ?? false }
    }

    public struct Moment: Codable, Sendable, Equatable {
        /// Code of a `DutyMoment`.
        public var moment: String
        public var happenedAt: Instant
        /// The earliest that it can have been, when the time is not known; `happenedAt` is the latest.
        public var notBefore: Instant?
        public var recordedAt: Instant
        public var by: String
        public var note: String
        /// Whose moment it is; nil: of all parties, and ours.
        public var party: String?
        /// Who decided it, when that is somebody else than who recorded it.
        public var decider: String?
        /// Who took it back, when, and why.
        public var takenBack: String?
    }

    public struct Decision: Codable, Sendable, Equatable {
        public var decision: JudgeDuties.Decision
        public var party: String?
        public var takenBack: String?
    }

    public func run(in store: Store) throws -> Answer {
        let found = try store.incident(named: incident)
        let record = try store.dutyRecord(of: found)
        return Answer(
            reference: found.reference,
            title: found.title,
            parties: found.concernedParties.map(\.rawValue),
            said: found.said,
            moments: record.moments.map { moment in
                Moment(
                    moment: moment.recorded.moment.code,
                    happenedAt: Instant(milliseconds: moment.recorded.happenedAt),
                    notBefore: moment.recorded.notBefore.map(Instant.init(milliseconds:)),
                    recordedAt: Instant(milliseconds: moment.recorded.recordedAt),
                    by: moment.recorded.by,
                    note: moment.recorded.note,
                    party: moment.party?.rawValue,
                    decider: moment.decider,
                    takenBack: moment.recorded.takenBack?.line
                )
            },
            decisions: record.decisions.map {
                Decision(
                    decision: JudgeDuties.Decision($0.decision),
                    party: $0.party?.rawValue,
                    takenBack: $0.takenBack?.line
                )
            },
            statements: try store.statements(of: found).map {
                try StatementStanding($0, in: store)
            },
            versions: try store.registers(of: found).map {
                try RegisterVersion($0.body, in: store)
            },
            closures: try store.closures(of: found).map(ClosureStanding.init)
        )
    }
}

extension RecordedMoment.TakenBack {
    fileprivate var line: String {
        "\(Instant(milliseconds: at).text) \(by): \(because)"
    }
}
