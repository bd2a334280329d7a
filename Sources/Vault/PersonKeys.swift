// SPDX-License-Identifier: EUPL-1.2

extension KeyRing {
    /// Makes the three keys of a new person and seals the two halves under theirs.
    ///
    /// Appends the wrapped keys for dossier, mail and log, the dossier, and the mail; says how long
    /// the last two are.
    public func seal(
        dossier: [UInt8],
        mail: [UInt8],
        of person: UInt64,
        epoch: Int,
        random: inout RandomBytes,
        to bytes: inout [UInt8]
    ) -> (dossierSize: Int, mailSize: Int) {
        func wrapNew(_ purpose: KeyPurpose) -> DataKey {
            let key = DataKey(random: &random)
            SealContext.withKey(purpose, person, epoch: epoch) {
                Seal.appendWrapped(key, with: people, context: $0, random: &random, to: &bytes)
            }
            return key
        }
        let dossierKey = wrapNew(.dossier)
        let mailKey = wrapNew(.mail)
        _ = wrapNew(.log)
        func seal(_ half: [UInt8], _ key: DataKey, _ purpose: KeyPurpose) -> Int {
            let start = bytes.count
            SealContext.withPerson(purpose, person) {
                Seal.append(half, with: key, context: $0, random: &random, to: &bytes)
            }
            return bytes.count - start
        }
        return (seal(dossier, dossierKey, .dossier), seal(mail, mailKey, .mail))
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

    /// Unwraps one key of a person; throws when it was erased, altered or belongs to another.
    public func key(
        _ purpose: KeyPurpose,
        of person: UInt64,
        epoch: Int,
        wrapped: [UInt8]
    ) throws -> DataKey {
        try wrapped.withUnsafeBytes { wrapped in
            try SealContext.withKey(purpose, person, epoch: epoch) {
                try Seal.unwrap(wrapped, with: people, context: $0) { DataKey(copying: $0) }
            }
        }
    }
}
