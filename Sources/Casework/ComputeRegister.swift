// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Incidents
public import Store

/// Computes a register and its hash, and records nothing but the access: everyone in it is opened
/// for their sourceId.
public struct ComputeRegister: Sendable {
    public var incident: String
    public var asOf: LedgerPoint
    public var officer: ActingOfficer
    public var reason: StatedReason

    public init(
        incident: String,
        asOf: LedgerPoint = .now,
        officer: ActingOfficer,
        reason: StatedReason
    ) {
        self.incident = incident
        self.asOf = asOf
        self.officer = officer
        self.reason = reason
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var incident: String
        /// The number of ledger entries the computation looked at.
        public var asOfEntries: Int
        /// SHA-256 of the canonical register, hexadecimal.
        public var hash: String
        public var people: Int
        /// People by the code of their certainty.
        public var counts: [String: Int]
        public var records: Int
        public var unresolved: Int
    }

    /// A store that only reads will do.
    public func run(in store: Store) throws -> Answer {
        let found = try store.incident(named: incident)
        let computed = try store.computeRegister(
            of: found,
            asOfEntries: try asOf.entries(in: store)
        )
        return Answer(
            incident: incident,
            asOfEntries: computed.asOfEntries,
            hash: try store.hash(
                of: computed,
                for: try officer.access("register", incident, reason)
            ),
            people: computed.register.count,
            counts: computed.register.counts.reduce(into: [:]) { $0[$1.key.code] = $1.value },
            records: computed.records,
            unresolved: computed.unresolved
        )
    }
}

/// Computes a register and freezes it as a named version that never changes.
public struct FreezeRegister: Sendable {
    public var incident: String
    public var name: String
    public var asOf: LedgerPoint
    public var officer: ActingOfficer
    public var reason: StatedReason

    public init(
        incident: String,
        name: String,
        asOf: LedgerPoint = .now,
        officer: ActingOfficer,
        reason: StatedReason
    ) {
        self.incident = incident
        self.name = name
        self.asOf = asOf
        self.officer = officer
        self.reason = reason
    }

    public func run(in store: Store) throws -> RegisterVersion {
        let found = try store.incident(named: incident)
        return try store.publishing {
            try store.freezeRegister(
                name,
                of: found,
                asOfEntries: try asOf.entries(in: store),
                officer,
                reason
            )
        }
    }
}

extension Store {
    /// What freezing and the opening of an incident share. A name that cannot be is refused before
    /// anyone is opened for it.
    func freezeRegister(
        _ name: String,
        of incident: IncidentFact,
        asOfEntries: Int?,
        _ officer: ActingOfficer,
        _ reason: StatedReason
    ) throws -> RegisterVersion {
        try checkVersionName(name, of: incident)
        let computed = try computeRegister(of: incident, asOfEntries: asOfEntries)
        let hash = try hash(
            of: computed,
            for: try officer.access("register", incident.reference, reason)
        )
        let fact = try freeze(
            computed,
            hash: hash,
            name: name,
            of: incident,
            act: officer.act(towards: incident.parties)
        )
        return try RegisterVersion(fact, in: self)
    }

    fileprivate func hash(of computed: ComputedRegister, for access: AccessReason) throws -> String
    {
        try Store.hash(of: canonical(computed, for: access))
    }
}
