// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
import Foundation
import Ledger

/// What an import takes in, as the ledger names it: so that it can be listed, gone on with, and taken back.
public struct ImportSource: Sendable {
    /// `hl7v2`, `fhir`, `backfile`, `population`, `former`.
    public var kind: String
    /// To whom it was; nil of a population, and of former names.
    public var party: Party.ID?
    /// Keyed digest of the files: equal for whoever goes on with them.
    public var content: [UInt8]
    /// The character set that somebody said for all messages; nil when nobody did.
    public var encoding: String?
    /// Of former names: `notRead`, rows that did not read, when there were any: then the names of before
    /// stayed beside those of the file.
    public var counts: [String: Int] = [:]
    /// What was asked for, of messages.
    public var request: ImportRequest?
    /// The number of an import that what follows belongs to, though it came to its end; nil for one of its own.
    public var continuing: Int?

    public init(kind: String, party: Party.ID?, content: [UInt8], encoding: String? = nil) {
        self.encoding = encoding
        self.kind = kind
        self.party = party
        self.content = content
    }

    fileprivate func fact(number: Int, by officer: String) -> ImportFact {
        ImportFact(
            source: kind,
            by: officer,
            counts: counts,
            number: number,
            party: party?.rawValue,
            content: Hexadecimal.text(content),
            encoding: encoding,
            request: request
        )
    }
}

/// An import, what it brought and what became of it.
public struct RecordedImport: Sendable {
    public var number: Int
    public var fact: ImportFact
    /// Milliseconds since 1970.
    public var recordedAt: Int64
    /// When it came to its end; nil when it goes on or was cut off. Milliseconds since 1970.
    public var endedAt: Int64?
    /// When something of it was recorded last. Milliseconds since 1970.
    public var lastAt: Int64
    /// Ledger rows.
    public var rows = 0
    /// People of a population who were new or changed.
    public var people = 0
    /// Messages and rows about nobody known, settled ones included.
    public var unresolved = 0
    public var setAside = 0
    /// What was set aside of it, settled or not, by the reason in the words under which it was kept.
    public var setAsideBecause: [String: Int] = [:]
    /// Nil as long as it counts.
    public var undo: Recorded<ImportUndoFact>?

    /// Did it come to its end?
    public var isFinished: Bool { endedAt != nil }
}

extension Store {
    /// The imports, in the order in which they began.
    public func imports() throws -> [RecordedImport] {
        try lasting(ImportsQuestion(point: intakePoint()))
    }

    /// The same for a page; `countedAt`, milliseconds since 1970, when they are not those of now, because
    /// another process goes on writing.
    public func importsForPage() throws -> (imports: [RecordedImport], countedAt: Int64?) {
        let found = try counted(ImportsQuestion(point: intakePoint()))
        return (found.answer, try countedAt(found.entry))
    }

    fileprivate func readImports() throws -> [RecordedImport] {
        let ended = try facts.all(ImportEndFact.self).reduce(into: [Int: Int64]()) {
            $0[$1.body.number] = $1.recordedAt
        }
        let undone = try facts.all(ImportUndoFact.self).reduce(into: [:]) {
            $0[$1.body.number] = $1
        }
        var imports = try facts.all(ImportFact.self).reduce(into: [Int: RecordedImport]()) {
            guard let number = $1.body.number else { return }
            $0[number] = RecordedImport(
                number: number,
                fact: $1.body,
                recordedAt: $1.recordedAt,
                endedAt: ended[number],
                lastAt: ended[number] ?? $1.recordedAt,
                undo: undone[number]
            )
        }
        let intakes = try facts.all(IntakeFact.self)
        let numbers = intakes.reduce(into: [Int: Int]()) { $0[$1.entry] = $1.body.importNumber }
        try view.read { db in
            try db.forEach("SELECT reason, entry, COUNT(*) FROM reject GROUP BY reason, entry") {
                guard let entry = $0.optional(1), let number = numbers[entry] else { return }
                imports[number]?.setAsideBecause[$0.text(0), default: 0] += $0.int(2)
            }
            let entry = try db.prepareAnew("SELECT body FROM ledger_entry WHERE seq = $1")
            for intake in intakes {
                guard let number = intake.body.importNumber else { continue }
                // What was written to take it back is nothing that it brought.
                if let undo = undone[number], intake.entry > undo.entry { continue }
                if let last = imports[number]?.lastAt, last < intake.recordedAt {
                    imports[number]?.lastAt = intake.recordedAt
                }
                imports[number]?.setAside += intake.body.tables["reject"]?.rows ?? 0
                for rows in intake.body.rows ?? [] {
                    entry.bind(1, rows.entry)
                    guard try entry.step(), let found = try? LedgerEntry(bytes: entry.bytes(0))
                    else {
                        throw StoreError.integrity(.entryUnreadable(rows.entry))
                    }
                    entry.reset()
                    switch EntryKind(rawValue: found.type.rawValue) {
                    case .sealedDisclosures: imports[number]?.rows += Int(found.rows)
                    case .personVersions: imports[number]?.people += Int(found.rows)
                    case .sealedUnresolvedDisclosures:
                        imports[number]?.unresolved += Int(found.rows)
                    default: break
                    }
                }
            }
        }
        return imports.values.sorted { $0.number < $1.number }
    }

    /// Lines of files that were read in part, of an import that goes on or was cut off.
    public func linesBegun() throws -> Int {
        try view.read {
            try $0.integer("SELECT SUM(line) FROM import_progress WHERE finished = 0") ?? 0
        }
    }

