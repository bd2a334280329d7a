// SPDX-License-Identifier: EUPL-1.2

/// The numbers in the population of many people, one after another in flat memory.
public struct SourceColumn: Sendable, Masked {
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []

    public init(expecting count: Int = 0) {
        ends.reserveCapacity(count)
        bytes.reserveCapacity(count * 12)
    }

    public init(_ sources: some Sequence<SourceID>) {
        for source in sources { append(Array(source.text.utf8)) }
    }

    public var count: Int { ends.count }

    public mutating func append(_ source: [UInt8]) {
        bytes.append(contentsOf: source)
        ends.append(UInt32(bytes.count))
    }

    /// The UTF-8 of one of them.
    public subscript(index: Int) -> ArraySlice<UInt8> {
        bytes[start(of: index)..<Int(ends[index])]
    }

    private func start(of index: Int) -> Int { index == 0 ? 0 : Int(ends[index - 1]) }

    /// The indexes in the order of the bytes: the order in which a register is canonical.
    public func order() -> [Int] {
        // Eight bytes behind what all begin with decide nearly always; the rest is compared when
        // they are equal.
        let common = commonPrefix()
        var keys: [(prefix: UInt64, index: UInt32)] = []
        keys.reserveCapacity(count)
        bytes.withUnsafeBufferPointer { bytes in
            var start = 0
            for index in 0..<count {
                let end = Int(ends[index])
                keys.append((Self.prefix(of: bytes[start + common..<end]), UInt32(index)))
                start = end
            }
        }
        keys.sort { left, right in
            if left.prefix != right.prefix { return left.prefix < right.prefix }
            return self[Int(left.index)].lexicographicallyPrecedes(self[Int(right.index)])
        }
        return keys.map { Int($0.index) }
    }

    /// How many bytes all of them begin with.
    private func commonPrefix() -> Int {
        guard let first = ends.first else { return 0 }
        return bytes.withUnsafeBufferPointer { bytes in
            var common = Int(first)
            for index in 1..<count where common > 0 {
                let start = start(of: index)
                common = min(common, Int(ends[index]) - start)
                if let other = (0..<common).first(where: { bytes[$0] != bytes[start + $0] }) {
                    common = other
                }
            }
            return common
        }
    }

    /// The first eight bytes as a number that sorts as they do, short ones with zeros behind.
    private static func prefix(of source: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64 {
        var prefix: UInt64 = 0
        for byte in source.prefix(8) { prefix = prefix << 8 | UInt64(byte) }
        return source.count >= 8 ? prefix : prefix << UInt64(8 * (8 - source.count))
    }
}
