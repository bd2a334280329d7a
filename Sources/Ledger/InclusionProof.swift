// SPDX-License-Identifier: EUPL-1.2

/// Why a proof cannot be made.
public enum MerkleProofError: Error, Equatable {
    case indexOutOfRange(index: UInt64, size: UInt64)
    case sizesOutOfOrder(older: UInt64, newer: UInt64)
    case emptyTreeProvesNothing
}

/// That one leaf stands at one place in a tree (RFC 6962 section 2.1.1, RFC 9162 section 2.1.3).
public struct InclusionProof: Hashable, Sendable {
    public let index: UInt64
    public let size: UInt64
    /// Siblings on the way up, lowest first.
    public let hashes: [MerkleHash]

    /// A proof as received; `verify` decides what it is worth.
    public init(index: UInt64, size: UInt64, hashes: [MerkleHash]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// Asks the tree for about `log2(size)` complete subtrees, each within the first `size` leaves.
    public init(
        index: UInt64,
        size: UInt64,
        reading node: (MerkleNode) throws -> MerkleHash
    ) throws {
        guard index < size else {
            throw MerkleProofError.indexOutOfRange(index: index, size: size)
        }
        var path: [MerkleHash] = []
        var range = 0..<size
        while range.upperBound - range.lowerBound > 1 {
            let split =
                range.lowerBound + MerkleTree.split(range.upperBound - range.lowerBound)
            let left = range.lowerBound..<split
            let right = split..<range.upperBound
            let goesLeft = index < split
            path.append(try MerkleTree.hash(of: goesLeft ? right : left, reading: node))
            range = goesLeft ? left : right
        }
        self.init(index: index, size: size, hashes: path.reversed())
    }

    /// A proof within the tree of all these leaves.
    public init(index: UInt64, leafHashes: [MerkleHash]) throws {
        try self.init(
            index: index,
            size: UInt64(leafHashes.count),
            reading: MerkleTree.reader(of: leafHashes)
        )
    }

    public func verify(leafHash: MerkleHash, root: MerkleHash) -> Bool {
        Self.verify(leafHash: leafHash, index: index, size: size, proof: hashes, root: root)
    }

    /// RFC 9162 section 2.1.3.2.
    public static func verify(
        leafHash: MerkleHash,
        index: UInt64,
        size: UInt64,
        proof: [MerkleHash],
        root: MerkleHash
    ) -> Bool {
        guard index < size else { return false }
        var place = index
        var last = size - 1
        var hash = leafHash
        for sibling in proof {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                hash = MerkleTree.node(sibling, hash)
                while place & 1 == 0 && place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                hash = MerkleTree.node(hash, sibling)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }
}

extension InclusionProof {
    /// The same question about hashes as they came in; any that is not 32 bytes is refused.
    public static func verify(
        leafHash: [UInt8],
        index: UInt64,
        size: UInt64,
        proof: [[UInt8]],
        root: [UInt8]
    ) -> Bool {
        let hashes = proof.compactMap { MerkleHash($0) }
        guard hashes.count == proof.count, let leaf = MerkleHash(leafHash),
            let root = MerkleHash(root)
        else { return false }
        return verify(leafHash: leaf, index: index, size: size, proof: hashes, root: root)
    }
}