    /// The counter-entries of imports to parties, in the order in which they were recorded.
    public func imports(takenBackAt parties: [Party.ID]) throws -> [Recorded<ImportUndoFact>] {
        let numbers = Set(
            try facts.all(ImportFact.self).filter { fact in
                parties.contains { $0.rawValue == fact.body.party }
            }.compactMap(\.body.number)
        )
        return try facts.all(ImportUndoFact.self).filter { numbers.contains($0.body.number) }
    }

    /// The number of an import, and the fact with which it begins if this is its first act. One that was
    /// cut off is gone on with under its number.
    func begin(_ source: ImportSource, by officer: String) throws -> (number: Int, new: ImportFact?)
    {
        if let number = source.continuing { return (number, nil) }
        let all = try facts.all(ImportFact.self)
        let content = Hexadecimal.text(source.content)
        if let last = all.last(where: {
            $0.body.content == content && $0.body.encoding == source.encoding
                // What was asked for was not always kept.
                && ($0.body.request == nil || $0.body.request == source.request)
        }),
            let number = last.body.number,
            try facts.all(ImportEndFact.self, .number(number)).isEmpty,
            try facts.all(ImportUndoFact.self, .number(number)).isEmpty
        {
            return (number, nil)
        }
        let number = (all.compactMap(\.body.number).max() ?? 0) + 1
        return (number, source.fact(number: number, by: officer))
    }

    /// Those of some imports that were told another character set than `encoding`, or none where that is one.
    public func imports(among numbers: some Sequence<Int>, toldOtherThan encoding: String?) throws
        -> Set<Int>
    {
        let others = try numbers.filter { number in
            try facts.all(ImportFact.self, .number(number)).contains {
                $0.body.encoding != encoding
            }
        }
        return Set(others)
    }

    /// Says that an import came to its end, if it recorded anything.
    public func finish(_ source: ImportSource, act: Act) throws {
        guard case (let number, nil) = try begin(source, by: act.by) else { return }
        try commit(act) { _, db, entries in
            try entries.record(db, [ImportEndFact(number: number)])
        }
    }

    /// What no longer counts when there are so many entries; nil is now.
    func undone(before limit: Int = .max) throws -> UndoneEntries {
        UndoneEntries(
            try facts.all(ImportUndoFact.self).filter { $0.entry < limit }.map(\.body),
            try facts.all(RowsWithdrawnFact.self).filter { $0.entry < limit }.map(\.body)
        )
    }
}

/// The imports and what they brought, as they stand at a point of the ledger.
struct ImportsQuestion: IntakeQuestion {
    var point: IntakePoint

    func answer(in store: Store) throws -> [RecordedImport] { try store.readImports() }
}

/// The entries of imports that were taken back, and single rows that were: they stand in the ledger and count
/// for nobody.
struct UndoneEntries: Sendable {
    private(set) var runs: [ClosedRange<Int>] = []
    /// Places in an entry that counts.
    private var rows: [Int: Set<Int>] = [:]

    init() {}

    init(_ facts: [ImportUndoFact], _ withdrawn: [RowsWithdrawnFact] = []) {
        for row in withdrawn.flatMap(\.rows) where row.count == 2 {
            rows[row[0], default: []].insert(row[1])
        }
        let all = facts.flatMap(\.entries).filter { $0.count == 2 && $0[0] <= $0[1] }
        runs = all.map { $0[0]...$0[1] }.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// So many entries one by one, as runs.
    static func runs(of entries: Set<Int>) -> [[Int]] {
        entries.sorted().reduce(into: []) { runs, entry in
            if let last = runs.last, last[1] == entry - 1 {
                runs[runs.count - 1][1] = entry
            } else {
                runs.append([entry, entry])
            }
        }
    }

    /// Was no import taken back?
    var isEmpty: Bool { runs.isEmpty }

    var hasRows: Bool { !rows.isEmpty }

    /// The same for a row that tells of a person.
    func contains(_ entry: Int, row: Int) -> Bool {
        contains(entry) || !rows.isEmpty && rows[entry]?.contains(row) == true
    }

    /// Rows of before format 2 are of no entry, and of no import.
    func contains(_ entry: Int?) -> Bool {
        guard !runs.isEmpty, let entry else { return false }
        var (low, high) = (0, runs.count)
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].upperBound < entry { low = middle + 1 } else { high = middle }
        }
        return low < runs.count && runs[low].contains(entry)
    }
}

/// Tells of which import the rows of an entry are.
struct ImportEntries {
    private let select: Statement
    private var known: [Int: Int?] = [:]

    init(_ db: Connection) throws {
        select = try db.prepareAnew(
            """
            SELECT entry, body FROM fact WHERE kind = $1 AND entry <= $2
            ORDER BY entry DESC LIMIT 1
            """
        )
    }

    /// Nil for rows of before imports were numbered.
    mutating func number(of entry: Int?) throws -> Int? {
        guard let entry else { return nil }
        if let number = known[entry] { return number }
        select.bind(1, IntakeFact.kind)
        select.bind(2, entry)
        var number: Int?
        if try select.step() {
            let fact = try IntakeFact.decoded(select.text(1))
            if select.int(0) == entry || fact.rows?.contains(where: { $0.entry == entry }) == true {
                number = fact.importNumber
            }
            select.reset()
        }
        known[entry] = .some(number)
        return number
    }
}
