// SPDX-License-Identifier: EUPL-1.2
import Ledger
import Testing

struct InclusionProofTests {
    @Test(arguments: 1...70) func `every leaf has the path of the recursive definition`(size: Int)
        throws
    {
        let leaves = Array(leafHashes.prefix(size))
        let root = MerkleTree.root(of: leaves)
        for index in 0..<size {
            let proof = try InclusionProof(index: UInt64(index), leafHashes: leaves)
            #expect(proof.hashes.map(\.bytes) == Naive.path(index, entries.prefix(size)))
            #expect(proof.verify(leafHash: leaves[index], root: root))
        }
    }

    @Test(arguments: [1, 2, 5, 8, 13, 70]) func `any altered part is refused`(size: Int) throws {
        let leaves = Array(leafHashes.prefix(size))
        let root = MerkleTree.root(of: leaves)
        for index in 0..<size {
            let leaf = leaves[index]
            let path = try InclusionProof(index: UInt64(index), leafHashes: leaves).hashes
            func holds(
                _ leafHash: MerkleHash? = nil,
                at place: Int? = nil,
                of count: Int? = nil,
                _ proof: [MerkleHash]? = nil,
                _ head: MerkleHash? = nil
            ) -> Bool {
                InclusionProof.verify(
                    leafHash: leafHash ?? leaf,
                    index: UInt64(place ?? index),
                    size: UInt64(count ?? size),
                    proof: proof ?? path,
                    root: head ?? root
                )
            }
            #expect(holds())
            #expect(!holds(of: 0))
            #expect(!holds(at: size))
            #expect(!holds(nil, path + [root]))
            #expect(!holds(nil, [leaf] + path))
            for other in 0..<size where other != index { #expect(!holds(at: other)) }
            if !path.isEmpty {
                #expect(!holds(nil, Array(path.dropLast())))
                #expect(!holds(nil, Array(path.dropFirst())))
            }
            for bit in stride(from: 0, to: 256, by: 8) {
                #expect(!holds(flipped(leaf, bit: bit)))
                #expect(!holds(nil, nil, flipped(root, bit: bit)))
                for place in path.indices {
                    var altered = path
                    altered[place] = flipped(altered[place], bit: bit)
                    #expect(!holds(nil, altered))
                }
            }
        }
    }

    @Test func `a place outside the tree has no proof`() {
        #expect(throws: MerkleProofError.indexOutOfRange(index: 3, size: 3)) {
            try InclusionProof(index: 3, leafHashes: Array(leafHashes.prefix(3)))
        }
    }

    @Test func `the largest numbers neither pass nor trap`() {
        let hash = leafHashes[0]
        for path in [
            [], [hash], Array(repeating: hash, count: 64), Array(repeating: hash, count: 65),
        ] {
            for index in [0, .max - 1, .max] as [UInt64] {
                #expect(
                    !InclusionProof.verify(
                        leafHash: hash,
                        index: index,
                        size: .max,
                        proof: path,
                        root: hash
                    )
                )
            }
        }
    }

    @Test func `hashes of another length are refused`() throws {
        let leaves = Array(leafHashes.prefix(2))
        let root = MerkleTree.root(of: leaves).bytes
        let path = [leaves[1].bytes]
        func holds(_ leaf: [UInt8], _ path: [[UInt8]], _ root: [UInt8]) -> Bool {
            InclusionProof.verify(leafHash: leaf, index: 0, size: 2, proof: path, root: root)
        }
        #expect(holds(leaves[0].bytes, path, root))
        #expect(!holds(leaves[0].bytes + [0], path, root))
        #expect(!holds(leaves[0].bytes, [path[0] + [0]], root))
        #expect(!holds(leaves[0].bytes, path + [[]], root))
        #expect(!holds(leaves[0].bytes, path, Array(root.dropLast())))
    }
}

