// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
import Linkage
import Vault

/// What was taken for one person's by a sample number that turns out to be somebody else's too.
struct SharedSamples {
    /// Results that no longer are anybody's, or that no longer wait.
    var opened: [SampleChanges.Change] = []
    /// Numbers that stand in orders of several people, and did not before.
    var samples: Set<DigestPair> = []

    /// Notes a number under which new orders stand.
    mutating func add(
        _ sample: DigestPair,
        _ known: SampleJoin.Standing,
        newIn entry: Int,
        _ joined: JoinedPeople
    ) {
        var (before, after) = (Set<PersonNumber>(), Set<PersonNumber>())
        for claim in known.claims() where claim.isOrder {
            let one = joined.one(claim.person)
            after.insert(one)
            if claim.entry != entry { before.insert(one) }
        }
        if before.count == 1, after.count > 1 { samples.insert(sample) }
    }
}

extension Store {
    /// Takes results out of the records of those who had them by a sample number that is somebody else's too:
    /// the row counts no longer, and the result stands among what could not be linked. Results that say
    /// something of their person stay with whom `decide` still finds.
    func letGo(
        _ shared: SharedSamples,
        importNumber: Int? = nil,
        _ act: Act,
        _ db: Connection,
        _ entries: inout Entries,
        _ decide: (OpenDisclosure) -> PersonNumber?
    ) throws {
        guard !shared.opened.isEmpty || !shared.samples.isEmpty else { return }
        let undone = try undone()
        let joined = try joinedPeople()
        var open: Set<DigestPair> = []
        try OpenRows.forEach(db, without: undone) { open.insert($0.kept.received) }
        var letting = LettingGo(joined, ReturnedData(try facts.flowNumbers())) {
            try self.places(of: $0, without: undone, db)
        }
        var imports = try ImportEntries(db)
        var groups: [RetriedRows.Of: RetriedRows] = [:]
        let sealed = try claimSeal.seal(IdentityClaims())
        for change in shared.opened {
            if case .opens(let person?) = change.what {
                try letting.take(change.result.row.told(person.value))
            }
            guard open.insert(change.result.received).inserted else { continue }
            let of = RetriedRows.Of(
                number: try imports.number(of: change.result.entry),
                with: []
            )
            groups[of, default: RetriedRows()].open(try .init(change, sealed: sealed))
        }
        if !shared.samples.isEmpty {
            let orders = try SampleOrders(db, without: undone)
            try OpenRows.forEachSettled(db, without: undone) { row, person in
                guard row.kept.samples.contains(where: shared.samples.contains),
                    !open.contains(row.kept.received)
                else { return }
                let claims = try openClaims(row.kept.sealed)
                // Those that say nothing stand under their samples.
                guard !claims.isSilent else { return }
                let (people, isShared) = try orders.candidates(
                    of: row.kept.samples,
                    one: joined.one
                )
                let now = decide(
                    OpenDisclosure(
                        claims: claims,
                        people: people.map(\.person),
                        isShared: isShared
                    )
                )
                guard now.map(joined.one) != joined.one(person),
                    try letting.take(row.disclosure(of: person, identities.rowDays))
                else { return }
                open.insert(row.kept.received)
                let of = RetriedRows.Of(number: try imports.number(of: row.entry), with: [])
                groups[of, default: RetriedRows()].reopen(
                    row,
                    reason: Int(UnresolvedReason.sampleOfSeveral.rawValue),
                    identities.rowDays
                )
            }
        }
        if !letting.rows.isEmpty {
            try entries.record(
                db,
                [
                    RowsWithdrawnFact(
                        by: act.by,
                        because: UnresolvedReason.sampleOfSeveral.code,
                        importNumber: importNumber,
                        rows: letting.rows.sorted { $0.lexicographicallyPrecedes($1) }
                    )
                ]
            )
            let flows = try flows
            let now = try self.undone()
            for party in Set(letting.flows.compactMap { flows[$0]?.party }).sorted(by: {
                $0.rawValue < $1.rawValue
            }) {
                try recountExposure(of: party, without: now, db)
            }
        }
        var none = SharedSamples()
        for (of, group) in groups.sorted(by: { $0.key < $1.key }) {
            try write(group, of: of, source: "resolution", db, &entries, &imports, &none)
        }
    }

    /// How many rows of what went to parties were taken out one by one in entries from `first` to before `end`,
    /// fact by fact.
    public func withdrawnRows(
        of parties: [Party.ID],
        between first: Int,
        and end: Int
    ) throws -> [(rows: Int, because: String, importNumber: Int?)] {
        let facts = try facts.all(RowsWithdrawnFact.self).filter {
            first <= $0.entry && $0.entry < end
        }
        guard !facts.isEmpty else { return [] }
        let flows = try flows
        return try view.read { db in
            let select = try db.prepareAnew(
                "SELECT flow FROM disclosure WHERE entry = $1 AND \"row\" = $2"
            )
            return try facts.compactMap { fact in
                let count = try fact.body.rows.count { row in
                    guard row.count == 2 else { return false }
                    select.bind(1, row[0])
                    select.bind(2, row[1])
                    defer { select.reset() }
                    guard try select.step(), let flow = flows[select.int(0)] else { return false }
                    return parties.contains(flow.party)
                }
                return count == 0 ? nil : (count, fact.body.because, fact.body.importNumber)
            }
        }
    }

