// SPDX-License-Identifier: EUPL-1.2

/// RFC 6962 section 2.1 written a second time, on purpose: nothing here is shared with the writer.
struct Tree: Sendable {
    /// The hashes of every level, level 0 the leaves; only complete pairs are hashed upwards.
    private(set) var levels: [[TreeHash]] = [[]]

    var size: Int { levels[0].count }

    mutating func append(leaf hash: TreeHash) {
        levels[0].append(hash)
        var level = 0
        while levels[level].count % 2 == 0 {
            if levels.count == level + 1 { levels.append([]) }
            let count = levels[level].count
            levels[level + 1].append(.node(levels[level][count - 2], levels[level][count - 1]))
            level += 1
        }
    }

    /// The root of the first `size` leaves.
    func root(of size: Int) -> TreeHash {
        var root: TreeHash?
        // From the smallest complete subtree at the right edge to the largest at the left.
        for level in levels.indices where size >> level & 1 == 1 {
            let peak = levels[level][(size >> level) - 1]
            root = root.map { .node(peak, $0) } ?? peak
        }
        return root ?? .empty
    }
}

/// The root of a manifest, without keeping its leaves.
struct RunningRoot: Sendable {
    private(set) var size = 0
    /// By level, the complete subtree that waits for its neighbour; there where `size` has a bit.
    private var peaks = [TreeHash](repeating: .zero, count: Int.bitWidth)

    mutating func append(leaf hash: TreeHash) { append(hash, level: 0) }

    /// A complete subtree of two to the power of `level` leaves, that many being a divisor of those
    /// before it.
    private mutating func append(_ subtree: TreeHash, level: Int) {
        var node = subtree
        var place = level
        while size >> place & 1 == 1 {
            node = .node(peaks[place], node)
            place += 1
        }
        peaks[place] = node
        size += 1 << level
    }

    /// Leaves that were hashed elsewhere, in runs from the largest to the smallest.
    mutating func append(_ other: RunningRoot) {
        for level in stride(from: Int.bitWidth - 2, through: 0, by: -1)
        where other.size >> level & 1 == 1 {
            append(other.peaks[level], level: level)
        }
    }

    /// Begins a new manifest in the same memory.
    mutating func restart() { size = 0 }

    var root: TreeHash {
        var root: TreeHash?
        for level in 0..<Int.bitWidth - 1 where size >> level & 1 == 1 {
            root = root.map { .node(peaks[level], $0) } ?? peaks[level]
        }
        return root ?? .empty
    }
}
