// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// Who people are, for whoever may ask: few verbs, values that travel, and no key.
///
/// In this process now (``LocalIdentities``). The verbs are such that they can become messages to a
/// process of its own, which alone holds the keys.
public protocol IdentityKeeper: Sendable {
    /// Opens one person; the line is on the disk before anything is decrypted.
    func look(at person: PersonNumber, for reason: AccessReason) async throws -> Person

    /// Finds who is meant, under one line, also when nobody fits.
    func find(
        _ claims: IdentityClaims,
        sourceID: SourceID?,
        for reason: AccessReason
    ) async throws -> [PersonNumber]

    /// Writes the line of a look at something about people that is not their identity.
    func note(_ object: AccessObject, for reason: AccessReason) async throws

    /// What an intake needs for messages of a party; nil for what concerns no party.
    func intakeDigests(party: Party.ID?) -> IntakeDigests

    /// The codes on the letters of a wave.
    func letterCodes(wave: Int) -> LetterCodes

    /// The lines of the access log that are on the disk.
    func logPosition() throws -> AccessLogPosition
}
