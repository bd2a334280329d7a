// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// When a record may be linked to a person without a person looking at it: a token of ours; a citizen
/// number with the sample number of our own order; a citizen number with one second identifier; or three
/// second identifiers that are unique here.
extension PopulationIndex {
    /// Decides on one record. Each identifier must be exact after normalisation; nothing is
    /// guessed and the same record always gets the same answer.
    ///
    /// - Parameters:
    ///   - ownSample: the person with whom the record's sample number stood in our own order.
    ///   - tokens: the tokens of ours that a record may carry.
    public func decide(
        _ claims: IdentityClaims,
        ownSample: PersonNumber? = nil,
        tokens: TokenIndex? = nil
    ) -> LinkageDecision {
        decide(
            IdentityKeys(claims, seed: seed),
            ownSample: ownSample,
            token: tokens?.person(of: claims.token)
        )
    }

    /// The same for claims as bytes.
    public func decide(
        _ claims: ClaimBytes,
        ownSample: PersonNumber? = nil,
        tokens: TokenIndex? = nil
    ) -> LinkageDecision {
        decide(
            IdentityKeys(claims, seed: seed),
            ownSample: ownSample,
            token: tokens.flatMap { tokens in tokens.person(of: claims.text(claims.token)) }
        )
    }

    private func decide(
        _ keys: IdentityKeys,
        ownSample: PersonNumber?,
        token: PersonNumber?
    ) -> LinkageDecision {
        let owner = owner(of: keys.citizenNumber)
        if let token { return decide(token: token, owner: owner) }
        guard let owner else {
            return decide(withoutOwner: keys, isSilent: keys.isSilent && ownSample == nil)
        }
        guard !owner.sharesCitizenNumber else { return .unresolved(.ambiguous) }
        #if SPOOR_CONTROLS
            if linksByCitizenNumberAlone { return .linked(owner.number, .citizenNumber) }
        #endif
        return decide(keys, owner: owner, ownSample: ownSample)
    }

    private func decide(token person: PersonNumber, owner: Entry?) -> LinkageDecision {
        guard let owner, !owner.sharesCitizenNumber else { return .linked(person, .token) }
        return owner.number == person
            ? .linked(person, [.token, .citizenNumber]) : .unresolved(.conflict)
    }

    private func decide(withoutOwner keys: IdentityKeys, isSilent: Bool) -> LinkageDecision {
        guard keys.areComplete else {
            if isSilent { return .unresolved(.noKeys) }
            return .unresolved(keys.citizenNumber == 0 ? .tooFewIdentifiers : .citizenNumberUnknown)
        }
        switch match(keys) {
        case .one(let person): return .linked(person, [.birthDate, .address, .name])
        case .several: return .unresolved(.ambiguous)
        case .nobody: return .unresolved(.notInPopulation)
        }
    }

    private func decide(
        _ keys: IdentityKeys,
        owner: Entry,
        ownSample: PersonNumber?
    ) -> LinkageDecision {
        let agreement = Agreement(of: keys, with: owner)
        if keys.areComplete, agreement.matched != Agreement.all,
            case .one(let other) = match(keys), other != owner.number
        {
            return .unresolved(.conflict)
        }
        let evidence = agreement.matched.union(.citizenNumber)
        if ownSample == owner.number {
            return .linked(owner.number, evidence.union(.sampleNumber))
        }
        if agreement.compared.isEmpty { return .unresolved(.citizenNumberAlone) }
        if agreement.matched.isEmpty { return .unresolved(.conflictNothingElse) }
        if agreement.matched == .address, agreement.compared.contains(.birthDate) {
            return .unresolved(.conflictBirthDate)
        }
        return .linked(owner.number, evidence)
    }
}

/// Which second identifiers a record and a person both have, and which agree.
private struct Agreement {
    var compared: LinkEvidence = []
    var matched: LinkEvidence = []

    static let all: LinkEvidence = [.birthDate, .address, .name]

    init(of keys: IdentityKeys, with entry: PopulationIndex.Entry) {
        if keys.birthDate != 0, entry.birthDate != 0 {
            compared.insert(.birthDate)
            if keys.birthDate == entry.birthDate { matched.insert(.birthDate) }
        }
        if keys.address != 0, entry.address != 0 {
            compared.insert(.address)
            if keys.address == entry.address { matched.insert(.address) }
        }
        if !keys.names.isEmpty, entry.ownName != 0 || entry.partnerName != 0 {
            compared.insert(.name)
            // A name that is not there is 0, and no key is.
            if entry.ownName != 0 && keys.names.contains(entry.ownName)
                || entry.partnerName != 0 && keys.names.contains(entry.partnerName)
            {
                matched.insert(.name)
            }
        }
    }
}

extension IdentityKeys {
    /// Are all three second identifiers there?
    fileprivate var areComplete: Bool { birthDate != 0 && address != 0 && !names.isEmpty }

    fileprivate var isSilent: Bool {
        citizenNumber == 0 && birthDate == 0 && address == 0 && names.isEmpty
    }
}
