// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Foundation

/// A C2SP tlog-checkpoint inside a signed note, read and checked by other code than wrote it.
struct SignedCheckpoint: Sendable {
    let origin: String
    let size: Int
    let root: TreeHash
    private let text: String
    private let signatures: [(name: String, keyHash: [UInt8], signature: [UInt8])]

    init?(_ note: String) {
        guard let split = note.range(of: "\n\n"), note.hasSuffix("\n") else { return nil }
        text = String(note[..<split.lowerBound]) + "\n"
        let body = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
        guard body.count == 3, !body[0].isEmpty, let size = Int(body[1]), size >= 0,
            String(size) == body[1], let root = Data(base64Encoded: String(body[2])),
            root.base64EncodedString() == body[2], let hash = TreeHash(bytes: root)
        else { return nil }
        origin = String(body[0])
        self.size = size
        self.root = hash
        var signatures: [(String, [UInt8], [UInt8])] = []
        for line in note[split.upperBound...].dropLast()
            .split(separator: "\n", omittingEmptySubsequences: false)
        {
            let parts = line.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == "\u{2014}",
                let bytes = Data(base64Encoded: String(parts[2])), bytes.count == 4 + 64,
                bytes.base64EncodedString() == parts[2]
            else { return nil }
            signatures.append((String(parts[1]), Array(bytes.prefix(4)), Array(bytes.dropFirst(4))))
        }
        guard !signatures.isEmpty else { return nil }
        self.signatures = signatures
    }

    /// Is there exactly one signature, of this key, and does it hold?
    func isSigned(by key: NoteKey) -> Bool {
        guard signatures.count == 1, let only = signatures.first, only.name == key.name,
            only.keyHash == key.hash
        else { return false }
        return key.publicKey.isValidSignature(only.signature, for: Array(text.utf8))
    }
}

/// A verifier key in the note format: `name+hash+base64(0x01 ‖ public key)`.
struct NoteKey: Sendable {
    let name: String
    let hash: [UInt8]
    let publicKey: Curve25519.Signing.PublicKey

    init?(_ text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let key = Data(base64Encoded: String(parts[2])), key.count == 33,
            key.first == 1,
            let publicKey = try? Curve25519.Signing.PublicKey(rawRepresentation: key.dropFirst())
        else { return nil }
        name = String(parts[0])
        let hash = SHA256.hash(data: Array(name.utf8) + [0x0A] + [UInt8](key)).prefix(4)
        guard hash.map({ String(format: "%02x", $0) }).joined() == parts[1] else { return nil }
        self.hash = Array(hash)
        self.publicKey = publicKey
    }
}
