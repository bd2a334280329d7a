// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Vault

/// Keyed digests of one kind of content: equal contents have equal ones, and nothing is told about
/// them. Has the key within, and gives it to nobody.
public struct ContentDigest: Sendable {
    private let digest: KeyedDigest

    init(_ digest: KeyedDigest) { self.digest = digest }

    /// The digests of what begins with those bytes, which are not read again for each.
    public func begun(with bytes: [UInt8]) -> ContentDigest {
        ContentDigest(digest.begun(with: bytes))
    }

    @inline(__always)
    public func pair(of bytes: UnsafeRawBufferPointer) -> DigestPair { digest.pair(of: bytes) }

    @inline(__always)
    public func pair(of bytes: [UInt8]) -> DigestPair { digest.pair(of: bytes) }

    /// The same 16 bytes as bytes.
    public func short(of bytes: some Sequence<UInt8>) -> [UInt8] { digest.short(of: bytes) }

    public func short(of text: String) -> [UInt8] { digest.short(of: text) }
}

/// All that an import computes with keys: it tells contents apart, joins samples, and seals claims. A
/// value for each worker, without keys that anybody could take out of it.
public struct IntakeDigests: Sendable {
    /// Tells files and lists apart.
    public let files: ContentDigest
    /// Tells contents of one party apart, so that what comes twice counts once.
    public let contents: ContentDigest
    /// Of sample numbers, apart for each party.
    public let samples: ContentDigest
    public let claims: ClaimSeal

    /// The claims of somebody nobody knows.
    public func seal(_ claims: IdentityClaims) throws -> [UInt8] { try self.claims.seal(claims) }
}
