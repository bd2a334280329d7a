// SPDX-License-Identifier: EUPL-1.2

/// Makes tiles out of leaf hashes as they come, keeping only the right edge of each level.
///
/// Full tiles are handed over once and never change; partial ones are asked for when a checkpoint
/// is signed, because C2SP `tlog-tiles` wants them for every signed size.
public struct TileWriter: Sendable {
    public private(set) var size: UInt64 = 0
    /// Hashes of the unfinished tile of each level, lowest first; never 256.
    private var edge: [[MerkleHash]] = []

    public init() {}

    /// Goes on from a size and its partial tiles; refuses others than the size calls for.
    public init(size: UInt64, partialTiles: [Tile]) throws(TileError) {
        let expected = TileAddress.hashTiles(treeSize: size).filter { !$0.isFull }
        guard expected == partialTiles.map(\.address) else { throw .malformedPath }
        self.size = size
        for tile in partialTiles {
            guard case .hashes(let level) = tile.address.kind else { continue }
            while edge.count <= level { edge.append([]) }
            edge[level] = tile.hashes
        }
    }

    /// Hands over each tile that this leaf fills, lowest first.
    public mutating func append(
        _ leafHash: MerkleHash,
        writing write: (Tile) throws -> Void
    ) throws {
        var hash = leafHash
        var level = 0
        size += 1
        while true {
            if edge.count == level { edge.append([]) }
            edge[level].append(hash)
            guard edge[level].count == TileAddress.fullWidth else { return }
            let index = size >> UInt64(8 * (level + 1)) - 1
            let tile = try Tile(level: level, index: index, hashes: edge[level])
            edge[level].removeAll(keepingCapacity: true)
            hash = MerkleTree.root(of: tile.hashes)
            try write(tile)
            level += 1
        }
    }

    /// The unfinished tiles at the present size, lowest level first.
    public var partialTiles: [Tile] {
        edge.indices.compactMap { level in
            let index = size >> UInt64(8 * (level + 1))
            return try? Tile(level: level, index: index, hashes: edge[level])
        }
    }

    /// The tiles that are new or wider at `newer` than at `older`, lowest level first.
    ///
    /// Asks for subtrees of level 0, 8, 16 …, each within the first `newer` leaves.
    public static func tiles(
        from older: UInt64,
        to newer: UInt64,
        reading node: (MerkleNode) throws -> MerkleHash
    ) throws -> [Tile] {
        guard older <= newer else {
            throw TileError.sizesOutOfOrder(older: older, newer: newer)
        }
        return try TileAddress.between(older, newer).compactMap { address in
            guard case .hashes(let level) = address.kind else { return nil }
            let hashes = try (0..<address.width).map { place in
                try node(
                    MerkleNode(level: 8 * level, index: address.index * 256 + UInt64(place))
                )
            }
            return try Tile(level: level, index: address.index, hashes: hashes)
        }
    }

    /// The same, out of all leaf hashes from the first to the newest.
    public static func tiles(from older: UInt64, leafHashes: [MerkleHash]) throws -> [Tile] {
        try tiles(
            from: older,
            to: UInt64(leafHashes.count),
            reading: MerkleTree.reader(of: leafHashes)
        )
    }
}
