// SPDX-License-Identifier: EUPL-1.2

import Vault

/// What the column `claims` of an unresolved row holds, all of it under the commitment of the row:
/// i32 the last day on which the processor may have it, the digest of its content, u16 how many
/// samples and their keyed digests, then the sealed claims. So a row that is told late who it is
/// about loses nothing.
struct UnresolvedClaims: Sendable {
    var keepUntil: Int?
    var received: DigestPair
    var samples: [DigestPair]
    var sealed: [UInt8]

    init(keepUntil: Int?, received: DigestPair, samples: [DigestPair], sealed: [UInt8]) {
        self.keepUntil = keepUntil
        self.received = received
        self.samples = samples
        self.sealed = sealed
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(22 + samples.count * 16 + sealed.count)
        func add(_ number: some FixedWidthInteger) {
            withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
        }
        add(keepUntil.map { Int32(clamping: $0) } ?? Int32.min)
        bytes += received.bytes
        add(UInt16(clamping: samples.count))
        for sample in samples.prefix(Int(UInt16.max)) { bytes += sample.bytes }
        return bytes + sealed
    }

    /// Nil when the bytes are of no such row.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 22 else { return nil }
        let day = Int32(bigEndian: bytes.loadUnaligned(as: Int32.self))
        let count = Int(UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 20, as: UInt16.self)))
        let end = 22 + count * 16
        guard bytes.count >= end else { return nil }
        keepUntil = day == Int32.min ? nil : Int(day)
        received = DigestPair(UnsafeRawBufferPointer(rebasing: bytes[4..<20]))
        samples = stride(from: 22, to: end, by: 16).map {
            DigestPair(UnsafeRawBufferPointer(rebasing: bytes[$0..<$0 + 16]))
        }
        sealed = Array(bytes[end...])
    }
}
