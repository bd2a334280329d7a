// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
import Linkage
import Vault

extension Store {
    /// Results whose order never came, and records about nobody known.
    public func openEnds() throws -> (waitingResults: Int, unresolved: Int) {
        let counted = try lasting(OpenEndsQuestion(point: intakePoint()))
        return (counted.waitingResults, counted.unresolved)
    }

    /// How many results about nobody known have a sample of which there is an order by now.
    public func openResultsWithOrders() throws -> Int {
        let (undone, joined) = (try undone(), try joinedPeople())
        return try database.read { db in
            let orders = try SampleOrders(db, without: undone)
            var count = 0
            try OpenRows.forEach(db, without: undone) { open in
                let owners = try orders.candidates(of: open.kept.samples, one: joined.one).owners
                // As long as the numbers are of several people nothing can be said anew.
                let people = Set(owners.map { joined.one($0.person) })
                if people.count == 1 || !people.isEmpty && !open.isOfSharedSample { count += 1 }
            }
            return count
        }
    }

    /// Tries the unresolved messages again: against a population that has grown, or beside orders that
    /// have come.
    ///
    /// `decide` gets the claims; those it links become ledger rows, with a note that the
    /// unresolved row is settled. `reason` says why one that it does not link stays open: when that is
    /// another reason than before, the row is written anew under it.
    public func resolveAgain(
        for access: AccessReason,
        act: Act,
        reason: (OpenDisclosure) -> Int? = { _ in nil },
        decide: (OpenDisclosure) -> PersonNumber?
    ) throws -> Int {
        try note("unresolved disclosures", try openEnds().unresolved, access)
        return try commit(act, alone: true) { store, db, entries in
            let flows = try store.flows
            try store.letGo(store.standingUnderShared(db), act, db, &entries, decide)
            let undone = try store.undone()
            let joined = try store.joinedPeople()
            let owners = try SampleOrders(db, without: undone)
            var imports = try ImportEntries(db)
            var groups: [RetriedRows.Of: RetriedRows] = [:]
            try OpenRows.forEach(db, without: undone) { row in
                let isResult = row.isOfSharedSample || flows[row.flow]?.isOfResults ?? false
                var (people, isShared) =
                    isResult
                    ? try owners.candidates(of: row.kept.samples, one: joined.one) : ([], false)
                let claims = try openClaims(row.kept.sealed)
                var of = RetriedRows.Of(number: try imports.number(of: row.entry), with: [])
                if row.isOfSharedSample, claims.isSilent {
                    // Its numbers alone say whose it is.
                    let each = try row.kept.samples.map { try owners.claims(of: $0) }
                    switch SampleOwnership(each, one: joined.one) {
                    case .several: return
                    case .waits:
                        groups[of, default: RetriedRows()].wait(row)
                        return
                    case .one(let owner):
                        people = [SampleOrders.Owner(person: owner.person, entry: owner.entry)]
                        isShared = false
                    }
                }
                let open = OpenDisclosure(
                    claims: claims,
                    people: people.map(\.person),
                    isShared: isShared
                )
                guard let person = decide(open) else {
                    guard let now = reason(open), now != row.reason else { return }
                    groups[of, default: RetriedRows()].move(row, reason: now, identities.rowDays)
                    return
                }
                if !people.isEmpty {
                    // Would it be theirs without the order?
                    let alone = decide(OpenDisclosure(claims: open.claims, people: []))
                    let order = people.first { $0.person == person }
                    if let order, alone != person || people.count > 1,
                        let other = try imports.number(of: order.entry), other != of.number
                    {
                        of.with = [other]
                    }
                }
                groups[of, default: RetriedRows()]
                    .settle(row, person, isResult: isResult, identities.rowDays)
            }
            var count = 0
            var shared = SharedSamples()
            for (of, group) in groups.sorted(by: { $0.key < $1.key }) {
                count += group.linked
                try store.write(
                    group,
                    of: of,
                    source: "resolution",
                    db,
                    &entries,
                    &imports,
                    &shared
                )
            }
            try store.letGo(shared, act, db, &entries, decide)
            return count
        }
    }

