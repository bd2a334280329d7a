// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Incidents
public import Store

/// The lines of a frozen version by sourceId, as comma separated values: no names.
public struct ExportRegister: Sendable {
    public var incident: String
    /// Number or name; nil is the last.
    public var version: String?
    /// Goes on without people whose rows are lost, and says who they are: their lines have no sourceId,
    /// and what is written can then not be compared with the ledger.
    public var leavesOutLost: Bool
    public var officer: ActingOfficer
    public var reason: StatedReason

    public init(
        incident: String,
        version: String? = nil,
        leavesOutLost: Bool = false,
        officer: ActingOfficer,
        reason: StatedReason
    ) {
        self.incident = incident
        self.version = version
        self.leavesOutLost = leavesOutLost
        self.officer = officer
        self.reason = reason
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var version: RegisterVersion
        /// Those whose lines have no sourceId and had one when the version was frozen, by reference:
        /// their rows are lost since. When there are any, nothing was compared with the ledger.
        public var leftOut: [String]
    }

    /// Hands the lines to `write` in pieces, in order, the header first. Before the first piece,
    /// what will be written is compared with the hash that stands in the ledger. A store that only
    /// reads will do.
    public func run(in store: Store, write: ([UInt8]) throws -> Void) throws -> Answer {
        let found = try store.incident(named: incident)
        let frozen = try store.version(named: version, of: found)
        let register = try store.load(frozen)
        let lost = leavesOutLost ? LostPeople() : nil
        let canonical = CanonicalRegister(
            register,
            sources: try sources(of: register, in: frozen, lost, store),
            statementNames: try store.statementNames(of: found)
        )
        if lost.references.isEmpty {
            guard try Store.hash(of: canonical) == frozen.hash else {
                throw CaseworkError.registerHashDiffers(version: frozen.name)
            }
        }
        try Store.forEachPiece(of: canonical, .csv, write)
        return Answer(
            version: try RegisterVersion(frozen, in: store),
            leftOut: lost.references
        )
    }

    /// As when it was frozen: those who were left out then are left out, also when they are back.
    private func sources(
        of register: Register,
        in frozen: RegisterFact,
        _ lost: LostPeople?,
        _ store: Store
    ) throws -> SourceColumn {
        let leftOut = Set((frozen.leftOut ?? []).compactMap(PersonNumber.init(reference:)))
        let found = try store.sourceIDs(
            of: register.people.filter { !leftOut.contains($0) },
            for: try officer.access("register-export", incident, reason),
            leavingOut: lost
        )
        guard !leftOut.isEmpty else { return found }
        var all = SourceColumn(expecting: register.count)
        var place = 0
        for person in register.people {
            guard !leftOut.contains(person) else {
                all.append([])
                continue
            }
            all.append(Array(found[place]))
            place += 1
        }
        return all
    }
}
