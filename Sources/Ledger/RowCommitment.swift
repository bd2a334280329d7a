// SPDX-License-Identifier: EUPL-1.2

/// The 32 random bytes that open one row's commitment (`r_i`); without them the row cannot be
/// recognised in it, so deleting them is what makes erasure real.
public struct CommitmentKey: Hashable, Sendable {
    public static let byteCount = 32
    private let value: MerkleHash

    /// Nil unless there are exactly 32 bytes. The caller draws them from a secure source.
    public init?(_ bytes: some Collection<UInt8>) {
        guard let value = MerkleHash(bytes) else { return nil }
        self.value = value
    }

    /// The same for bytes in memory.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard let value = MerkleHash(bytes) else { return nil }
        self.value = value
    }

    /// The same, without the cost of an unknown collection.
    public init?(_ bytes: [UInt8]) {
        guard let value = MerkleHash(bytes) else { return nil }
        self.value = value
    }

    public var bytes: [UInt8] { value.bytes }

    fileprivate func store(to buffer: UnsafeMutableRawBufferPointer) {
        value.store(to: buffer, at: 0)
    }
}

extension CommitmentKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "••••" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// What the ledger keeps of one row: hiding while its key is secret, binding for ever.
///
/// `HMAC-SHA256(key, "row/1" ‖ payload identifier ‖ index as u32 big-endian ‖ canonical row)`.
public struct RowCommitment: Hashable, Sendable {
    public let value: MerkleHash

    /// A commitment read back from where it was kept; nil unless there are exactly 32 bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard let value = MerkleHash(bytes) else { return nil }
        self.value = value
    }

    public init(
        key: CommitmentKey,
        payloadIdentifier: OpaqueReference,
        index: UInt32,
        canonicalRow: [UInt8]
    ) {
        self = canonicalRow.withUnsafeBytes {
            RowCommitment(
                key: key,
                payloadIdentifier: payloadIdentifier,
                index: index,
                canonicalRow: $0
            )
        }
    }

    /// RFC 2104 written out: each row has a key of its own, so there is no keyed state to reuse,
    /// and two plain SHA-256 runs over one buffer each are the fastest way there is.
    public init(
        key: CommitmentKey,
        payloadIdentifier: OpaqueReference,
        index: UInt32,
        canonicalRow: UnsafeRawBufferPointer
    ) {
        let rowStart = 64 + 25
        let inner = withUnsafeTemporaryAllocation(
            byteCount: rowStart + canonicalRow.count,
            alignment: 8
        ) { buffer in
            Self.pad(key, with: 0x3636_3636_3636_3636, into: buffer)
            // "row/1"
            buffer.storeBytes(of: UInt32(0x726f_772f).bigEndian, toByteOffset: 64, as: UInt32.self)
            buffer[68] = UInt8(ascii: "1")
            payloadIdentifier.store(to: buffer, at: 69)
            buffer.storeBytes(of: index.bigEndian, toByteOffset: 85, as: UInt32.self)
            UnsafeMutableRawBufferPointer(rebasing: buffer[rowStart...]).copyMemory(
                from: canonicalRow
            )
            return Self.sha256(buffer)
        }
        value = withUnsafeTemporaryAllocation(byteCount: 96, alignment: 8) { buffer in
            Self.pad(key, with: 0x5c5c_5c5c_5c5c_5c5c, into: buffer)
            inner.store(to: buffer, at: 64)
            return Self.sha256(buffer)
        }
    }

    public var bytes: [UInt8] { value.bytes }

    /// The commitment as a leaf of its manifest.
    public var leafHash: MerkleHash {
        withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { buffer in
            value.store(to: buffer, at: 0)
            return MerkleTree.leafHash(of: UnsafeRawBufferPointer(buffer))
        }
    }

    private static func pad(
        _ key: CommitmentKey,
        with pattern: UInt64,
        into buffer: UnsafeMutableRawBufferPointer
    ) {
        key.store(to: buffer)
        for word in 0..<4 {
            let offset = word * 8
            let masked = buffer.load(fromByteOffset: offset, as: UInt64.self) ^ pattern
            buffer.storeBytes(of: masked, toByteOffset: offset, as: UInt64.self)
            buffer.storeBytes(of: pattern, toByteOffset: offset + 32, as: UInt64.self)
        }
    }

    private static func sha256(_ buffer: UnsafeMutableRawBufferPointer) -> MerkleHash {
        MerkleHash(hashing: UnsafeRawBufferPointer(buffer))
    }
}

/// The commitments of one payload, in row order, as one root (RFC 6962 section 2.1).
public struct Manifest: Hashable, Sendable {
    public private(set) var frontier = MerkleFrontier()

    public init() {}

    public mutating func append(_ commitment: RowCommitment) {
        append(leaf: commitment.leafHash)
    }

    /// The same for a commitment whose leaf hash was made elsewhere.
    public mutating func append(leaf: MerkleHash) {
        frontier.append(leaf)
    }

    public var rows: UInt64 { frontier.size }
    public var root: MerkleHash { frontier.root }
}
