// SPDX-License-Identifier: EUPL-1.2

/// The entries under one tile of level 0, C2SP `tlog-tiles`: each with its length before it.
public struct EntryBundle: Hashable, Sendable {
    /// What a length of sixteen bits can say.
    public static let maximumEntryBytes = 65_535

    public let entries: [[UInt8]]

    /// Between 1 and 256 entries.
    public init(entries: [[UInt8]]) throws(TileError) {
        guard (1...TileAddress.fullWidth).contains(entries.count) else {
            throw .wrongWidth(entries.count)
        }
        if let entry = entries.first(where: { $0.count > Self.maximumEntryBytes }) {
            throw .entryTooLong(entry.count)
        }
        self.entries = entries
    }

    /// Reads back ``bytes``: exactly `width` entries and nothing behind them.
    public init(bytes: [UInt8], width: Int) throws(TileError) {
        guard (1...TileAddress.fullWidth).contains(width) else { throw .wrongWidth(width) }
        var reader = ByteReader(bytes)
        var entries: [[UInt8]] = []
        for number in 0..<width {
            guard let length: UInt16 = reader.integer(), let entry = reader.bytes(Int(length))
            else { throw .truncatedEntry(number: number) }
            entries.append(Array(entry))
        }
        guard reader.remaining == 0 else { throw .trailingBytes(reader.remaining) }
        try self.init(entries: entries)
    }

    public var bytes: [UInt8] {
        var writer = ByteWriter(capacity: entries.reduce(0) { $0 + 2 + $1.count })
        for entry in entries {
            writer.append(UInt16(entry.count))
            writer.append(entry)
        }
        return writer.bytes
    }
}
