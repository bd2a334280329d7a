// SPDX-License-Identifier: EUPL-1.2

public enum TileError: Error, Equatable {
    case malformedPath
    case wrongLength(expected: Int, found: Int)
    case wrongWidth(Int)
    case sizesOutOfOrder(older: UInt64, newer: UInt64)
    case entryTooLong(Int)
    case truncatedEntry(number: Int)
    case trailingBytes(Int)
}

/// Where a tile or a bundle of entries lies, C2SP `tlog-tiles`.
public struct TileAddress: Hashable, Sendable {
    /// Hashes in a full tile, and the height of eight levels it spans.
    public static let fullWidth = 256

    public enum Kind: Hashable, Sendable {
        /// Level 0 holds leaf hashes, level *n* roots of full tiles of level *n* - 1; at most 63.
        case hashes(level: Int)
        case entries
    }

    public let kind: Kind
    public let index: UInt64
    /// 256 for a full tile, else what there is: 1 to 255.
    public let width: Int

    public init(_ kind: Kind, index: UInt64, width: Int = fullWidth) throws(TileError) {
        guard (1...Self.fullWidth).contains(width) else { throw .wrongWidth(width) }
        if case .hashes(let level) = kind, !(0...63).contains(level) { throw .malformedPath }
        self.kind = kind
        self.index = index
        self.width = width
    }

    public var isFull: Bool { width == Self.fullWidth }

    /// `tile/0/x001/x234/067`, `tile/entries/000.p/17`.
    public var path: String {
        var groups: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1000)
            let padded = String(repeating: "0", count: 3 - digits.utf8.count) + digits
            groups.append(groups.isEmpty ? padded : "x" + padded)
            rest /= 1000
        } while rest > 0
        let place = groups.reversed().joined(separator: "/")
        let folder =
            switch kind {
            case .hashes(let level): String(level)
            case .entries: "entries"
            }
        return "tile/\(folder)/\(place)\(isFull ? "" : ".p/\(width)")"
    }

    /// Accepts exactly what ``path`` writes.
    public init(path: String) throws(TileError) {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0] == "tile" else { throw .malformedPath }
        let kind: Kind
        if parts[1] == "entries" {
            kind = .entries
        } else {
            guard let level = Int(parts[1]) else { throw .malformedPath }
            kind = .hashes(level: level)
        }
        parts.removeFirst(2)
        var width = Self.fullWidth
        if parts.count >= 2, parts[parts.count - 2].hasSuffix(".p") {
            guard let partial = Int(parts.removeLast()), partial < width else {
                throw .malformedPath
            }
            width = partial
            parts[parts.count - 1].removeLast(2)
        }
        var index: UInt64 = 0
        for group in parts {
            let digits = group.hasPrefix("x") ? group.dropFirst() : group
            let shifted = index.multipliedReportingOverflow(by: 1000)
            guard let number = UInt64(digits), number < 1000, !shifted.overflow else {
                throw .malformedPath
            }
            let sum = shifted.partialValue.addingReportingOverflow(number)
            guard !sum.overflow else { throw .malformedPath }
            index = sum.partialValue
        }
        try self.init(kind, index: index, width: width)
        guard self.path.utf8.elementsEqual(path.utf8) else { throw .malformedPath }
    }

    /// The tile that holds a complete subtree of a tree of this size; nil if the tree does not.
    public init?(holding node: MerkleNode, treeSize: UInt64) {
        guard (0..<64).contains(node.level) else { return nil }
        let count = treeSize >> UInt64(node.level)
        guard node.index < count else { return nil }
        let level = node.level / 8
        let index = node.index >> UInt64(8 - node.level % 8)
        let hashes = treeSize >> UInt64(8 * level)
        let width = Int(min(hashes - index * 256, 256))
        try? self.init(.hashes(level: level), index: index, width: width)
    }

    /// Every tile of hashes of a tree of this size, lowest level first.
    public static func hashTiles(treeSize: UInt64) -> [TileAddress] {
        between(0, treeSize)
    }

    /// Every bundle of entries of a tree of this size.
    public static func entryBundles(treeSize: UInt64) -> [TileAddress] {
        changed(.entries, from: 0, to: treeSize)
    }

    static func between(_ older: UInt64, _ newer: UInt64) -> [TileAddress] {
        (0..<8).flatMap { level in
            changed(
                .hashes(level: level),
                from: older >> UInt64(8 * level),
                to: newer >> UInt64(8 * level)
            )
        }
    }

    /// The tiles that differ once there are `newer` hashes at their level instead of `older`.
    static func changed(_ kind: Kind, from older: UInt64, to newer: UInt64) -> [TileAddress] {
        guard older < newer else { return [] }
        return (older / 256...(newer - 1) / 256).compactMap { index in
            try? TileAddress(kind, index: index, width: Int(min(newer - index * 256, 256)))
        }
    }
}
