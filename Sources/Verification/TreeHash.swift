// SPDX-License-Identifier: EUPL-1.2

import COpenSSL

/// A SHA-256 of RFC 6962 section 2.1 as a plain value: millions go by, and none is an array.
struct TreeHash: Equatable, Sendable, BitwiseCopyable {
    // Four words, not a vector, which would want to stand at a thirty-second byte.
    private var first: UInt64 = 0
    private var second: UInt64 = 0
    private var third: UInt64 = 0
    private var fourth: UInt64 = 0

    static let length = 32
    static let zero = TreeHash()

    private init() {}

    /// The first 32 of these bytes.
    @inline(__always)
    init(_ bytes: UnsafeRawBufferPointer) {
        self = bytes.loadUnaligned(as: TreeHash.self)
    }

    init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.length else { return nil }
        self = Array(bytes).withUnsafeBytes { TreeHash($0) }
    }

    var bytes: [UInt8] { withUnsafeBytes(of: self) { Array($0) } }

    @inline(__always)
    func store(in memory: UnsafeMutableRawBufferPointer, at place: Int) {
        memory.storeBytes(of: self, toByteOffset: place, as: TreeHash.self)
    }

    /// The hash of some bytes. A hash of Crypto is an object of its own, and there are two or three of
    /// them for each row of the ledger: making and giving them back took a fifth of a verification.
    @inline(__always)
    init(of bytes: UnsafeRawBufferPointer) {
        self.init()
        spoor_sha256(bytes.baseAddress, bytes.count, &self)
    }

    /// The hash of a tree without leaves.
    static let empty = TreeHash(of: UnsafeRawBufferPointer(start: nil, count: 0))

    static func leaf(_ bytes: UnsafeRawBufferPointer) -> TreeHash {
        withUnsafeTemporaryAllocation(byteCount: 1 + bytes.count, alignment: 1) { memory in
            memory[0] = 0x00
            UnsafeMutableRawBufferPointer(rebasing: memory[1...]).copyMemory(from: bytes)
            return TreeHash(of: UnsafeRawBufferPointer(memory))
        }
    }

    /// The leaf whose content is itself a hash.
    static func leaf(_ content: TreeHash) -> TreeHash {
        withUnsafeTemporaryAllocation(byteCount: 1 + length, alignment: 1) { memory in
            memory[0] = 0x00
            content.store(in: memory, at: 1)
            return TreeHash(of: UnsafeRawBufferPointer(memory))
        }
    }

    static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * length, alignment: 1) { memory in
            memory[0] = 0x01
            left.store(in: memory, at: 1)
            right.store(in: memory, at: 1 + length)
            return TreeHash(of: UnsafeRawBufferPointer(memory))
        }
    }
}
