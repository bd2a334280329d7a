// SPDX-License-Identifier: EUPL-1.2

/// Reads a ledger entry by its published layout (`docs/formats.md`), independent of the writer.
struct EntryReader {
    let kind: UInt8
    let sequence: Int
    /// 0 for the first entry of an act.
    let placeInAct: Int
    let rows: Int
    let manifestRoot: [UInt8]
    let payload: [UInt8]
    let accessCount: Int
    let accessHead: [UInt8]

    static let length = 7 + 1 + 8 + 8 + 16 + 16 + 2 + 4 + 32 + 16 + 8 + 32

    init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.length, bytes.starts(with: "spoor/1".utf8) else { return nil }
        var place = 7
        func take(_ count: Int) -> [UInt8] {
            defer { place += count }
            return Array(bytes[place..<place + count])
        }
        func number(_ count: Int) -> UInt64 { take(count).reduce(0) { $0 << 8 | UInt64($1) } }
        kind = UInt8(number(1))
        guard let sequence = Int(exactly: number(8)) else { return nil }
        self.sequence = sequence
        _ = take(8 + 16 + 16)
        placeInAct = Int(number(2))
        rows = Int(number(4))
        manifestRoot = take(32)
        payload = take(16)
        guard let accessCount = Int(exactly: number(8)) else { return nil }
        self.accessCount = accessCount
        accessHead = take(32)
    }
}

/// The bytes of a row as the ledger commits to them, from the columns of the database.
struct RowBytes {
    private(set) var bytes: [UInt8]

    init(_ tag: Character) { bytes = Array(String(tag).utf8) }

    mutating func number(_ value: Int64, width: Int) {
        for shift in stride(from: (width - 1) * 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> Int64(shift)))
        }
    }

    mutating func text(_ text: String) {
        number(Int64(text.utf8.count), width: 4)
        bytes += Array(text.utf8)
    }

    mutating func raw(_ more: [UInt8]) { bytes += more }
}
