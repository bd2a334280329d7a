// SPDX-License-Identifier: EUPL-1.2

/// That a tree only grew: the older one is its beginning, unchanged
/// (RFC 6962 section 2.1.2, RFC 9162 section 2.1.4).
public struct ConsistencyProof: Hashable, Sendable {
    public let olderSize: UInt64
    public let newerSize: UInt64
    public let hashes: [MerkleHash]

    /// A proof as received; `verify` decides what it is worth.
    public init(olderSize: UInt64, newerSize: UInt64, hashes: [MerkleHash]) {
        self.olderSize = olderSize
        self.newerSize = newerSize
        self.hashes = hashes
    }

    /// Asks the tree for complete subtrees, each within the first `newerSize` leaves.
    public init(
        olderSize: UInt64,
        newerSize: UInt64,
        reading node: (MerkleNode) throws -> MerkleHash
    ) throws {
        guard olderSize > 0 else { throw MerkleProofError.emptyTreeProvesNothing }
        guard olderSize <= newerSize else {
            throw MerkleProofError.sizesOutOfOrder(older: olderSize, newer: newerSize)
        }
        var path: [MerkleHash] = []
        var range = 0..<newerSize
        // Until the walk turns right, the verifier knows the older subtree: it is the older root.
        var isKnown = true
        while range.upperBound != olderSize {
            let split =
                range.lowerBound + MerkleTree.split(range.upperBound - range.lowerBound)
            let left = range.lowerBound..<split
            let right = split..<range.upperBound
            let goesLeft = olderSize <= split
            path.append(try MerkleTree.hash(of: goesLeft ? right : left, reading: node))
            range = goesLeft ? left : right
            if !goesLeft { isKnown = false }
        }
        if !isKnown { path.append(try MerkleTree.hash(of: range, reading: node)) }
        self.init(olderSize: olderSize, newerSize: newerSize, hashes: path.reversed())
    }

    /// A proof from the first `olderSize` leaves to the tree of all these leaves.
    public init(olderSize: UInt64, leafHashes: [MerkleHash]) throws {
        try self.init(
            olderSize: olderSize,
            newerSize: UInt64(leafHashes.count),
            reading: MerkleTree.reader(of: leafHashes)
        )
    }

    public func verify(olderRoot: MerkleHash, newerRoot: MerkleHash) -> Bool {
        Self.verify(
            olderSize: olderSize,
            newerSize: newerSize,
            proof: hashes,
            olderRoot: olderRoot,
            newerRoot: newerRoot
        )
    }

    /// RFC 9162 section 2.1.4.2; an older size of 0 is refused, because the empty tree is the
    /// beginning of every tree and its proof says nothing.
    public static func verify(
        olderSize: UInt64,
        newerSize: UInt64,
        proof: [MerkleHash],
        olderRoot: MerkleHash,
        newerRoot: MerkleHash
    ) -> Bool {
        guard olderSize > 0, olderSize <= newerSize else { return false }
        guard olderSize < newerSize else { return proof.isEmpty && olderRoot == newerRoot }
        let isPowerOfTwo = olderSize.nonzeroBitCount == 1
        guard let first = isPowerOfTwo ? olderRoot : proof.first else { return false }

        var place = olderSize - 1
        var last = newerSize - 1
        let shift = UInt64((~place).trailingZeroBitCount)
        place >>= shift
        last >>= shift
        var older = first
        var newer = first
        for sibling in proof.dropFirst(isPowerOfTwo ? 0 : 1) {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                older = MerkleTree.node(sibling, older)
                newer = MerkleTree.node(sibling, newer)
                while place & 1 == 0 && place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                newer = MerkleTree.node(newer, sibling)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && older == olderRoot && newer == newerRoot
    }
}

extension ConsistencyProof {
    /// The same question about hashes as they came in, of whatever length.
    ///
    /// Two heads of one size are only compared, never hashed; anything else that is not 32 bytes
    /// is refused.
    public static func verify(
        olderSize: UInt64,
        newerSize: UInt64,
        proof: [[UInt8]],
        olderRoot: [UInt8],
        newerRoot: [UInt8]
    ) -> Bool {
        if olderSize == newerSize {
            return olderSize > 0 && proof.isEmpty && olderRoot == newerRoot
        }
        let hashes = proof.compactMap { MerkleHash($0) }
        guard hashes.count == proof.count, let older = MerkleHash(olderRoot),
            let newer = MerkleHash(newerRoot)
        else { return false }
        return verify(
            olderSize: olderSize,
            newerSize: newerSize,
            proof: hashes,
            olderRoot: older,
            newerRoot: newer
        )
    }
}
