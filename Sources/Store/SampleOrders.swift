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
    private let orders: Statement
    private let messages: Statement

    init(_ db: Connection) throws {
        orders = try db.prepareAnew(
            """
            SELECT DISTINCT person FROM sample_message
            WHERE sample = $1 AND person IS NOT NULL ORDER BY person
            """
        )
        messages = try db.prepareAnew(
            "SELECT 1 FROM sample_message WHERE sample = $1 AND received = $2"
        )
    }

    /// Each once.
    func people(of samples: some Sequence<DigestPair>) throws -> [PersonNumber] {
        var people: [PersonNumber] = []
        for sample in samples {
            orders.bind(1, sample)
            while try orders.step() {
                let person = PersonNumber(UInt64(orders.integer(0)))
                if !people.contains(person) { people.append(person) }
            }
        }
        return people
    }

    /// Does a content stand under one of the samples?
    func hold(_ received: DigestPair, at samples: some Sequence<DigestPair>) throws -> Bool {
        for sample in samples {
            messages.bind(1, sample)
            messages.bind(2, received)
            defer { messages.reset() }
            if try messages.step() { return true }
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
