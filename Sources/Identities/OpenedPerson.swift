// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Vault

/// A person opened in bulk: decoded only as far as is asked for.
public struct OpenedPerson: Sendable, Masked {
    public let number: PersonNumber
    /// Keyed digest of everything about the person, to see whether it changed.
    public let content: DigestPair
    let dossier: [UInt8]
    let mail: [UInt8]?

    /// Without the mail half the person is known but cannot be written to.
    public var person: Person {
        get throws {
            guard let person = Identity.person(dossier: dossier, mail: mail) else {
                throw IdentitiesError.lost([LostPerson(number, .unreadable)])
            }
            return person
        }
    }

    /// The number in the population, as UTF-8.
    public var sourceID: ArraySlice<UInt8> { Identity.sourceID(dossier: dossier) }

    /// What a record may say of the person that was so once (``Person/formerClaims``); mostly nothing.
    public var formerClaims: [IdentityClaims] {
        get throws { Identity.hasFormer(dossier: dossier) ? try person.formerClaims : [] }
    }

    var hasFormer: Bool { Identity.hasFormer(dossier: dossier) }

    /// Hands out what linkage may compare, without a `String` for each; throws when the dossier does
    /// not read.
    public func withIdentifiers<Result>(_ body: (IdentifierTexts) throws -> Result) throws -> Result
    {
        let result = try dossier.withUnsafeBufferPointer { bytes in
            try Identity.identifiers(in: bytes).map(body)
        }
        guard let result else {
            throw IdentitiesError.lost([LostPerson(number, .unreadable)])
        }
        return result
    }
}
