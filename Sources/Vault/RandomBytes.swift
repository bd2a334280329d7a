// SPDX-License-Identifier: EUPL-1.2

import Glibc

/// Random bytes of the operating system, drawn some thousands at a time: a system call for each
/// nonce and key would cost more than the encryption itself.
///
/// Each thread that seals has its own, and it cannot be copied: two copies would draw the same
/// bytes, and GCM under one nonce twice gives both texts away.
public struct RandomBytes: ~Copyable, Sendable {
    private var pool: [UInt8] = []
    private var used = 0

    public init() {}

    public mutating func next(_ count: Int) -> ArraySlice<UInt8> {
        if used + count > pool.count { refill(atLeast: count) }
        defer { used += count }
        return pool[used..<used + count]
    }

    /// Calls `body` with so many fresh bytes.
    public mutating func withNext<Result>(
        _ count: Int,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        if used + count > pool.count { refill(atLeast: count) }
        defer { used += count }
        return try pool.withUnsafeBytes {
            try body(UnsafeRawBufferPointer(rebasing: $0[used..<used + count]))
        }
    }

    /// A positive 63-bit number.
    public mutating func nextNumber() -> Int64 {
        let value = withNext(8) { $0.loadUnaligned(as: UInt64.self) }
        return Int64(max(1, value >> 1))
    }

    private mutating func refill(atLeast count: Int) {
        // Few are drawn for one value, many once it goes on.
        pool = [UInt8](repeating: 0, count: max(min(1 << 15, max(256, pool.count * 8)), count))
        used = 0
        pool.withUnsafeMutableBytes { buffer in
            // getentropy(3) gives 256 bytes at a time.
            for start in stride(from: 0, to: buffer.count, by: 256) {
                let part = UnsafeMutableRawBufferPointer(
                    rebasing: buffer[start..<min(start + 256, buffer.count)]
                )
                let gave = getentropy(part.baseAddress, part.count)
                precondition(gave == 0, "the system gives no random bytes")
            }
        }
    }
}