    /// Writes what was found out about open rows of one import. `shared`: results that are nobody's by it.
    func write(
        _ group: RetriedRows,
        of import: RetriedRows.Of,
        source: String,
        _ db: Connection,
        _ entries: inout Entries,
        _ imports: inout ImportEntries,
        _ shared: inout SharedSamples
    ) throws {
        var coverage = IntakeCoverage(entry: try entries.next(db))
        let own = coverage.entry
        var rows: [[Int]: [Disclosure]] = [:]
        if !group.rows.isEmpty { rows[`import`.with] = group.rows }
        let join = try SampleJoin(db, days: identities.sampleDays, without: undone())
        var known = SampleJoin.Standing()
        // In the order of the table, in which what it writes is hashed.
        let orders = group.orders.sorted {
            $0.sample != $1.sample
                ? $0.sample < $1.sample : $0.message.received < $1.message.received
        }
        let joined = try joinedPeople()
        var changes = SampleChanges(entry: own, joined)
        var found: [SampleChanges.Change] = []
        for (place, (sample, order)) in orders.enumerated() {
            if place == 0 || orders[place - 1].sample != sample {
                try join.load(sample, into: &known)
            }
            _ = try join.note(order, at: sample, known: &known, &coverage)
            guard place + 1 == orders.count || orders[place + 1].sample != sample else { continue }
            try changes.look(at: sample, known) { found.append($0) }
            shared.add(sample, known, newIn: own, joined)
        }
        try changes.finish(SampleOrders(db, without: undone())) { found.append($0) }
        for change in found {
            guard case .gains(let owner) = change.what else {
                if case .opens = change.what { shared.opened.append(change) }
                continue
            }
            var with = `import`.with
            if change.result.entry != own,
                let other = try imports.number(of: change.result.entry), other != `import`.number
            {
                with.append(other)
            }
            rows[with, default: []].append(change.result.row.told(owner.person.value))
        }
        let keys = rows.keys.sorted { $0.lexicographicallyPrecedes($1) }
        var withs: [[Int]] = keys
        if !group.moved.isEmpty { withs.append([]) }
        if !group.settled.isEmpty { withs.append(`import`.with) }
        coverage.importing.number = `import`.number
        coverage.importing.rows = withs.enumerated().map { place, with in
            IntakeFact.RowsEntry(
                entry: coverage.entry + 1 + place,
                with: with.isEmpty ? nil : with
            )
        }
        try entries.record(db, coverage, source: source)
        let returned = ReturnedData(try facts.flowNumbers())
        for key in keys {
            var rows = rows[key] ?? []
            returned.split(&rows)
            try write(rows.sorted(by: Disclosure.precedes), db, &entries)
        }
        if !group.moved.isEmpty { try write(group.moved, db, &entries) }
        if !group.settled.isEmpty { try write(group.settled, db, &entries) }
    }

    /// An unresolved row, and who it turned out to be about. Nobody, whose number is 0: it was written
    /// anew.
    struct Settled: Sendable {
        var entry: Int
        var row: Int
        var person: PersonNumber
    }

    func write(_ settled: [Settled], _ db: Connection, _ entries: inout Entries) throws {
        let insert = try db.prepareAnew(
            """
            INSERT INTO resolution (
                entry, "row", settled_entry, settled_row, person, commitment_key)
            VALUES ($1, $2, $3, $4, $5, $6)
            """
        )
        try entries.append(
            db,
            kind: .resolutions,
            settled,
            canonical: {
                try CanonicalRow.resolution(
                    settledEntry: $0.entry,
                    settledRow: $0.row,
                    person: Int64($0.person.value)
                )
            },
            insert: { item, entry, row, key in
                insert.bind(1, entry)
                insert.bind(2, row)
                insert.bind(3, item.entry)
                insert.bind(4, item.row)
                insert.bind(5, Int64(item.person.value))
                insert.bind(6, blob: key)
                try insert.run()
            }
        )
    }
}

/// Counts messages and rows about nobody known as they stand at a point of the ledger.
struct OpenEndsQuestion: IntakeQuestion {
    var point: IntakePoint

    struct Answer: Sendable {
        var waitingResults: Int
        var unresolved: Int
    }

