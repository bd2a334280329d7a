// SPDX-License-Identifier: EUPL-1.2

import Custody
import Store
import Vault

/// All that an import computes with keys, made in one place: it tells contents apart, joins samples,
/// and seals claims, and reads no key.
struct IntakeDigests: Sendable {
    /// Tells files and lists apart.
    let files: KeyedDigest
    /// Tells contents of one party apart.
    let contents: KeyedDigest
    /// Of sample numbers, apart for each party.
    let samples: KeyedDigest
    private let claims: ClaimSeal

    init(_ store: Store, party: Party.ID) {
        files = store.contentDigest
        contents = store.contentDigest(party: party)
        samples = store.sampleDigest(party: party)
        claims = store.claimSeal
    }

    /// The claims of somebody nobody knows.
    func seal(_ claims: IdentityClaims) throws -> [UInt8] { try self.claims.seal(claims) }

    /// How a file is known again in the store.
    static func file(_ identity: [UInt8], in store: Store) -> [UInt8] {
        store.contentDigest.short(of: identity)
    }
}
