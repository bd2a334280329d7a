// SPDX-License-Identifier: EUPL-1.2

import Custody
import GRDB
import Vault

/// What a batch comes to: which of it is new, and which rows follow, joined by sample number.
struct DisclosureRecording {
    struct Unresolved: Sendable {
        var reason: Int
        var flow: Int
        var categories: UInt64
        var disclosedOn: Int
        /// See ``UnresolvedClaims``.
        var claims: [UInt8]
    }

    private let batch: DisclosureBatch
    /// The number in the store of each flow of the batch.
    private let flows: [Int]
    private(set) var rows: [Disclosure] = []
    private(set) var unresolved: [Unresolved] = []
    private(set) var outcome = ImportOutcome()

    init(batch: DisclosureBatch, flows: [Int]) {
        self.batch = batch
        self.flows = flows
        rows.reserveCapacity(batch.count)
    }

    mutating func run(_ db: Database) throws {
        let fresh = try newItems(db)
        var orders: [(sample: DigestPair, person: UInt64)] = []
        var results: [Int] = []
        for place in fresh {
            let item = batch.items[place]
            let flow = Int(item.flow)
            switch item.kind {
            case .person:
                rows.append(row(item, PersonNumber(item.person)))
                guard batch.flows[flow].origin != .producedThere else { continue }
                for sample in batch.samples(of: item) { orders.append((sample, item.person)) }
            case .sampleOnly: results.append(place)
            case .unresolved:
                unresolved.append(
                    Unresolved(
                        reason: Int(item.reason),
                        flow: flows[flow],
                        categories: item.categories,
                        disclosedOn: Int(item.disclosedOn),
                        claims: UnresolvedClaims(
                            keepUntil: item.keepUntilDay,
                            samples: Array(batch.samples(of: item)),
                            sealed: batch.claims[Int(item.claims)]
                        ).bytes
                    )
                )
            }
        }
        outcome.unresolved = unresolved.count
        var samples = SampleJoin(db: db)
        try samples.attach(orders) { rows.append($0) }
        try keep(results, db)
    }

    /// The places of what was not received before, each content once.
    private mutating func newItems(_ db: Database) throws -> [Int] {
        let insert = try BulkStatement(
            db,
            "INSERT INTO received (digest) VALUES (?) ON CONFLICT DO NOTHING"
        )
        var order = batch.items.enumerated().map { (digest: $1.digest, place: UInt32($0)) }
        order.sort { $0.digest != $1.digest ? $0.digest < $1.digest : $0.place < $1.place }
        var fresh: [Int] = []
        fresh.reserveCapacity(order.count)
        for item in order {
            insert.bind(1, item.digest)
            if try insert.run() == 1 {
                fresh.append(Int(item.place))
            } else {
                outcome.duplicates += 1
            }
        }
        return fresh
    }

    /// Keeps results by their samples and makes a row of each person whose order is known.
    private mutating func keep(_ places: [Int], _ db: Database) throws {
        let insert = try BulkStatement(
            db,
            """
            INSERT INTO sample_result (
                digest, received, flow, categories, disclosed_on, keep_until, others)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        )
        let select = try BulkStatement(db, "SELECT person FROM sample WHERE digest = ?")
        var work: [(sample: DigestPair, place: Int)] = []
        for place in places {
            for sample in batch.samples(of: batch.items[place]) { work.append((sample, place)) }
        }
        work.sort { $0.sample < $1.sample }
        var joined: Set<Int> = []
        /// Of results with several samples, whose row is made already.
        var made: Set<Made> = []
        for (sample, place) in work {
            let item = batch.items[place]
            let others = batch.samples(of: item).filter { $0 != sample }
            insert.bind(1, sample)
            insert.bind(2, item.digest)
            insert.bind(3, flows[Int(item.flow)])
            insert.bind(4, Int64(bitPattern: item.categories))
            insert.bind(5, Int(item.disclosedOn))
            insert.bind(6, item.keepUntilDay)
            insert.bind(7, blob: others.flatMap(\.bytes))
            try insert.run()
            select.bind(1, sample)
            while try select.step() {
                joined.insert(place)
                let person = UInt64(select.integer(0))
                let isNew =
                    others.isEmpty || made.insert(Made(place: place, person: person)).inserted
                if isNew { rows.append(row(item, PersonNumber(person))) }
            }
        }
        outcome.waiting = places.count - joined.count
    }

    private struct Made: Hashable {
        var place: Int
        var person: UInt64
    }

    private func row(_ item: DisclosureBatch.Item, _ person: PersonNumber) -> Disclosure {
        Disclosure(
            person: person,
            flow: flows[Int(item.flow)],
            categories: CategorySet(rawValue: item.categories),
            disclosedOn: Int(item.disclosedOn),
            keepUntil: item.keepUntilDay
        )
    }
}

/// Joins orders to the results that came before them.
struct SampleJoin {
    let db: Database

    /// Notes whose samples these are, and hands out a row for each result that waited for one.
    ///
    /// A result may bear several numbers; each person gets its row once, whichever number joins it.
    mutating func attach(
        _ orders: [(sample: DigestPair, person: UInt64)],
        _ body: (Disclosure) -> Void
    ) throws {
        let insert = try BulkStatement(
            db,
            "INSERT INTO sample (digest, person) VALUES (?, ?) ON CONFLICT DO NOTHING"
        )
        let waiting = try BulkStatement(
            db,
            """
            SELECT received, flow, categories, disclosed_on, keep_until, others
            FROM sample_result WHERE digest = ?
            """
        )
        let known = try BulkStatement(db, "SELECT 1 FROM sample WHERE digest = ? AND person = ?")
        let sorted = orders.sorted {
            $0.sample != $1.sample ? $0.sample < $1.sample : $0.person < $1.person
        }
        var noted: Set<Pair> = []
        var made: Set<Pair> = []
        for (sample, person) in sorted {
            insert.bind(1, sample)
            insert.bind(2, Int64(person))
            guard try insert.run() == 1 else { continue }
            noted.insert(Pair(digest: sample, person: person))
            waiting.bind(1, sample)
            while try waiting.step() {
                let others = waiting.blob(5)
                if !others.isEmpty {
                    let received = DigestPair(waiting.blob(0))
                    guard made.insert(Pair(digest: received, person: person)).inserted,
                        try !isJoined(others, person, noted, known)
                    else { continue }
                }
                body(
                    Disclosure(
                        person: PersonNumber(person),
                        flow: waiting.int(1),
                        categories: CategorySet(rawValue: UInt64(bitPattern: waiting.integer(2))),
                        disclosedOn: waiting.int(3),
                        keepUntil: waiting.optional(4)
                    )
                )
            }
        }
    }

    private struct Pair: Hashable {
        var digest: DigestPair
        var person: UInt64
    }

    /// Did an order of before have one of the other numbers of the result, so that its row is there?
    private func isJoined(
        _ others: UnsafeRawBufferPointer,
        _ person: UInt64,
        _ noted: Set<Pair>,
        _ known: BulkStatement
    ) throws -> Bool {
        for start in stride(from: 0, to: others.count, by: 16) {
            let other = DigestPair(UnsafeRawBufferPointer(rebasing: others[start..<start + 16]))
            if noted.contains(Pair(digest: other, person: person)) { continue }
            known.bind(1, other)
            known.bind(2, Int64(person))
            if try known.step() {
                known.reset()
                return true
            }
        }
        return false
    }
}
