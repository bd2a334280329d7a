// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Ledger

/// Hashes, proofs and signed checkpoints of the ledger.
struct MerkleJudge: CaseJudge {
    let expectation = 1.0

    func verdict(on theCase: ThirdPartyCase) -> Verdict {
        switch theCase["kind"]?.string {
        case "inclusion": inclusion(theCase)
        case "consistency": consistency(theCase)
        case "subtreeinclusion": subtreeInclusion(theCase)
        case "subtreeconsistency": subtreeConsistency(theCase)
        case .some: .outOfScope
        case nil: root(theCase) ?? hash(theCase) ?? checkpoint(theCase) ?? .outOfScope
        }
    }

    private func proof(_ theCase: ThirdPartyCase) -> [[UInt8]] {
        (theCase["proof"]?.array ?? []).map { $0.base64 ?? [] }
    }

    private func judge(_ accepted: Bool, _ theCase: ThirdPartyCase) -> Verdict {
        .same(accepted, theCase["wantErr"]?.bool != true, "accepted:")
    }

    private func inclusion(_ theCase: ThirdPartyCase) -> Verdict {
        guard let index = theCase["leafIdx"]?.integer, let size = theCase["treeSize"]?.integer
        else { return .outOfScope }
        let accepted = InclusionProof.verify(
            leafHash: theCase["leafHash"]?.base64 ?? [],
            index: index,
            size: size,
            proof: proof(theCase),
            root: theCase["root"]?.base64 ?? []
        )
        return judge(accepted, theCase)
    }

    private func consistency(_ theCase: ThirdPartyCase) -> Verdict {
        guard let older = theCase["size1"]?.integer, let newer = theCase["size2"]?.integer
        else { return .outOfScope }
        let accepted = ConsistencyProof.verify(
            olderSize: older,
            newerSize: newer,
            proof: proof(theCase),
            olderRoot: theCase["root1"]?.base64 ?? [],
            newerRoot: theCase["root2"]?.base64 ?? []
        )
        return judge(accepted, theCase)
    }

    private func subtreeInclusion(_ theCase: ThirdPartyCase) -> Verdict {
        guard let index = theCase["leafIdx"]?.integer, let start = theCase["start"]?.integer,
            let end = theCase["end"]?.integer
        else { return .outOfScope }
        let hashes = proof(theCase).compactMap { MerkleHash($0) }
        guard hashes.count == proof(theCase).count,
            let leaf = MerkleHash(theCase["leafHash"]?.base64 ?? []),
            let root = MerkleHash(theCase["root"]?.base64 ?? [])
        else {
            return theCase["wantErr"]?.bool == true ? .agrees : .deviates(.hashesOfOtherLengths)
        }
        let accepted = SubtreeProof.verifyInclusion(
            leafHash: leaf,
            index: index,
            start: start,
            end: end,
            proof: hashes,
            root: root
        )
        return judge(accepted, theCase)
    }

    private func subtreeConsistency(_ theCase: ThirdPartyCase) -> Verdict {
        guard let size = theCase["size"]?.integer, let start = theCase["start"]?.integer,
            let end = theCase["end"]?.integer
        else { return .outOfScope }
        let hashes = proof(theCase).compactMap { MerkleHash($0) }
        guard hashes.count == proof(theCase).count,
            let subtree = MerkleHash(theCase["root1"]?.base64 ?? []),
            let root = MerkleHash(theCase["root2"]?.base64 ?? [])
        else {
            return theCase["wantErr"]?.bool == true ? .agrees : .deviates(.hashesOfOtherLengths)
        }
        let accepted = SubtreeProof.verifyConsistency(
            start: start,
            end: end,
            size: size,
            proof: hashes,
            subtreeRoot: subtree,
            root: root
        )
        return judge(accepted, theCase)
    }

    private func root(_ theCase: ThirdPartyCase) -> Verdict? {
        guard let leaves = theCase["leaves_hex"]?.strings, let root = theCase["root"]?.string
        else { return nil }
        let hashes = leaves.map { MerkleTree.leafHash(of: bytes(hex: $0)) }
        var frontier = MerkleFrontier()
        for hash in hashes { frontier.append(hash) }
        guard frontier.root.hex == root else { return .same(frontier.root.hex, root, "frontier") }
        return .same(MerkleTree.root(of: hashes).hex, root)
    }

    private func hash(_ theCase: ThirdPartyCase) -> Verdict? {
        guard let operation = theCase["op"]?.string, let expected = theCase["hash"]?.string
        else { return nil }
        switch operation {
        case "empty tree": return .same(MerkleTree.emptyRoot.hex, expected)
        case "leaf":
            guard let data = bytes(theCase, "data") else { return nil }
            return .same(MerkleTree.leafHash(of: data).hex, expected)
        case "node":
            guard let left = bytes(theCase, "left"), let right = bytes(theCase, "right")
            else { return nil }
            guard let left = MerkleHash(left), let right = MerkleHash(right) else {
                return .deviates(.hashesOfOtherLengths)
            }
            return .same(MerkleTree.node(left, right).hex, expected)
        default: return nil
        }
    }

    /// A signed note, and a key for it in the case or its file.
    private func checkpoint(_ theCase: ThirdPartyCase) -> Verdict? {
        let texts = strings(in: theCase.fields)
        guard let note = texts.first(where: { $0.contains("\n\n\u{2014} ") }) else { return nil }
        let keys = (texts + strings(in: theCase.preamble)).compactMap {
            try? VerifierKey(text: $0.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        guard let key = keys.first else { return nil }
        var checkpoint: Checkpoint?
        if let claim = try? UnverifiedCheckpoint(bytes: Array(note.utf8)) {
            checkpoint = try? claim.verified(by: key)
        }
        let mustFail = theCase["wantErr"]?.bool == true || theCase["valid"]?.bool == false
        guard let checkpoint, !mustFail else { return .same(checkpoint != nil, !mustFail) }
        if let size = (theCase["size"] ?? theCase["tree_size"])?.integer, size != checkpoint.size {
            return .same(checkpoint.size, size, "size")
        }
        guard let root = (theCase["root"] ?? theCase["root_hash"])?.string else { return .agrees }
        return [checkpoint.root.base64, checkpoint.root.hex].contains(root)
            ? .agrees : .same(checkpoint.root.base64, root, "root")
    }

    private func strings(in value: JSON) -> [String] {
        switch value {
        case .string(let text): [text]
        case .array(let values): values.flatMap(strings(in:))
        case .object(let fields):
            fields.sorted { $0.key < $1.key }.flatMap { strings(in: $0.value) }
        default: []
        }
    }

    private func bytes(_ theCase: ThirdPartyCase, _ name: String) -> [UInt8]? {
        if let text = theCase[name + "_utf8"]?.string { return Array(text.utf8) }
        return theCase[name + "_hex"]?.string.map { bytes(hex: $0) }
    }

    private func bytes(hex: String) -> [UInt8] {
        let digits = hex.compactMap { $0.hexDigitValue.map(UInt8.init) }
        return stride(from: 0, to: digits.count - 1, by: 2).map {
            digits[$0] << 4 | digits[$0 + 1]
        }
    }
}
