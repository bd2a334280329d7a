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

    public init(incident: String, now: Int64, asOf: Int64? = nil) {
        self.incident = incident
        self.now = now
        self.asOf = asOf
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var incident: String
        public var asOf: Instant
        /// One for each party that the incident concerns.
        public var standings: [Standing]
        public var isOverdue: Bool
    }

    public struct Standing: Codable, Sendable, Equatable {
        public var party: String
        /// On the day the party told us; nil when none had been recorded.
        public var role: PartyRole?
        public var duties: [Duty]
        public var hints: [DutyHint]
    }

    public struct Duty: Codable, Sendable, Equatable {
        /// Of the rule: `gdpr-33-1`.
        public var duty: String
        public var law: String
        public var article: String
        public var dutchTitle: String
        public var englishTitle: String
        public var bearer: DutyRule.Bearer
        public var recipient: DutyRule.Recipient
        public var state: DutyClock.State
        public var startsAt: Instant?
        public var dueAt: Instant?
        /// The same period as Regulation 1182/71 counts it.
        public var dueByRegulation1182: Instant?
        public var metAt: Instant?
        /// Milliseconds left, of a clock that runs.
        public var remaining: Int64?
        /// Milliseconds after the deadline at which it was met, or by which it is overdue.
        public var late: Int64?

        public func title(in language: Language) -> String {
            language == .dutch ? dutchTitle : englishTitle
        }

        init(_ clock: DutyClock) {
            func instant(_ moment: Int64?) -> Instant? { moment.map(Instant.init(milliseconds:)) }
            duty = clock.rule.id.rawValue
            law = clock.rule.law
            article = clock.rule.article
            dutchTitle = clock.rule.dutchTitle
            englishTitle = clock.rule.englishTitle
            bearer = clock.rule.bearer
            recipient = clock.rule.recipient
            state = clock.state
            startsAt = instant(clock.startsAt)
            dueAt = instant(clock.dueAt)
            dueByRegulation1182 = instant(clock.regulationDueAt)
            metAt = instant(clock.metAt)
            remaining = clock.remaining?.milliseconds
            late = clock.lateness?.milliseconds
        }
    }

    public func run(in store: Store) throws -> Answer {
        let found = try store.incident(named: incident)
        let standings = try found.concernedParties.map {
            ($0, try standing(of: $0, in: found, store))
        }
        return Answer(
            incident: found.reference,
            asOf: Instant(milliseconds: asOf ?? now),
            standings: standings.map { party, standing in
                Standing(
                    party: party.rawValue,
                    role: standing.role,
                    duties: standing.clocks.map(Duty.init),
                    hints: standing.hints
                )
            },
            isOverdue: standings.contains { $0.1.isOverdue }
        )
    }

    private func standing(
        of party: Party.ID,
        in incident: IncidentFact,
        _ store: Store
    ) throws -> DutyStanding {
        let limit = asOf ?? .max
        let moments = try store.dutyMoments(of: incident, recordedBy: limit)
        return DutyStanding(
            moments: moments,
            role: try store.role(
                of: party,
                on: DutyStanding.roleDay(moments, now: asOf ?? now),
                recordedBy: limit
            ),
            terms: try store.agreements(with: party, recordedBy: limit).map {
                DutyRuleSet.AgreedTerm(
                    version: $0.version,
                    from: DutyDate(dayNumber: $0.from),
                    incidentHours: $0.incidentHours
                )
            },
            now: asOf ?? now
        )
    }
}
