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

    /// A column that holds more than its width can is no column of ours. Cut to the width it
    /// might look like one; with a byte too many it does not.
    mutating func number(_ value: Int64, width: Int) {
        if width < 8, !(0..<1 << (8 * width)).contains(value) { bytes.append(0) }
        append(value, width: width)
    }

    /// A day, which may lie before 1970; an absent one is the least there is.
    mutating func day(_ value: Int64?) {
        let none = Int64(Int32.min)
        if let value, !(none + 1...Int64(Int32.max)).contains(value) { bytes.append(0) }
        append(value ?? none, width: 4)
    }

    /// The number of a person, which is positive; nobody's is -1.
    mutating func person(_ value: Int64?) {
        if value == -1 { bytes.append(0) }
        append(value ?? -1, width: 8)
    }

    private mutating func append(_ value: Int64, width: Int) {
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