    /// How many results stand in somebody's record by a sample number of several people.
    public func resultsUnderSharedSamples() throws -> Int {
        try database.read { try standingUnderShared($0).opened.count }
    }

    /// Results that are somebody's by a sample number of several people: an earlier version gave them to each,
    /// and two numbers that were one person may have been parted.
    func standingUnderShared(_ db: Connection) throws -> SharedSamples {
        let (undone, joined) = (try undone(), try joinedPeople())
        var shared = SharedSamples()
        var samples: [DigestPair] = []
        try db.forEach(
            """
            SELECT sample FROM sample_message WHERE person IS NOT NULL
            GROUP BY sample HAVING MIN(person) <> MAX(person) ORDER BY sample
            """
        ) { samples.append(DigestPair($0.blob(0))) }
        guard !samples.isEmpty else { return shared }
        var open: Set<DigestPair> = []
        try OpenRows.forEach(db, without: undone) { open.insert($0.kept.received) }
        let join = try SampleJoin(db, days: identities.sampleDays, without: undone)
        let orders = try SampleOrders(db, without: undone)
        var known = SampleJoin.Standing()
        var seen: Set<DigestPair> = []
        for sample in samples {
            try join.load(sample, into: &known)
            let claims = known.claims()
            guard SampleOwnership([claims], one: joined.one).isOfSeveral else { continue }
            shared.samples.insert(sample)
            for result in known.messages where result.person == nil {
                guard !open.contains(result.received), seen.insert(result.received).inserted else {
                    continue
                }
                let own = [sample] + result.others
                let each = try own.map { try $0 == sample ? claims : orders.claims(of: $0) }
                guard SampleOwnership(each, one: joined.one).isOfSeveral else { continue }
                for person in try holders(of: result, each.joined().filter(\.isOrder), undone, db) {
                    shared.opened.append(
                        SampleChanges.Change(
                            result: result,
                            samples: own,
                            isNew: false,
                            waited: false,
                            what: .opens(leaving: person)
                        )
                    )
                }
            }
        }
        return shared
    }

    /// Who has a result: everybody whose order has its number, as it was once, or the first of them.
    private func holders(
        of result: SampleJoin.Message,
        _ orders: [SampleClaim],
        _ undone: UndoneEntries,
        _ db: Connection
    ) throws -> [PersonNumber] {
        let returned = ReturnedData(try facts.flowNumbers())
        var people: [PersonNumber] = []
        for claim in orders.sorted(by: { $0.entry ?? -1 < $1.entry ?? -1 })
        where !people.contains(claim.person) {
            people.append(claim.person)
        }
        let having = try people.filter { person in
            var parts = [result.row.told(person.value)]
            returned.split(&parts)
            return try parts.allSatisfy { try !places(of: $0, without: undone, db).isEmpty }
        }
        return having.count == people.count ? people : Array(having.prefix(1))
    }
}

/// The rows that are let go, each once.
private struct LettingGo {
    private(set) var rows: Set<[Int]> = []
    private(set) var flows: Set<Int> = []
    private let joined: JoinedPeople
    private let returned: ReturnedData
    private let places: (Disclosure) throws -> [(entry: Int, row: Int)]

    init(
        _ joined: JoinedPeople,
        _ returned: ReturnedData,
        _ places: @escaping (Disclosure) throws -> [(entry: Int, row: Int)]
    ) {
        self.joined = joined
        self.returned = returned
        self.places = places
    }

    /// Takes the row of a person that says this, or the two that hold what it says, under whichever of their
    /// numbers it stands; false when there is none.
    @discardableResult
    mutating func take(_ row: Disclosure) throws -> Bool {
        for person in [row.person] + joined.all(row.person).filter({ $0 != row.person }) {
            var parts = [row.told(person.value)]
            returned.split(&parts)
            var found: [[Int]] = []
            for part in parts {
                let free = try places(part).map { [$0.entry, $0.row] }
                    .last { !rows.contains($0) && !found.contains($0) }
                if let free { found.append(free) }
            }
            guard found.count == parts.count else { continue }
            rows.formUnion(found)
            flows.formUnion(parts.map(\.flow))
            return true
        }
        return false
    }
}

extension OpenRows.Row {
    /// The ledger row that it became.
    func disclosure(of person: PersonNumber, _ days: SealedDays) -> Disclosure {
        let (disclosedOn, keepUntil) = opened(days)
        return Disclosure(
            person: person,
            flow: flow,
            categories: CategorySet(rawValue: categories),
            disclosedOn: disclosedOn,
            keepUntil: keepUntil
        )
    }
}
