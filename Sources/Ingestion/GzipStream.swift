// SPDX-License-Identifier: EUPL-1.2

import CZlib

/// Decompresses RFC 1952 members one after another, in bounded memory.
final class GzipStream {
    /// What is wrong with the data, known when nothing more comes out.
    private(set) var flaw: FileRemark?
    private var stream = z_stream()
    private let name: String
    private var input: [UInt8] = []
    private var output = [UInt8](repeating: 0, count: 1 << 20)
    private var used = 0
    private var isBetweenMembers = true
    private var wholeMembers = 0

    init(name: String) throws {
        self.name = name
        guard inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw IngestionError.decompressionFailed }
    }

    deinit { inflateEnd(&stream) }

    /// The next piece; empty at the end of what can be decompressed.
    func inflate(read: () throws -> [UInt8]) throws -> [UInt8] {
        while flaw == nil {
            if used == input.count {
                input = try read()
                used = 0
                if input.isEmpty {
                    if !isBetweenMembers { flaw = .gzipCutOff }
                    return []
                }
            }
            if isBetweenMembers, wholeMembers > 0 {
                // Tapes and some programs fill up with zeros.
                while used < input.count, input[used] == 0 { used += 1 }
                guard used < input.count else { continue }
                guard input[used] == 0x1F else {
                    flaw = .bytesBehindGzip
                    return []
                }
            }
            let produced = try step()
            if !produced.isEmpty { return produced }
        }
        return []
    }

    private func step() throws -> [UInt8] {
        let space = output.count
        var status: Int32 = Z_OK
        var produced = 0
        input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress?.advanced(by: used)
                stream.avail_in = UInt32(source.count - used)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(space)
                status = CZlib.inflate(&stream, Z_NO_FLUSH)
                used = source.count - Int(stream.avail_in)
                produced = space - Int(stream.avail_out)
            }
        }
        switch status {
        case Z_STREAM_END:
            isBetweenMembers = true
            wholeMembers += 1
            inflateReset(&stream)
        case Z_OK, Z_BUF_ERROR: isBetweenMembers = false
        case _ where stream.total_out > 0: flaw = .gzipDamaged
        case _ where wholeMembers > 0: flaw = .bytesBehindGzip
        default: throw IngestionError.notGzip(file: name)
        }
        return Array(output[..<produced])
    }
}
