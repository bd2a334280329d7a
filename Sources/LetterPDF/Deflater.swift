// SPDX-License-Identifier: EUPL-1.2

import CZlib

/// Compresses one stream after another with zlib, without setting up anew for each.
///
/// A class because zlib keeps the address of its state.
final class Deflater {
    private let state: UnsafeMutablePointer<z_stream>

    /// Pages are so much alike that the fastest levels make them half a percent larger than the best.
    enum Purpose {
        case pages, fonts
    }

    init(for purpose: Purpose) throws {
        state = .allocate(capacity: 1)
        state.initialize(to: z_stream())
        let (level, window, memory): (Int32, Int32, Int32) =
            purpose == .pages ? (2, 15, 8) : (9, 15, 9)
        let code = deflateInit2_(
            state,
            level,
            Z_DEFLATED,
            window,
            memory,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        )
        if code != Z_OK {
            throw LetterPDFError.compression(code: code)
        }
    }

    deinit {
        deflateEnd(state)
        state.deinitialize(count: 1)
        state.deallocate()
    }

    func append(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) throws {
        guard deflateReset(state) == Z_OK, bytes.count < Int(UInt32.max) else {
            throw LetterPDFError.compression(code: Z_STREAM_ERROR)
        }
        let bound = Int(deflateBound(state, UInt(bytes.count)))
        state.pointee.next_in = UnsafeMutablePointer(
            mutating: bytes.bindMemory(to: UInt8.self).baseAddress
        )
        state.pointee.avail_in = UInt32(bytes.count)
        let packed = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            state.pointee.next_out = buffer.baseAddress
            state.pointee.avail_out = UInt32(bound)
            count =
                deflate(state, Z_FINISH) == Z_STREAM_END ? bound - Int(state.pointee.avail_out) : 0
        }
        if packed.isEmpty {
            throw LetterPDFError.compression(code: Z_BUF_ERROR)
        }
        output.append(contentsOf: packed)
    }

    func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
        var output: [UInt8] = []
        try bytes.withUnsafeBytes { try append($0, to: &output) }
        return output
    }
}

/// Running check sum (CRC-32): a name for bytes, not a protection of them.
struct Checksum {
    private(set) var value: UInt = 0

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        value = crc32_z(value, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count)
    }

    static func of(_ bytes: [UInt8]) -> UInt {
        var sum = Self()
        bytes.withUnsafeBytes { sum.update($0) }
        return sum.value
    }
}
