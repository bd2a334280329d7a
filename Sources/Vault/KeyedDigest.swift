// SPDX-License-Identifier: EUPL-1.2

internal import COpenSSL

/// HMAC-SHA-256 under one key, from two hash states made once (RFC 2104).
///
/// A plain hash protects no citizen number: there are 91 million of them. The states are plain values,
/// for a digest is made several times for each message, and an object for each took longer than the
/// hash. They are neither locked nor wiped; the key itself is not among them.
public struct KeyedDigest: Sendable {
    private var inner: spoor_sha256_state
    private let outer: spoor_sha256_state

    /// `domain` keeps digests of different kinds apart under one key.
    public init(key: DataKey, domain: String) {
        (inner, outer) = key.withBytes { key in
            withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { block in
                defer { AuthenticatedCipher.wipe(block) }
                for place in 0..<64 { block[place] = (place < key.count ? key[place] : 0) ^ 0x36 }
                let inner = spoor_sha256_begun(block.baseAddress, block.count)
                for place in 0..<64 { block[place] ^= 0x36 ^ 0x5c }
                return (inner, spoor_sha256_begun(block.baseAddress, block.count))
            }
        }
        read(Array((domain + "\u{0}").utf8))
    }

    private mutating func read(_ bytes: [UInt8]) {
        _ = bytes.withUnsafeBytes { SHA256_Update(&inner, $0.baseAddress, $0.count) }
    }

    /// The digests of what begins with those bytes, which are not read again for each.
    public func begun(with bytes: [UInt8]) -> KeyedDigest {
        var digest = self
        digest.read(bytes)
        return digest
    }

    /// The full 32 bytes.
    public func digest(of bytes: UnsafeRawBufferPointer) -> ShortHash {
        ShortHash { digest in
            withUnsafePointer(to: inner) { inner in
                withUnsafePointer(to: outer) { outer in
                    spoor_hmac_sha256(inner, outer, bytes.baseAddress, bytes.count, digest)
                }
            }
        }
    }

    /// The first 16 bytes as two numbers, for tables that hold millions.
    public func pair(of bytes: UnsafeRawBufferPointer) -> DigestPair {
        digest(of: bytes).withBytes {
            DigestPair(
                high: UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)),
                low: UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }

    public func pair(of bytes: [UInt8]) -> DigestPair {
        bytes.withUnsafeBytes { pair(of: $0) }
    }

    /// The first 16 bytes: enough to tell contents apart, and half the room in an index.
    public func short(of bytes: some Sequence<UInt8>) -> [UInt8] {
        let bytes = Array(bytes)
        return bytes.withUnsafeBytes { digest(of: $0).withBytes { Array($0.prefix(16)) } }
    }

    public func short(of text: String) -> [UInt8] {
        short(of: text.utf8)
    }

    /// The first 16 bits: the bucket of a truncated index. At a million people some fifteen share
    /// one, so that the index alone tells of nobody whether they are in it; the plaintext decides.
    public func bucket(of text: String) -> UInt16 {
        bucket(of: Array(text.utf8))
    }

    public func bucket(of text: [UInt8]) -> UInt16 {
        text.withUnsafeBytes { bytes in
            digest(of: bytes).withBytes { UInt16($0[0]) << 8 | UInt16($0[1]) }
        }
    }
}

/// The first 16 bytes of a keyed digest: contents that are equal have equal ones, and of 10^9
/// contents two unequal ones share theirs with a probability below 10^-20.
public struct DigestPair: Hashable, Sendable, Comparable {
    public var high: UInt64
    public var low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// In the order of the bytes.
    public static func < (left: DigestPair, right: DigestPair) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }

    /// The next one: under which a content stands that comes again after it was taken back.
    public var next: DigestPair {
        DigestPair(high: low == .max ? high &+ 1 : high, low: low &+ 1)
    }

    /// The 16 bytes.
    public var bytes: [UInt8] {
        withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Array($0) }
    }
}
