// SPDX-License-Identifier: EUPL-1.2
public import Crypto
import Custody

public enum VerifierKeyError: Error, Equatable {
    case malformedName
    case malformedText
    case unknownSignatureType(UInt8)
    case identifierDoesNotMatch
}

/// The public half of a note key, C2SP `signed-note`, signature type 0x01 (Ed25519).
///
/// Written as `name+identifier+key`: eight hexadecimal digits, then base64 of the type and the
/// 32 bytes of the key. Whoever checks a ledger gets this text by another road than the ledger.
public struct VerifierKey: Hashable, Sendable {
    static let ed25519: UInt8 = 0x01

    public let name: String
    /// First four bytes of `SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key)`, big-endian.
    public let identifier: UInt32
    /// The 32 bytes of RFC 8032.
    public let publicKey: [UInt8]

    public init(
        name: String,
        publicKey: Curve25519.Signing.PublicKey
    ) throws(VerifierKeyError) {
        try self.init(name: name, rawKey: Array(publicKey.rawRepresentation))
    }

    public init(text: String) throws(VerifierKeyError) {
        let bytes = Array(text.utf8)
        let parts = bytes.split(
            separator: UInt8(ascii: "+"),
            maxSplits: 2,
            omittingEmptySubsequences: false
        )
        guard parts.count == 3, parts[1].count == 8,
            let identifier = Hexadecimal.bytes(Array(parts[1])),
            let typedKey = Base64.decode(parts[2]), let type = typedKey.first
        else { throw .malformedText }
        guard type == Self.ed25519 else { throw .unknownSignatureType(type) }
        guard typedKey.count == 33 else { throw .malformedText }
        let name = String(decoding: parts[0], as: UTF8.self)
        try self.init(name: name, rawKey: Array(typedKey.dropFirst()))
        guard identifier.reduce(0, { $0 << 8 | UInt32($1) }) == self.identifier else {
            throw .identifierDoesNotMatch
        }
    }

    private init(name: String, rawKey: [UInt8]) throws(VerifierKeyError) {
        guard Self.isKeyName(name) else { throw .malformedName }
        self.name = name
        publicKey = rawKey
        identifier = Self.identifier(name: name, type: Self.ed25519, publicKey: rawKey)
    }

    public var text: String {
        var identifierBytes = ByteWriter(capacity: 4)
        identifierBytes.append(identifier)
        let key = Base64.encode([Self.ed25519] + publicKey)
        return "\(name)+\(Hexadecimal.text(identifierBytes.bytes))+\(key)"
    }

    func isValid(_ signature: [UInt8], over text: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
            return false
        }
        return key.isValidSignature(signature, for: text)
    }

    private static func identifier(name: String, type: UInt8, publicKey: [UInt8]) -> UInt32 {
        var hasher = SHA256()
        hasher.update(data: Array(name.utf8) + [0x0A, type] + publicKey)
        return hasher.finalize().prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Not empty, and without plus signs, Unicode spaces and control characters.
    static func isKeyName(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy {
                $0 != "+" && $0.value >= 0x20 && !$0.properties.isWhitespace
            }
    }
}

/// The private half of a note key; shows itself as its name only.
public struct SignerKey: Sendable {
    public let verifierKey: VerifierKey
    private let privateKey: Curve25519.Signing.PrivateKey

    public init(
        name: String,
        privateKey: Curve25519.Signing.PrivateKey
    ) throws(VerifierKeyError) {
        verifierKey = try VerifierKey(name: name, publicKey: privateKey.publicKey)
        self.privateKey = privateKey
    }

    func signature(over text: [UInt8]) throws -> NoteSignature {
        NoteSignature(
            name: verifierKey.name,
            keyIdentifier: verifierKey.identifier,
            bytes: Array(try privateKey.signature(for: text))
        )
    }
}

extension SignerKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "key of \(verifierKey.name)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
