// SPDX-License-Identifier: EUPL-1.2

import Glibc

/// Random bytes of the operating system, many at a time: getentropy(3) gives 256 at a time.
struct RandomBytes {
    private var pool: [UInt8] = []
    private var used = 0

    mutating func next(_ count: Int) -> ArraySlice<UInt8> {
        if used + count > pool.count { refill(atLeast: count) }
        defer { used += count }
        return pool[used..<used + count]
    }

    /// A positive 63-bit number.
    mutating func nextNumber() -> Int64 {
        let value = next(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int64(max(1, value >> 1))
    }

    private mutating func refill(atLeast count: Int) {
        pool = [UInt8](repeating: 0, count: max(8192, count))
        used = 0
        pool.withUnsafeMutableBytes { buffer in
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
