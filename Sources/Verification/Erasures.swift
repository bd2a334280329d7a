// SPDX-License-Identifier: EUPL-1.2

/// The rows that were erased, by their place, with the commitments that the ledger holds of them.
///
/// Whoever says that a row was erased must know its commitment: so nothing passes for erased that never
/// stood there, and the rows beside it verify as before.
struct Erasures: Sendable {
    private var commitments: [UInt8: [RowPlaceKey: TreeHash]] = [:]

    private struct RowPlaceKey: Hashable {
        var entry: Int
        var row: Int
    }

    /// Nothing was erased, as in format 1.
    static let none = Erasures()

    private init() {}

    init(_ snapshot: Snapshot) throws {
        let rows = try snapshot.cursor(
            "SELECT kind, erased_entry, erased_row, commitment FROM erasure"
        )
        while try rows.step() {
            guard let kind = UInt8(exactly: rows[0].integer), rows[3].form == .blob,
                rows[3].bytes.count == TreeHash.length
            else { continue }
            let place = RowPlaceKey(entry: Int(rows[1].integer), row: Int(rows[2].integer))
            commitments[kind, default: [:]][place] = TreeHash(rows[3].bytes)
        }
    }

    /// The commitment of a row that is gone; nil when it was not erased.
    func commitment(of table: RowTable, entry: Int, row: Int) -> TreeHash? {
        guard !commitments.isEmpty else { return nil }
        let place = RowPlaceKey(entry: entry, row: row)
        return commitments[table.kind]?[place]
            ?? table.later.flatMap { commitments[$0.kind]?[place] }
    }
}
