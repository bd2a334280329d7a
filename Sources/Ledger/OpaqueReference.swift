// SPDX-License-Identifier: EUPL-1.2

import Custody

/// Sixteen bytes that mean something to the writer of an entry and nothing to the ledger.
public struct OpaqueReference: Hashable, Sendable {
    public static let byteCount = 16
    /// Sixteen zero bytes: nobody, or nothing.
    public static let zero = OpaqueReference(high: 0, low: 0)

    private let high: UInt64
    private let low: UInt64

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Nil unless there are exactly 16 bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    public var bytes: [UInt8] {
        var writer = ByteWriter(capacity: Self.byteCount)
        writer.append(high)
        writer.append(low)
        return writer.bytes
    }

    func store(to buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
        buffer.storeBytes(of: high.bigEndian, toByteOffset: offset, as: UInt64.self)
        buffer.storeBytes(of: low.bigEndian, toByteOffset: offset + 8, as: UInt64.self)
    }
}

extension OpaqueReference: CustomStringConvertible {
    public var description: String { Hexadecimal.text(bytes) }
}
