// SPDX-License-Identifier: EUPL-1.2

extension KeyRing {
    /// What dossiers and mails are padded to, in bytes: of the demo's people all share one length then,
    /// of each half.
    public static let dossierStep = 128
    public static let mailStep = 64
    public static let logObjectStep = 32

    /// How much of what ``seal(dossier:mail:logObject:of:epoch:random:to:)`` appends belongs to what.
    public struct SealedSizes: Sendable {
        /// The wrapped log key, and who it is under that key.
        public var log: Int
        public var dossier: Int
        public var mail: Int
    }

    /// A wrapped key.
    public static var wrappedKeySize: Int { Seal.wrappedSize }

    /// Makes the three keys of a person and seals the two halves under theirs, padded.
    ///
    /// Appends the wrapped keys for dossier and mail; the wrapped log key and, sealed under it, who it
    /// is, which a line of the access log repeats without anything being opened; the dossier; the mail.
    /// A wrapped log key that the person has is kept, when it opens: lines were written under it.
    public func seal(
        dossier: [UInt8],
        mail: [UInt8],
        logObject: [UInt8],
        keepingLogKey kept: [UInt8]? = nil,
        of person: UInt64,
        epoch: Int,
        random: inout RandomBytes,
        to bytes: inout [UInt8]
    ) -> SealedSizes {
        withUnsafeTemporaryAllocation(byteCount: 3 * DataKey.size, alignment: 8) { keys in
            defer { AuthenticatedCipher.wipe(keys) }
            random.withNext(keys.count) { keys.copyMemory(from: $0) }
            kept?.withUnsafeBytes { kept in
                SealContext.withKey(.log, person, epoch: epoch) { context in
                    // One that does not open is of no use to anybody: the new one stays.
                    try? Seal.unwrap(kept, with: people, context: context) {
                        UnsafeMutableRawBufferPointer(rebasing: keys[(2 * DataKey.size)...])
                            .copyMemory(from: $0)
                    }
                }
            }
            func key(_ place: Int) -> UnsafeRawBufferPointer {
                UnsafeRawBufferPointer(
                    rebasing: keys[place * DataKey.size..<(place + 1) * DataKey.size]
                )
            }
            func seal(_ text: [UInt8], _ place: Int, _ purpose: KeyPurpose, _ step: Int) -> Int {
                let start = bytes.count
                SealContext.withPerson(purpose, person) {
                    Seal.append(
                        text,
                        with: key(place),
                        context: $0,
                        paddedTo: step,
                        random: &random,
                        to: &bytes
                    )
                }
                return bytes.count - start
            }
            for (place, purpose) in [KeyPurpose.dossier, .mail, .log].enumerated() {
                SealContext.withKey(purpose, person, epoch: epoch) {
                    Seal.appendWrapped(
                        key(place),
                        with: people,
                        context: $0,
                        random: &random,
                        to: &bytes
                    )
                }
            }
            return SealedSizes(
                log: Seal.wrappedSize + seal(logObject, 2, .log, Self.logObjectStep),
                dossier: seal(dossier, 0, .dossier, Self.dossierStep),
                mail: seal(mail, 1, .mail, Self.mailStep)
            )
        }
    }

    /// Opens a half of a person under its wrapped key, which exists unwrapped for that long only;
    /// throws when the key was erased, altered or belongs to another.
    public func open(
        _ sealed: UnsafeRawBufferPointer,
        _ purpose: KeyPurpose,
        of person: UInt64,
        epoch: Int,
        wrapped: UnsafeRawBufferPointer
    ) throws -> [UInt8] {
        try SealContext.withKey(purpose, person, epoch: epoch) { keyContext in
            try Seal.unwrap(wrapped, with: people, context: keyContext) { key in
                try SealContext.withPerson(purpose, person) {
                    try Seal.open(sealed, with: key, context: $0)
                }
            }
        }
    }
}
