// SPDX-License-Identifier: EUPL-1.2

/// Authenticated encryption of values at rest: AES-256-GCM bound to where the value stands.
///
/// Form of a sealed value: `version (1) ‖ key commitment (32) ‖ nonce (12) ‖ ciphertext ‖ tag (16)`.
/// Of version 2 the plaintext is padded to a class of lengths, by 0x80 and zeros (ISO/IEC 7816-4), so
/// that its length tells nobody apart; version 1 is not padded, and is still opened.
/// GCM does not commit to its key, so the commitment is checked before decrypting.
public enum Seal {
    static let version: UInt8 = 1
    static let paddedVersion: UInt8 = 2
    private static let header = 1 + 32
    private static let overhead = header + boxOverhead
    private static let boxOverhead = AuthenticatedCipher.nonceSize + AuthenticatedCipher.tagSize

    /// Seals bytes; `context` (table, column, row, person) is authenticated, so that a sealed
    /// value cannot be moved to another place.
    public static func seal(
        _ plaintext: [UInt8],
        with key: DataKey,
        context: [UInt8],
        paddedTo step: Int? = nil
    ) throws -> [UInt8] {
        var random = RandomBytes()
        return seal(plaintext, with: key, context: context, paddedTo: step, random: &random)
    }

    /// The same with nonces out of a pool, for many values one after another.
    public static func seal(
        _ plaintext: [UInt8],
        with key: DataKey,
        context: [UInt8],
        paddedTo step: Int? = nil,
        random: inout RandomBytes
    ) -> [UInt8] {
        var sealed: [UInt8] = []
        sealed.reserveCapacity(overhead + plaintext.count + (step ?? 0))
        context.withUnsafeBytes { context in
            key.withBytes {
                append(
                    plaintext,
                    with: $0,
                    context: context,
                    paddedTo: step,
                    random: &random,
                    to: &sealed
                )
            }
        }
        return sealed
    }

    /// Appends the sealed value to bytes that hold more than it; padded to a multiple of `step`.
    static func append(
        _ plaintext: [UInt8],
        with key: UnsafeRawBufferPointer,
        context: UnsafeRawBufferPointer,
        paddedTo step: Int? = nil,
        random: inout RandomBytes,
        to sealed: inout [UInt8]
    ) {
        let version = step == nil ? version : paddedVersion
        sealed.append(version)
        commitment(to: key, version).withBytes { sealed.append(contentsOf: $0) }
        plaintext.withUnsafeBytes { plaintext in
            guard let step else {
                appendBox(plaintext, with: key, context: context, random: &random, to: &sealed)
                return
            }
            let count = Padding.size(of: plaintext.count, step: step)
            withUnsafeTemporaryAllocation(byteCount: count, alignment: 8) { padded in
                defer { AuthenticatedCipher.wipe(padded) }
                Padding.fill(padded, with: plaintext)
                appendBox(
                    UnsafeRawBufferPointer(padded),
                    with: key,
                    context: context,
                    random: &random,
                    to: &sealed
                )
            }
        }
    }

    /// Seals a few bytes under a key of the store itself: `nonce ‖ ciphertext ‖ tag`, without the
    /// commitment, for a key that is not one of many.
    public static func appendBriefly(
        _ plaintext: UnsafeRawBufferPointer,
        with key: DataKey,
        context: [UInt8],
        random: inout RandomBytes,
        to sealed: inout [UInt8]
    ) {
        context.withUnsafeBytes {
            appendBriefly(plaintext, with: key, context: $0, random: &random, to: &sealed)
        }
    }

    /// The same with a context that was written on the stack.
    package static func appendBriefly(
        _ plaintext: UnsafeRawBufferPointer,
        with key: DataKey,
        context: UnsafeRawBufferPointer,
        random: inout RandomBytes,
        to sealed: inout [UInt8]
    ) {
        key.withBytes { key in
            appendBox(plaintext, with: key, context: context, random: &random, to: &sealed)
        }
    }

    public static func openBrief(
        _ sealed: UnsafeRawBufferPointer,
        with key: DataKey,
        context: [UInt8]
    ) throws -> [UInt8] {
        try context.withUnsafeBytes { try openBrief(sealed, with: key, context: $0) }
    }

    /// The same with a context that was written on the stack.
    package static func openBrief(
        _ sealed: UnsafeRawBufferPointer,
        with key: DataKey,
        context: UnsafeRawBufferPointer
    ) throws -> [UInt8] {
        try key.withBytes { try open(box: sealed, with: $0, context: context) }
    }

    public static func open(
        _ sealed: [UInt8],
        with key: DataKey,
        context: [UInt8]
    ) throws -> [UInt8] {
        try sealed.withUnsafeBytes { sealed in
            try key.withBytes { key in
                try context.withUnsafeBytes { try open(sealed, with: key, context: $0) }
            }
        }
    }

