// SPDX-License-Identifier: EUPL-1.2
import Ledger
import Testing

private let many = (0..<70_000).map { MerkleTree.leafHash(of: Array("\($0)".utf8)) }

struct TileAddressTests {
    static let table: [(String, TileAddress.Kind, UInt64, Int)] = [
        ("tile/0/000", .hashes(level: 0), 0, 256),
        ("tile/0/x001/x234/067", .hashes(level: 0), 1_234_067, 256),
        ("tile/2/999.p/1", .hashes(level: 2), 999, 1),
        ("tile/63/x001/000.p/255", .hashes(level: 63), 1_000, 255),
        ("tile/entries/x123/456.p/17", .entries, 123_456, 17),
        ("tile/0/x018/x446/x744/x073/x709/x551/615", .hashes(level: 0), .max, 256),
    ]

    @Test(arguments: table) func `paths come back`(
        path: String,
        kind: TileAddress.Kind,
        index: UInt64,
        width: Int
    ) throws {
        let address = try TileAddress(kind, index: index, width: width)
        #expect(address.path == path)
        #expect(try TileAddress(path: path) == address)
    }

    @Test(arguments: [
        "", "tile", "tile/0", "tile/0/", "/tile/0/000", "tile/0/000/", "tile/00/000", "tile/64/000",
        "tile/-1/000", "tile/+1/000", "tile/0/0", "tile/0/0000", "tile/0/x000/000", "tile/0/x001",
        "tile/0/001/000", "tile/0/x01/000", "tile/0/+01", "tile/0/000.p", "tile/0/000.p/0",
        "tile/0/000.p/256", "tile/0/000.p/017", "tile/0/000.p/-1", "tile/0/000.p/1/", "tile/x/000",
        "tile/entries", "tile/0/../000", "tile/0/x018/x446/x744/x073/x709/x551/616",
        "tile/0/x001/x018/x446/x744/x073/x709/x551/615", "TILE/0/000", "tile/0/00٠",
    ]) func `any other path is refused`(path: String) {
        #expect(throws: TileError.self) { try TileAddress(path: path) }
    }

    @Test func `a tree of seventy thousand has the tiles of the specification`() {
        let tiles = TileAddress.hashTiles(treeSize: 70_000)
        #expect(tiles.count == 277)
        #expect(tiles.count(where: \.isFull) == 274)
        #expect(
            tiles.filter { !$0.isFull }.map(\.path) == [
                "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1",
            ]
        )
        #expect(TileAddress.entryBundles(treeSize: 70_000).count == 274)
        #expect(
            TileAddress.hashTiles(treeSize: 256).map(\.path) == ["tile/0/000", "tile/1/000.p/1"]
        )
        #expect(TileAddress.hashTiles(treeSize: 0).isEmpty)
    }
}

struct TileTests {
    @Test func `bytes come back and any other length is refused`() throws {
        let tile = try Tile(level: 0, index: 3, hashes: Array(many.prefix(17)))
        #expect(tile.bytes == many.prefix(17).flatMap(\.bytes))
        #expect(try Tile(address: tile.address, bytes: tile.bytes) == tile)
        for bytes in [[], tile.bytes + [0], Array(tile.bytes.dropLast()), tile.bytes + tile.bytes] {
            #expect(throws: TileError.wrongLength(expected: 544, found: bytes.count)) {
                try Tile(address: tile.address, bytes: bytes)
            }
        }
        let full = try Tile(level: 0, index: 0, hashes: Array(many.prefix(256)))
        #expect(full.bytes.count == 8_192)
    }

    @Test func `a tile holds between 1 and 256 hashes`() {
        #expect(throws: TileError.wrongWidth(0)) { try Tile(level: 0, index: 0, hashes: []) }
        #expect(throws: TileError.wrongWidth(257)) {
            try Tile(level: 0, index: 0, hashes: Array(many.prefix(257)))
        }
        #expect(throws: TileError.malformedPath) {
            try Tile(address: TileAddress(.entries, index: 0, width: 1), bytes: many[0].bytes)
        }
    }

    @Test func `any altered byte changes the root that the tile stands for`() throws {
        let tile = try Tile(level: 0, index: 0, hashes: Array(many.prefix(256)))
        let root = tile.hash(of: MerkleNode(level: 7, index: 0))
        for place in 0..<4_096 {
            var bytes = tile.bytes
            bytes[place] ^= 1
            let altered = try Tile(address: tile.address, bytes: bytes)
            #expect(altered.hash(of: MerkleNode(level: 7, index: 0)) != root)
        }
    }

    @Test func `a tile knows its own subtrees only`() throws {
        let tile = try Tile(level: 1, index: 2, hashes: Array(many.prefix(5)))
        #expect(tile.hash(of: MerkleNode(level: 8, index: 512)) == many[0])
        #expect(
            tile.hash(of: MerkleNode(level: 10, index: 128)) == MerkleTree.root(of: many.prefix(4))
        )
        for (level, index) in [(8, 517), (8, 511), (7, 1024), (10, 129), (16, 2), (8, 768)] {
            #expect(tile.hash(of: MerkleNode(level: level, index: UInt64(index))) == nil)
        }
    }
}

