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
    /// Rows that are gone and whose erasure stands in the ledger.
    fileprivate(set) var erased = 0
    /// The first row from the beginning of the share on, also when it is behind its end.
    fileprivate(set) var first: RowPlace?
    /// The first row behind the end; nil when the table ended before.
    fileprivate(set) var next: RowPlace?
    /// Over what each index of the table must have of these rows.
    fileprivate(set) var fingerprints: [Fingerprint] = []
}

/// Recomputes the commitments of the rows of one share, and the roots over them.
struct ShareRehash {
    private let share: Share
    private let entries: [EntryReader]
    /// The entry whose rows are being read, and what was read of them.
    private var place: Int
    private var rows = EntryRows()
    private var outcome = ShareOutcome()
    private let erasures: Erasures
    private let indexes: RowIndexes
    /// Is the message made ready for the rows of this entry?
    private var hasBegun = false

    init(
        _ share: Share,
        of entries: [EntryReader],
        _ erasures: Erasures,
        _ indexes: RowIndexes
    ) {
        self.share = share
        self.entries = entries
        self.erasures = erasures
        self.indexes = indexes
        place = share.entries.lowerBound
        toKind()
    }

    consuming func outcome(over snapshot: Snapshot) throws -> ShareOutcome {
        let (sql, arguments) = share.table.query(from: share.start)
        let cursor = try snapshot.cursor(sql, arguments)
        var message = RowMessage()
        let forms = share.table.columns.map(\.form)
        let (tag, later) = (share.table.tag, share.table.later)
        let (laterTag, laterForm) = (later?.tag ?? tag, later?.column.form)
        let added = Int32(forms.count + 3)
        let places = indexes.places
        outcome.fingerprints = places.map { _ in Fingerprint() }
        var isLater = false
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
            for (number, places) in places.enumerated() {
                var value = Fingerprint.Row(indexes.key)
                for place in places { value.add(cursor[place]) }
                outcome.fingerprints[number].add(value, indexes.key)
            }
            while let sequence, sequence < row.entry { close() }
            guard sequence == row.entry else {
                note(
                    Finding(.row, "a row of \(share.table.name) belongs to no entry (\(row.entry))")
                )
                continue
            }
            addErased(before: Int(clamping: row.row))
            if !hasBegun {
                isLater = entries[place].kind != share.table.kind
                message.begin(entry: entries[place].payload, tag: isLater ? laterTag : tag)
                hasBegun = true
            }
            message.begin(row: row.row, key: cursor[2].bytes)
            for column in forms.indices {
                message.add(cursor[Int32(column + 3)], as: forms[column])
            }
            if let laterForm {
                if isLater {
                    message.add(cursor[added], as: laterForm)
                } else {
                    message.addAbsent(cursor[added])
                }
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
        while place < share.entries.upperBound, !share.table.holds(entries[place].kind) {
            place += 1
        }
    }

    /// Adds the commitments of rows that are gone because they were erased, up to a place.
    private mutating func addErased(before row: Int) {
        while share.firstRow + rows.count < row,
            let commitment = erasures.commitment(
                of: share.table,
                entry: entries[place].sequence,
                row: share.firstRow + rows.count
            )
        {
            rows.append(commitment, isInPlace: true)
            outcome.erased += 1
        }
    }

    private mutating func close() {
        addErased(before: share.end.map { endRow($0) } ?? entries[place].rows)
        hasBegun = false
        if share.isPart {
            outcome.events.append(.part(entry: place, rows))
        } else if let finding = rows.finding(in: entries[place], share.table) {
            note(finding)
        }
        rows.restart()
        place += 1
        toKind()
    }

    /// Where the rows of this share end within the entry.
    private func endRow(_ end: RowPlace) -> Int {
        end.entry == Int64(entries[place].sequence) && end.row != RowPlace.firstRow
            ? Int(clamping: end.row) : entries[place].rows
    }

    private mutating func note(_ finding: Finding) {
        guard outcome.events.count < VerificationReport.limit else { return }
        outcome.events.append(.finding(finding))
    }
}
