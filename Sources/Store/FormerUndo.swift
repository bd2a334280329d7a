// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database

/// Whose former names and addresses go when an import of them is taken back.
public struct FormerUndo: Sendable {
    /// Ascending. All former names of these people go: what an earlier import said stood there before, and
    /// is not kept.
    public var people: [PersonNumber] = []
    /// Of how many of them other imports say former names too, by their numbers: those are to be imported
    /// again.
    public var again: [Int: Int] = [:]
    /// What was linked to these people since.
    public var since = LinkedSince()
}

/// Where people were found since a moment: it may rest on names that they had then. Whether it does cannot be told,
/// for nothing is kept of what a row that was linked said.
public struct LinkedSince: Codable, Sendable, Equatable {
    public struct List: Codable, Sendable, Equatable {
        /// The reference of the incident.
        public var incident: String
        public var name: String
    }

    /// By number, ascending.
    public var imports: [Int] = []
    /// Lists that count, in the order in which they were added.
    public var lists: [List] = []

    public init() {}
}

extension ImportSource {
    /// The kind of an import of former names and addresses.
    public static let former = "former"
}

extension Store {
    /// Whose former names go with an import; nil for an import of another kind, or one that there is not.
    ///
    /// Those of a later file that was read whole took their place, and stay.
    public func formerUndo(of number: Int) throws -> FormerUndo? {
        let recorded = try facts.all(ImportFact.self).filter {
            $0.body.source == ImportSource.former
        }
        guard let begun = recorded.first(where: { $0.body.number == number })?.entry else {
            return nil
        }
        let imports = recorded.map(\.body)
        let undone = Set(try facts.all(ImportUndoFact.self).map(\.body.number))
        var undo = FormerUndo()
        var people: [Int: Set<PersonNumber>] = [:]
        for (entry, number) in try importsByFormerEntry() {
            people[number, default: []].formUnion(try self.people(writtenIn: entry))
        }
        var going = people[number] ?? []
        let others = imports.filter { $0.number != number && !undone.contains($0.number ?? 0) }
        for later in others where later.number ?? 0 > number && later.counts["notRead"] == nil {
            going.subtract(people[later.number ?? 0] ?? [])
        }
        let withdrawn = try withdrawnPeople()
        undo.people = going.subtracting(withdrawn).sorted()
        for other in others.compactMap(\.number) {
            let count = people[other]?.intersection(undo.people).count ?? 0
            if count > 0 { undo.again[other] = count }
        }
        undo.since = try linked(to: undo.people, since: begun)
        return undo
    }

    /// Which imports and lists have rows about these people that count and were written behind an entry.
    private func linked(to people: [PersonNumber], since begun: Int) throws -> LinkedSince {
        let undone = try undone()
        let lists = try facts.all(StatementFact.self).filter { try !isWithdrawn($0.body) }
        let counting = try lists.reduce(into: [Int: Set<Int>]()) {
            $0[$1.body.number] = Set(try records(of: $1).entries)
        }
        var (imports, statements): (Set<Int>, Set<Int>) = ([], [])
        try view.read { db in
            var numbers = try ImportEntries(db)
            let rows = try db.prepareAnew(
                "SELECT entry, \"row\" FROM disclosure WHERE person = $1 AND entry > $2"
            )
            let records = try db.prepareAnew(
                "SELECT statement, entry FROM assertion WHERE person = $1 AND entry > $2"
            )
            rows.bind(2, begun)
            records.bind(2, begun)
            for person in people {
                rows.bind(1, Int64(person.value))
                while try rows.step() {
                    guard !undone.contains(rows.int(0), row: rows.int(1)),
                        let number = try numbers.number(of: rows.int(0))
                    else { continue }
                    imports.insert(number)
                }
                records.bind(1, Int64(person.value))
                while try records.step() {
                    guard counting[records.int(0)]?.contains(records.int(1)) == true else {
                        continue
                    }
                    statements.insert(records.int(0))
                }
            }
        }
        var since = LinkedSince()
        since.imports = imports.sorted()
        for list in lists.map(\.body) where statements.contains(list.number) {
            guard
                let incident = try facts.all(IncidentFact.self, .number(list.incident)).first?.body
            else { continue }
            since.lists.append(
                LinkedSince.List(incident: incident.reference, name: list.name)
            )
        }
        return since
    }

    /// The entries in which versions of people were written because of former names.
    func formerEntries() throws -> Set<Int> { Set(try importsByFormerEntry().keys) }

    /// The same, each with the number of its import.
    private func importsByFormerEntry() throws -> [Int: Int] {
        let numbers = Set(
            try facts.all(ImportFact.self).filter { $0.body.source == ImportSource.former }
                .compactMap(\.body.number)
        )
        guard !numbers.isEmpty else { return [:] }
        return try facts.all(IntakeFact.self).reduce(into: [:]) { entries, intake in
            guard let number = intake.body.importNumber, numbers.contains(number) else { return }
            for rows in intake.body.rows ?? [] { entries[rows.entry] = number }
        }
    }

    private func people(writtenIn entry: Int) throws -> [PersonNumber] {
        try view.read { db in
            try db.all("SELECT person FROM person_version WHERE entry = $1", entry) {
                PersonNumber(UInt64($0.integer(0)))
            }
        }
    }
}
