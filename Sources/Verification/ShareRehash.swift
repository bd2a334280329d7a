// SPDX-License-Identifier: EUPL-1.2

/// What was found in the rows of one share.
struct ShareOutcome: Sendable {
    enum Event: Sendable {
        case finding(Finding)
        /// The rows of an entry that has rows in other shares too.
        case part(entry: Int, EntryRows)
    }

    /// In the order of the rows.
    fileprivate(set) var events: [Event] = []
    fileprivate(set) var rows = 0
    /// The first row from the beginning of the share on, also when it is behind its end.
    fileprivate(set) var first: RowPlace?
    /// The first row behind the end; nil when the table ended before.
    fileprivate(set) var next: RowPlace?
}

/// Recomputes the commitments of the rows of one share, and the roots over them.
struct ShareRehash {
    private let share: Share
    private let entries: [EntryReader]
    /// The entry whose rows are being read, and what was read of them.
    private var place: Int
    private var rows = EntryRows()
    private var outcome = ShareOutcome()

    init(_ share: Share, of entries: [EntryReader]) {
        self.share = share
        self.entries = entries
        place = share.entries.lowerBound
        toKind()
    }

    consuming func outcome(over snapshot: Snapshot) throws -> ShareOutcome {
        let (sql, arguments) = share.table.query(from: share.start)
        let cursor = try snapshot.cursor(sql, arguments)
        var message = RowMessage(of: share.table)
        let forms = share.table.columns.map(\.form)
        var last: RowPlace?
        while try cursor.step() {
            let (entry, index) = (cursor[0], cursor[1])
            guard entry.form == .integer, index.form == .integer else {
                note(Finding(.row, "a row of \(share.table.name) belongs to no entry"))
                continue
            }
            let row = RowPlace(entry: entry.integer, row: index.integer)
            if outcome.first == nil { outcome.first = row }
            // From the first row out of order on, pages may come again without end.
            if let last, row <= last {
                note(Finding(.row, "the rows of \(share.table.name) are in no order"))
                break
            }
            last = row
            if let end = share.end, row >= end {
                outcome.next = row
                break
            }
            while let sequence, sequence < row.entry { close() }
            guard sequence == row.entry else {
                note(
                    Finding(.row, "a row of \(share.table.name) belongs to no entry (\(row.entry))")
                )
                continue
            }
            if rows.count == 0 { message.begin(entry: entries[place].payload) }
            message.begin(row: row.row, key: cursor[2].bytes)
            for column in forms.indices {
                message.add(cursor[Int32(column + 3)], as: forms[column])
            }
            rows.append(
                message.commitment(),
                isInPlace: message.isOurs && row.row == share.firstRow + rows.count
            )
            outcome.rows += 1
        }
        while sequence != nil { close() }
        return outcome
    }

    /// The number of the entry whose rows come next; nil behind the last.
    private var sequence: Int64? {
        place < share.entries.upperBound ? Int64(entries[place].sequence) : nil
    }

    private mutating func toKind() {
        while place < share.entries.upperBound, entries[place].kind != share.table.kind {
            place += 1
        }
    }

    private mutating func close() {
        if share.isPart {
            outcome.events.append(.part(entry: place, rows))
        } else if let finding = rows.finding(in: entries[place], share.table) {
            note(finding)
        }
        rows.restart()
        place += 1
        toKind()
    }

    private mutating func note(_ finding: Finding) {
        guard outcome.events.count < VerificationReport.limit else { return }
        outcome.events.append(.finding(finding))
    }
}
