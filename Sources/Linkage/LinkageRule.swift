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
    ///   - tokens: the tokens of ours that a record may carry, beside the references of people.
    public func decide(
        _ claims: IdentityClaims,
        ownSample: PersonNumber? = nil,
        tokens: TokenIndex? = nil
    ) -> LinkageDecision {
        decide(
            IdentityKeys(claims, seed: seed),
            ownSample: ownSample,
            token: claims.token.isEmpty ? nil : person(ofToken: claims.token, tokens)
        )
    }

    /// The same for a record that can be read in several ways. `readings` differ in the birth date only: one
    /// that agrees with the person's is what was meant, and without one the first counts, the likeliest.
    /// One of `alternatives` counts only when what it reads otherwise is the person's, and nothing that
    /// agreed before no longer does. None of them takes away that the identifiers are somebody else's.
    public func decide(
        readings: [IdentityClaims],
        alternatives: [IdentityClaims],
        ownSample: PersonNumber? = nil,
        tokens: TokenIndex? = nil
    ) -> LinkageDecision {
        func decide(_ claims: IdentityClaims) -> LinkageDecision {
            self.decide(claims, ownSample: ownSample, tokens: tokens)
        }
        var found = agreed(readings.map(decide))
        guard !alternatives.isEmpty, !found.isSomebodyElses else { return found }
        for claims in alternatives {
            guard case .linked(let person, let evidence) = decide(claims),
                evidence.isSuperset(of: claims.readOtherwise(than: readings[0])),
                evidence.isStrictSuperset(of: found.evidence)
            else { continue }
            if case .linked(let known, _) = found, one(known) != one(person) {
                return .unresolved(.conflict)
            }
            found = .linked(person, evidence)
        }
        return found
    }

    /// What is said by readings of which one only is meant.
    private func agreed(_ decisions: [LinkageDecision]) -> LinkageDecision {
        guard decisions.count > 1 else { return decisions[0] }
        if let other = decisions.first(where: \.isSomebodyElses) { return other }
        let dated = decisions.filter { $0.evidence.contains(.birthDate) }
        guard case .linked(let person, _)? = dated.first else { return decisions[0] }
        for case .linked(let other, _) in dated where one(other) != one(person) {
            return .unresolved(.conflict)
        }
        return dated[0]
    }

    /// Whose token of ours it is: one that was given to us, or a person's reference, `P-…`.
    private func person(ofToken token: String, _ tokens: TokenIndex?) -> PersonNumber? {
        if let person = tokens?.person(of: token) { return person }
        guard let person = PersonNumber(reference: token), !entries(of: person).isEmpty else {
            return nil
        }
        return person
    }

    /// The same for a record that says several things of who it is about, the surest first: an official
    /// name and a usual one, two addresses. Each is tried; it is linked only when all that link agree.
    public func decide(_ claims: ClaimBytes, or others: [ClaimBytes]) -> LinkageDecision {
        let first = decide(claims)
        guard !others.isEmpty else { return first }
        var linked: LinkageDecision?
        for decision in [first] + others.map({ decide($0) }) {
            guard case .linked(let person, _) = decision else { continue }
            if case .linked(let known, _)? = linked, one(known) != one(person) {
                return .unresolved(.conflict)
            }
            linked = linked ?? decision
        }
        return linked ?? first
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
            token: claims.token.isEmpty ? nil : person(ofToken: claims.text(claims.token), tokens)
        )
    }

    private func decide(
        _ keys: IdentityKeys,
        ownSample: PersonNumber?,
        token: PersonNumber?
    ) -> LinkageDecision {
        let owner = owner(of: keys.citizenNumber)
        if let token { return decide(token: token, owner: owner, keys, ownSample) }
        guard let owner else { return decide(withoutOwner: keys, ownSample) }
        guard !owner.sharesCitizenNumber else { return .unresolved(.ambiguous) }
        #if SPOOR_CONTROLS
            if linksByCitizenNumberAlone { return .linked(owner.number, .citizenNumber) }
        #endif
        // Under each number and each former name or address of the owner; the first that links.
        let ownSample = ownSample.map(one)
        let first = decide(keys, owner: owner, ownSample: ownSample)
        if case .linked = first { return first }
        guard hasSeveralEntries else { return first }
        for other in entries(of: owner.number) where other != owner {
            let decision = decide(keys, owner: other, ownSample: ownSample)
            if case .linked = decision { return decision }
        }
        return first
    }

    private func decide(
        token person: PersonNumber,
        owner: Entry?,
        _ keys: IdentityKeys,
        _ ownSample: PersonNumber?
    ) -> LinkageDecision {
        if let ownSample, one(ownSample) != one(person) { return .unresolved(.conflictSample) }
        let entries = entries(of: person)
        if !entries.isEmpty, entries.allSatisfy({ contradicts(keys, $0) }) {
            return .unresolved(.conflict)
        }
        let isOwner =
            owner.map { !$0.sharesCitizenNumber && one($0.number) == one(person) } ?? false
        return .linked(person, isOwner ? [.token, .citizenNumber] : .token)
    }

    private func decide(withoutOwner keys: IdentityKeys, _ ownSample: PersonNumber?)
        -> LinkageDecision
    {
        guard keys.areComplete else {
            if keys.isSilent, ownSample == nil { return .unresolved(.noKeys) }
            return .unresolved(keys.citizenNumber == 0 ? .tooFewIdentifiers : .citizenNumberUnknown)
        }
        switch match(keys) {
        case .one(let person):
            // The sample of somebody else.
            if let ownSample, one(ownSample) != one(person) { return .unresolved(.conflictSample) }
            return .linked(person, [.birthDate, .address, .name])
        case .several: return .unresolved(.ambiguous)
        case .nobody: return .unresolved(.notInPopulation)
        }
    }

    /// `ownSample`: the number that stands for the person.
    private func decide(
        _ keys: IdentityKeys,
        owner: Entry,
        ownSample: PersonNumber?
    ) -> LinkageDecision {
        let whole = one(owner.number)
        let agreement = Agreement(of: keys, with: owner, seed: seed)
        if keys.areComplete, agreement.matched != Agreement.all,
            case .one(let other) = match(keys), one(other) != whole
        {
            return .unresolved(.conflict)
        }
        if let ownSample, ownSample != whole { return .unresolved(.conflictSample) }
        let evidence = agreement.matched.union(.citizenNumber)
        if ownSample == whole, !agreement.isOtherBirthDate, !agreement.isOnlyOtherSurname {
            return .linked(owner.number, evidence.union(.sampleNumber))
        }
        if agreement.compared.isEmpty { return .unresolved(.citizenNumberAlone) }
        if agreement.matched.isEmpty { return .unresolved(.conflictNothingElse) }
        if agreement.isOtherBirthDate { return .unresolved(.conflictBirthDate) }
        if agreement.matched == .address {
            // Whoever lives in the same house has the same address.
            if agreement.compared.contains(.birthDate) { return .unresolved(.conflictBirthDate) }
            if agreement.compared.contains(.name) || agreement.isOtherSurname {
                return .unresolved(.conflictName)
            }
        }
        return .linked(owner.number, evidence)
    }

    /// Is the citizen number of a record somebody's here?
    public func knows(citizenNumber claims: IdentityClaims) -> Bool {
        owner(of: IdentityKeys(withoutNames: claims).citizenNumber) != nil
    }

    /// Does a record say anything by which it could contradict a person?
    public func saysWho(_ claims: ClaimBytes) -> Bool {
        let keys = IdentityKeys(claims, seed: seed)
        return keys.citizenNumber != 0 || keys.anyBirthDate != 0 || !keys.surnames.isEmpty
    }

    /// Does a record of that person's sample speak of somebody else? Of every kind of identifier that
    /// both have it is asked whether it can be the person's: a citizen number of somebody else, a birth
    /// date that differs, or a surname that is none of theirs, with nothing that agrees beside it.
    public func contradicts(_ claims: IdentityClaims, _ person: PersonNumber) -> Bool {
        let entries = entries(of: person)
        guard !entries.isEmpty else { return false }
        let keys = IdentityKeys(claims, seed: seed)
        return entries.allSatisfy { contradicts(keys, $0) }
    }

    private func contradicts(_ keys: IdentityKeys, _ entry: Entry) -> Bool {
        if let owner = owner(of: keys.citizenNumber),
            keys.citizenNumber != entry.citizenNumber & ~Entry.shared,
            one(owner.number) != one(entry.number)
        {
            return true
        }
        let agreement = Agreement(of: keys, with: entry, seed: seed)
        if agreement.isOtherBirthDate { return true }
        if keys.citizenNumber != 0, keys.citizenNumber == entry.citizenNumber { return false }
        if agreement.compared.contains(.birthDate), !agreement.matched.contains(.birthDate) {
            return !agreement.matched.contains(.name)
        }
        return agreement.isOtherSurname && !agreement.matched.contains(.birthDate)
    }
}

