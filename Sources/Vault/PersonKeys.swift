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
    /// Makes the keys of a new person and their wrapped forms.
    public func makeKeys(
        person: UInt64,
        epoch: Int
    ) throws -> (open: [KeyPurpose: DataKey], wrapped: PersonKeys) {
        var open: [KeyPurpose: DataKey] = [:]
        var wrapped: [KeyPurpose: [UInt8]] = [:]
        for purpose in KeyPurpose.allCases {
            let key = DataKey()
            open[purpose] = key
            wrapped[purpose] = try Seal.wrap(
                key,
                with: self[.people].key,
                context: Self.context(person: person, purpose: purpose, epoch: epoch)
            )
        }
        return (
            open,
            PersonKeys(
                dossier: wrapped[.dossier] ?? [],
                mail: wrapped[.mail] ?? [],
                log: wrapped[.log] ?? []
            )
        )
    }

    /// Unwraps one key of a person; throws when it was erased, altered or belongs to another.
    public func key(
        _ purpose: KeyPurpose,
        of person: UInt64,
        epoch: Int,
        wrapped: [UInt8]
    ) throws -> DataKey {
        try Seal.unwrap(
            wrapped,
            with: self[.people].key,
            context: Self.context(person: person, purpose: purpose, epoch: epoch)
        )
    }

    private static func context(person: UInt64, purpose: KeyPurpose, epoch: Int) -> [UInt8] {
        Array("person|\(purpose.rawValue)|\(person)|\(epoch)|1".utf8)
    }
}