struct ConsistencyProofTests {
    @Test(arguments: 1...70) func `every beginning has the proof of the recursive definition`(
        size: Int
    ) throws {
        let leaves = Array(leafHashes.prefix(size))
        let root = MerkleTree.root(of: leaves)
        for older in 1...size {
            let proof = try ConsistencyProof(olderSize: UInt64(older), leafHashes: leaves)
            #expect(proof.hashes.map(\.bytes) == Naive.proof(older, entries.prefix(size)))
            #expect(
                proof.verify(olderRoot: MerkleTree.root(of: leaves.prefix(older)), newerRoot: root)
            )
        }
    }

    @Test(arguments: [1, 2, 6, 8, 13, 70]) func `any altered part is refused`(size: Int) throws {
        let leaves = Array(leafHashes.prefix(size))
        let newerRoot = MerkleTree.root(of: leaves)
        for older in 1...size {
            let olderRoot = MerkleTree.root(of: leaves.prefix(older))
            let path = try ConsistencyProof(olderSize: UInt64(older), leafHashes: leaves).hashes
            func holds(
                _ from: Int? = nil,
                _ to: Int? = nil,
                _ proof: [MerkleHash]? = nil,
                _ first: MerkleHash? = nil,
                _ second: MerkleHash? = nil
            ) -> Bool {
                ConsistencyProof.verify(
                    olderSize: UInt64(from ?? older),
                    newerSize: UInt64(to ?? size),
                    proof: proof ?? path,
                    olderRoot: first ?? olderRoot,
                    newerRoot: second ?? newerRoot
                )
            }
            #expect(holds())
            #expect(!holds(0))
            #expect(!holds(size + 1))
            #expect(!holds(nil, nil, path + [newerRoot]))
            #expect(!holds(nil, nil, [olderRoot] + path))
            for other in 1...size where other != older { #expect(!holds(other)) }
            if !path.isEmpty {
                #expect(!holds(nil, nil, []))
                #expect(!holds(nil, nil, Array(path.dropLast())))
                #expect(!holds(nil, nil, Array(path.dropFirst())))
            }
            for bit in stride(from: 3, to: 256, by: 8) {
                #expect(!holds(nil, nil, nil, flipped(olderRoot, bit: bit)))
                #expect(!holds(nil, nil, nil, nil, flipped(newerRoot, bit: bit)))
                for place in path.indices {
                    var altered = path
                    altered[place] = flipped(altered[place], bit: bit)
                    #expect(!holds(nil, nil, altered))
                }
            }
        }
    }

    @Test func `a rewritten history has no proof`() throws {
        var leaves = Array(leafHashes.prefix(20))
        let before = MerkleTree.root(of: leaves.prefix(11))
        leaves[4] = leafHashes[60]
        let proof = try ConsistencyProof(olderSize: 11, leafHashes: leaves)
        #expect(!proof.verify(olderRoot: before, newerRoot: MerkleTree.root(of: leaves)))
    }

    @Test func `sizes out of order and the empty tree have no proof`() {
        #expect(throws: MerkleProofError.emptyTreeProvesNothing) {
            try ConsistencyProof(olderSize: 0, leafHashes: leafHashes)
        }
        #expect(throws: MerkleProofError.sizesOutOfOrder(older: 71, newer: 70)) {
            try ConsistencyProof(olderSize: 71, leafHashes: leafHashes)
        }
        let root = MerkleTree.emptyRoot
        #expect(
            !ConsistencyProof.verify(
                olderSize: 0,
                newerSize: 0,
                proof: [],
                olderRoot: root,
                newerRoot: root
            )
        )
    }

    @Test func `hashes of another length are refused`() throws {
        let leaves = Array(leafHashes.prefix(3))
        let older = MerkleTree.root(of: leaves.prefix(2)).bytes
        let newer = MerkleTree.root(of: leaves).bytes
        let path = [leaves[2].bytes]
        func holds(_ path: [[UInt8]], _ older: [UInt8], _ newer: [UInt8]) -> Bool {
            ConsistencyProof.verify(
                olderSize: 2,
                newerSize: 3,
                proof: path,
                olderRoot: older,
                newerRoot: newer
            )
        }
        #expect(holds(path, older, newer))
        #expect(!holds(path + [[]], older, newer))
        #expect(!holds(path, older + [0], newer))
        #expect(!holds(path, older, []))
    }
}

