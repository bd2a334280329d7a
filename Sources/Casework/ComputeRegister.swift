// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Incidents
public import Store

/// Computes a register and its hash, and records nothing but the access: everyone in it is opened
/// for their sourceId.
public struct ComputeRegister: Sendable {
    public var incident: String
    public var asOf: LedgerPoint
    /// Goes on without people whose rows are lost, and says who they are. They stay in the register,
    /// without a sourceId.
    public var leavesOutLost: Bool
    public var officer: ActingOfficer
    public var reason: StatedReason

    public init(
        incident: String,
        asOf: LedgerPoint = .now,
        leavesOutLost: Bool = false,
        officer: ActingOfficer,
        reason: StatedReason
    ) {
        self.incident = incident
        self.asOf = asOf
        self.leavesOutLost = leavesOutLost
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
        /// What could not be linked of what the parties got: in none of the counts.
        public var unlinked: UnlinkedEvidence
        /// Those without a sourceId in what was hashed, by reference: their rows are lost.
        public var leftOut: [String]
    }

    /// A store that only reads will do.
    public func run(in store: Store) throws -> Answer {
        let found = try store.incident(named: incident)
        let computed = try store.computeRegister(
            of: found,
            asOfEntries: try asOf.entries(in: store)
        )
        let lost = leavesOutLost ? LostPeople() : nil
        return Answer(
            incident: incident,
            asOfEntries: computed.asOfEntries,
            hash: try store.hash(
                of: computed,
                for: try officer.access("register", incident, reason),
                leavingOut: lost
            ),
            people: computed.register.count,
            counts: computed.register.counts.reduce(into: [:]) { $0[$1.key.code] = $1.value },
            records: computed.records,
            unresolved: computed.unresolved,
            unlinked: computed.unlinked,
            leftOut: lost.references
        )
    }
}

/// Computes a register and freezes it as a named version that never changes.
public struct FreezeRegister: Sendable {
    public var incident: String
    public var name: String
    public var asOf: LedgerPoint
    /// Goes on without people whose rows are lost, and says who they are. They stay in the register,
    /// without a sourceId.
    public var leavesOutLost: Bool
    public var officer: ActingOfficer
    public var reason: StatedReason

    public init(
        incident: String,
        name: String,
        asOf: LedgerPoint = .now,
        leavesOutLost: Bool = false,
        officer: ActingOfficer,
        reason: StatedReason
    ) {
        self.incident = incident
        self.name = name
        self.asOf = asOf
        self.leavesOutLost = leavesOutLost
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
                leavesOutLost: leavesOutLost,
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
        leavesOutLost: Bool,
        _ officer: ActingOfficer,
        _ reason: StatedReason
    ) throws -> RegisterVersion {
        try checkVersionName(name, of: incident)
        let computed = try computeRegister(of: incident, asOfEntries: asOfEntries)
        let lost = leavesOutLost ? LostPeople() : nil
        let hash = try hash(
            of: computed,
            for: try officer.access("register", incident.reference, reason),
            leavingOut: lost
        )
        let fact = try freeze(
            computed,
            hash: hash,
            name: name,
            of: incident,
            leavingOut: lost,
            act: officer.act(towards: incident.concernedParties)
        )
        return try RegisterVersion(fact, in: self)
    }

    fileprivate func hash(
        of computed: ComputedRegister,
        for access: AccessReason,
        leavingOut lost: LostPeople?
    ) throws -> String {
        try Store.hash(of: canonical(computed, for: access, leavingOut: lost))
    }
}

extension LostPeople? {
    /// Of those who were left out; none when nobody might be.
    var references: [String] { self?.all.map(\.person.reference) ?? [] }
}
