// SPDX-License-Identifier: EUPL-1.2

/// Reads big-endian fields off the front of bytes; nil once they run out.
struct ByteReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var remaining: Int { bytes.count - position }

    mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
        guard remaining >= count else { return nil }
        defer { position += count }
        return bytes[position..<position + count]
    }

    mutating func integer<Number: FixedWidthInteger>() -> Number? {
        bytes(MemoryLayout<Number>.size)?.reduce(0) { $0 << 8 | Number($1) }
    }

    mutating func hash() -> MerkleHash? {
        bytes(MerkleHash.byteCount).flatMap { MerkleHash($0) }
    }

    mutating func reference() -> OpaqueReference? {
        bytes(OpaqueReference.byteCount).flatMap { OpaqueReference($0) }
    }
}

/// Writes big-endian fields one after the other.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    mutating func append(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ hash: MerkleHash) {
        bytes.append(contentsOf: hash.bytes)
    }

    mutating func append(_ more: some Sequence<UInt8>) {
        bytes.append(contentsOf: more)
    }
}