struct SubtreeProofTests {
    @Test func `a run that begins at 0 is an ordinary consistency proof`() throws {
        for size in 1...40 {
            let leaves = Array(leafHashes.prefix(size))
            let root = MerkleTree.root(of: leaves)
            for end in 1...size {
                let proof = try ConsistencyProof(olderSize: UInt64(end), leafHashes: leaves)
                func holds(_ subtree: MerkleHash) -> Bool {
                    SubtreeProof.verifyConsistency(
                        start: 0,
                        end: UInt64(end),
                        size: UInt64(size),
                        proof: proof.hashes,
                        subtreeRoot: subtree,
                        root: root
                    )
                }
                let subtree = MerkleTree.root(of: leaves.prefix(end))
                #expect(holds(subtree))
                #expect(!holds(flipped(subtree, bit: 9)))
            }
        }
    }

    @Test func `a whole subtree within the tree is proved by its path`() throws {
        let subtree = MerkleTree.root(of: leafHashes[4..<8])
        let root = MerkleTree.root(of: leafHashes.prefix(13))
        let left = MerkleTree.root(of: leafHashes[0..<4])
        let right = MerkleTree.root(of: leafHashes[8..<13])
        func holds(_ start: UInt64, _ end: UInt64, _ proof: [MerkleHash]) -> Bool {
            SubtreeProof.verifyConsistency(
                start: start,
                end: end,
                size: 13,
                proof: proof,
                subtreeRoot: subtree,
                root: root
            )
        }
        #expect(holds(4, 8, [left, right]))
        #expect(!holds(0, 4, [left, right]))
        #expect(!holds(4, 7, [left, right]))
        #expect(!holds(4, 8, [right, left]))
        #expect(!holds(4, 8, [left]))
    }

    @Test(arguments: [(0, 1), (0, 13), (8, 16), (4, 7), (6, 8), (0, .max)] as [(UInt64, UInt64)])
    func `runs that start at a multiple of their rounded length are subtrees`(run: (UInt64, UInt64))
    {
        #expect(SubtreeProof.isSubtree(start: run.0, end: run.1))
    }

    @Test(arguments: [(0, 0), (3, 2), (1, 3), (2, 5), (8, 17), (1, .max)] as [(UInt64, UInt64)])
    func `other runs are not`(run: (UInt64, UInt64)) {
        #expect(!SubtreeProof.isSubtree(start: run.0, end: run.1))
    }

    @Test func `an empty run has the empty root and no proof`() {
        func holds(_ place: UInt64, _ proof: [MerkleHash], _ subtree: MerkleHash) -> Bool {
            SubtreeProof.verifyConsistency(
                start: place,
                end: place,
                size: 2,
                proof: proof,
                subtreeRoot: subtree,
                root: leafHashes[0]
            )
        }
        #expect(holds(1, [], MerkleTree.emptyRoot))
        #expect(!holds(3, [], MerkleTree.emptyRoot))
        #expect(!holds(1, [MerkleTree.emptyRoot], MerkleTree.emptyRoot))
        #expect(!holds(1, [], leafHashes[0]))
    }

    @Test func `a leaf lies in its subtree and nowhere else`() throws {
        let run = Array(leafHashes[8..<13])
        let proof = try InclusionProof(index: 2, leafHashes: run).hashes
        func holds(_ index: UInt64, _ start: UInt64, _ end: UInt64) -> Bool {
            SubtreeProof.verifyInclusion(
                leafHash: run[2],
                index: index,
                start: start,
                end: end,
                proof: proof,
                root: MerkleTree.root(of: run)
            )
        }
        #expect(holds(10, 8, 13))
        #expect(!holds(2, 8, 13))
        #expect(!holds(11, 8, 13))
        #expect(!holds(10, 9, 14))
    }
}