    func answer(in store: Store) throws -> Answer {
        let undone = try store.undone()
        return try store.view.read { db in
            let open = try db.prepareAnew(
                """
                SELECT entry, COUNT(*) FROM unresolved_disclosure AS open WHERE NOT EXISTS (
                    SELECT 1 FROM resolution
                    WHERE settled_entry = open.entry AND settled_row = open."row")
                GROUP BY entry
                """
            )
            var unresolved = 0
            while try open.step() {
                if !undone.contains(open.int(0)) { unresolved += open.int(1) }
            }
            guard undone.isEmpty else {
                var waiting: Set<DigestPair> = []
                try WaitingSamples(before: .max, without: undone).forEach(db) { _, _, results in
                    waiting.formUnion(results)
                }
                return Answer(waitingResults: waiting.count, unresolved: unresolved)
            }
            let waiting = try db.integer(
                """
                SELECT COUNT(DISTINCT received) FROM sample_message AS result
                WHERE person IS NULL AND NOT EXISTS (
                    SELECT 1 FROM sample_message AS placed
                    WHERE placed.sample = result.sample AND placed.person IS NOT NULL
                        AND placed.flow = 0)
                """
            )
            return Answer(waitingResults: waiting ?? 0, unresolved: unresolved)
        }
    }
}

/// What was found out about open rows of one import, to be written together.
struct RetriedRows {
    /// The import whose rows they are, and the other imports without which they would still be open.
    struct Of: Hashable, Comparable {
        var number: Int?
        var with: [Int]

        static func < (left: Of, right: Of) -> Bool {
            left.number != right.number
                ? left.number ?? 0 < right.number ?? 0
                : left.with.lexicographicallyPrecedes(right.with)
        }
    }

    private(set) var rows: [Disclosure] = []
    private(set) var orders: [(sample: DigestPair, message: SampleJoin.Message)] = []
    private(set) var settled: [Store.Settled] = []
    /// Open rows that are written anew.
    private(set) var moved: [DisclosureRecording.Unresolved] = []
    private(set) var linked = 0

    mutating func settle(
        _ open: OpenRows.Row,
        _ person: PersonNumber,
        isResult: Bool,
        _ days: SealedDays
    ) {
        let disclosure = open.disclosure(of: person, days)
        rows.append(disclosure)
        settled.append(Store.Settled(entry: open.entry, row: open.row, person: person))
        linked += 1
        guard !isResult else { return }
        let order = SampleJoin.Message(
            received: open.kept.received,
            person: person.value,
            row: disclosure,
            others: []
        )
        orders += open.kept.samples.map { ($0, order) }
    }

    /// Takes a row out of the open ones and writes it anew, under another reason.
    mutating func move(_ open: OpenRows.Row, reason: Int, _ days: SealedDays) {
        reopen(open, reason: reason, days)
        settled.append(Store.Settled(entry: open.entry, row: open.row, person: PersonNumber(0)))
    }

    /// Writes one that is settled anew, open.
    mutating func reopen(_ open: OpenRows.Row, reason: Int, _ days: SealedDays) {
        let (disclosedOn, keepUntil) = open.opened(days)
        moved.append(
            DisclosureRecording.Unresolved(
                reason: reason,
                flow: open.flow,
                categories: open.categories,
                disclosedOn: disclosedOn,
                keepUntil: keepUntil,
                claims: UnresolvedClaims(
                    keepUntil: nil,
                    received: open.kept.received,
                    samples: open.kept.samples,
                    sealed: open.kept.sealed
                ).bytes
            )
        )
    }

    /// Takes a result out of the open ones: it waits for its order again.
    mutating func wait(_ open: OpenRows.Row) {
        settled.append(Store.Settled(entry: open.entry, row: open.row, person: PersonNumber(0)))
    }

    /// Writes a result that is nobody's.
    mutating func open(_ row: DisclosureRecording.Unresolved) { moved.append(row) }

    mutating func add(_ rows: [Disclosure]) { self.rows += rows }
}

/// The rows about nobody known.
enum OpenRows {
    struct Row {
        var entry: Int
        var row: Int
        var reason: Int
        var flow: Int
        var categories: UInt64
        var kept: UnresolvedClaims
        fileprivate var disclosedOn: Int
        /// Nil in format 1, where the days stand in the row and in the claims.
        fileprivate var sealedDays: Int64?
        fileprivate var key: [UInt8]

        /// Is it open because its sample number is of several people?
        var isOfSharedSample: Bool {
            reason == Int(UnresolvedReason.sampleOfSeveral.rawValue)
        }

