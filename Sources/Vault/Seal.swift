// SPDX-License-Identifier: EUPL-1.2

import Crypto

/// Authenticated encryption of values at rest: AES-256-GCM bound to where the value stands.
///
/// Form of a sealed value: `version (1) ‖ key commitment (32) ‖ nonce (12) ‖ ciphertext ‖ tag (16)`.
/// GCM does not commit to its key, so the commitment is checked before decrypting.
public enum Seal {
    static let version: UInt8 = 1
    private static let overhead = 1 + 32 + 12 + 16

    /// Seals bytes; `context` (table, column, row, person) is authenticated, so that a sealed
    /// value cannot be moved to another place.
    public static func seal(
        _ plaintext: [UInt8],
        with key: DataKey,
        context: [UInt8]
    ) throws -> [UInt8] {
        let box = try AES.GCM.seal(plaintext, using: key.key, authenticating: context)
        var sealed: [UInt8] = []
        sealed.reserveCapacity(overhead + plaintext.count)
        sealed.append(version)
        sealed.append(contentsOf: commitment(to: key.key))
        sealed.append(contentsOf: box.nonce)
        sealed.append(contentsOf: box.ciphertext)
        sealed.append(contentsOf: box.tag)
        return sealed
    }

    public static func open(
        _ sealed: [UInt8],
        with key: DataKey,
        context: [UInt8]
    ) throws -> [UInt8] {
        guard sealed.count >= overhead, sealed[0] == version else {
            throw VaultError.notSealed(place(of: context))
        }
        guard sealed[1..<33].elementsEqual(commitment(to: key.key)) else {
            throw VaultError.doesNotOpen(place(of: context))
        }
        return try open(box: sealed[33...], with: key.key, context: context)
    }

    /// Wraps a key: `nonce ‖ ciphertext ‖ tag`, 60 bytes.
    static func wrap(
        _ key: DataKey,
        with wrapping: SymmetricKey,
        context: [UInt8]
    ) throws -> [UInt8] {
        let box = try AES.GCM.seal(key.bytes, using: wrapping, authenticating: context)
        return Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
    }

    static func unwrap(
        _ wrapped: [UInt8],
        with wrapping: SymmetricKey,
        context: [UInt8]
    ) throws -> DataKey {
        guard wrapped.count == 60 else { throw VaultError.notSealed(place(of: context)) }
        let bytes = try open(box: wrapped[...], with: wrapping, context: context)
        guard let key = DataKey(bytes: bytes) else {
            throw VaultError.notSealed(place(of: context))
        }
        return key
    }

    private static func open(
        box bytes: ArraySlice<UInt8>,
        with key: SymmetricKey,
        context: [UInt8]
    ) throws -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: bytes.prefix(12)),
                ciphertext: bytes.dropFirst(12).dropLast(16),
                tag: bytes.suffix(16)
            )
            return Array(try AES.GCM.open(box, using: key, authenticating: context))
        } catch {
            throw VaultError.doesNotOpen(place(of: context))
        }
    }

    private static func commitment(to key: SymmetricKey) -> SHA256.Digest {
        var hash = SHA256()
        hash.update(data: Array("spoor/commitment/1".utf8))
        key.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash.finalize()
    }

    /// The place a context names, without the row behind it: fit for an error message.
    private static func place(of context: [UInt8]) -> String {
        let parts = String(decoding: context, as: UTF8.self).split(separator: "|")
        return parts.prefix(2).joined(separator: " ")
    }
}
