// SPDX-License-Identifier: EUPL-1.2

import Crypto

/// RFC 6962 section 2.1 written a second time, on purpose: nothing here is shared with the writer.
struct Tree {
    /// The hashes of every level, level 0 the leaves; only complete pairs are hashed upwards.
    private(set) var levels: [[[UInt8]]] = [[]]

    static func leaf(_ bytes: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: [0x00] + bytes))
    }

    static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: [0x01] + left + right))
    }

    var size: Int { levels[0].count }

    mutating func append(leaf hash: [UInt8]) {
        levels[0].append(hash)
        var level = 0
        while levels[level].count % 2 == 0 {
            if levels.count == level + 1 { levels.append([]) }
            let count = levels[level].count
            levels[level + 1].append(Tree.node(levels[level][count - 2], levels[level][count - 1]))
            level += 1
        }
    }

    /// The root of the first `size` leaves.
    func root(of size: Int) -> [UInt8] {
        guard size > 0 else { return Array(SHA256.hash(data: [UInt8]())) }
        var root: [UInt8]?
        var rest = size
        var level = 0
        // From the smallest complete subtree at the right edge to the largest at the left.
        while rest > 0 {
            if rest & 1 == 1 {
                let peak = levels[level][(size >> level) - 1]
                root = root.map { Tree.node(peak, $0) } ?? peak
            }
            rest >>= 1
            level += 1
        }
        return root ?? []
    }
}

/// The root of a manifest, without keeping its leaves.
struct RunningRoot {
    private var peaks: [(height: Int, hash: [UInt8])] = []

    mutating func append(leaf hash: [UInt8]) {
        var node = (height: 0, hash: hash)
        while let last = peaks.last, last.height == node.height {
            peaks.removeLast()
            node = (node.height + 1, Tree.node(last.hash, node.hash))
        }
        peaks.append(node)
    }

    var root: [UInt8] {
        guard let last = peaks.last else { return Array(SHA256.hash(data: [UInt8]())) }
        return peaks.dropLast().reversed().reduce(last.hash) { Tree.node($1.hash, $0) }
    }
}
