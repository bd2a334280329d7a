// SPDX-License-Identifier: EUPL-1.2

import Custody
import Database
import Linkage
import Vault

/// What a batch comes to: which of it is new, and which rows follow, joined by sample number.
struct DisclosureRecording {
    struct Unresolved: Sendable {
        var reason: Int
        var flow: Int
        var categories: UInt64
        var disclosedOn: Int?
        var keepUntil: Int?
        /// See ``UnresolvedClaims``.
        var claims: [UInt8]
    }

    private let batch: DisclosureBatch
    /// The number in the store of each flow of the batch.
    private let flows: [Int]
    private(set) var rows: [Disclosure] = []
    private(set) var unresolved: [Unresolved] = []
    /// Rows that would not be without other imports, by their numbers: that of the order beside a result.
    private(set) var joined: [[Int]: [Disclosure]] = [:]
    /// Results that name somebody and have their person from an order of other imports: they stand among
    /// the unresolved, each with who it turned out to be, so that taking the order back opens them again.
    private(set) var settled: [[Int]: [(place: Int, person: PersonNumber)]] = [:]
    /// Of before: what was taken for one person's by a number that is somebody else's too.
    private(set) var shared = SharedSamples()
    /// Contents that had come before, by the import that brought them.
    private(set) var cameBefore: [Int: Int] = [:]
    private(set) var outcome = ImportOutcome()
    /// Other people whom new contents name, by the code of their kind.
    private(set) var otherPeople: [String: MentionCount] = [:]
    /// New contents by the path of an unclassified field that they have.
    private(set) var fields: [String: Int] = [:]

    private let days: SealedDays
    private let judge: SampleJudge
    /// The import that the batch is of.
    private let own: Int?
    private let undone: UndoneEntries
    private let whoIsOne: JoinedPeople
    private var imports: ImportEntries
    private let returned: ReturnedData

    init(
        batch: DisclosureBatch,
        flows: BatchFlows,
        days: SealedDays,
        judge: SampleJudge,
        own: Int?,
        without undone: UndoneEntries,
        _ joined: JoinedPeople,
        _ imports: ImportEntries
    ) {
        self.batch = batch
        self.flows = flows.flows
        returned = ReturnedData(flows.numbers)
        self.days = days
        self.judge = judge
        self.own = own
        self.undone = undone
        whoIsOne = joined
        self.imports = imports
        rows.reserveCapacity(batch.count)
    }

    mutating func run(_ db: Connection, _ coverage: inout IntakeCoverage) throws {
        guard batch.isExact else {
            throw StoreError.refused(.tooLarge(.numberOfRow))
        }
        // Orders first: what a result names is held against the people whose sample it has.
        try takeBySample(db, &coverage)
        try takeWithoutSample(db, &coverage)
        returned.split(&rows)
        for key in joined.keys { returned.split(&joined[key, default: []]) }
        outcome.unresolved = unresolved.count - settled.values.reduce(0) { $0 + $1.count }
        outcome.disclosures = rows.count + joined.values.reduce(0) { $0 + $1.count }
        // In the order of the people: so the index by person grows in few places, and the order in
        // which messages came is not kept.
        rows.sort(by: Disclosure.precedes)
        for key in joined.keys { joined[key]?.sort(by: Disclosure.precedes) }
    }

    /// The other import that rows of an entry are of, if they are of one.
    private mutating func other(_ entry: Int?, _ coverage: IntakeCoverage) throws -> Int? {
        guard entry != coverage.entry, let number = try imports.number(of: entry), number != own
        else { return nil }
        return number
    }

    private mutating func countDuplicate(of entry: Int?, _ coverage: IntakeCoverage) throws {
        outcome.duplicates += 1
        if let other = try other(entry, coverage) { cameBefore[other, default: 0] += 1 }
    }

    /// Counts what else a new content has.
    private mutating func count(_ item: DisclosureBatch.Item) {
        if item.otherPeople > 0 { otherPeople.add(batch.otherPeople[Int(item.otherPeople) - 1]) }
        guard item.fields > 0 else { return }
        for path in batch.fields[Int(item.fields) - 1] { fields[path, default: 0] += 1 }
    }

