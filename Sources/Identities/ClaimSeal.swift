// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Vault

/// Seals the claims of somebody nobody knows; a value that every worker may have.
public struct ClaimSeal: Sendable {
    private let key: DataKey

    /// What claims are padded to, in bytes.
    static let step = 128
    private static let context = Array("unresolved|claims".utf8)

    init(_ keys: KeyRing) { key = keys[.unresolved] }

    public func seal(_ claims: IdentityClaims) throws -> [UInt8] {
        try Seal.seal(
            Identity.bytes(of: claims),
            with: key,
            context: Self.context,
            paddedTo: Self.step
        )
    }

    func open(_ sealed: [UInt8]) throws -> IdentityClaims {
        let bytes = try? Seal.open(sealed, with: key, context: Self.context)
        guard let bytes, let claims = Identity.claims(from: bytes) else {
            throw IdentitiesError.unreadable(.claims)
        }
        return claims
    }
}

/// Seals what an import set aside, bound to the row it stands in.
struct RejectSeal: Sendable {
    let key: DataKey

    static let step = 256

    init(_ keys: KeyRing) { key = keys[.unresolved] }

    /// `reject|content|DIGEST`: one that was moved to another row does not open.
    private func context(_ digest: [UInt8]) -> [UInt8] {
        Array("reject|content|\(Hexadecimal.text(digest))".utf8)
    }

    func seal(_ content: [UInt8], digest: [UInt8]) throws -> [UInt8] {
        try Seal.seal(content, with: key, context: context(digest), paddedTo: Self.step)
    }

    func open(_ sealed: [UInt8], digest: [UInt8]) throws -> [UInt8] {
        guard let content = try? Seal.open(sealed, with: key, context: context(digest)) else {
            throw IdentitiesError.unreadable(.reject)
        }
        return content
    }

    /// As a store of format 1 had it: bound to the table alone.
    func openFormat1(_ sealed: [UInt8]) throws -> [UInt8] {
        let context = Array("reject|content".utf8)
        guard let content = try? Seal.open(sealed, with: key, context: context) else {
            throw IdentitiesError.unreadable(.reject)
        }
        return content
    }
}
