// SPDX-License-Identifier: EUPL-1.2

internal import Incidents
public import Store

/// The lines of a frozen version by sourceId, as comma separated values: no names.
public struct ExportRegister: Sendable {
    public var incident: String
    /// Number or name; nil is the last.
    public var version: String?
    public var officer: ActingOfficer
    public var reason: StatedReason

    public init(
        incident: String,
        version: String? = nil,
        officer: ActingOfficer,
        reason: StatedReason
    ) {
        self.incident = incident
        self.version = version
        self.officer = officer
        self.reason = reason
    }

    /// Hands the lines to `write` in pieces, in order, the header first. Before the first piece,
    /// what will be written is compared with the hash that stands in the ledger. A store that only
    /// reads will do.
    public func run(in store: Store, write: ([UInt8]) throws -> Void) throws -> RegisterVersion {
        let found = try store.incident(named: incident)
        let frozen = try store.version(named: version, of: found)
        let register = try store.load(frozen)
        let canonical = CanonicalRegister(
            register,
            sources: try store.sourceIDs(
                of: register.people,
                for: try officer.access("register-export", incident, reason)
            ),
            statementNames: try store.statementNames(of: found)
        )
        guard try Store.hash(of: canonical) == frozen.hash else {
            throw CaseworkError.registerHashDiffers(version: frozen.name)
        }
        try Store.forEachPiece(of: canonical, .csv, write)
        return try RegisterVersion(frozen, in: store)
    }
}
