// SPDX-License-Identifier: EUPL-1.2

/// A run of rows that one worker rehashes: all rows of some entries, or an aligned part of a large one.
///
/// The shares of a table leave nothing out: each begins where the one before it ends, the first
/// at the beginning of the table, and the last goes on to its end.
struct Share: Sendable {
    let table: RowTable
    /// Where the entries of the rows are, among entries of other kinds.
    let entries: Range<Int>
    /// The index of the first row, when others before it stand in another share.
    let firstRow: Int
    /// Is it one of several shares of one entry?
    let isPart: Bool
    let start: RowPlace?
    let end: RowPlace?

    /// As many rows as make up for going to their place and coming back with the result.
    static let rowsAtOnce = 1 << 16

    /// However many rows the entries say they have, there are not many more shares than this.
    private static let limit = 1 << 12

    /// `rowsAtOnce`: rows of a share, a power of two, so that a part of an entry is a whole subtree.
    static func shares(
        of entries: [EntryReader],
        in tables: [RowTable] = RowTable.format1,
        rowsAtOnce: Int = rowsAtOnce
    ) -> [Share] {
        // Entries in disorder are a finding already; their rows are read in one go.
        let isOrdered = zip(entries, entries.dropFirst()).allSatisfy { $0.sequence < $1.sequence }
        var most = rowsAtOnce
        let rows = entries.reduce(0) { $0 + $1.rows }
        while most < rows / limit { most *= 2 }
        if !isOrdered { most = .max }
        return tables.flatMap { shares(of: entries, in: $0, most) }
    }

    /// Where a share begins: at this row of this entry.
    private typealias Cut = (entry: Int, row: Int)

    private static func shares(
        of entries: [EntryReader],
        in table: RowTable,
        _ most: Int
    ) -> [Share] {
        var cuts: [Cut] = [(0, 0)]
        var filled = 0
        for place in entries.indices where table.holds(entries[place].kind) {
            let rows = entries[place].rows
            if filled + rows > most {
                cuts.append((place, 0))
                filled = 0
            }
            filled += rows
            guard rows > most else { continue }
            for row in stride(from: most, to: rows, by: most) { cuts.append((place, row)) }
        }
        return cuts.indices.map { number -> Share in
            let cut = cuts[number]
            let next: Cut = number + 1 < cuts.count ? cuts[number + 1] : (entries.count, 0)
            return Share(
                table: table,
                entries: cut.entry..<(next.row > 0 ? next.entry + 1 : next.entry),
                firstRow: cut.row,
                isPart: cut.row > 0 || next.row > 0,
                start: number == 0 ? nil : place(of: cut, entries),
                end: number + 1 < cuts.count ? place(of: next, entries) : nil
            )
        }
    }

    private static func place(of cut: Cut, _ entries: [EntryReader]) -> RowPlace {
        RowPlace(
            entry: Int64(entries[cut.entry].sequence),
            row: cut.row == 0 ? RowPlace.firstRow : Int64(cut.row)
        )
    }
}
