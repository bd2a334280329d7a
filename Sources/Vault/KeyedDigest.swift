// SPDX-License-Identifier: EUPL-1.2

public import Crypto

/// HMAC-SHA-256 under one key, from two hash states made once (RFC 2104): 3 million short
/// digests per second where a new HMAC each time reaches 0.8.
///
/// A plain hash protects no citizen number: there are 91 million of them. The two states stand in
/// memory of the library, which is neither locked nor wiped; the key itself is not among it.
public struct KeyedDigest: Sendable {
    private let inner: SHA256
    private let outer: SHA256

    /// `domain` keeps digests of different kinds apart under one key.
    public init(key: DataKey, domain: String) {
        var inner = SHA256()
        var outer = SHA256()
        key.withBytes { key in
            withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { block in
                defer { AuthenticatedCipher.wipe(block) }
                for place in 0..<64 { block[place] = (place < key.count ? key[place] : 0) ^ 0x36 }
                inner.update(bufferPointer: UnsafeRawBufferPointer(block))
                for place in 0..<64 { block[place] ^= 0x36 ^ 0x5c }
                outer.update(bufferPointer: UnsafeRawBufferPointer(block))
            }
        }
        inner.update(data: Array((domain + "\u{0}").utf8))
        self.inner = inner
        self.outer = outer
    }

    private init(inner: SHA256, outer: SHA256) { (self.inner, self.outer) = (inner, outer) }

    /// The digests of what begins with those bytes, which are not read again for each.
    public func begun(with bytes: [UInt8]) -> KeyedDigest {
        var inner = inner
        inner.update(data: bytes)
        return KeyedDigest(inner: inner, outer: outer)
    }

    /// The full 32 bytes.
    public func digest(of bytes: UnsafeRawBufferPointer) -> SHA256.Digest {
        var hash = inner
        hash.update(bufferPointer: bytes)
        let middle = hash.finalize()
        var end = outer
        middle.withUnsafeBytes { end.update(bufferPointer: $0) }
        return end.finalize()
    }

    /// The first 16 bytes as two numbers, for tables that hold millions.
    public func pair(of bytes: UnsafeRawBufferPointer) -> DigestPair {
        digest(of: bytes).withUnsafeBytes {
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
        return bytes.withUnsafeBytes { Array(digest(of: $0).prefix(16)) }
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
            digest(of: bytes).withUnsafeBytes { UInt16($0[0]) << 8 | UInt16($0[1]) }
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