        func opened(_ days: SealedDays) -> (disclosedOn: Int?, keepUntil: Int?) {
            guard let sealedDays else { return (disclosedOn, kept.keepUntil) }
            return key.withUnsafeBytes { days.open(sealedDays, $0) }
        }
    }

    /// Those that are open.
    static func forEach(
        _ db: Connection,
        without undone: UndoneEntries,
        _ body: (Row) throws -> Void
    ) throws {
        let rows = try db.prepareAnew(
            """
            SELECT entry, "row", reason, flow, categories, disclosed_on, claims, days,
                commitment_key
            FROM unresolved_disclosure AS open WHERE NOT EXISTS (
                SELECT 1 FROM resolution
                WHERE settled_entry = open.entry AND settled_row = open."row")
            ORDER BY entry, "row"
            """
        )
        while try rows.step() {
            if !undone.contains(rows.int(0)) { try body(try row(rows)) }
        }
    }

    /// Those that a resolution of an entry settled.
    static func forEach(
        settledIn entry: Int,
        _ db: Connection,
        _ body: (Row) throws -> Void
    ) throws {
        let rows = try db.prepareAnew(
            """
            SELECT open.entry, open."row", reason, flow, categories, disclosed_on, claims, days,
                open.commitment_key
            FROM resolution JOIN unresolved_disclosure AS open
                ON open.entry = settled_entry AND open."row" = settled_row
            WHERE resolution.entry = $1 ORDER BY open.entry, open."row"
            """
        )
        rows.bind(1, entry)
        while try rows.step() { try body(try row(rows)) }
    }

    /// Those that were settled, each with who it turned out to be.
    static func forEachSettled(
        _ db: Connection,
        without undone: UndoneEntries,
        _ body: (Row, PersonNumber) throws -> Void
    ) throws {
        let rows = try db.prepareAnew(
            """
            SELECT open.entry, open."row", reason, flow, categories, disclosed_on, claims, days,
                open.commitment_key, resolution.person, resolution.entry
            FROM resolution JOIN unresolved_disclosure AS open
                ON open.entry = settled_entry AND open."row" = settled_row
            WHERE resolution.person <> 0 ORDER BY open.entry, open."row"
            """
        )
        while try rows.step() {
            guard !undone.contains(rows.int(0)), !undone.contains(rows.int(10)) else { continue }
            try body(try row(rows), PersonNumber(UInt64(rows.integer(9))))
        }
    }

    private static func row(_ row: Statement) throws -> Row {
        guard let kept = UnresolvedClaims(row.blob(6)) else {
            throw StoreError.integrity(.unreadable(.unresolvedClaims))
        }
        return Row(
            entry: row.int(0),
            row: row.int(1),
            reason: row.int(2),
            flow: row.int(3),
            categories: UInt64(bitPattern: row.integer(4)),
            kept: kept,
            disclosedOn: row.int(5),
            sealedDays: row.isNull(7) ? nil : row.integer(7),
            key: row.bytes(8)
        )
    }
}

/// Samples with results of which no order says whose they are, when something was taken back: then each
/// row is looked at.
struct WaitingSamples {
    private let limit: Int
    private let undone: UndoneEntries

    init(before limit: Int, without undone: UndoneEntries) {
        self.limit = limit
        self.undone = undone
    }

    func forEach(
        _ db: Connection,
        _ body: (_ flow: Int, _ entry: Int?, _ results: [DigestPair]) throws -> Void
    ) throws {
        let rows = try db.prepareAnew(
            """
            SELECT sample, received, person, flow, entry FROM sample_message
            WHERE person IS NULL OR flow = 0 ORDER BY sample, received
            """
        )
        var sample: DigestPair?
        var (flow, results, hasOrder) = (0, [DigestPair](), false)
        var first: Int?
        func end() throws {
            if !hasOrder, !results.isEmpty { try body(flow, first, results) }
            (flow, results, hasOrder) = (0, [], false)
        }
        while try rows.step() {
            let entry = rows.optional(4)
            guard entry ?? -1 < limit, !undone.contains(entry) else { continue }
            let now = DigestPair(rows.blob(0))
            if now != sample { try end() }
            sample = now
            if rows.isNull(2) {
                if results.isEmpty { first = entry }
                results.append(DigestPair(rows.blob(1)))
                flow = max(flow, rows.int(3))
            } else {
                hasOrder = true
            }
        }
        try end()
    }
}