/// Which second identifiers a record and a person both have, and which agree.
private struct Agreement {
    var compared: LinkEvidence = []
    var matched: LinkEvidence = []

    /// A surname is there, and it is none of theirs.
    var isOtherSurname = false
    /// The birth date differs in the year, and in the day or the month: not mistyped, another day.
    var isOtherBirthDate = false

    /// The surname is not theirs, and nothing beside it is.
    var isOnlyOtherSurname: Bool { isOtherSurname && matched.isEmpty }

    static let all: LinkEvidence = [.birthDate, .address, .name]

    init(of keys: IdentityKeys, with entry: PopulationIndex.Entry, seed: UInt64) {
        if keys.birthDate != 0, entry.birthDate != 0 {
            compared.insert(.birthDate)
            if keys.birthDate == entry.birthDate { matched.insert(.birthDate) }
        }
        if keys.address != 0, entry.address != 0 {
            compared.insert(.address)
            if keys.address == entry.address { matched.insert(.address) }
        }
        isOtherBirthDate = Agreement.areOtherDays(keys.anyBirthDate, entry.anyBirthDate)
        guard !keys.surnames.isEmpty, entry.ownSurname != 0 || entry.partnerSurname != 0 else {
            return
        }
        var isTheirs = entry.hasSurname(keys)
        if !isTheirs, !keys.damaged.isEmpty {
            let own = (entry.ownSurname, entry.partnerSurname)
            isTheirs = keys.damaged.contains { $0.canBe(own, seed: seed) }
            guard isTheirs else { return }
        }
        isOtherSurname = !isTheirs
        guard keys.initial != 0, entry.initial != 0 else { return }
        compared.insert(.name)
        if keys.initial == entry.initial, !isOtherSurname { matched.insert(.name) }
    }

