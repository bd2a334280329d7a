// SPDX-License-Identifier: EUPL-1.2

import Custody
import Database
import Ledger
import Vault

/// What taking an import back came to.
public struct ImportUndoOutcome: Sendable, Equatable {
    /// Ledger rows that no longer count.
    public var rows = 0
    /// Messages about nobody known that no longer count.
    public var unresolved = 0
    /// Results by sample number, with or without an order, that no longer count.
    public var results = 0
    /// Messages of other imports that are about nobody known again: an order of this one said who.
    public var reopened = 0
    /// Contents that later imports brought too, by the number of the import: they came twice, and are out
    /// as well until those files are taken in again.
    public var cameAgain: [Int: Int] = [:]
    /// People of a population who are withdrawn: they came with no other.
    public var withdrawn = 0
    /// People of a population whom an earlier one had, and who stay as this one changed them.
    public var changed = 0

    public init() {}
}

extension Store {
    /// Takes an import back: from this entry on nothing that it brought counts, and everything is as if
    /// it had never been. What it wrote stays in the ledger; what was frozen stays what it was.
    ///
    /// Rows of other imports that came about by one of its orders go too; what they settled is open again.
    /// Files are read from their start when they are taken in again.
    ///
    /// `renamed`: of former names, those people without them (``formerUndo(of:)``).
    public func undo(
        importNumber number: Int,
        because: String,
        renaming renamed: SealedPeople = SealedPeople(),
        act: Act
    ) throws -> ImportUndoOutcome {
        try commit(act, alone: true) { store, db, entries in
            guard let fact = try store.facts.all(ImportFact.self, .number(number)).first?.body
            else {
                throw StoreError.notFound(.importNumber(number))
            }
            guard try store.facts.all(ImportUndoFact.self, .number(number)).isEmpty else {
                throw StoreError.alreadyThere(.undo(of: number))
            }
            try store.refuseOpenWave(over: fact.party)
            let before = try store.undone()
            let parts = try store.parts(of: number, without: before)
            let orders = try UndoneOrders(
                number,
                parts.intakes,
                SampleJoin(db, days: identities.sampleDays, without: before),
                db
            )
            try entries.record(
                db,
                [
                    ImportUndoFact(
                        number: number,
                        by: act.by,
                        because: because,
                        entries: UndoneEntries.runs(of: parts.all)
                    )
                ]
            )
            let undone = try store.undone()
            guard let party = fact.party.map(Party.ID.init(rawValue:)) else {
                try db.run("DELETE FROM import_progress")
                guard fact.source != ImportSource.former else {
                    if !renamed.isUnchanged {
                        _ = try write(renamed, db, &entries, of: (number, nil))
                    }
                    return ImportUndoOutcome()
                }
                return try store.withdraw(parts, before, undone, db)
            }
            var outcome = try parts.count(db)
            var imports = try ImportEntries(db)
            // Open again: what others' messages were settled by.
            var groups: [RetriedRows.Of: RetriedRows] = [:]
            for entry in parts.all.sorted() {
                try OpenRows.forEach(settledIn: entry, db) { row in
                    guard !undone.contains(row.entry) else { return }
                    let of = RetriedRows.Of(number: try imports.number(of: row.entry), with: [])
                    groups[of, default: RetriedRows()]
                        .reopen(row, reason: row.reason, identities.rowDays)
                    outcome.reopened += 1
                }
            }
            // Results that have another order of the same person.
            let remaining = try orders.remaining(
                SampleJoin(db, days: identities.sampleDays, without: undone),
                try store.joinedPeople(),
                &imports,
                isThere: { try store.isThere($0, without: undone, db) }
            )
            for (of, rows) in remaining { groups[of, default: RetriedRows()].add(rows) }
            for (of, group) in groups.sorted(by: { $0.key < $1.key }) {
                var none = SharedSamples()
                try store.write(group, of: of, source: "undo", db, &entries, &imports, &none)
            }
            try store.takeOut(parts.fields, db, &entries)
            // What came twice with another import is to be read again there, and these files too.
            try db.run("DELETE FROM import_progress")
            for (later, count) in parts.cameAgain
            where try store.facts.all(ImportUndoFact.self, .number(later)).isEmpty {
                outcome.cameAgain[later] = count
            }
            try store.recountExposure(of: party, without: undone, db)
            return outcome
        }
    }

    /// Letters that are planned and not printed would say what is taken back.
    private func refuseOpenWave(over party: String?) throws {
        guard let party else { return }
        for incident in try incidents.map(\.body) where incident.concerned.contains(party) {
            for wave in try waves(of: incident).map(\.body) where try !isEnded(wave) {
                throw StoreError.refused(.waveOfTheseData(name: wave.name))
            }
        }
    }