    /// Is it known by the samples it names? Then it is looked for, and kept, under these.
    private func isOfSample(_ item: DisclosureBatch.Item) -> Bool {
        guard item.samples > 0 else { return false }
        return switch item.kind {
        case .sampleOnly: true
        case .person: !batch.flows[Int(item.flow)].isOfResults
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
        let select = try db.prepareAnew("SELECT entry FROM received WHERE digest = $1")
        /// Notes a content; the entry of the one that is there already, if it is.
        func note(_ digest: inout DigestPair) throws -> (isNew: Bool, earlier: Int?) {
            while true {
                insert.bind(1, digest)
                if try insert.run() == 1 { return (true, nil) }
                select.bind(1, digest)
                let earlier = try select.step() ? select.optional(0) : nil
                select.reset()
                guard undone.contains(earlier) else { return (false, earlier) }
                // What it stood for was taken back.
                digest = digest.next
            }
        }
        var order: [(digest: DigestPair, place: UInt32)] = []
        for (place, item) in batch.items.enumerated() where !isOfSample(item) {
            order.append((item.digest, UInt32(place)))
        }
        order.sort { $0.digest != $1.digest ? $0.digest < $1.digest : $0.place < $1.place }
        let owners = try SampleOrders(db, without: undone)
        for (content, place) in order {
            var digest = content
            let noted = try note(&digest)
            guard noted.isNew else {
                try countDuplicate(of: noted.earlier, coverage)
                continue
            }
            coverage.addRow(to: .received) { $0.add(digest) }
            let item = batch.items[Int(place)]
            count(item)
            switch item.kind {
            case .person: rows.append(row(item, PersonNumber(item.person)))
            // It names neither a person nor a sample: there is nothing to join it by.
            case .sampleOnly: outcome.waiting += 1
            case .named:
                // An earlier version kept it under its sample alone.
                if try owners.hold(item.digest, at: batch.samples(of: item)) {
                    outcome.duplicates += 1
                } else {
                    try take(item, batch.named[Int(item.claims)], owners, coverage)
                }
            case .unresolved: unresolved.append(try unresolvedRow(item))
            }
        }
    }

    /// Under what an item stands at its samples: a result that names its person under a digest of its own,
    /// for it is no result that looks for one.
    private func received(_ item: DisclosureBatch.Item) -> DigestPair {
        item.kind == .named
            ? DigestPair(high: ~item.digest.high, low: ~item.digest.low) : item.digest
    }

    private func namedPerson(_ item: DisclosureBatch.Item) -> PersonNumber? {
        item.kind == .named ? batch.named[Int(item.claims)].person : nil
    }

    /// Orders and results, in the order of their samples: what belongs together stands together.
    private mutating func takeBySample(
        _ db: Connection,
        _ coverage: inout IntakeCoverage
    ) throws {
        var work: [(sample: DigestPair, received: DigestPair, place: UInt32)] = []
        work.reserveCapacity(batch.count)
        for (place, item) in batch.items.enumerated()
        where isOfSample(item) || namedPerson(item) != nil {
            let received = received(item)
            for sample in batch.samples(of: item) { work.append((sample, received, UInt32(place))) }
        }
        work.sort {
            if $0.sample != $1.sample { return $0.sample < $1.sample }
            return $0.received != $1.received
                ? $0.received < $1.received : $0.place < $1.place
        }
        let join = try SampleJoin(db, days: days, without: undone)
        var known = SampleJoin.Standing()
        var changes = SampleChanges(entry: coverage.entry, whoIsOne)
        var found: [SampleChanges.Change] = []
        var last: DigestPair?
        /// Of contents with several samples: taken at one of them, so the others follow.
        var taken: Set<UInt32> = []
        var refused: Set<UInt32> = []
        func end() throws {
            guard let last else { return }
            try changes.look(at: last, known) { found.append($0) }
            shared.add(last, known, newIn: coverage.entry, whoIsOne)
        }
        for (sample, received, place) in work {
            if sample != last {
                try end()
                for change in found { try take(change, coverage) }
                found.removeAll(keepingCapacity: true)
                try join.load(sample, into: &known)
            }
            last = sample
            let item = batch.items[Int(place)]
            let own = batch.samples(of: item)
            if own.count > 1, refused.contains(place) { continue }
            let named = namedPerson(item)
            let isOrder = item.kind == .person
            let message = SampleJoin.Message(
                received: received,
                person: isOrder ? item.person : named?.value,
                isNamed: named != nil,
                row: row(item, PersonNumber(item.person)),
                others: own.count > 1 ? own.filter { $0 != sample } : []
            )
            let wasTaken = own.count > 1 && taken.contains(place)
            let noted = try join.note(message, at: sample, known: &known, &coverage)
            // Whether it came twice is seen by its content.
            if named != nil { continue }
            guard noted != nil else {
                if !wasTaken {
                    try countDuplicate(of: known.message(for: item.digest)?.entry, coverage)
                    if own.count > 1 { refused.insert(place) }
                }
                continue
            }
            if own.count > 1 { taken.insert(place) }
            if !wasTaken { count(item) }
            if !wasTaken, isOrder { rows.append(message.row) }
        }
        try end()
        try changes.finish(SampleOrders(db, without: undone)) { found.append($0) }
        for change in found { try take(change, coverage) }
    }

    /// A result under its sample, and what becomes of it.
    private mutating func take(
        _ change: SampleChanges.Change,
        _ coverage: IntakeCoverage
    ) throws {
        let result = change.result
        // It waited, and came with the same import.
        if change.waited, try other(result.entry, coverage) == nil { outcome.waiting -= 1 }
        switch change.what {
        case .waits: outcome.waiting += 1
        case .gains(let owner):
            let row = result.row.told(owner.person.value)
            if let other = try other(change.isNew ? owner.entry : result.entry, coverage) {
                joined[[other], default: []].append(row)
            } else {
                rows.append(row)
            }
        case .opens:
            guard change.isNew else {
                shared.opened.append(change)
                return
            }
            unresolved.append(try Unresolved(change, sealed: judge.seal(IdentityClaims())))
        }
    }

    /// A result that names somebody: theirs, unless its sample is somebody else's; if nobody known, of
    /// those whose sample it is and whom it does not contradict. Else it stays in nobody's record.
    private mutating func take(
        _ item: DisclosureBatch.Item,
        _ named: DisclosureBatch.NamedResult,
        _ owners: SampleOrders,
        _ coverage: IntakeCoverage
    ) throws {
        let (people, isShared) = try owners.candidates(
            of: batch.samples(of: item),
            one: whoIsOne.one
        )
        var found: PersonNumber?
        var open = item
        open.reason = UInt8(clamping: people.isEmpty ? named.reason : judge.conflict)
        if let person = named.person {
            let one = whoIsOne.one(person)
            if people.isEmpty || isShared
                || people.contains(where: { whoIsOne.one($0.person) == one })
            {
                found = person
            }
        } else {
            let possible = people.map(\.person).filter { !judge.contradicts(named.claims, $0) }
            if Set(possible.map(whoIsOne.one)).count > 1 {
                open.reason = UnresolvedReason.sampleOfSeveral.rawValue
            } else {
                found = possible.first
            }
        }
        guard let first = found else {
            if named.person != nil { outcome.contradicted += 1 }
            unresolved.append(try unresolvedRow(open, sealed: judge.seal(named.claims)))
            return
        }
        // Would it be theirs without the orders? Those of this import go and stay with it.
        var with: Set<Int> = []
        if named.person == nil || people.count > 1 {
            for owner in people where owner.person == first {
                if let other = try other(owner.entry, coverage) { with.insert(other) }
            }
        }
        // Who has it by its number is kept beside it: the number may turn out to be somebody else's too.
        guard !with.isEmpty || named.person == nil else {
            rows.append(row(item, first))
            return
        }
        let key = with.sorted()
        if named.person == nil { open.reason = UInt8(clamping: named.reason) }
        joined[key, default: []].append(row(item, first))
        settled[key, default: []].append((unresolved.count, first))
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
            disclosedOn: item.disclosedOnDay,
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
            disclosedOn: item.disclosedOnDay,
            keepUntil: item.keepUntilDay
        )
    }
}

extension DisclosureRecording.Unresolved {
    /// A result that nobody can tell whose it is, by the numbers of its samples alone. `sealed`: claims of
    /// nothing.
    init(_ change: SampleChanges.Change, sealed: [UInt8]) throws {
        guard UInt16(exactly: change.samples.count) != nil else {
            throw StoreError.refused(.tooLarge(.samplesOfMessage))
        }
        let row = change.result.row
        self.init(
            reason: Int(UnresolvedReason.sampleOfSeveral.rawValue),
            flow: row.flow,
            categories: row.categories.rawValue,
            disclosedOn: row.disclosedOn,
            keepUntil: row.keepUntil,
            claims: UnresolvedClaims(
                keepUntil: nil,
                received: change.result.received,
                samples: change.samples,
                sealed: sealed
            ).bytes
        )
    }
}
