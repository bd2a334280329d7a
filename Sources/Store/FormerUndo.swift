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
        let imports = try facts.all(ImportFact.self).map(\.body).filter {
            $0.source == ImportSource.former
        }
        guard imports.contains(where: { $0.number == number }) else { return nil }
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
        return undo
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