    /// Counts whom a population that is taken back withdraws. Somebody of whom a party has data, or who
    /// stands on a list that counts, is not withdrawn: what speaks of them is taken back first.
    private func withdraw(
        _ parts: ImportParts,
        _ before: UndoneEntries,
        _ undone: UndoneEntries,
        _ db: Connection
    ) throws -> ImportUndoOutcome {
        let withdrawn = try withdrawnPeople(without: undone, db)
            .subtracting(withdrawnPeople(without: before, db))
        let spokenOf = try spokenOf(withdrawn, without: undone, db)
        guard spokenOf == 0 else { throw StoreError.refused(.peopleSpokenOf(spokenOf)) }
        try refuseJoinedOrWritten(withdrawn, db)
        var outcome = ImportUndoOutcome()
        outcome.withdrawn = withdrawn.count
        outcome.changed = try parts.people(db) - withdrawn.count
        return outcome
    }

    /// Of how many of these people a party has data, or a list that counts names them.
    func spokenOf(
        _ people: Set<PersonNumber>,
        without undone: UndoneEntries,
        _ db: Connection
    ) throws -> Int {
        let lists = try facts.all(StatementFact.self).filter { try !isWithdrawn($0.body) }
            .map { ($0.body.number, Set(try records(of: $0).entries)) }
        let counting = Dictionary(uniqueKeysWithValues: lists)
        let disclosed = try db.prepareAnew(
            """
            SELECT entry, "row" FROM disclosure WHERE person = $1
            """
        )
        let stated = try db.prepareAnew("SELECT statement, entry FROM assertion WHERE person = $1")
        return try people.count { person in
            disclosed.bind(1, Int64(person.value))
            defer { disclosed.reset() }
            while try disclosed.step() {
                if !undone.contains(disclosed.int(0), row: disclosed.int(1)) { return true }
            }
            stated.bind(1, Int64(person.value))
            defer { stated.reset() }
            while try stated.step() {
                if counting[stated.int(0)]?.contains(stated.int(1)) == true { return true }
            }
            return false
        }
    }

    /// The entries of an import, and of what would not be without it.
    private func parts(of number: Int, without undone: UndoneEntries) throws -> ImportParts {
        var parts = ImportParts()
        for intake in try facts.all(IntakeFact.self) {
            let isOwn = intake.body.importNumber == number
            if isOwn, !undone.contains(intake.entry) {
                parts.all.insert(intake.entry)
                parts.intakes.insert(intake.entry)
                parts.fields.merge(intake.body.fields ?? [:], uniquingKeysWith: +)
            }
            for rows in intake.body.rows ?? []
            where isOwn || rows.with?.contains(number) == true {
                if !undone.contains(rows.entry) { parts.all.insert(rows.entry) }
            }
            if let later = intake.body.importNumber,
                let count = intake.body.cameBefore?["\(number)"]
            {
                parts.cameAgain[later, default: 0] += count
            }
        }
        return parts
    }

    /// Takes messages out of the counts of unclassified fields.
    private func takeOut(
        _ fields: [String: Int],
        _ db: Connection,
        _ entries: inout Entries
    ) throws {
        guard !fields.isEmpty else { return }
        for (path, messages) in fields {
            try db.run(
                "UPDATE unclassified_field SET messages = messages - $1 WHERE path = $2",
                messages,
                path
            )
        }
        try db.run("DELETE FROM unclassified_field WHERE messages <= 0")
        var coverage = IntakeCoverage(entry: try entries.next(db))
        try coverage.addUnclassified(db)
        try entries.record(db, coverage, source: "undo")
    }

    /// Does a row like this one count, or the two that hold what it does?
    private func isThere(
        _ wanted: Disclosure,
        without undone: UndoneEntries,
        _ db: Connection
    ) throws -> Bool {
        var parts = [wanted]
        ReturnedData(try facts.flowNumbers()).split(&parts)
        return try parts.allSatisfy { try !places(of: $0, without: undone, db).isEmpty }
    }

    /// The rows that count and say the same: the entry and the place in it of each.
    func places(
        of wanted: Disclosure,
        without undone: UndoneEntries,
        _ db: Connection
    ) throws -> [(entry: Int, row: Int)] {
        let days = identities.rowDays
        let rows = try db.prepareAnew(
            """
            SELECT entry, disclosed_on, keep_until, days, commitment_key, "row" FROM disclosure
            WHERE person = $1 AND flow = $2 AND categories = $3
            """
        )
        rows.bind(1, Int64(wanted.person.value))
        rows.bind(2, wanted.flow)
        rows.bind(3, Int64(bitPattern: wanted.categories.rawValue))
        var places: [(entry: Int, row: Int)] = []
        while try rows.step() {
            guard !undone.contains(rows.int(0), row: rows.int(5)) else { continue }
            let (disclosedOn, keepUntil) =
                rows.isNull(3)
                ? (rows.int(1), rows.optional(2)) : days.open(rows.integer(3), rows.blob(4))
            if disclosedOn == wanted.disclosedOn, keepUntil == wanted.keepUntil {
                places.append((rows.int(0), rows.int(5)))
            }
        }
        return places
    }
}

