// SPDX-License-Identifier: EUPL-1.2

import Custody
import Database
import Vault

/// Somebody whose message has a sample number.
struct SampleClaim: Sendable {
    var person: PersonNumber
    /// An order says whose the sample is. A result that names its person only shows that the number is
    /// theirs too.
    var isOrder: Bool
    /// Of the fact that commits to it; nil in format 1.
    var entry: Int?
}

/// Whose a result is, by the numbers of its samples alone.
enum SampleOwnership {
    /// No order has come.
    case waits
    /// Everybody who stands under them is one person: the first order of theirs.
    case one(SampleClaim)
    /// They stand in messages of several people, so nobody can tell.
    case several

    /// `samples`: who stands under each number. A number of several people says nothing where another one
    /// of the same result is one person's. `one` says under which number a person goes on.
    init(_ samples: [[SampleClaim]], one: (PersonNumber) -> PersonNumber) {
        var own: [SampleClaim] = []
        var isShared = false
        for claims in samples {
            let orders = claims.filter(\.isOrder)
            guard let first = orders.first else { continue }
            let person = one(first.person)
            if claims.allSatisfy({ $0.person == first.person || one($0.person) == person }) {
                own += orders
            } else {
                isShared = true
            }
        }
        guard let first = own.min(by: { $0.entry ?? -1 < $1.entry ?? -1 }) else {
            self = isShared ? .several : .waits
            return
        }
        let person = one(first.person)
        self = own.allSatisfy { one($0.person) == person } ? .one(first) : .several
    }

    var isWaiting: Bool { if case .waits = self { true } else { false } }
    var isOfSeveral: Bool { if case .several = self { true } else { false } }
    var owner: SampleClaim? { if case .one(let claim) = self { claim } else { nil } }
}

/// What new messages change for the results that stand under their samples: who gets one, and whom one
/// leaves because its number turns out to be somebody else's too.
struct SampleChanges {
    struct Change {
        enum What {
            /// It is theirs from now on.
            case gains(SampleClaim)
            /// It has no order yet.
            case waits
            /// Nobody can tell whose it is. `person`: who had it before.
            case opens(leaving: PersonNumber?)
        }

        var result: SampleJoin.Message
        /// All its samples.
        var samples: [DigestPair]
        /// Did it come with the messages that are new?
        var isNew: Bool
        /// Did it wait before?
        var waited: Bool
        var what: What
    }

    /// The entry of the messages that are new.
    private let entry: Int
    private let joined: JoinedPeople
    /// Results with several samples, looked at when all messages are noted.
    private var deferred: [DigestPair: (result: SampleJoin.Message, samples: [DigestPair])] = [:]

    init(entry: Int, _ joined: JoinedPeople) {
        self.entry = entry
        self.joined = joined
    }

    /// Looks at what stands under a sample, after all that is new there was noted.
    mutating func look(
        at sample: DigestPair,
        _ known: SampleJoin.Standing,
        _ body: (Change) throws -> Void
    ) throws {
        let hasNewPeople = known.messages.contains { $0.person != nil && $0.entry == entry }
        var targets: (before: SampleOwnership, after: SampleOwnership)?
        for result in known.messages where result.person == nil {
            guard hasNewPeople || result.entry == entry else { continue }
            guard result.others.isEmpty else {
                deferred[result.received] = (result, [sample] + result.others)
                continue
            }
            let (before, after) =
                targets
                ?? (
                    SampleOwnership([known.claims(before: entry)], one: joined.one),
                    SampleOwnership([known.claims()], one: joined.one)
                )
            targets = (before, after)
            try tell(result, [sample], before, after, body)
        }
    }

    /// Looks at results with several samples.
    mutating func finish(_ orders: SampleOrders, _ body: (Change) throws -> Void) throws {
        for (_, (result, samples)) in deferred.sorted(by: { $0.key < $1.key }) {
            let claims = try samples.map { try orders.claims(of: $0) }
            try tell(
                result,
                samples,
                SampleOwnership(
                    claims.map { $0.filter { $0.entry != entry } },
                    one: joined.one
                ),
                SampleOwnership(claims, one: joined.one),
                body
            )
        }
        deferred.removeAll()
    }

    private func tell(
        _ result: SampleJoin.Message,
        _ samples: [DigestPair],
        _ before: SampleOwnership,
        _ after: SampleOwnership,
        _ body: (Change) throws -> Void
    ) throws {
        let isNew = result.entry == entry
        let what: Change.What
        switch (isNew ? .waits : before, after) {
        case (.waits, .one(let owner)): what = .gains(owner)
        case (.waits, .waits):
            guard isNew else { return }
            what = .waits
        case (.waits, .several): what = .opens(leaving: nil)
        case (.one(let owner), .one(let other)):
            guard joined.one(owner.person) != joined.one(other.person) else { return }
            what = .opens(leaving: owner.person)
        case (.one(let owner), _): what = .opens(leaving: owner.person)
        // It is open: when the numbers are one person's again, the open ones are tried again.
        case (.several, _): return
        }
        try body(
            Change(
                result: result,
                samples: samples,
                isNew: isNew,
                waited: !isNew && before.isWaiting,
                what: what
            )
        )
    }
}