struct TileWriterTests {
    @Test func `streaming and listing write the same tiles`() throws {
        var writer = TileWriter()
        var written: [String: [UInt8]] = [:]
        var size = 0
        for next in [1, 2, 255, 256, 257, 300, 512, 5_000, 65_535, 65_536, 65_537, 66_000] {
            var fresh: [String: [UInt8]] = [:]
            for leaf in many[size..<next] {
                try writer.append(leaf) { fresh[$0.address.path] = $0.bytes }
            }
            for tile in writer.partialTiles { fresh[tile.address.path] = tile.bytes }
            for tile in try TileWriter.tiles(
                from: UInt64(size),
                leafHashes: Array(many.prefix(next))
            ) {
                #expect(fresh[tile.address.path] == tile.bytes)
                written[tile.address.path] = tile.bytes
            }
            for (path, bytes) in fresh { #expect(written[path] == bytes) }
            let all = TileAddress.hashTiles(treeSize: UInt64(next))
            #expect(all.allSatisfy { written[$0.path] != nil })
            size = next
            writer = try TileWriter(size: UInt64(size), partialTiles: writer.partialTiles)
            #expect(writer.size == UInt64(size))
        }
    }

    @Test func `nothing new means nothing to write`() throws {
        #expect(try TileWriter.tiles(from: 300, leafHashes: Array(many.prefix(300))).isEmpty)
        #expect(throws: TileError.sizesOutOfOrder(older: 3, newer: 2)) {
            try TileWriter.tiles(from: 3, leafHashes: Array(many.prefix(2)))
        }
    }

    @Test func `a writer goes on only from the tiles of its size`() throws {
        let tiles = try TileWriter.tiles(from: 0, leafHashes: Array(many.prefix(300)))
        let partial = tiles.filter { !$0.address.isFull }
        #expect(throws: Never.self) { try TileWriter(size: 300, partialTiles: partial) }
        #expect(throws: TileError.self) { try TileWriter(size: 301, partialTiles: partial) }
        #expect(throws: TileError.self) { try TileWriter(size: 300, partialTiles: []) }
        #expect(throws: TileError.self) { try TileWriter(size: 300, partialTiles: tiles) }
    }

    @Test func `every proof can be made from tiles alone`() throws {
        let size: UInt64 = 67_000
        let leaves = Array(many.prefix(Int(size)))
        var tiles: [TileAddress: Tile] = [:]
        for tile in try TileWriter.tiles(from: 0, leafHashes: leaves) { tiles[tile.address] = tile }
        func read(_ node: MerkleNode) throws -> MerkleHash {
            let address = try #require(TileAddress(holding: node, treeSize: size))
            return try #require(tiles[address]?.hash(of: node))
        }
        let root = MerkleTree.root(of: leaves)
        for index in [0, 255, 256, 40_000, 65_535, 65_536, 66_999] as [UInt64] {
            let proof = try InclusionProof(index: index, size: size, reading: read)
            #expect(proof.verify(leafHash: leaves[Int(index)], root: root))
            let growth = try ConsistencyProof(
                olderSize: index + 1,
                newerSize: size,
                reading: read
            )
            let older = MerkleTree.root(of: leaves.prefix(Int(index) + 1))
            #expect(growth.verify(olderRoot: older, newerRoot: root))
        }
        #expect(TileAddress(holding: MerkleNode(level: 0, index: size), treeSize: size) == nil)
        #expect(TileAddress(holding: MerkleNode(level: 64, index: 0), treeSize: size) == nil)
    }
}

struct EntryBundleTests {
    @Test func `entries come back`() throws {
        let bundle = try EntryBundle(entries: [[], [1], Array(repeating: 7, count: 65_535)])
        #expect(bundle.bytes.prefix(7) == [0, 0, 0, 1, 1, 255, 255])
        #expect(try EntryBundle(bytes: bundle.bytes, width: 3) == bundle)
    }

    @Test func `missing and trailing bytes are refused`() throws {
        let bytes: [UInt8] = [0, 1, 9, 0, 2, 8, 8]
        #expect(throws: Never.self) { try EntryBundle(bytes: bytes, width: 2) }
        for count in bytes.indices {
            #expect(throws: TileError.truncatedEntry(number: count < 3 ? 0 : 1)) {
                try EntryBundle(bytes: Array(bytes.prefix(count)), width: 2)
            }
        }
        #expect(throws: TileError.trailingBytes(1)) {
            try EntryBundle(bytes: bytes + [0], width: 2)
        }
        #expect(throws: TileError.trailingBytes(4)) { try EntryBundle(bytes: bytes, width: 1) }
        #expect(throws: TileError.wrongWidth(0)) { try EntryBundle(bytes: [], width: 0) }
    }

    @Test func `what does not fit is not bundled`() {
        #expect(throws: TileError.entryTooLong(65_536)) {
            try EntryBundle(entries: [Array(repeating: 0, count: 65_536)])
        }
        #expect(throws: TileError.wrongWidth(257)) {
            try EntryBundle(entries: Array(repeating: [], count: 257))
        }
        #expect(throws: TileError.wrongWidth(0)) { try EntryBundle(entries: []) }
    }
}