/// What an import wrote, by the facts over it.
private struct ImportParts {
    /// Its entries, and those of rows that would not be without it.
    var all: Set<Int> = []
    /// Of them the facts, whose number stands in the rows of other tables.
    var intakes: Set<Int> = []
    var fields: [String: Int] = [:]
    var cameAgain: [Int: Int] = [:]

    /// How many people a population wrote.
    func people(_ db: Connection) throws -> Int {
        var people: Set<Int64> = []
        let versions = try db.prepareAnew("SELECT person, entry FROM person_version")
        while try versions.step() {
            if all.contains(versions.int(1)) { people.insert(versions.integer(0)) }
        }
        return people.count
    }

    func count(_ db: Connection) throws -> ImportUndoOutcome {
        var outcome = ImportUndoOutcome()
        let select = try db.prepareAnew("SELECT body FROM ledger_entry WHERE seq = $1")
        for seq in all {
            select.bind(1, seq)
            guard try select.step(), let entry = try? LedgerEntry(bytes: select.bytes(0)) else {
                throw StoreError.integrity(.entryUnreadable(seq))
            }
            select.reset()
            switch EntryKind(rawValue: entry.type.rawValue) {
            case .disclosures, .sealedDisclosures: outcome.rows += Int(entry.rows)
            case .unresolvedDisclosures, .sealedUnresolvedDisclosures:
                outcome.unresolved += Int(entry.rows)
            default: break
            }
        }
        var results: Set<DigestPair> = []
        let samples = try db.prepareAnew(
            "SELECT received, entry FROM sample_message WHERE person IS NULL"
        )
        while try samples.step() {
            guard let entry = samples.optional(1), intakes.contains(entry) else { continue }
            results.insert(DigestPair(samples.blob(0)))
        }
        outcome.results = results.count
        return outcome
    }
}

/// The orders of an import, under the samples where somebody else's result may stand.
private struct UndoneOrders {
    private let number: Int
    /// What stood under each sample before.
    private var before: [(sample: DigestPair, standing: SampleJoin.Standing, people: Set<UInt64>)] =
        []

    /// `intakes`: the entries of the facts of the import.
    init(_ number: Int, _ intakes: Set<Int>, _ join: SampleJoin, _ db: Connection) throws {
        self.number = number
        var people: [DigestPair: Set<UInt64>] = [:]
        let orders = try db.prepareAnew(
            """
            SELECT sample, person, entry FROM sample_message
            WHERE person IS NOT NULL AND flow = 0
            """
        )
        while try orders.step() {
            guard let entry = orders.optional(2), intakes.contains(entry) else { continue }
            people[DigestPair(orders.blob(0)), default: []].insert(UInt64(orders.integer(1)))
        }
        for (sample, people) in people.sorted(by: { $0.key < $1.key }) {
            var standing = SampleJoin.Standing()
            try join.load(sample, into: &standing)
            // With one order there is nothing left to join.
            guard standing.messages.count > 2 else { continue }
            before.append((sample, standing, people))
        }
    }

    /// Rows of results that were joined by an order of the import, and have another order of the same
    /// person: they are theirs all the same.
    func remaining(
        _ join: SampleJoin,
        _ joined: JoinedPeople,
        _ imports: inout ImportEntries,
        isThere: (Disclosure) throws -> Bool
    ) throws -> [RetriedRows.Of: [Disclosure]] {
        var found: [RetriedRows.Of: [Disclosure]] = [:]
        var seen: [UInt64: Set<DigestPair>] = [:]
        var now = SampleJoin.Standing()
        for (sample, standing, people) in before {
            // Those of several people were nobody's: they are tried again.
            guard SampleOwnership([standing.claims()], one: joined.one).owner != nil else {
                continue
            }
            try join.load(sample, into: &now)
            for person in people.sorted() {
                guard let first = standing.firstOrder(of: person),
                    try imports.number(of: first.entry) == number,
                    let next = now.firstOrder(of: person)
                else { continue }
                for result in now.messages where result.person == nil {
                    let row = result.row.told(person)
                    if !result.others.isEmpty {
                        // Another of its samples may have an order of the person too.
                        guard seen[person, default: []].insert(result.received).inserted,
                            try !isThere(row)
                        else { continue }
                    }
                    var of = RetriedRows.Of(
                        number: try imports.number(of: result.entry),
                        with: []
                    )
                    if let other = try imports.number(of: next.entry), other != of.number {
                        of.with = [other]
                    }
                    found[of, default: []].append(row)
                }
            }
        }
        return found
    }
}
