// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Foundation

/// Authenticated encryption of values at rest: AES-256-GCM bound to where the value stands.
///
/// Form of a sealed value: `version (1) ‖ key commitment (32) ‖ nonce (12) ‖ ciphertext ‖ tag (16)`.
/// GCM does not commit to its key, so the commitment is checked before decrypting.
public enum Seal {
    static let version: UInt8 = 1
    private static let header = 1 + 32
    private static let overhead = header + 12 + 16

    /// Seals bytes; `context` (table, column, row, person) is authenticated, so that a sealed
    /// value cannot be moved to another place.
    public static func seal(
        _ plaintext: [UInt8],
        with key: DataKey,
        context: [UInt8]
    ) throws -> [UInt8] {
        var random = RandomBytes()
        return try seal(plaintext, with: key, context: context, random: &random)
    }

    /// The same with nonces out of a pool, for many values one after another.
    public static func seal(
        _ plaintext: [UInt8],
        with key: DataKey,
        context: [UInt8],
        random: inout RandomBytes
    ) throws -> [UInt8] {
        var sealed: [UInt8] = []
        sealed.reserveCapacity(overhead + plaintext.count)
        sealed.append(version)
        commitment(to: key.key).withUnsafeBytes { sealed.append(contentsOf: $0) }
        try append(plaintext, with: key.key, context: context, random: &random, to: &sealed)
        return sealed
    }

    /// Seals a few bytes under a key of the store itself: `nonce ‖ ciphertext ‖ tag`, without the
    /// commitment, for a key that is not one of many.
    public static func sealBriefly(
        _ plaintext: [UInt8],
        with key: DataKey,
        context: [UInt8],
        random: inout RandomBytes
    ) throws -> [UInt8] {
        var sealed: [UInt8] = []
        sealed.reserveCapacity(28 + plaintext.count)
        try append(plaintext, with: key.key, context: context, random: &random, to: &sealed)
        return sealed
    }

    public static func openBrief(
        _ sealed: UnsafeRawBufferPointer,
        with key: DataKey,
        context: [UInt8]
    ) throws -> [UInt8] {
        try open(box: sealed, with: key.key, context: context)
    }

    public static func open(
        _ sealed: [UInt8],
        with key: DataKey,
        context: [UInt8]
    ) throws -> [UInt8] {
        try sealed.withUnsafeBytes { try open($0, with: key, context: context) }
    }

    public static func open(
        _ sealed: UnsafeRawBufferPointer,
        with key: DataKey,
        context: [UInt8]
    ) throws -> [UInt8] {
        guard sealed.count >= overhead, sealed[0] == version else {
            throw VaultError.notSealed(place(of: context))
        }
        let isCommitted = commitment(to: key.key).withUnsafeBytes { own in
            own.elementsEqual(sealed[1..<header])
        }
        guard isCommitted else { throw VaultError.doesNotOpen(place(of: context)) }
        return try open(
            box: UnsafeRawBufferPointer(rebasing: sealed[header...]),
            with: key.key,
            context: context
        )
    }

    /// Wraps a key: `nonce ‖ ciphertext ‖ tag`, 60 bytes.
    static func wrap(
        _ key: DataKey,
        with wrapping: SymmetricKey,
        context: [UInt8],
        random: inout RandomBytes
    ) throws -> [UInt8] {
        var wrapped: [UInt8] = []
        wrapped.reserveCapacity(60)
        try append(key.bytes, with: wrapping, context: context, random: &random, to: &wrapped)
        return wrapped
    }

    static func unwrap(
        _ wrapped: UnsafeRawBufferPointer,
        with wrapping: SymmetricKey,
        context: [UInt8]
    ) throws -> DataKey {
        guard wrapped.count == 60 else { throw VaultError.notSealed(place(of: context)) }
        guard let key = DataKey(bytes: try open(box: wrapped, with: wrapping, context: context))
        else { throw VaultError.notSealed(place(of: context)) }
        return key
    }

    private static func append(
        _ plaintext: [UInt8],
        with key: SymmetricKey,
        context: [UInt8],
        random: inout RandomBytes,
        to sealed: inout [UInt8]
    ) throws {
        let nonce = try random.withNext(12) { try AES.GCM.Nonce(data: $0) }
        let box = try AES.GCM.seal(
            plaintext,
            using: key,
            nonce: nonce,
            authenticating: context
        )
        guard let combined = box.combined else {
            throw VaultError.notSealed(place(of: context))
        }
        combined.withUnsafeBytes { sealed.append(contentsOf: $0) }
    }

    private static func open(
        box bytes: UnsafeRawBufferPointer,
        with key: SymmetricKey,
        context: [UInt8]
    ) throws -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(combined: bytes)
            return [UInt8](try AES.GCM.open(box, using: key, authenticating: context))
        } catch {
            throw VaultError.doesNotOpen(place(of: context))
        }
    }

    private static func commitment(to key: SymmetricKey) -> SHA256.Digest {
        withUnsafeTemporaryAllocation(byteCount: 50, alignment: 8) { buffer in
            let label: StaticString = "spoor/commitment/1"
            label.withUTF8Buffer { buffer.copyMemory(from: UnsafeRawBufferPointer($0)) }
            key.withUnsafeBytes {
                UnsafeMutableRawBufferPointer(rebasing: buffer[18...]).copyMemory(from: $0)
            }
            var hash = SHA256()
            hash.update(bufferPointer: UnsafeRawBufferPointer(buffer))
            return hash.finalize()
        }
    }

    /// The place a context names, without the row behind it: fit for an error message.
    private static func place(of context: [UInt8]) -> String {
        let parts = String(decoding: context, as: UTF8.self).split(separator: "|")
        return parts.prefix(2).joined(separator: " ")
    }
}
