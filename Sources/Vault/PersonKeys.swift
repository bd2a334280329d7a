// SPDX-License-Identifier: EUPL-1.2

/// The three wrapped data keys of one person, as they stand in the store.
public struct PersonKeys: Sendable {
    public var dossier: [UInt8]
    public var mail: [UInt8]
    public var log: [UInt8]

    public init(dossier: [UInt8], mail: [UInt8], log: [UInt8]) {
        self.dossier = dossier
        self.mail = mail
        self.log = log
    }
}

extension KeyRing {
    /// A new person's keys that are used at once, and all three in their wrapped form.
    public struct NewKeys: Sendable {
        public var dossier: DataKey
        public var mail: DataKey
        public var wrapped: PersonKeys
    }

    /// Makes the keys of a new person.
    public func makeKeys(
        person: UInt64,
        epoch: Int,
        random: inout RandomBytes
    ) throws -> NewKeys {
        func wrap(_ key: DataKey, _ purpose: KeyPurpose) throws -> [UInt8] {
            try Seal.wrap(
                key,
                with: people.key,
                context: SealContext.key(purpose, person, epoch: epoch),
                random: &random
            )
        }
        let dossier = DataKey(random: &random)
        let mail = DataKey(random: &random)
        let log = DataKey(random: &random)
        return NewKeys(
            dossier: dossier,
            mail: mail,
            wrapped: PersonKeys(
                dossier: try wrap(dossier, .dossier),
                mail: try wrap(mail, .mail),
                log: try wrap(log, .log)
            )
        )
    }

    /// Unwraps one key of a person; throws when it was erased, altered or belongs to another.
    public func key(
        _ purpose: KeyPurpose,
        of person: UInt64,
        epoch: Int,
        wrapped: UnsafeRawBufferPointer
    ) throws -> DataKey {
        try Seal.unwrap(
            wrapped,
            with: people.key,
            context: SealContext.key(purpose, person, epoch: epoch)
        )
    }

    /// The same for a wrapped key that is held as an array.
    public func key(
        _ purpose: KeyPurpose,
        of person: UInt64,
        epoch: Int,
        wrapped: [UInt8]
    ) throws -> DataKey {
        try wrapped.withUnsafeBytes { try key(purpose, of: person, epoch: epoch, wrapped: $0) }
    }
}
