// SPDX-License-Identifier: EUPL-1.2

internal import Foundation

/// A file that is written through a buffer of one mebibyte.
struct ByteFile {
    private static let capacity = 1 << 20

    private let handle: FileHandle
    private var buffer: [UInt8] = []

    init(_ url: URL) throws {
        try Data().write(to: url)
        handle = try FileHandle(forWritingTo: url)
        buffer.reserveCapacity(ByteFile.capacity + 16_384)
    }

    mutating func append(_ line: [UInt8]) throws {
        buffer.append(contentsOf: line)
        if buffer.count >= ByteFile.capacity { try flush() }
    }

    mutating func close() throws {
        try flush()
        try handle.close()
    }

    private mutating func flush() throws {
        try handle.write(contentsOf: Data(buffer))
        buffer.removeAll(keepingCapacity: true)
    }
}

extension [UInt8] {
    @inline(__always)
    mutating func put(_ text: StaticString) {
        append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        )
    }

    @inline(__always)
    mutating func put(_ bytes: [UInt8]) { append(contentsOf: bytes) }

    mutating func put(_ text: String) { append(contentsOf: text.utf8) }

    /// Decimal, with zeros in front up to `width`.
    mutating func put(_ number: Int, width: Int = 1) {
        let start = count
        var rest = number
        repeat {
            append(0x30 + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        while count - start < width { append(0x30) }
        var low = start
        var high = count - 1
        while low < high {
            swapAt(low, high)
            low += 1
            high -= 1
        }
    }
}
