// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Incidents
public import Store

/// Judges where the duties of an incident stand: now, or as they stood at a moment by what had been
/// recorded then.
public struct JudgeDuties: Sendable {
    public var incident: String
    /// Milliseconds since 1970-01-01 UTC.
    public var now: Int64
    /// As it stood then; nil is now.
    public var asOf: Int64?
    /// The law, or a draft of it for what-if.
    public var edition: DutyRuleSet.Edition

    public init(
        incident: String,
        now: Int64,
        asOf: Int64? = nil,
        edition: DutyRuleSet.Edition = .law
    ) {
        self.incident = incident
        self.now = now
        self.asOf = asOf
        self.edition = edition
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var incident: String
        public var asOf: Instant
        public var edition: DutyRuleSet.Edition
        /// One for each party that the incident concerns, and one for ourselves where a law asks
        /// something of us that follows from no party.
        public var standings: [Standing]
        /// Must somebody act?
        public var isOverdue: Bool
    }

    public struct Standing: Codable, Sendable, Equatable {
        /// Nil: ourselves.
        public var party: String?
        /// On the day that decides; nil when none had been recorded.
        public var role: PartyRole?
        /// The day whose role and agreement count.
        public var decidingDay: Day?
        public var duties: [Duty]
        /// Duties that ran and were taken away by what was recorded later.
        public var struckOut: [StruckOut]
        public var hints: [DutyHint]
    }

    public struct StruckOut: Codable, Sendable, Equatable {
        public var duty: Duty
        public var cause: StruckOutDuty.Cause
        public var recorded: DutyRecording
    }

    public func run(in store: Store) throws -> Answer {
        let found = try store.incident(named: incident)
        let record = try store.dutyRecord(of: found, recordedBy: asOf)
        let judged = try found.concernedParties.map { try standing(of: $0, record, store) }
        let ours = try standingOfOurselves(record, store)
        return Answer(
            incident: found.reference,
            asOf: Instant(milliseconds: asOf ?? now),
            edition: edition,
            standings: judged.map(\.standing) + [ours?.standing].compactMap(\.self),
            isOverdue: judged.contains(where: \.asksForAction) || ours?.asksForAction == true
        )
    }

    private typealias Judged = (standing: Standing, asksForAction: Bool)

    private func standing(of party: Party.ID, _ record: DutyRecord, _ store: Store) throws
        -> Judged
    {
        let known = record.moments.filter { $0.party == nil || $0.party == party }.map(\.recorded)
        let decisions = record.standingDecisions(about: party)
        let standing = DutyStanding(
            moments: DutyMoments(known),
            roles: try store.roles(of: party, recordedBy: asOf).map { role in
                RecordedRole(
                    try role.body.partyRole,
                    from: role.body.from,
                    recorded: DutyRecording(
                        at: role.recordedAt,
                        by: role.body.by ?? "",
                        because: role.body.because ?? "",
                        isAfterOpening: role.recordedAt > record.opened
                    )
                )
            },
            terms: try store.agreements(with: party, recordedBy: asOf).map { term in
                DutyRuleSet.AgreedTerm(
                    version: term.body.version,
                    from: DutyDate(dayNumber: term.body.from),
                    incidentHours: term.body.incidentHours,
                    recorded: DutyRecording(
                        at: term.recordedAt,
                        by: term.body.by ?? "",
                        isAfterOpening: term.recordedAt > record.opened
                    )
                )
            },
            decisions: decisions,
            edition: edition,
            now: asOf ?? now
        )
        // A moment of all parties says nothing of when this one knew.
        let its = record.moments.filter { $0.party == party }.map(\.recorded)
        let cyber = CyberActStanding(
            moments: DutyMoments(its),
            decisions: try store.cyberActDecisions(about: party, recordedBy: asOf),
            ending: decisions,
            opened: record.opened,
            now: asOf ?? now
        )
        return (
            Standing(
                party: party.rawValue,
                role: standing.role,
                decidingDay: Day(number: standing.decidingDay.dayNumber),
                duties: standing.clocks.map { Duty($0, known) }
                    + cyber.clocks.map { Duty($0, its, cyber) },
                struckOut: standing.struckOut.map {
                    StruckOut(duty: Duty($0.clock, known), cause: $0.cause, recorded: $0.recorded)
                },
                hints: standing.hints + cyber.hints
            ),
            standing.isOverdue || cyber.isOverdue
        )
    }

    /// Nil when no law asks anything of us that follows from no party.
    private func standingOfOurselves(_ record: DutyRecord, _ store: Store) throws -> Judged? {
        let known = record.moments.filter { $0.party == nil }.map(\.recorded)
        let cyber = CyberActStanding(
            moments: DutyMoments(known),
            decisions: try store.cyberActDecisions(about: nil, recordedBy: asOf),
            ending: record.standingDecisions(about: nil),
            opened: record.opened,
            now: asOf ?? now
        )
        guard !cyber.clocks.isEmpty || !cyber.hints.isEmpty else { return nil }
        let standing = Standing(
            duties: cyber.clocks.map { Duty($0, known, cyber) },
            struckOut: [],
            hints: cyber.hints
        )
        return (standing, cyber.isOverdue)
    }
}

extension DutyRecord {
    /// Those that nobody took back, about a party and about all.
    func standingDecisions(about party: Party.ID?) -> [DutyDecision] {
        decisions.filter { $0.takenBack == nil && ($0.party == nil || $0.party == party) }
            .map(\.decision)
    }
}
