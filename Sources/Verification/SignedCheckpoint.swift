// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Foundation

/// A C2SP tlog-checkpoint inside a signed note, read and checked by other code than wrote it.
///
/// Read as bytes: texts that Unicode holds to be equal are not the same note.
struct SignedCheckpoint: Sendable {
    let origin: [UInt8]
    let size: Int
    let root: TreeHash
    /// Lines behind the root, which we write none of and others may.
    let extensions: [[UInt8]]
    private let text: ArraySlice<UInt8>
    private let signatures: [(name: [UInt8], keyHash: [UInt8], signature: [UInt8])]

    init?(_ note: [UInt8]) {
        guard note.last == 0x0A,
            let split = note.indices.dropLast().first(where: {
                note[$0] == 0x0A && note[$0 + 1] == 0x0A
            })
        else { return nil }
        text = note[...split]
        let body = note[..<split].split(separator: 0x0A, omittingEmptySubsequences: false)
        guard body.count >= 3, body.allSatisfy({ !$0.isEmpty }),
            let size = Int(String(decoding: body[1], as: UTF8.self)), size >= 0,
            String(size).utf8.elementsEqual(body[1]),
            let root = Self.base64(body[2]).flatMap(TreeHash.init(bytes:))
        else { return nil }
        origin = Array(body[0])
        self.size = size
        self.root = root
        extensions = body.dropFirst(3).map { Array($0) }
        var signatures: [([UInt8], [UInt8], [UInt8])] = []
        for line in note[(split + 2)...].dropLast()
            .split(separator: 0x0A, omittingEmptySubsequences: false)
        {
            let parts = line.split(separator: 0x20, omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0].elementsEqual("\u{2014}".utf8),
                !parts[1].isEmpty, let bytes = Self.base64(parts[2]), bytes.count > 4
            else { return nil }
            guard signatures.count < Self.mostSignatures else { return nil }
            signatures.append((Array(parts[1]), Array(bytes.prefix(4)), Array(bytes.dropFirst(4))))
        }
        guard !signatures.isEmpty else { return nil }
        self.signatures = signatures
    }

    /// C2SP signed-note lets a reader stop somewhere.
    private static let mostSignatures = 100

    /// What is encoded, if it is encoded in the one way there is.
    private static func base64(_ text: ArraySlice<UInt8>) -> Data? {
        let text = Data(text)
        guard let bytes = Data(base64Encoded: text), bytes.base64EncodedData() == text else {
            return nil
        }
        return bytes
    }

    /// Does it have a signature of this key, and does each one of this key hold?
    ///
    /// A store's own checkpoint has exactly that one. One that was kept elsewhere may have others
    /// beside it, of witnesses: C2SP signed-note has signatures of unknown keys and kinds ignored.
    func isSigned(by key: NoteKey, besideOthers: Bool = false) -> Bool {
        let ours = signatures.filter {
            $0.name.elementsEqual(key.name.utf8) && $0.keyHash == key.hash
        }
        guard !ours.isEmpty, besideOthers || signatures.count == 1 else { return false }
        return ours.allSatisfy {
            $0.signature.count == 64
                && key.publicKey.isValidSignature($0.signature, for: Array(text))
        }
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
