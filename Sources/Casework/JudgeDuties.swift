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
    /// Counts who was told only where all can have been: for a look at many incidents.
    var isQuick = false

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
        /// The role that took it away, or else the version of the agreement.
        public var role: String?
        public var agreement: String?
        /// The day from which that holds.
        public var from: Day
        public var recordedAt: Instant
        /// Empty in ledgers that did not keep it.
        public var by: String
        public var because: String

        init(_ duty: Duty, _ struckOut: StruckOutDuty) {
            self.duty = duty
            switch struckOut.cause {
            case .role(let name, let day): (role, agreement, from) = (name, nil, Day(number: day))
            case .agreement(let version, let day):
                (role, agreement, from) = (nil, version, Day(number: day))
            }
            recordedAt = Instant(milliseconds: struckOut.recorded.at)
            by = struckOut.recorded.by
            because = struckOut.recorded.because
        }
    }

    public func run(in store: Store) throws -> Answer {
        let found = try store.incident(named: incident)
        let record = try store.dutyRecord(of: found, recordedBy: asOf)
        let told = try ToldCount(
            of: found,
            in: store,
            asOf: asOf,
            isInformed: record.hasInformed,
            isQuick: isQuick
        )
        let judged = try found.concernedParties.map {
            try standing(of: $0, record, told, store)
        }
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

    private func standing(
        of party: Party.ID,
        _ record: DutyRecord,
        _ told: ToldCount,
        _ store: Store
    ) throws -> Judged {
        let known = record.moments.filter { $0.party == nil || $0.party == party }.map(\.recorded)
        let decisions = record.standingDecisions(about: party)
        // A reason for those who got no letter, in a decision or beside the moment itself.
        let hasReason =
            decisions.contains { $0.kind == .reasonNotReached }
            || known.contains {
                $0.moment == .personsInformed && $0.takenBack == nil
                    && (try? StatedReason($0.note)) != nil
            }
        let standing = DutyStanding(
            moments: DutyMoments(known).counting(told.share, hasReason: hasReason),
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
                duties: standing.clocks.map { Duty($0, known, told: told.share) }
                    + cyber.clocks.map { Duty($0, its, cyber) },
                struckOut: standing.struckOut.map { StruckOut(Duty($0.clock, known), $0) },
                hints: standing.hints + hints(told, hasReason, standing) + cyber.hints
            ),
            standing.isOverdue || cyber.isOverdue
        )
    }

    /// What is said of those who were not told, as long as we must tell them.
    private func hints(
        _ told: ToldCount,
        _ hasReason: Bool,
        _ standing: DutyStanding
    ) -> [DutyHint] {
        let rule = DutyRuleSet.personsNotice.id
        guard let clock = standing.clocks.first(where: { $0.rule.id == rule }),
            clock.state != .ended
        else { return [] }
        let left = told.share?.notTold ?? 0
        return told.waiting + (left > 0 && !hasReason ? [.peopleNotTold(left)] : [])
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
    /// Is it recorded that people were informed?
    var hasInformed: Bool {
        moments.contains {
            $0.recorded.moment == .personsInformed && $0.recorded.takenBack == nil
        }
    }

    /// Those that nobody took back, about a party and about all.
    func standingDecisions(about party: Party.ID?) -> [DutyDecision] {
        decisions.filter { $0.takenBack == nil && ($0.party == nil || $0.party == party) }
            .map(\.decision)
    }
}
