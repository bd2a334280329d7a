// SPDX-License-Identifier: EUPL-1.2

import Database
import Foundation
import Ledger

extension Store {
    /// Brings the published files up to date with the database; they are already, after each act of
    /// this store, unless that could not be done then.
    public func publishTiles() throws { try publisher?.publish() }

    /// The last signed checkpoint, to be kept elsewhere.
    public func checkpoint() throws -> String {
        try view.read { try Journal.lastNote($0)?.note ?? "" }
    }

    /// A proof that an entry is under the last checkpoint: `docs/formats.md` gives the form.
    public func inclusionProof(of entry: Int) throws -> InclusionProofText {
        let leaves = try leafHashes()
        guard leaves.indices.contains(entry) else {
            throw StoreError.notFound(.entry(entry))
        }
        let proof = try InclusionProof(index: UInt64(entry), leafHashes: leaves)
        return InclusionProofText(
            index: entry,
            size: leaves.count,
            leaf: leaves[entry].base64,
            root: MerkleTree.root(of: leaves).base64,
            hashes: proof.hashes.map(\.base64),
            checkpoint: try checkpoint()
        )
    }

    /// A proof that the ledger of `size` entries is the beginning of this one.
    public func consistencyProof(from size: Int) throws -> ConsistencyProofText {
        let leaves = try leafHashes()
        guard size > 0, size <= leaves.count else {
            throw StoreError.notFound(.ledger(entries: size))
        }
        let proof = try ConsistencyProof(olderSize: UInt64(size), leafHashes: leaves)
        return ConsistencyProofText(
            olderSize: size,
            olderRoot: MerkleTree.root(of: leaves.prefix(size)).base64,
            size: leaves.count,
            root: MerkleTree.root(of: leaves).base64,
            hashes: proof.hashes.map(\.base64),
            checkpoint: try checkpoint()
        )
    }

    private func leafHashes() throws -> [MerkleHash] {
        try view.read {
            try $0.all("SELECT body FROM ledger_entry ORDER BY seq") {
                MerkleTree.leafHash(of: $0.bytes(0))
            }
        }
    }
}

/// An RFC 6962 inclusion proof in base64.
public struct InclusionProofText: Codable, Sendable {
    public var index: Int
    public var size: Int
    public var leaf: String
    public var root: String
    public var hashes: [String]
    public var checkpoint: String
}

/// An RFC 6962 consistency proof in base64.
public struct ConsistencyProofText: Codable, Sendable {
    public var olderSize: Int
    public var olderRoot: String
    public var size: Int
    public var root: String
    public var hashes: [String]
    public var checkpoint: String
}
