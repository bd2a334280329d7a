// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
public import Identities

/// One person whose row an officer put right: which fields, by their names in the population.
public struct PersonCorrectionFact: Fact {
    public static let kind = "person-correction"
    /// Number of the person.
    public var person: Int64
    public var fields: [String]
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case person = "person"
        case fields = "fields"
        case by = "by"
        case because = "because"
    }
}

/// One person whom an officer took out of the population: nothing can be about them (intrekking).
public struct PersonWithdrawalFact: Fact {
    public static let kind = "person-withdrawal"
    /// Withdrawals count from 1.
    public var number: Int
    /// Number of the person.
    public var person: Int64
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case number = "number"
        case person = "person"
        case by = "by"
        case because = "because"
    }
}

/// A withdrawal that no longer counts.
public struct PersonReturnFact: Fact {
    public static let kind = "person-return"
    /// Of the withdrawal.
    public var number: Int
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case number = "number"
        case by = "by"
        case because = "because"
    }
}

extension PersonCorrectionFact {
    public var keys: [FactKey] { [] }
}

extension PersonWithdrawalFact {
    public var keys: [FactKey] { [.number(number)] }
}

extension PersonReturnFact {
    public var keys: [FactKey] { [.number(number)] }
}

extension Store {
    /// Records somebody whose row an officer put right: a new version, and the fact that says which fields.
    /// Nothing is recorded when it is as it was.
    public func record(
        correctionOf person: PersonNumber,
        _ sealed: SealedPeople,
        fields: [String],
        because: String,
        act: Act
    ) throws {
        try commit(act, alone: true) { store, db, entries in
            _ = try write(sealed, db, &entries)
            try entries.record(
                db,
                [
                    PersonCorrectionFact(
                        person: Int64(bitPattern: person.value),
                        fields: fields,
                        by: act.by,
                        because: because
                    )
                ]
            )
        }
    }

    /// Takes one person out of the population. Refused while a party has data of them, or a list that counts
    /// names them: what speaks of them is taken back first. A file that brings them again brings them back.
    public func withdraw(_ person: PersonNumber, because: String, act: Act) throws
        -> PersonWithdrawalFact
    {
        try commit(act, alone: true) { store, db, entries in
            guard try !store.withdrawnPeople().contains(person) else {
                throw StoreError.alreadyThere(.personWithdrawal)
            }
            guard try store.spokenOf([person], without: store.undone(), db) == 0 else {
                throw StoreError.refused(.personSpokenOf)
            }
            try store.refuseJoinedOrWritten([person], db)
            let fact = PersonWithdrawalFact(
                number: try store.facts.count(PersonWithdrawalFact.self) + 1,
                person: Int64(bitPattern: person.value),
                by: act.by,
                because: because
            )
            try entries.record(db, [fact])
            return fact
        }
    }

    /// Takes a withdrawal back: the person is there again as they were.
    public func takeBack(withdrawal number: Int, because: String, act: Act) throws
        -> PersonWithdrawalFact
    {
        try commit(act) { store, db, entries in
            guard
                let fact = try store.facts.all(PersonWithdrawalFact.self, .number(number)).first?
                    .body
            else { throw StoreError.notFound(.personWithdrawal(number)) }
            let person = PersonNumber(UInt64(bitPattern: fact.person))
            guard try store.facts.all(PersonReturnFact.self, .number(number)).isEmpty,
                try store.withdrawnPeople().contains(person)
            else { throw StoreError.refused(.notWithdrawn) }
            try entries.record(
                db,
                [PersonReturnFact(number: number, by: act.by, because: because)]
            )
            return fact
        }
    }

    /// The withdrawals that stand, each with the entry in which it stands: those taken back do not.
    func withdrawals() throws -> [Recorded<PersonWithdrawalFact>] {
        let returned = Set(try facts.all(PersonReturnFact.self).map(\.body.number))
        return try facts.all(PersonWithdrawalFact.self).filter {
            !returned.contains($0.body.number)
        }
    }

    /// Whom an officer withdrew, and no file brought again since.
    func withdrawnOneByOne() throws -> Set<PersonNumber> {
        let withdrawals = try withdrawals()
        guard !withdrawals.isEmpty else { return [] }
        let undone = try undone()
        return try view.read { db in
            let versions = try db.prepareAnew("SELECT entry FROM person_version WHERE person = $1")
            return Set(
                try withdrawals.filter { withdrawal in
                    versions.bind(1, withdrawal.body.person)
                    defer { versions.reset() }
                    while try versions.step() {
                        let entry = versions.int(0)
                        if entry > withdrawal.entry, !undone.contains(entry) { return false }
                    }
                    return true
                }.map { PersonNumber(UInt64(bitPattern: $0.body.person)) }
            )
        }
    }
}
