// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Store

/// Records who may sign in and with which roles; no roles ends the account.
public struct SetAccount: Sendable {
    public var name: String
    /// Who it is, as acts name them; nil keeps that of an account that is there.
    public var person: String?
    public var roles: Set<OfficerRole>
    public var because: StatedReason
    public var officer: ActingOfficer

    public init(
        name: String,
        person: String? = nil,
        roles: Set<OfficerRole>,
        because: StatedReason,
        officer: ActingOfficer
    ) {
        self.name = name
        self.person = person
        self.roles = roles
        self.because = because
        self.officer = officer
    }

    private static let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789.-")

    public func run(in store: Store) throws -> AccountStanding {
        guard (2...32).contains(name.count), name.allSatisfy(Self.letters.contains),
            name.first?.isLetter == true
        else { throw CaseworkError.accountNameRefused }
        let earlier = try store.account(named: name)
        guard let person = person ?? earlier?.person else { throw CaseworkError.noAccount(name) }
        // Else sessions, forms and proposals of one would become another's.
        guard earlier.map({ $0.person == person }) ?? true else {
            throw CaseworkError.accountOfAnother(name)
        }
        // Their name stands under what they do.
        _ = try ActingOfficer(person, now: officer.now)
        let fact = try store.publishing {
            try store.set(
                account: name,
                of: person,
                roles: roles,
                because: because.text,
                act: Act(by: officer.name, at: officer.now)
            )
        }
        return AccountStanding(fact)
    }
}

/// An account as it is now.
public struct AccountStanding: Codable, Sendable, Equatable {
    public var name: String
    public var person: String
    /// None: it ended.
    public var roles: [OfficerRole]

    init(_ fact: AccountFact) {
        name = fact.name
        person = fact.person
        roles = fact.officerRoles.sorted()
    }
}

/// The accounts, those that ended too, in the order in which they were made.
public struct ListAccounts: Sendable {
    public init() {}

    public func run(in store: Store) throws -> [AccountStanding] {
        try store.accounts().map(AccountStanding.init)
    }
}

/// One account; nil when nobody has it, or it ended.
public struct FindAccount: Sendable {
    public var name: String

    public init(_ name: String) { self.name = name }

    public func run(in store: Store) throws -> AccountStanding? {
        guard let fact = try store.account(named: name), !fact.isEnded else { return nil }
        return AccountStanding(fact)
    }
}
