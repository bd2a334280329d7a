// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database

extension Store {
    public func add(party: Party, role: PartyRole, from day: Int, act: Act) throws {
        try commit(act) { store, db, entries in
            guard try store.facts.all(PartyFact.self, .party(party.id.rawValue)).isEmpty else {
                throw StoreError.alreadyThere(.party(party.id))
            }
            try entries.record(
                db,
                [
                    PartyFact(id: party.id.rawValue, name: party.name),
                    RoleFact(
                        party: party.id.rawValue,
                        role: role.rawValue,
                        from: day,
                        by: act.by
                    ),
                ]
            )
        }
    }

    public func set(
        role: PartyRole,
        of party: Party.ID,
        from day: Int,
        because: String? = nil,
        act: Act
    ) throws {
        try commit(act) { _, db, entries in
            let fact = RoleFact(
                party: party.rawValue,
                role: role.rawValue,
                from: day,
                by: act.by,
                because: because
            )
            try entries.record(db, [fact])
        }
    }

    public func add(
        agreement version: String,
        with party: Party.ID,
        from day: Int,
        incidentHours: Int?,
        keepMonths: Int?,
        clauses: [String: String]? = nil,
        act: Act
    ) throws {
        try commit(act) { store, db, entries in
            guard try !store.agreements(with: party).contains(where: { $0.version == version })
            else {
                throw StoreError.alreadyThere(.agreement(version: version))
            }
            try entries.record(
                db,
                [
                    AgreementFact(
                        party: party.rawValue,
                        version: version,
                        from: day,
                        incidentHours: incidentHours,
                        keepMonths: keepMonths,
                        clauses: clauses,
                        by: act.by
                    )
                ]
            )
        }
    }

    public var parties: [Party] {
        get throws {
            let names = try facts.all(PartyNameFact.self).reduce(into: [:]) {
                $0[$1.body.party] = $1.body.name
            }
            return try facts.all(PartyFact.self).map {
                Party(id: Party.ID(rawValue: $0.body.id), name: names[$0.body.id] ?? $0.body.name)
            }
        }
    }

    /// Gives a party another name: from then on it stands wherever the name is asked for.
    public func rename(party: Party.ID, to name: String, because: String, act: Act) throws {
        try commit(act) { store, db, entries in
            guard try !store.facts.all(PartyFact.self, .party(party.rawValue)).isEmpty else {
                throw StoreError.notFound(.party(party))
            }
            try entries.record(
                db,
                [
                    PartyNameFact(
                        party: party.rawValue,
                        name: name,
                        by: act.by,
                        because: because
                    )
                ]
            )
        }
    }

    /// How parties are called in messages, beside their short names and their names.
    public func partyCodes() throws -> [Party.ID: [String]] {
        var last: [String: PartyCodeFact] = [:]
        for fact in try facts.all(PartyCodeFact.self).map(\.body) {
            last[Self.folded(fact.code)] = fact
        }
        return last.values.filter(\.holds).sorted { $0.code < $1.code }.reduce(into: [:]) {
            $0[Party.ID(rawValue: $1.party), default: []].append($1.code)
        }
    }

    /// Records that a party is called so in messages, or no longer. A code of another party becomes this one's.
    /// Throws when nothing changes, and when another party has it as its name.
    public func set(
        code: String,
        of party: Party.ID,
        holds: Bool,
        because: String,
        act: Act
    ) throws {
        try commit(act) { store, db, entries in
            let parties = try store.parties
            guard parties.contains(where: { $0.id == party }) else {
                throw StoreError.notFound(.party(party))
            }
            let folded = Self.folded(code)
            let isNameOfOther = parties.contains {
                $0.id != party
                    && [$0.id.rawValue, $0.name].map(Self.folded).contains(folded)
            }
            guard !isNameOfOther else { throw StoreError.refused(.codeIsName) }
            let isHeld = try store.partyCodes()[party]?.map(Self.folded).contains(folded) == true
            guard isHeld != holds else {
                throw holds
                    ? StoreError.alreadyThere(.partyCode(of: party))
                    : StoreError.notFound(.partyCode(of: party))
            }
            try entries.record(
                db,
                [
                    PartyCodeFact(
                        party: party.rawValue,
                        code: code,
                        holds: holds,
                        by: act.by,
                        because: because
                    )
                ]
            )
        }
    }

    /// In small letters, with one blank where there are several.
    private static func folded(_ code: String) -> String {
        code.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The versions of the agreement, each with the keeping term that is known to be right now.
    public func agreements(with party: Party.ID) throws -> [AgreementFact] {
        let corrected = try correctedTerms(with: party).reduce(into: [:]) {
            $0[$1.body.version] = $1.body
        }
        return try facts.all(AgreementFact.self, .party(party.rawValue)).map(\.body).map { fact in
            guard let term = corrected[fact.version] else { return fact }
            var fact = fact
            fact.keepMonths = term.keepMonths
            return fact
        }
    }

    /// The keeping terms that were corrected, in that order; the last of a version counts.
    public func correctedTerms(with party: Party.ID) throws -> [Recorded<AgreementTermFact>] {
        try facts.all(AgreementTermFact.self, .party(party.rawValue))
    }

    /// Puts the keeping term of a version right: rows that were recorded under it have the right last day
    /// from then on, in every figure over terms. `keepMonths` nil: nothing was agreed.
    public func correct(
        termOf version: String,
        with party: Party.ID,
        keepMonths: Int?,
        because: String,
        act: Act
    ) throws {
        try commit(act) { store, db, entries in
            guard
                let known = try store.agreements(with: party).last(where: { $0.version == version })
            else { throw StoreError.notFound(.agreement(version: version)) }
            guard known.keepMonths != keepMonths else {
                throw StoreError.alreadyThere(.term(of: version))
            }
            try entries.record(
                db,
                [
                    AgreementTermFact(
                        party: party.rawValue,
                        version: version,
                        keepMonths: keepMonths,
                        by: act.by,
                        because: because
                    )
                ]
            )
        }
    }

    /// The versions of the agreement that had been recorded by a moment (nil: by now), in that order.
    public func agreements(
        with party: Party.ID,
        recordedBy moment: Int64?
    ) throws -> [Recorded<AgreementFact>] {
        let size = try moment.map { try entries(recordedBy: $0) } ?? .max
        return try facts.all(AgreementFact.self, .party(party.rawValue)).filter { $0.entry < size }
    }

    /// The roles of a party that had been recorded by a moment (nil: by now), in that order.
    public func roles(
        of party: Party.ID,
        recordedBy moment: Int64? = nil
    ) throws -> [Recorded<RoleFact>] {
        let size = try moment.map { try entries(recordedBy: $0) } ?? .max
        return try facts.all(RoleFact.self, .party(party.rawValue)).filter { $0.entry < size }
    }

    /// The role of a party on a day, of what had been recorded by a moment (nil: by now): the
    /// last date that is not after the day, and of the same date what was recorded last.
    public func role(
        of party: Party.ID,
        on day: Int,
        recordedBy moment: Int64? = nil
    ) throws -> PartyRole? {
        try roles(of: party, recordedBy: moment).filter { $0.body.from <= day }
            .reduce(nil as RoleFact?) { last, recorded in
                if let last, last.from > recorded.body.from { last } else { recorded.body }
            }?.partyRole
    }
}

extension RoleFact {
    /// Throws for a role that there is not.
    public var partyRole: PartyRole {
        get throws {
            guard let role = PartyRole(rawValue: role) else {
                throw StoreError.integrity(.unreadable(.role))
            }
            return role
        }
    }
}
