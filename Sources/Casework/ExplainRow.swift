// SPDX-License-Identifier: EUPL-1.2

public import Custody
internal import Incidents
internal import Linkage
public import Store

/// Why somebody is in the register of an incident, source by source.
public struct ExplainRow: Sendable {
    public var incident: String
    public var person: PersonQuestion
    public var officer: ActingOfficer
    public var reason: StatedReason

    public init(
        incident: String,
        person: PersonQuestion,
        officer: ActingOfficer,
        reason: StatedReason
    ) {
        self.incident = incident
        self.person = person
        self.officer = officer
        self.reason = reason
    }

    public struct Answer: Codable, Sendable, Equatable {
        /// `P-…`
        public var person: String
        /// The version looked at: the last.
        public var version: Int
        /// Nil: not in the register.
        public var certainty: Certainty?
        public var sources: [Source]
    }

    public struct Source: Codable, Sendable, Equatable {
        public enum Place: Codable, Sendable, Equatable {
            case ledger(entry: Int, origin: Origin, sender: String, on: Day?)
            case statement(name: String, line: Int, isWithdrawn: Bool, at: Instant)
        }

        public var place: Place
        public var certainty: Certainty
        public var categories: CategorySet
        public var recordedAt: Instant
        /// The grade of the provenance, or what the record was linked by: codes.
        public var basis: String
    }

    /// A store that only reads will do.
    public func run(in store: Store) throws -> Answer {
        let found = try store.incident(named: incident)
        let version = try store.version(named: nil, of: found)
        let access = try officer.access("register-why", incident, reason)
        let number = try person.find(in: store, for: access)
        // First, for it writes the line in the access log.
        let evidence = try store.evidence(about: number, for: access)
        return Answer(
            person: number.reference,
            version: version.version,
            certainty: try store.rows(of: number, in: version).map(\.certainty).max(),
            sources: try disclosed(evidence, found, store) + stated(evidence, found, store)
        )
    }

    private func disclosed(
        _ evidence: PersonEvidence,
        _ incident: IncidentFact,
        _ store: Store
    ) throws -> [Source] {
        let flows = try store.flows
        return try evidence.disclosed.compactMap { item in
            guard let flow = flows[item.disclosure.flow],
                incident.concernedParties.contains(flow.party)
            else { return nil }
            return Source(
                place: .ledger(
                    entry: item.entry,
                    origin: flow.origin,
                    sender: flow.sender,
                    on: item.disclosure.disclosedOn.map(Day.init(number:))
                ),
                certainty: .cannotBeExcluded,
                categories: item.disclosure.categories,
                recordedAt: Instant(milliseconds: try store.recordedAt(entry: item.entry)),
                basis: flow.grade.code
            )
        }
    }

    private func stated(
        _ evidence: PersonEvidence,
        _ incident: IncidentFact,
        _ store: Store
    ) throws -> [Source] {
        let statements = try store.statements(of: incident).reduce(into: [:]) {
            $0[$1.body.number] = $1.body
        }
        return try evidence.stated.compactMap { stated in
            guard let statement = statements[stated.statement] else { return nil }
            return Source(
                place: .statement(
                    name: statement.name,
                    line: stated.line,
                    isWithdrawn: try store.isWithdrawn(statement),
                    at: Instant(milliseconds: stated.happenedAt)
                ),
                certainty: stated.certainty,
                categories: stated.categories,
                recordedAt: Instant(milliseconds: try store.recordedAt(entry: stated.entry)),
                basis: LinkEvidence(rawValue: UInt16(truncatingIfNeeded: stated.basis)).text
            )
        }
    }
}
