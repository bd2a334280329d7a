// SPDX-License-Identifier: EUPL-1.2

import Custody
import Database
import Vault

/// What a batch comes to: which of it is new, and which rows follow, joined by sample number.
struct DisclosureRecording {
    struct Unresolved: Sendable {
        var reason: Int
        var flow: Int
        var categories: UInt64
        var disclosedOn: Int
        var keepUntil: Int?
        /// See ``UnresolvedClaims``.
        var claims: [UInt8]
    }

    private let batch: DisclosureBatch
    /// The number in the store of each flow of the batch.
    private let flows: [Int]
    private(set) var rows: [Disclosure] = []
    private(set) var unresolved: [Unresolved] = []
    private(set) var outcome = ImportOutcome()

    private let days: SealedDays
    private let judge: SampleJudge

    init(batch: DisclosureBatch, flows: [Int], days: SealedDays, judge: SampleJudge) {
        self.batch = batch
        self.flows = flows
        self.days = days
        self.judge = judge
        rows.reserveCapacity(batch.count)
    }

    mutating func run(_ db: Connection, _ coverage: inout IntakeCoverage) throws {
        guard batch.isExact else {
            throw StoreError.refused(.tooLarge(.numberOfRow))
        }
        // Orders first: what a result names is held against the people whose sample it has.
        try takeBySample(db, &coverage)
        try takeWithoutSample(db, &coverage)
        outcome.unresolved = unresolved.count
        outcome.disclosures = rows.count
        // In the order of the people: so the index by person grows in few places, and the order in
        // which messages came is not kept.
        rows.sort(by: Disclosure.precedes)
    }

    /// Is it known by the samples it names? Then it is looked for, and kept, under these.
    private func isOfSample(_ item: DisclosureBatch.Item) -> Bool {
        guard item.samples > 0 else { return false }
        return switch item.kind {
        case .sampleOnly: true
        case .person: batch.flows[Int(item.flow)].origin != .producedThere
        case .named, .unresolved: false
        }
    }

    /// Contents that no sample joins: each counts once, by its digest.
    private mutating func takeWithoutSample(
        _ db: Connection,
        _ coverage: inout IntakeCoverage
    ) throws {
        let insert = try db.prepareAnew(
            "INSERT INTO received (digest, entry) VALUES ($1, $2) ON CONFLICT DO NOTHING"
        )
        insert.bind(2, coverage.entry)
        var order: [(digest: DigestPair, place: UInt32)] = []
        for (place, item) in batch.items.enumerated() where !isOfSample(item) {
            order.append((item.digest, UInt32(place)))
        }
        order.sort { $0.digest != $1.digest ? $0.digest < $1.digest : $0.place < $1.place }
        let owners = try SampleOrders(db)
        for (digest, place) in order {
            insert.bind(1, digest)
            guard try insert.run() == 1 else {
                outcome.duplicates += 1
                continue
            }
            coverage.addRow(to: .received) { $0.add(digest) }
            let item = batch.items[Int(place)]
            switch item.kind {
            case .person: rows.append(row(item, PersonNumber(item.person)))
            // It names neither a person nor a sample: there is nothing to join it by.
            case .sampleOnly: outcome.waiting += 1
            case .named:
                // An earlier version kept it under its sample alone.
                if try owners.hold(item.digest, at: batch.samples(of: item)) {
                    outcome.duplicates += 1
                } else {
                    try take(item, batch.named[Int(item.claims)], owners)
                }
            case .unresolved: unresolved.append(try unresolvedRow(item))
            }
        }
    }

    /// Orders and results, in the order of their samples: what belongs together stands together.
    private mutating func takeBySample(
        _ db: Connection,
        _ coverage: inout IntakeCoverage
    ) throws {
        var work: [(sample: DigestPair, place: UInt32)] = []
        work.reserveCapacity(batch.count)
        for (place, item) in batch.items.enumerated() where isOfSample(item) {
            for sample in batch.samples(of: item) { work.append((sample, UInt32(place))) }
        }
        batch.items.withUnsafeBufferPointer { items in
            work.sort {
                if $0.sample != $1.sample { return $0.sample < $1.sample }
                let (left, right) = (items[Int($0.place)].digest, items[Int($1.place)].digest)
                return left != right ? left < right : $0.place < $1.place
            }
        }
        let join = try SampleJoin(db, days: days)
        var known: [SampleJoin.Message] = []
        var last: DigestPair?
        /// Of contents with several samples: taken at one of them, so the others follow.
        var taken: Set<UInt32> = []
        var refused: Set<UInt32> = []
        for (sample, place) in work {
            if sample != last { try join.load(sample, into: &known) }
            last = sample
            let item = batch.items[Int(place)]
            let own = batch.samples(of: item)
            if own.count > 1, refused.contains(place) { continue }
            let isOrder = item.kind == .person
            let message = SampleJoin.Message(
                received: item.digest,
                person: isOrder ? item.person : nil,
                row: row(item, PersonNumber(item.person)),
                others: own.count > 1 ? own.filter { $0 != sample } : []
            )
            let wasTaken = own.count > 1 && taken.contains(place)
            var joined = 0
            let isNew = try join.take(message, at: sample, known: &known, &coverage) {
                rows.append($0)
                joined += 1
            }
            guard isNew else {
                if !wasTaken {
                    outcome.duplicates += 1
                    if own.count > 1 { refused.insert(place) }
                }
                continue
            }
            if own.count > 1 { taken.insert(place) }
            if !wasTaken {
                if isOrder {
                    rows.append(message.row)
                } else {
                    outcome.waiting += 1
                }
            }
            if !isOrder, joined > 0, own.count == 1 || joinedOnce.insert(place).inserted {
                outcome.waiting -= 1
            }
        }
    }

    /// Results with several samples that have found an order.
    private var joinedOnce: Set<UInt32> = []

    /// A result that names somebody: theirs, unless its sample is somebody else's; if nobody known, of
    /// those whose sample it is and whom it does not contradict. Else it stays in nobody's record.
    private mutating func take(
        _ item: DisclosureBatch.Item,
        _ named: DisclosureBatch.NamedResult,
        _ owners: SampleOrders
    ) throws {
        let people = try owners.people(of: batch.samples(of: item))
        var found: [PersonNumber] = []
        if let person = named.person {
            if people.isEmpty || people.contains(person) { found = [person] }
        } else {
            found = people.filter { !judge.contradicts(named.claims, $0) }
        }
        for person in found { rows.append(row(item, person)) }
        guard found.isEmpty else { return }
        if named.person != nil { outcome.contradicted += 1 }
        var open = item
        open.reason = UInt8(clamping: people.isEmpty ? named.reason : judge.conflict)
        unresolved.append(try unresolvedRow(open, sealed: judge.seal(named.claims)))
    }

    private func unresolvedRow(
        _ item: DisclosureBatch.Item,
        sealed: [UInt8]? = nil
    ) throws -> Unresolved {
        guard UInt16(exactly: item.samples) != nil else {
            throw StoreError.refused(.tooLarge(.samplesOfMessage))
        }
        return Unresolved(
            reason: Int(item.reason),
            flow: flows[Int(item.flow)],
            categories: item.categories,
            disclosedOn: Int(item.disclosedOn),
            keepUntil: item.keepUntilDay,
            claims: UnresolvedClaims(
                // With the other day in the column `days`; here in rows of format 1.
                keepUntil: nil,
                received: item.digest,
                samples: Array(batch.samples(of: item)),
                sealed: sealed ?? batch.claims[Int(item.claims)]
            ).bytes
        )
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
