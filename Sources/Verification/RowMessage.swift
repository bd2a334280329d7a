// SPDX-License-Identifier: EUPL-1.2

/// What is hashed for the commitment of a row, written over and over into the same memory.
///
/// HMAC-SHA-256 (RFC 2104) by its two blocks: a key of 32 bytes, filled up with zeros, stands xored
/// with 0x36 before the message and with 0x5C before the hash of that.
struct RowMessage: ~Copyable {
    private var inner: UnsafeMutableRawBufferPointer
    private let outer: UnsafeMutableRawBufferPointer
    private var end = 0
    /// Does every column of the row hold what a column of ours can? A number above the width that
    /// is committed to would, cut to it, look like one of ours.
    private(set) var isOurs = true

    private static let block = 64
    private static let key = 32
    /// Where the payload, the row's index and the row itself begin.
    private static let payload = 64 + 5
    private static let index = 64 + 5 + 16
    private static let row = 64 + 5 + 16 + 4

    init(of table: RowTable) {
        inner = .allocate(byteCount: 512, alignment: 16)
        outer = .allocate(byteCount: Self.block + TreeHash.length, alignment: 16)
        for place in Self.key..<Self.block {
            inner[place] = 0x36
            outer[place] = 0x5C
        }
        UnsafeMutableRawBufferPointer(rebasing: inner[Self.block...])
            .copyBytes(from: "row/1".utf8)
        inner[Self.row] = table.tag
    }

    deinit {
        inner.deallocate()
        outer.deallocate()
    }

    /// The rows that follow are of an entry with this payload.
    mutating func begin(entry payload: EntryReader.Payload) {
        inner.storeBytes(of: payload, toByteOffset: Self.payload, as: EntryReader.Payload.self)
    }

    /// Begins the message of a row.
    @inline(__always)
    mutating func begin(row: Int64, key: UnsafeRawBufferPointer) {
        isOurs = key.count == Self.key
        if isOurs {
            let bytes = key.loadUnaligned(as: SIMD4<UInt64>.self)
            inner.storeBytes(
                of: bytes ^ SIMD4(repeating: 0x3636_3636_3636_3636),
                as: SIMD4<UInt64>.self
            )
            outer.storeBytes(
                of: bytes ^ SIMD4(repeating: 0x5C5C_5C5C_5C5C_5C5C),
                as: SIMD4<UInt64>.self
            )
        }
        inner.storeBytes(
            of: UInt32(truncatingIfNeeded: row).bigEndian,
            toByteOffset: Self.index,
            as: UInt32.self
        )
        end = Self.row + 1
    }

    /// Adds what stands in a column.
    @inline(__always)
    mutating func add(_ value: Cursor.Value, as form: RowTable.Form) {
        switch (form, value.form) {
        case (.number(let width), .integer):
            let number = value.integer
            if width < 8, UInt64(bitPattern: number) >> UInt64(8 * width) != 0 { isOurs = false }
            append(number, width: width)
        case (.day, .integer):
            let day = value.integer
            if Int32(exactly: day) == nil || day == Self.noDay { isOurs = false }
            append(day, width: 4)
        case (.day, .null):
            append(Self.noDay, width: 4)
        case (.person, .integer):
            let number = value.integer
            if number == -1 { isOurs = false }
            append(number, width: 8)
        case (.person, .null):
            append(-1, width: 8)
        case (.text, .text):
            let text = value.bytes
            append(Int64(text.count), width: 4)
            append(text)
        case (.hash, .blob):
            append(TreeHash(of: value.bytes))
        case (.digest, .blob):
            if value.bytes.count != 32 { isOurs = false }
            append(value.bytes)
        case (.hash, .null):
            append(TreeHash.zero)
        default:
            isOurs = false
        }
    }

    private static let noDay = Int64(Int32.min)

    /// The commitment to the row whose columns were added.
    @inline(__always)
    func commitment() -> TreeHash {
        TreeHash(of: UnsafeRawBufferPointer(rebasing: inner[..<end]))
            .store(in: outer, at: Self.block)
        return TreeHash(of: UnsafeRawBufferPointer(outer))
    }

    @inline(__always)
    private mutating func append(_ value: Int64, width: Int) {
        makeRoom(for: 8)
        let bits = UInt64(bitPattern: value) << UInt64(64 - 8 * width)
        inner.storeBytes(of: bits.bigEndian, toByteOffset: end, as: UInt64.self)
        end += width
    }

    @inline(__always)
    private mutating func append(_ hash: TreeHash) {
        makeRoom(for: TreeHash.length)
        hash.store(in: inner, at: end)
        end += TreeHash.length
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer) {
        makeRoom(for: bytes.count)
        UnsafeMutableRawBufferPointer(rebasing: inner[end...]).copyMemory(from: bytes)
        end += bytes.count
    }

    @inline(__always)
    private mutating func makeRoom(for count: Int) {
        if end + count > inner.count { grow(by: count) }
    }

    private mutating func grow(by count: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: 2 * (inner.count + count),
            alignment: 16
        )
        larger.copyMemory(from: UnsafeRawBufferPointer(inner))
        inner.deallocate()
        inner = larger
    }
}