    /// Of a date without its month and day the year says it alone, when it is more than one off.
    private static func areOtherDays(_ one: UInt32, _ other: UInt32) -> Bool {
        guard one != 0, other != 0, one / 10_000 != other / 10_000 else { return false }
        guard IdentityKeys.full(one) != 0, IdentityKeys.full(other) != 0 else {
            return one / 10_000 > other / 10_000 + 1 || other / 10_000 > one / 10_000 + 1
        }
        return one % 10_000 != other % 10_000
    }
}

extension LinkageDecision {
    /// Do the identifiers or the sample fit somebody else?
    fileprivate var isSomebodyElses: Bool {
        self == .unresolved(.conflict) || self == .unresolved(.conflictSample)
            || self == .unresolved(.ambiguous)
    }
}

extension IdentityClaims {
    /// The identifiers that are not read as in another reading.
    fileprivate func readOtherwise(than other: IdentityClaims) -> LinkEvidence {
        var otherwise: LinkEvidence = []
        if surnames != other.surnames || initials != other.initials { otherwise.insert(.name) }
        if houseNumber != other.houseNumber { otherwise.insert(.address) }
        return otherwise
    }
}

extension IdentityKeys {
    /// Are all three second identifiers there?
    fileprivate var areComplete: Bool { birthDate != 0 && address != 0 && hasName }

    fileprivate var isSilent: Bool {
        citizenNumber == 0 && birthDate == 0 && address == 0 && !hasName
    }
}
