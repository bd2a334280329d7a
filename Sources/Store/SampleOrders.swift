// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
import Vault

/// Says whether what a result names by itself can be the person whose sample it has. Linkage knows;
/// the store only asks.
public struct SampleJudge: Sendable {
    /// The number of the reason for which a result stays open that names somebody else.
    public var conflict: Int
    public var contradicts: @Sendable (IdentityClaims, PersonNumber) -> Bool
    public var seal: @Sendable (IdentityClaims) throws -> [UInt8]

    public init(
        conflict: Int,
        contradicts: @escaping @Sendable (IdentityClaims, PersonNumber) -> Bool,
        seal: @escaping @Sendable (IdentityClaims) throws -> [UInt8]
    ) {
        self.conflict = conflict
        self.contradicts = contradicts
        self.seal = seal
    }
}

/// Whose orders had a sample, asked within the transaction that records more of them.
struct SampleOrders {
    /// Somebody whose order had it, and the entry of the first such order.
    struct Owner {
        var person: PersonNumber
        var entry: Int?
    }

    private let orders: Statement
    private let everybody: Statement
    private let messages: Statement
    private let undone: UndoneEntries

    init(_ db: Connection, without undone: UndoneEntries) throws {
        self.undone = undone
        orders = try db.prepareAnew(
            """
            SELECT person, entry FROM sample_message
            WHERE sample = $1 AND person IS NOT NULL AND flow = 0 ORDER BY person, entry
            """
        )
        everybody = try db.prepareAnew(
            """
            SELECT person, entry, flow FROM sample_message
            WHERE sample = $1 AND person IS NOT NULL ORDER BY person, entry
            """
        )
        messages = try db.prepareAnew(
            "SELECT entry FROM sample_message WHERE sample = $1 AND received = $2"
        )
    }

    /// Each once.
    func owners(of samples: some Sequence<DigestPair>) throws -> [Owner] {
        var owners: [Owner] = []
        for sample in samples {
            orders.bind(1, sample)
            while try orders.step() {
                let owner = Owner(
                    person: PersonNumber(UInt64(orders.integer(0))),
                    entry: orders.optional(1)
                )
                guard !undone.contains(owner.entry) else { continue }
                if let place = owners.firstIndex(where: { $0.person == owner.person }) {
                    if owner.entry ?? -1 < owners[place].entry ?? -1 { owners[place] = owner }
                } else {
                    owners.append(owner)
                }
            }
        }
        return owners
    }

    /// Whose orders say whom a result that says something of its person can be about: those under numbers of one
    /// person; if there are none, those under numbers of several, and then the numbers alone say nothing.
    func candidates(
        of samples: some Sequence<DigestPair>,
        one: (PersonNumber) -> PersonNumber
    ) throws -> (owners: [Owner], isShared: Bool) {
        let each = try samples.map { try self.owners(of: CollectionOfOne($0)) }
            .filter { !$0.isEmpty }
        let own = each.filter { Set($0.map { one($0.person) }).count == 1 }
        var owners: [Owner] = []
        for owner in (own.isEmpty ? each : own).joined() {
            if let place = owners.firstIndex(where: { $0.person == owner.person }) {
                if owner.entry ?? -1 < owners[place].entry ?? -1 { owners[place] = owner }
            } else {
                owners.append(owner)
            }
        }
        return (owners, own.isEmpty && !each.isEmpty)
    }

    /// Whoever stands under a number.
    func claims(of sample: DigestPair) throws -> [SampleClaim] {
        var claims: [SampleClaim] = []
        everybody.bind(1, sample)
        while try everybody.step() {
            let entry = everybody.optional(1)
            guard !undone.contains(entry) else { continue }
            claims.append(
                SampleClaim(
                    person: PersonNumber(UInt64(everybody.integer(0))),
                    isOrder: everybody.int(2) == 0,
                    entry: entry
                )
            )
        }
        return claims
    }

    /// Does a content stand under one of the samples?
    func hold(_ received: DigestPair, at samples: some Sequence<DigestPair>) throws -> Bool {
        for sample in samples {
            messages.bind(1, sample)
            messages.bind(2, received)
            defer { messages.reset() }
            if try messages.step(), !undone.contains(messages.optional(0)) { return true }
        }
        return false
    }
}

/// A message or a result about nobody known, opened to be tried again.
public struct OpenDisclosure: Sendable, Masked {
    public var claims: IdentityClaims
    /// Of a result: whose orders had its sample.
    public var people: [PersonNumber]
    /// Does each of its numbers stand in orders of several people, so that it says nothing?
    public var isShared = false

    public var mask: String { "open, \(people.count) orders" }
}
