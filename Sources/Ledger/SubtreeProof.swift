// SPDX-License-Identifier: EUPL-1.2

/// Proofs about a run of leaves that forms a subtree, as Merkle Tree Certificates define them
/// (draft-ietf-plants-merkle-tree-certs, "Subtrees").
public enum SubtreeProof {
    /// Whether the run is not empty and its start is a multiple of its length rounded up to a
    /// power of two.
    public static func isSubtree(start: UInt64, end: UInt64) -> Bool {
        guard start < end else { return false }
        let count = end - start
        let height = 64 - (count - 1).leadingZeroBitCount
        return height == 64 ? start == 0 : start & (1 << UInt64(height) - 1) == 0
    }

    /// That a leaf of the whole tree lies in the subtree with this root.
    public static func verifyInclusion(
        leafHash: MerkleHash,
        index: UInt64,
        start: UInt64,
        end: UInt64,
        proof: [MerkleHash],
        root: MerkleHash
    ) -> Bool {
        guard isSubtree(start: start, end: end), start <= index else { return false }
        return InclusionProof.verify(
            leafHash: leafHash,
            index: index - start,
            size: end - start,
            proof: proof,
            root: root
        )
    }

    /// That the subtree with this root is part of the tree of `size` leaves.
    ///
    /// An empty run has the empty root and needs no proof; that says nothing about the tree.
    public static func verifyConsistency(
        start: UInt64,
        end: UInt64,
        size: UInt64,
        proof: [MerkleHash],
        subtreeRoot: MerkleHash,
        root: MerkleHash
    ) -> Bool {
        guard start != end else {
            return end <= size && proof.isEmpty && subtreeRoot == MerkleTree.emptyRoot
        }
        guard isSubtree(start: start, end: end), end <= size else { return false }
        var first = start
        var place = end - 1
        var last = size - 1
        while first != place && (place == last || place & 1 == 1) {
            first >>= 1
            place >>= 1
            last >>= 1
        }
        var siblings = proof[...]
        guard let known = first == place ? subtreeRoot : siblings.popFirst() else { return false }
        var subtree = known
        var whole = known
        for sibling in siblings {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                if first < place { subtree = MerkleTree.node(sibling, subtree) }
                whole = MerkleTree.node(sibling, whole)
                while place & 1 == 0 && place != 0 {
                    first >>= 1
                    place >>= 1
                    last >>= 1
                }
            } else {
                whole = MerkleTree.node(whole, sibling)
            }
            first >>= 1
            place >>= 1
            last >>= 1
        }
        return last == 0 && subtree == subtreeRoot && whole == root
    }
}
