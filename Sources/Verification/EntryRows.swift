// SPDX-License-Identifier: EUPL-1.2

/// The rows of an entry as they were found.
struct EntryRows: Sendable {
    private(set) var count = 0
    /// Is a row not in its place, or does it hold what a row of ours cannot?
    private(set) var isBroken = false
    private(set) var root = RunningRoot()

    @inline(__always)
    mutating func append(_ commitment: TreeHash, isInPlace: Bool) {
        if !isInPlace { isBroken = true }
        root.append(leaf: .leaf(commitment))
        count += 1
    }

    mutating func restart() {
        count = 0
        isBroken = false
        root.restart()
    }

    /// Goes on with the rows of the next share; `firstRow` is the index of its first.
    mutating func append(_ part: EntryRows, firstRow: Int) {
        if firstRow != count || part.isBroken { isBroken = true }
        count += part.count
        root.append(part.root)
    }

    /// What is wrong with them, if anything is.
    func finding(in entry: EntryReader, _ table: RowTable) -> Finding? {
        if count != entry.rows {
            return Finding(
                .vanished,
                "entry \(entry.sequence) has \(count) of its \(entry.rows) rows in \(table.name)"
            )
        }
        if isBroken || root.root != entry.manifestRoot {
            return Finding(
                .row,
                "the rows of entry \(entry.sequence) in \(table.name) were changed"
            )
        }
        return nil
    }
}
