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
    private let messages: Statement
    private let undone: UndoneEntries

    init(_ db: Connection, without undone: UndoneEntries) throws {
        self.undone = undone
        orders = try db.prepareAnew(
            """
            SELECT person, entry FROM sample_message
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

    /// Each once.
    func people(of samples: some Sequence<DigestPair>) throws -> [PersonNumber] {
        try owners(of: samples).map(\.person)
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

    public var mask: String { "open, \(people.count) orders" }
}
