// SPDX-License-Identifier: EUPL-1.2

public enum SignedNoteError: Error, Equatable {
    case notUTF8
    case controlCharacter(offset: Int)
    /// No blank line before the signatures, or no newline at the end.
    case malformedText
    /// Numbered from 0.
    case malformedSignature(line: Int)
    case repeatedKey(line: Int)
    case tooManySignatures
    /// A key we trust is named, but its signature is not over this text.
    case invalidSignature(line: Int)
    /// None of the trusted keys signed.
    case noTrustedSignature
}

/// One signature line: `— name base64(identifier ‖ signature)`.
public struct NoteSignature: Hashable, Sendable {
    public let name: String
    public let keyIdentifier: UInt32
    /// Ed25519: 64 bytes; other types have other lengths.
    public let bytes: [UInt8]

    var line: [UInt8] {
        var signed = ByteWriter(capacity: 4 + bytes.count)
        signed.append(keyIdentifier)
        signed.append(bytes)
        return Array("— \(name) \(Base64.encode(signed.bytes))\n".utf8)
    }
}

/// A text and who signed it, C2SP `signed-note`; parsed, not yet believed.
public struct SignedNote: Hashable, Sendable {
    /// More lines than this are refused before any signature is tried.
    public static let maximumSignatures = 100

    /// What is signed: everything before the blank line, with its last newline.
    public let text: [UInt8]
    public let signatures: [NoteSignature]

    /// Signs a text that ends in a newline.
    public init(text: [UInt8], signedBy keys: [SignerKey]) throws {
        guard text.last == Self.newline, !keys.isEmpty else { throw SignedNoteError.malformedText }
        try Self.checkCharacters(text)
        guard Set(keys.map(\.verifierKey)).count == keys.count else {
            throw SignedNoteError.repeatedKey(line: 0)
        }
        self.text = text
        signatures = try keys.map { try $0.signature(over: text) }
    }

    /// Strict: whatever this accepts, ``bytes`` gives back to the byte.
    public init(bytes: [UInt8]) throws(SignedNoteError) {
        try Self.checkCharacters(bytes)
        // The last empty line separates; the text itself may hold others.
        guard bytes.last == Self.newline,
            let end = bytes.indices.dropLast().last(where: {
                bytes[$0] == Self.newline && bytes[$0 + 1] == Self.newline
            })
        else { throw .malformedText }
        text = Array(bytes[...end])
        let lines = bytes[(end + 2)...].split(
            separator: Self.newline,
            omittingEmptySubsequences: false
        ).dropLast()
        guard !lines.isEmpty else { throw .malformedText }
        guard lines.count <= Self.maximumSignatures else { throw .tooManySignatures }
        var signatures: [NoteSignature] = []
        for (number, line) in lines.enumerated() {
            guard let signature = Self.signature(line) else {
                throw .malformedSignature(line: number)
            }
            let isRepeated = signatures.contains {
                $0.name == signature.name && $0.keyIdentifier == signature.keyIdentifier
            }
            guard !isRepeated else { throw .repeatedKey(line: number) }
            signatures.append(signature)
        }
        self.signatures = signatures
    }

    public var bytes: [UInt8] {
        signatures.reduce(into: text + [Self.newline]) { $0 += $1.line }
    }

    /// The trusted keys that signed, at least one.
    ///
    /// Lines of unknown keys are ignored; one bad signature of a trusted key refuses the note.
    @discardableResult
    public func verify(with trusted: [VerifierKey]) throws(SignedNoteError) -> [VerifierKey] {
        var signers: [VerifierKey] = []
        for (number, signature) in signatures.enumerated() {
            let key = trusted.first {
                $0.identifier == signature.keyIdentifier && $0.name == signature.name
            }
            guard let key else { continue }
            guard key.isValid(signature.bytes, over: text) else {
                throw .invalidSignature(line: number)
            }
            signers.append(key)
        }
        guard !signers.isEmpty else { throw .noTrustedSignature }
        return signers
    }

    private static let newline: UInt8 = 0x0A

    private static func checkCharacters(_ bytes: [UInt8]) throws(SignedNoteError) {
        if let offset = bytes.firstIndex(where: { $0 < 0x20 && $0 != newline }) {
            throw .controlCharacter(offset: offset)
        }
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8 }
    }

    private static func signature(_ line: ArraySlice<UInt8>) -> NoteSignature? {
        let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].elementsEqual("—".utf8),
            let signed = Base64.decode(parts[2]), signed.count > 4
        else { return nil }
        let name = String(decoding: parts[1], as: UTF8.self)
        guard VerifierKey.isKeyName(name) else { return nil }
        return NoteSignature(
            name: name,
            keyIdentifier: signed.prefix(4).reduce(0) { $0 << 8 | UInt32($1) },
            bytes: Array(signed.dropFirst(4))
        )
    }
}
