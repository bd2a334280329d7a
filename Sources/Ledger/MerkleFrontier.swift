// SPDX-License-Identifier: EUPL-1.2

/// The right edge of a growing tree: all that appending needs, and nothing of what came before.
///
/// One hash per set bit of the size, tallest subtree first; appending joins equal heights, on
/// average one hashing per leaf. The result is the Merkle tree hash of RFC 6962 section 2.1.
public struct MerkleFrontier: Hashable, Sendable {
    public private(set) var size: UInt64
    /// Roots of the complete subtrees, tallest first.
    public private(set) var peaks: [MerkleHash]

    public init() {
        size = 0
        peaks = []
    }

    /// Nil unless there is one peak for every set bit of the size.
    public init?(size: UInt64, peaks: [MerkleHash]) {
        guard peaks.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.peaks = peaks
    }

    /// Reads back ``bytes``; nil for any other length.
    public init?(bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard let size: UInt64 = reader.integer(),
            reader.remaining == size.nonzeroBitCount * MerkleHash.byteCount
        else { return nil }
        var peaks: [MerkleHash] = []
        while let peak = reader.hash() { peaks.append(peak) }
        self.init(size: size, peaks: peaks)
    }

    /// The size (eight bytes, big-endian) and the peaks.
    public var bytes: [UInt8] {
        var writer = ByteWriter(capacity: 8 + peaks.count * MerkleHash.byteCount)
        writer.append(size)
        for peak in peaks { writer.append(peak) }
        return writer.bytes
    }

    public mutating func append(_ leafHash: MerkleHash) {
        var hash = leafHash
        for _ in 0..<(~size).trailingZeroBitCount {
            hash = MerkleTree.node(peaks.removeLast(), hash)
        }
        peaks.append(hash)
        size += 1
    }

    public mutating func append(contentsOf leafHashes: [MerkleHash]) {
        for leaf in leafHashes { append(leaf) }
    }

    /// The root at the present size.
    public var root: MerkleHash {
        MerkleTree.root(ofPeaks: peaks)
    }
}
