// SPDX-License-Identifier: EUPL-1.2
import Crypto

/// A complete subtree: `2^level` leaves, starting at leaf `index * 2^level`.
public struct MerkleNode: Hashable, Sendable {
    /// Height above the leaves; 0 is a leaf.
    public let level: Int
    public let index: UInt64

    public init(level: Int, index: UInt64) {
        self.level = level
        self.index = index
    }
}

/// The hash tree of RFC 6962 section 2.1, over SHA-256.
public enum MerkleTree {
    /// The root of a tree without leaves: SHA-256 of nothing.
    public static var emptyRoot: MerkleHash {
        MerkleHash(SHA256().finalize())
    }

    /// `SHA-256(0x00 ‖ entry)`.
    public static func leafHash(of entry: [UInt8]) -> MerkleHash {
        entry.withUnsafeBytes { leafHash(of: $0) }
    }

    public static func leafHash(of entry: UnsafeRawBufferPointer) -> MerkleHash {
        withUnsafeTemporaryAllocation(byteCount: entry.count + 1, alignment: 8) { buffer in
            buffer[0] = 0
            UnsafeMutableRawBufferPointer(rebasing: buffer[1...]).copyMemory(from: entry)
            return sha256(buffer)
        }
    }

    /// `SHA-256(0x01 ‖ left ‖ right)`.
    public static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { buffer in
            buffer[0] = 1
            left.store(to: buffer, at: 1)
            right.store(to: buffer, at: 33)
            return sha256(buffer)
        }
    }

    /// The Merkle tree hash of leaf hashes in their order.
    public static func root(of leafHashes: some Sequence<MerkleHash>) -> MerkleHash {
        var frontier = MerkleFrontier()
        for leaf in leafHashes { frontier.append(leaf) }
        return frontier.root
    }

    /// The Merkle tree hash of a run of leaves, from the hashes of complete subtrees.
    ///
    /// The range must be one that occurs in a tree: its start is a multiple of its length rounded
    /// up to a power of two.
    static func hash(
        of range: Range<UInt64>,
        reading node: (MerkleNode) throws -> MerkleHash
    ) throws -> MerkleHash {
        var peaks: [MerkleHash] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let level = 63 - (range.upperBound - start).leadingZeroBitCount
            peaks.append(try node(MerkleNode(level: level, index: start >> UInt64(level))))
            start += 1 << UInt64(level)
        }
        return root(ofPeaks: peaks)
    }

    /// Joins complete subtrees of falling height into one root.
    static func root(ofPeaks peaks: [MerkleHash]) -> MerkleHash {
        guard var root = peaks.last else { return emptyRoot }
        for peak in peaks.dropLast().reversed() { root = node(peak, root) }
        return root
    }

    /// Answers for any complete subtree of an array of leaf hashes.
    static func reader(of leafHashes: [MerkleHash]) -> (MerkleNode) -> MerkleHash {
        { node in
            let start = Int(node.index) << node.level
            return root(of: leafHashes[start..<start + (1 << node.level)])
        }
    }

    /// The largest power of two smaller than `count`, which is at least 2 (RFC 6962 section 2.1).
    static func split(_ count: UInt64) -> UInt64 {
        1 << UInt64(63 - (count - 1).leadingZeroBitCount)
    }

    private static func sha256(_ buffer: UnsafeMutableRawBufferPointer) -> MerkleHash {
        MerkleHash(hashing: UnsafeRawBufferPointer(buffer))
    }
}
