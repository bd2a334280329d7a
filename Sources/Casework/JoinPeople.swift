// SPDX-License-Identifier: EUPL-1.2

internal import Custody
public import Store

/// Says that two numbers of the population are one person: what is known of either is one person's from
/// then on, who gets one letter. Frozen versions stay what they were.
public struct JoinPeople: Sendable {
    /// Under whom the person goes on: their name and address are used.
    public var kept: PersonQuestion
    public var other: PersonQuestion
    /// The first came in the place of the second.
    public var replaced: Bool
    /// A sourceId that nobody has is waited for: its row was set aside, for the other one has its
    /// citizen number.
    public var expectsUnknown: Bool
    public var because: StatedReason
    public var officer: ActingOfficer

    public init(
        _ other: PersonQuestion,
        to kept: PersonQuestion,
        replaced: Bool = false,
        expectsUnknown: Bool = false,
        because: StatedReason,
        officer: ActingOfficer
    ) {
        self.kept = kept
        self.other = other
        self.replaced = replaced
        self.expectsUnknown = expectsUnknown
        self.because = because
        self.officer = officer
    }

    public func run(in store: Store) throws -> PersonJoin {
        let access = try officer.access("person-join", "population", because)
        let (kept, other) = (try side(kept, store, access), try side(other, store, access))
        let fact = try store.publishing {
            try store.join(
                other,
                to: kept,
                replaced: replaced,
                because: because.text,
                act: officer.act(towards: [])
            )
        }
        return PersonJoin(fact)
    }

    private func side(
        _ question: PersonQuestion,
        _ store: Store,
        _ access: AccessReason
    ) throws -> JoinedSide {
        do {
            let person = try question.find(in: store, for: access)
            // A reference is found without a look: it must be somebody's.
            _ = try store.open(person, for: access)
            return .known(person)
        } catch CaseworkError.nobodyHasReference {
            guard case .named(let text) = question, expectsUnknown else {
                throw CaseworkError.nobodyHasReference
            }
            let before = try store.withdrawnPerson(SourceID(text), for: access)
            return .expected(SourceID(text), before: before)
        }
    }
}

/// Takes a join back: the two are two people again.
public struct PartPeople: Sendable {
    /// As `ListJoins` tells it.
    public var number: Int
    public var because: StatedReason
    public var officer: ActingOfficer

    public init(number: Int, because: StatedReason, officer: ActingOfficer) {
        self.number = number
        self.because = because
        self.officer = officer
    }

    public func run(in store: Store) throws -> PersonJoin {
        let fact = try store.publishing {
            try store.part(
                join: number,
                because: because.text,
                act: officer.act(towards: [])
            )
        }
        return PersonJoin(fact, takenBackBecause: because.text)
    }
}

/// The joins of people, and which were taken back.
public struct ListJoins: Sendable {
    public init() {}

    /// A store that only reads will do.
    public func run(in store: Store) throws -> [PersonJoin] {
        let partings = try store.personPartings().reduce(into: [:]) {
            $0[$1.body.number] = $1.body.because
        }
        let waiting = try store.waitingJoins()
        return try store.everyPersonJoin().map {
            var join = PersonJoin($0.body, takenBackBecause: partings[$0.body.number])
            switch waiting[$0.body.number] {
            case .notThere(let person): join.notThere = person.reference
            case .withdrawn(let person): join.withdrawn = person.reference
            case nil: break
            }
            return join
        }
    }
}

/// Two numbers that an officer said are one person.
public struct PersonJoin: Codable, Sendable, Equatable {
    public var number: Int
    /// `P-…`: under which the person goes on.
    public var kept: String
    public var other: String
    public var replaced: Bool
    /// `P-…` of the one who was not in the population yet; nil when both were.
    public var waitsFor: String?
    public var by: String
    public var because: String
    /// Nil as long as nobody took it back.
    public var takenBackBecause: String?
    /// `P-…` of the one because of whom it does not count now: not in the population, or taken out of it.
    public var notThere: String?
    public var withdrawn: String?

    init(_ fact: PersonJoinFact, takenBackBecause: String? = nil) {
        number = fact.number
        kept = fact.keptPerson.reference
        other = fact.otherPerson.reference
        replaced = fact.replaced
        waitsFor = fact.expected.map { PersonNumber(UInt64(bitPattern: $0)).reference }
        by = fact.by
        because = fact.because
        self.takenBackBecause = takenBackBecause
    }
}
