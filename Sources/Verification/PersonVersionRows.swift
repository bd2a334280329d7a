// SPDX-License-Identifier: EUPL-1.2

/// The commitments of the versions of people, recomputed in the order in which they stand: that of the
/// people. The rows of one entry are numbered in the same order (`docs/formats.md`), so those of every
/// entry come one after the other, with those of others between them.
struct PersonVersionRows: ~Copyable {
    private let entries: [EntryReader]
    private let erasures: Erasures
    private let table = RowTable.personVersions
    private var states: [Int64: State] = [:]
    private var message = RowMessage()
    private var last = TreeKey(columns: 2)
    private(set) var count = 0

    private struct State {
        let place: Int
        var rows = EntryRows()
    }

    init(entries: [EntryReader], erasures: Erasures) {
        self.entries = entries
        self.erasures = erasures
        for (place, entry) in entries.enumerated() where table.holds(entry.kind) {
            states[Int64(entry.sequence)] = State(place: place)
        }
    }

    /// Adds the row `person, entry, row, commitment_key, dossier, mail`; false when it does not come
    /// after the one before it: from there on pages may come again without end.
    @discardableResult
    mutating func add(_ row: Cursor, _ report: inout VerificationReport) -> Bool {
        if count > 0, last.place(ofSuccessor: row) == nil {
            report.found(.row, "the rows of \(table.name) are in no order")
            return false
        }
        last.set(row)
        count += 1
        guard row[1].form == .integer, row[2].form == .integer,
            let place = states[row[1].integer]?.place
        else {
            report.found(.row, "a row of \(table.name) belongs to no entry")
            return true
        }
        let entry = row[1].integer
        let number = row[2].integer
        message.begin(entry: entries[place].payload, tag: table.tag)
        message.begin(row: number, key: row[3].bytes)
        message.add(row[0], as: table.columns[0].form)
        message.add(row[4], as: table.columns[1].form)
        message.add(row[5], as: table.columns[2].form)
        let commitment = message.commitment()
        let isOurs = message.isOurs
        addErased(entry, before: Int(clamping: number))
        let rows = states[entry]?.rows.count ?? 0
        states[entry]?.rows.append(commitment, isInPlace: isOurs && number == rows)
        return true
    }

    /// What is wrong with the rows of the entries, now that all were added.
    mutating func close(_ report: inout VerificationReport) {
        for entry in states.keys.sorted() {
            guard let place = states[entry]?.place else { continue }
            addErased(entry, before: entries[place].rows)
            if let finding = states[entry]?.rows.finding(in: entries[place], table) {
                report.found(finding)
            }
        }
    }

    /// Adds the commitments of rows that are gone because they were erased, up to a row.
    private mutating func addErased(_ entry: Int64, before row: Int) {
        while let rows = states[entry]?.rows.count, rows < row,
            let commitment = erasures.commitment(of: table, entry: Int(entry), row: rows)
        {
            states[entry]?.rows.append(commitment, isInPlace: true)
        }
    }
}
