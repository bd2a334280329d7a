// SPDX-License-Identifier: EUPL-1.2
internal import COpenSSL
import Crypto
import Custody

/// A SHA-256 value that is a leaf, a node or a root of a Merkle tree.
///
/// Thirty-two bytes kept in place, so a million of them is one allocation.
public struct MerkleHash: Hashable, Sendable {
    /// Length of every hash, in bytes.
    public static let byteCount = 32

    // The bytes as they lie in memory; the words are never read as numbers.
    private var words: (UInt64, UInt64, UInt64, UInt64)

    /// Nil unless there are exactly 32 bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        words = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
    }

    /// The same, without the cost of an unknown collection.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self = bytes.withUnsafeBytes { MerkleHash(loading: $0, at: 0) }
    }

    /// Standard base64 of 32 bytes; nil for any other spelling.
    public init?(base64: String) {
        guard let bytes = Base64.decode(Array(base64.utf8)) else { return nil }
        self.init(bytes)
    }

    /// Sixty-four lower-case hexadecimal digits; nil for anything else.
    public init?(hex: String) {
        guard let bytes = Hexadecimal.bytes(Array(hex.utf8)) else { return nil }
        self.init(bytes)
    }

    /// The SHA-256 of those bytes.
    init(hashing bytes: UnsafeRawBufferPointer) {
        words = (0, 0, 0, 0)
        spoor_sha256(bytes.baseAddress, bytes.count, &words)
    }

    init(_ digest: SHA256.Digest) {
        words = digest.withUnsafeBytes {
            $0.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
        }
    }

    init(loading bytes: UnsafeRawBufferPointer, at offset: Int) {
        words = bytes.loadUnaligned(
            fromByteOffset: offset,
            as: (UInt64, UInt64, UInt64, UInt64).self
        )
    }

    func store(to buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
        buffer.storeBytes(of: words, toByteOffset: offset, as: type(of: words))
    }

    public var bytes: [UInt8] {
        withUnsafeBytes(of: words) { Array($0) }
    }

    public var base64: String {
        Base64.encode(bytes)
    }

    public var hex: String {
        Hexadecimal.text(bytes)
    }

    public static func == (left: MerkleHash, right: MerkleHash) -> Bool {
        left.words == right.words
    }

    public func hash(into hasher: inout Hasher) {
        withUnsafeBytes(of: words) { hasher.combine(bytes: $0) }
    }
}

extension MerkleHash: CustomStringConvertible {
    public var description: String { hex }
}
