// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Vault

/// Seals the claims of somebody nobody knows; a value that every hand may have.
public struct ClaimSeal: Sendable {
    let key: DataKey

    public func seal(_ claims: IdentityClaims) throws -> [UInt8] {
        try Seal.seal(
            Identity.bytes(of: claims),
            with: key,
            context: Array("unresolved|claims".utf8)
        )
    }
}
