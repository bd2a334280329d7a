// SPDX-License-Identifier: EUPL-1.2

extension String {
    /// The one that somebody may have meant: at most two letters are wrong, missing or too many, of a short
    /// word one. Nil when none is so near, or two are equally near.
    public func nearest(of words: [String]) -> String? {
        let most = count < 4 ? 1 : 2
        let near = words.map { (word: $0, distance: distance(to: $0)) }
            .filter { $0.distance <= most }
        guard let least = near.map(\.distance).min() else { return nil }
        let found = near.filter { $0.distance == least }
        return found.count == 1 ? found[0].word : nil
    }

    /// How many letters differ (Levenshtein); two that changed places count as one.
    private func distance(to other: String) -> Int {
        let (left, right) = (Array(self), Array(other))
        var rows = [Array(0...right.count)]
        for i in left.indices {
            var row = [i + 1]
            for j in right.indices {
                var least = min(rows[i][j + 1] + 1, row[j] + 1)
                least = min(least, rows[i][j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    least = min(least, rows[i - 1][j - 1] + 1)
                }
                row.append(least)
            }
            rows.append(row)
        }
        return rows[left.count][right.count]
    }
}
