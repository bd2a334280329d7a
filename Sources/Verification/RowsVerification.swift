// SPDX-License-Identifier: EUPL-1.2

/// Recomputes the commitment of every row and the manifest root of every entry, on all cores.
struct RowsVerification {
    let entries: [EntryReader]
    let tables: [RowTable]
    var erasures = Erasures.none
    let rowsAtOnce: Int
    /// By table, for those whose indexes are looked at on the way.
    let indexes: [String: RowIndexes]
    let key: Fingerprint.Key

    /// Returns by table what its indexes must have.
    func run(
        _ connections: ReadingConnections,
        _ report: inout VerificationReport,
        progress: (Int) -> Void
    ) throws -> [String: [Fingerprint]] {
        var fingerprints: [String: [Fingerprint]] = [:]
        for entry in entries where !tables.contains(where: { $0.holds(entry.kind) }) {
            report.found(.entry, "entry \(entry.sequence) is of no known kind")
        }
        let entries = entries
        // Versions of people stand in the order of the people, and are read with them.
        var tables = tables.filter { $0 != RowTable.personVersions }
        #if SPOOR_CONTROLS
            // CONTROL, wrong on purpose: a table of rows is passed over. docs/rigs.md.
            if Control.isOn("SKIP_TABLE") { tables.removeAll { $0.name == "fact" } }
        #endif
        let shares = Share.shares(of: entries, in: tables, rowsAtOnce: rowsAtOnce)
        let outcomes = try connections.map(shares, counting: \.rows, progress) {
            [erasures, indexes, key] share, snapshot in
            try ShareRehash(share, of: entries, erasures, indexes[share.table.name] ?? .none(key))
                .outcome(over: snapshot)
        }
        // The entry of which the parts so far were put together.
        var rows = EntryRows()
        for (number, outcome) in outcomes.enumerated() {
            let share = shares[number]
            report.rows += outcome.rows
            if indexes[share.table.name] != nil {
                let sum = fingerprints[share.table.name]
                fingerprints[share.table.name] = Fingerprint.sums(sum, outcome.fingerprints)
            }
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
        return fingerprints
    }
}
