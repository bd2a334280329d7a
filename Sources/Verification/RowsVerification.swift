// SPDX-License-Identifier: EUPL-1.2

/// Recomputes the commitment of every row and the manifest root of every entry, on all cores.
struct RowsVerification {
    let entries: [EntryReader]
    let tables: [RowTable]
    var erasures = Erasures.none
    let rowsAtOnce: Int

    func run(
        _ connections: ReadingConnections,
        _ report: inout VerificationReport,
        progress: (Int) -> Void
    ) throws {
        for entry in entries where !tables.contains(where: { $0.holds(entry.kind) }) {
            report.found(.entry, "entry \(entry.sequence) is of no known kind")
        }
        let entries = entries
        var tables = tables
        #if SPOOR_CONTROLS
            // CONTROL, wrong on purpose: a table of rows is passed over. docs/rigs.md.
            if Control.isOn("SKIP_TABLE") { tables.removeAll { $0.name == "fact" } }
        #endif
        let shares = Share.shares(of: entries, in: tables, rowsAtOnce: rowsAtOnce)
        let outcomes = try connections.map(shares, counting: \.rows, progress) {
            [erasures] share, snapshot in
            try ShareRehash(share, of: entries, erasures).outcome(over: snapshot)
        }
        // The entry of which the parts so far were put together.
        var rows = EntryRows()
        for (number, outcome) in outcomes.enumerated() {
            let share = shares[number]
            report.rows += outcome.rows
            if share.start != nil, outcomes[number - 1].next != outcome.first {
                report.found(.row, "the rows of \(share.table.name) are in no order")
            }
            for event in outcome.events {
                switch event {
                case .finding(let finding): report.found(finding)
                case .part(let entry, let part):
                    rows.append(part, firstRow: share.firstRow)
                    let isLast = number + 1 == shares.count || shares[number + 1].firstRow == 0
                    guard isLast else { continue }
                    if let finding = rows.finding(in: entries[entry], share.table) {
                        report.found(finding)
                    }
                    rows.restart()
                }
            }
        }
    }
}
