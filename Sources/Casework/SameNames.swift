// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Letters

/// People of a plan whose windows would read the same: two B. Jansen at one address.
///
/// Given names tell them apart, where they are known and differ. Where they do not, both are held.
struct SameNames {
    private var windows: [(key: UInt64, row: Int)] = []

    /// The window of somebody who can be written to, by their place among the rows.
    mutating func add(_ key: UInt64, row: Int) { windows.append((key, row)) }

    /// Each group of rows with one window, by the rows.
    var groups: [[Int]] {
        let sorted = windows.sorted { ($0.key, $0.row) < ($1.key, $1.row) }
        var groups: [[Int]] = []
        var start = 0
        while start < sorted.count {
            var end = start + 1
            while end < sorted.count, sorted[end].key == sorted[start].key { end += 1 }
            if end - start > 1 { groups.append(sorted[start..<end].map(\.row)) }
            start = end
        }
        return groups
    }

    /// What becomes of the rows of the groups, by the windows with given names in them; of whom there
    /// is none, or who shares it, is held, unless an officer released them.
    static func settle(
        _ groups: [[Int]],
        byGivenNames windows: [Int: UInt64],
        in rows: inout [WaveRow],
        isReleased: (_ person: UInt64) -> Bool
    ) {
        for group in groups {
            let uses = Dictionary(grouping: group.compactMap { windows[$0] }) { $0 }
            for row in group {
                if let window = windows[row], uses[window]?.count == 1 {
                    rows[row].byGivenNames = true
                } else if !isReleased(rows[row].person) {
                    rows[row].hold = .sameName
                }
            }
        }
    }
}
