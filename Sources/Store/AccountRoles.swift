// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// Somebody who may sign in, and their roles from here on; none ends the account. Passwords stand
/// elsewhere, and can be lost.
public struct AccountFact: Fact {
    public static let kind = "account"
    /// What is typed to sign in: lower case letters, digits, `.`, `-`.
    public var name: String
    /// Who it is, as acts name them.
    public var person: String
    /// Codes of ``OfficerRole``, sorted.
    public var roles: [String]
    public var by: String
    public var because: String

    public var officerRoles: Set<OfficerRole> {
        Set(roles.compactMap(OfficerRole.init(rawValue:)))
    }

    public var isEnded: Bool { roles.isEmpty }

    enum CodingKeys: String, CodingKey {
        case name = "name"
        case person = "person"
        case roles = "roles"
        case by = "by"
        case because = "because"
    }
}

extension AccountFact {
    public var keys: [FactKey] { [.reference(name)] }
}

extension Store {
    /// Every account as it is now, those that ended too, in the order in which they were made.
    public func accounts() throws -> [AccountFact] {
        var last: [String: AccountFact] = [:]
        var order: [String] = []
        for fact in try facts.all(AccountFact.self).map(\.body) {
            if last.updateValue(fact, forKey: fact.name) == nil { order.append(fact.name) }
        }
        return order.compactMap { last[$0] }
    }

    /// Nil when there is none of this name.
    public func account(named name: String) throws -> AccountFact? {
        try facts.all(AccountFact.self, .reference(name)).last?.body
    }

    /// Records an account, or its other roles.
    ///
    /// Throws for a name that says nothing, and for a person who has another account: an act must say
    /// who did it.
    public func set(
        account name: String,
        of person: String,
        roles: Set<OfficerRole>,
        because: String,
        act: Act
    ) throws -> AccountFact {
        try commit(act, alone: false) { store, db, entries in
            let others = try store.accounts().filter { $0.name != name }
            guard !others.contains(where: { $0.person == person }) else {
                throw StoreError.alreadyThere(.accountOf(person: person))
            }
            let fact = AccountFact(
                name: name,
                person: person,
                roles: roles.map(\.code).sorted(),
                by: act.by,
                because: because
            )
            try entries.record(db, [fact])
            return fact
        }
    }
}
