// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
import Vault

/// What was given to a party while it was suspended, by the days of the disclosures.
public struct SuspendedDisclosures: Sendable, Hashable {
    /// Of days after that of the order, and before that of resuming.
    public var after = 0
    /// Of the day of the order and of that of resuming: the ledger knows no times of them.
    public var onTheDay = 0
    /// Days since 1970-01-01 of the first and the last of those after it; nil when there is none.
    public var first: Int?
    public var last: Int?

    public init() {}
}

extension Store {
    /// Orders to a party of which the ledger holds no result: samples on their way, or a result that never came.
    /// An order without a sample number is not among them.
    public func openOrders(at party: Party.ID) throws -> Int {
        try counted(OpenOrdersQuestion(party: party, point: intakePoint())).answer
    }

    /// Disclosures to a party of the days `from` to `until` (since 1970-01-01; nil is without end) that were
    /// recorded from a moment on, in milliseconds since 1970-01-01 UTC. What was produced there is not
    /// among them.
    public func disclosures(
        toSuspended party: Party.ID,
        from day: Int,
        until last: Int?,
        recordedFrom moment: Int64
    ) throws -> SuspendedDisclosures {
        try counted(
            SuspendedDisclosuresQuestion(
                party: party,
                from: day,
                until: last,
                entry: entries(recordedBy: moment),
                point: intakePoint()
            )
        ).answer
    }
}

struct SuspendedDisclosuresQuestion: IntakeQuestion {
    var party: Party.ID
    var from: Int
    var until: Int?
    /// The first entry that is looked at.
    var entry: Int
    var point: IntakePoint

    func answer(in store: Store) throws -> SuspendedDisclosures {
        let undone = try store.undone()
        let flows = Set(
            try store.flows.filter { $0.value.party == party && $0.value.origin != .producedThere }
                .keys
        )
        let days = store.identities.rowDays
        return try store.view.read { db in
            let rows = try db.prepareAnew(
                """
                SELECT flow, disclosed_on, days, commitment_key, entry, "row" FROM disclosure
                WHERE entry >= $1
                """
            )
            rows.bind(1, entry)
            var found = SuspendedDisclosures()
            while try rows.step() {
                guard flows.contains(rows.int(0)),
                    !undone.contains(rows.int(4), row: rows.int(5)),
                    let day = rows.isNull(2)
                        ? rows.int(1) : days.open(rows.integer(2), rows.blob(3)).0,
                    day >= from, day <= until ?? .max
                else { continue }
                if day == from || day == until {
                    found.onTheDay += 1
                } else {
                    found.after += 1
                    found.first = min(found.first ?? day, day)
                    found.last = max(found.last ?? day, day)
                }
            }
            return found
        }
    }
}

struct OpenOrdersQuestion: IntakeQuestion {
    var party: Party.ID
    var point: IntakePoint

    /// Reads the samples twice: an order with several numbers is answered by a result under one of them.
    func answer(in store: Store) throws -> Int {
        let undone = try store.undone()
        let name = party.rawValue
        let imports = Set(
            try store.facts.all(ImportFact.self).filter { $0.body.party == name }
                .compactMap(\.body.number)
        )
        return try store.view.read { db in
            var numbers = try ImportEntries(db)
            var open: Set<DigestPair> = []
            try Self.samples(db, without: undone) { orders, hasResult in
                guard !hasResult else { return }
                for order in orders {
                    guard let number = try numbers.number(of: order.entry),
                        imports.contains(number)
                    else { continue }
                    open.insert(order.received)
                }
            }
            guard !open.isEmpty else { return 0 }
            try Self.samples(db, without: undone) { orders, hasResult in
                if hasResult { open.subtract(orders.map(\.received)) }
            }
            return open.count
        }
    }

    private static func samples(
        _ db: Connection,
        without undone: UndoneEntries,
        _ body: (_ orders: [(received: DigestPair, entry: Int?)], _ hasResult: Bool) throws -> Void
    ) throws {
        let rows = try db.prepareAnew(
            "SELECT sample, received, person, flow, entry FROM sample_message ORDER BY sample"
        )
        var sample: DigestPair?
        var orders: [(received: DigestPair, entry: Int?)] = []
        var hasResult = false
        while try rows.step() {
            let entry = rows.optional(4)
            guard !undone.contains(entry) else { continue }
            let now = DigestPair(rows.blob(0))
            if now != sample {
                if !orders.isEmpty { try body(orders, hasResult) }
                (sample, orders, hasResult) = (now, [], false)
            }
            if !rows.isNull(2), rows.int(3) == 0 {
                orders.append((DigestPair(rows.blob(1)), entry))
            } else {
                hasResult = true
            }
        }
        if !orders.isEmpty { try body(orders, hasResult) }
    }
}