    static func open(
        _ sealed: UnsafeRawBufferPointer,
        with key: UnsafeRawBufferPointer,
        context: UnsafeRawBufferPointer
    ) throws -> [UInt8] {
        guard sealed.count >= overhead, sealed[0] == version || sealed[0] == paddedVersion else {
            throw VaultError.notSealed(place(of: context))
        }
        let given = ShortHash(UnsafeRawBufferPointer(rebasing: sealed[1..<header]))
        let isCommitted = commitment(to: key, sealed[0]) == given
        guard isCommitted else { throw VaultError.doesNotOpen(place(of: context)) }
        var plaintext = try open(
            box: UnsafeRawBufferPointer(rebasing: sealed[header...]),
            with: key,
            context: context
        )
        if sealed[0] == paddedVersion {
            guard let end = Padding.end(of: plaintext) else {
                throw VaultError.doesNotOpen(place(of: context))
            }
            plaintext.removeLast(plaintext.count - end)
        }
        return plaintext
    }

    /// Appends a wrapped key: `nonce ‖ ciphertext ‖ tag`, 60 bytes.
    static func appendWrapped(
        _ key: UnsafeRawBufferPointer,
        with wrapping: DataKey,
        context: UnsafeRawBufferPointer,
        random: inout RandomBytes,
        to wrapped: inout [UInt8]
    ) {
        wrapping.withBytes { wrapping in
            appendBox(key, with: wrapping, context: context, random: &random, to: &wrapped)
        }
    }

    /// Unwraps a key into memory that is wiped when `body` is done with it.
    static func unwrap<Result>(
        _ wrapped: UnsafeRawBufferPointer,
        with wrapping: DataKey,
        context: UnsafeRawBufferPointer,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result {
        guard wrapped.count == wrappedSize else {
            throw VaultError.notSealed(place(of: context))
        }
        return try withUnsafeTemporaryAllocation(
            byteCount: AuthenticatedCipher.keySize,
            alignment: 8
        ) { key in
            defer { AuthenticatedCipher.wipe(key) }
            try wrapping.withBytes { try open(box: wrapped, with: $0, context: context, into: key) }
            return try body(UnsafeRawBufferPointer(key))
        }
    }

    static let wrappedSize = AuthenticatedCipher.keySize + boxOverhead

    private static func appendBox(
        _ plaintext: UnsafeRawBufferPointer,
        with key: UnsafeRawBufferPointer,
        context: UnsafeRawBufferPointer,
        random: inout RandomBytes,
        to sealed: inout [UInt8]
    ) {
        let nonceSize = AuthenticatedCipher.nonceSize
        withUnsafeTemporaryAllocation(
            byteCount: boxOverhead + plaintext.count,
            alignment: 8
        ) { box in
            random.withNext(nonceSize) { box.copyMemory(from: $0) }
            AuthenticatedCipher.seal(
                plaintext,
                key: key,
                nonce: UnsafeRawBufferPointer(rebasing: box[..<nonceSize]),
                context: context,
                into: UnsafeMutableRawBufferPointer(rebasing: box[nonceSize...])
            )
            sealed.append(contentsOf: box)
        }
    }

    private static func open(
        box: UnsafeRawBufferPointer,
        with key: UnsafeRawBufferPointer,
        context: UnsafeRawBufferPointer
    ) throws -> [UInt8] {
        guard box.count >= boxOverhead else { throw VaultError.doesNotOpen(place(of: context)) }
        let count = box.count - boxOverhead
        return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let room = UnsafeMutableRawBufferPointer(
                rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count]
            )
            try open(box: box, with: key, context: context, into: room)
            filled = count
        }
    }

    private static func open(
        box: UnsafeRawBufferPointer,
        with key: UnsafeRawBufferPointer,
        context: UnsafeRawBufferPointer,
        into plaintext: UnsafeMutableRawBufferPointer
    ) throws {
        let nonceSize = AuthenticatedCipher.nonceSize
        let isOpen = AuthenticatedCipher.open(
            UnsafeRawBufferPointer(rebasing: box[nonceSize...]),
            key: key,
            nonce: UnsafeRawBufferPointer(rebasing: box[..<nonceSize]),
            context: context,
            into: plaintext
        )
        guard isOpen else { throw VaultError.doesNotOpen(place(of: context)) }
    }

    /// Its label has the version, so that a value cannot be passed off as one of the other version.
    private static func commitment(to key: UnsafeRawBufferPointer, _ version: UInt8)
        -> ShortHash
    {
        withUnsafeTemporaryAllocation(byteCount: 50, alignment: 8) { buffer in
            let label: StaticString =
                version == paddedVersion ? "spoor/commitment/2" : "spoor/commitment/1"
            label.withUTF8Buffer { buffer.copyMemory(from: UnsafeRawBufferPointer($0)) }
            UnsafeMutableRawBufferPointer(rebasing: buffer[18...]).copyMemory(from: key)
            defer { AuthenticatedCipher.wipe(buffer) }
            return ShortHash(of: UnsafeRawBufferPointer(buffer))
        }
    }

    /// The place a context names, without the row behind it: fit for an error message.
    private static func place(of context: UnsafeRawBufferPointer) -> String {
        let parts = String(decoding: context, as: UTF8.self).split(separator: "|")
        return parts.prefix(2).joined(separator: " ")
    }
}
