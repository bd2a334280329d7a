// SPDX-License-Identifier: EUPL-1.2

internal import Letters
public import Store

/// A wave of letters with what became of it.
public struct WaveStanding: Codable, Sendable, Equatable {
    public var number: Int
    /// The number of the incident in this store.
    public var incident: Int
    public var name: String
    /// The version of the register it was planned from.
    public var version: Int
    /// `reported` or `everyone`.
    public var who: String
    public var decision: String
    public var by: String
    /// People whom the decision covers and who are told something: to print, or held.
    public var planned: Int
    /// Held when the wave was planned, by the code of a `HoldReason`.
    public var held: [String: Int]
    /// Print files.
    public var batches: Int
    /// People of the decision who had a letter before and for whom nothing is new.
    public var alreadyTold: Int?
    /// People of the version whom the decision leaves out.
    public var outside: Int?
    /// Of those planned, people who had a letter and whom the version does not concern: theirs takes it back.
    public var retractions: Int
    /// Print files that were written completely.
    public var written: Int
    /// Why nothing more is printed.
    public var cancelled: String?
    /// Held only when their letter was to be printed, by the code of a `HoldReason`.
    public var heldLate: [String: Int]
    /// Who agreed to its texts; nil when nobody did.
    public var approval: Approval?
    /// Acts that took something back since the version was frozen, as long as no newer version has them:
    /// freeze one.
    public var takenBackSince: Int

    /// Two officers who read every text.
    public struct Approval: Codable, Sendable, Equatable {
        public var by: String
        public var second: String
        public var at: Instant
        public var texts: Int
        /// The date on the letters.
        public var letterDate: Day
    }

    public init(_ fact: WaveFact, in store: Store) throws {
        number = fact.number
        incident = fact.incident
        name = fact.name
        version = fact.version
        who = fact.who
        decision = fact.decision
        by = fact.by
        planned = fact.planned
        held = fact.held
        batches = fact.batches
        alreadyTold = fact.alreadyTold
        outside = fact.outside
        retractions = fact.retractions ?? 0
        written = try store.finishedBatches(of: fact).count
        cancelled = try store.cancellation(of: fact)?.because
        approval = try store.approval(of: fact).map {
            Approval(
                by: $0.body.by,
                second: $0.body.second,
                at: Instant(milliseconds: $0.recordedAt),
                texts: $0.body.texts.count,
                letterDate: Day(number: $0.body.letterDate)
            )
        }
        heldLate = try store.heldLate(in: fact).reduce(into: [:]) { lanes, late in
            lanes[late.reason.code, default: 0] += 1
        }
        takenBackSince =
            try store.incidents.map(\.body).first { $0.number == fact.incident }.map {
                let version = try store.lastRegister(of: $0)
                guard let version, version.version == fact.version else { return 0 }
                return try store.takingsBack(since: version, in: $0)
            } ?? 0
    }

    /// People held, at the planning or later, by the code of a `HoldReason`.
    public var allHeld: [String: Int] { held.merging(heldLate, uniquingKeysWith: +) }

    /// Letters that are printed or will be.
    public var toPrint: Int { planned - allHeld.values.reduce(0, +) }
}

/// The waves of an incident, in the order in which they were planned.
public struct ListWaves: Sendable {
    public var incident: String

    public init(incident: String) { self.incident = incident }

    public func run(in store: Store) throws -> [WaveStanding] {
        try store.waves(of: try store.incident(named: incident)).map {
            try WaveStanding($0.body, in: store)
        }
    }
}

/// Ends a wave before all of it is printed: what was printed counts as sent.
public struct CancelWave: Sendable {
    public var incident: String
    public var wave: String
    public var because: StatedReason
    public var officer: ActingOfficer

    public init(incident: String, wave: String, because: StatedReason, officer: ActingOfficer) {
        self.incident = incident
        self.wave = wave
        self.because = because
        self.officer = officer
    }

    public func run(in store: Store) throws -> WaveStanding {
        let found = try store.incident(named: incident)
        let wave = try store.wave(named: wave, of: found)
        try store.publishing {
            try store.cancel(
                wave,
                because: because.text,
                act: officer.act(towards: found.concernedParties)
            )
        }
        return try WaveStanding(wave, in: store)
    }
}
