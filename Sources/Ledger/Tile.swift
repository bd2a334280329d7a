// SPDX-License-Identifier: EUPL-1.2

/// Up to 256 neighbouring hashes of one level, C2SP `tlog-tiles`.
public struct Tile: Hashable, Sendable {
    public let address: TileAddress
    public let hashes: [MerkleHash]

    /// The hashes of the tile at a level and index; their number is its width.
    public init(level: Int, index: UInt64, hashes: [MerkleHash]) throws(TileError) {
        address = try TileAddress(.hashes(level: level), index: index, width: hashes.count)
        self.hashes = hashes
    }

    /// Reads back ``bytes``; refuses any other length than the address says.
    public init(address: TileAddress, bytes: [UInt8]) throws(TileError) {
        guard case .hashes = address.kind else { throw .malformedPath }
        let expected = address.width * MerkleHash.byteCount
        guard bytes.count == expected else {
            throw .wrongLength(expected: expected, found: bytes.count)
        }
        self.address = address
        hashes = bytes.withUnsafeBytes { buffer in
            (0..<address.width).map {
                MerkleHash(loading: buffer, at: $0 * MerkleHash.byteCount)
            }
        }
    }

    /// 32 bytes per hash, 8,192 when full.
    public var bytes: [UInt8] {
        var writer = ByteWriter(capacity: hashes.count * MerkleHash.byteCount)
        for hash in hashes { writer.append(hash) }
        return writer.bytes
    }

    /// The hash of a subtree whose leaves or nodes lie in this tile; nil if they do not.
    public func hash(of node: MerkleNode) -> MerkleHash? {
        guard case .hashes(let level) = address.kind,
            (8 * level..<8 * level + 8).contains(node.level)
        else { return nil }
        let height = node.level - 8 * level
        guard node.index >> UInt64(8 - height) == address.index else { return nil }
        let start = Int(node.index & (1 << UInt64(8 - height) - 1)) << height
        let end = start + (1 << height)
        guard end <= hashes.count else { return nil }
        return MerkleTree.root(of: hashes[start..<end])
    }
}
