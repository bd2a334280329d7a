// SPDX-License-Identifier: EUPL-1.2

/// Reads a ledger entry by its published layout (`docs/formats.md`), independent of the writer.
struct EntryReader: Sendable {
    // In this order without gaps: a ledger of many small acts has millions of them.
    let payload: Payload
    let sequence: Int
    let manifestRoot: TreeHash
    let accessCount: Int
    let accessHead: TreeHash
    /// Since 1970, in UTC, by the clock of whoever wrote it.
    let milliseconds: UInt64
    private let rowCount: UInt32
    /// 0 for the first entry of an act.
    let placeInAct: UInt16
    let kind: UInt8

    var rows: Int { Int(rowCount) }

    /// Sixteen bytes that every commitment under the entry repeats.
    typealias Payload = SIMD16<UInt8>

    static let length = 7 + 1 + 8 + 8 + 16 + 16 + 2 + 4 + 32 + 16 + 8 + 32

    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Self.length, bytes.starts(with: "spoor/1".utf8) else { return nil }
        var place = 7
        func take(_ count: Int) -> UnsafeRawBufferPointer {
            defer { place += count }
            return UnsafeRawBufferPointer(rebasing: bytes[place..<place + count])
        }
        func number(_ count: Int) -> UInt64 { take(count).reduce(0) { $0 << 8 | UInt64($1) } }
        kind = UInt8(number(1))
        guard let sequence = Int(exactly: number(8)) else { return nil }
        self.sequence = sequence
        milliseconds = UInt64(number(8))
        _ = take(16 + 16)
        placeInAct = UInt16(number(2))
        rowCount = UInt32(number(4))
        manifestRoot = TreeHash(take(32))
        payload = take(16).loadUnaligned(as: Payload.self)
        guard let accessCount = Int(exactly: number(8)) else { return nil }
        self.accessCount = accessCount
        accessHead = TreeHash(take(32))
    }
}
