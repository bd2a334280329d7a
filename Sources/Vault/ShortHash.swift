// SPDX-License-Identifier: EUPL-1.2

internal import COpenSSL

/// The SHA-256 (FIPS 180-4) of some bytes as a plain value.
///
/// For what is hashed once for each person that is opened: a hash of Crypto is an object of its own,
/// and making it and giving it back takes longer than hashing a few hundred bytes.
public struct ShortHash: Equatable, Sendable, BitwiseCopyable {
    // Four words: as a vector it would want to stand at a thirty-second byte.
    private var first: UInt64 = 0
    private var second: UInt64 = 0
    private var third: UInt64 = 0
    private var fourth: UInt64 = 0

    /// How many bytes a hash has.
    public static let size = 32

    public init(of bytes: UnsafeRawBufferPointer) {
        spoor_sha256(bytes.baseAddress, bytes.count, &self)
    }

    /// A hash that is written there.
    init(_ write: (UnsafeMutableRawPointer) -> Void) { write(&self) }

    /// A hash as it was kept; nil unless it has 32 bytes.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Self.size else { return nil }
        self = bytes.loadUnaligned(as: ShortHash.self)
    }

    public func withBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try withUnsafeBytes(of: self) { try body($0) }
    }
}
