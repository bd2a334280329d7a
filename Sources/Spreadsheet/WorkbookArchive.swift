// SPDX-License-Identifier: EUPL-1.2

import CArchive

/// Bytes of a file that can be read at any place.
public struct WorkbookBytes {
    public let size: Int
    /// Fills the buffer from an offset on; returns how many bytes, 0 at the end.
    let read: (UnsafeMutableRawBufferPointer, Int) throws -> Int

    public init(size: Int, read: @escaping (UnsafeMutableRawBufferPointer, Int) throws -> Int) {
        self.size = size
        self.read = read
    }

    public init(_ bytes: [UInt8]) {
        self.init(size: bytes.count) { buffer, offset in
            let end = min(offset + buffer.count, bytes.count)
            guard offset < end else { return 0 }
            buffer.copyBytes(from: bytes[offset..<end])
            return end - offset
        }
    }
}

/// The zip archive that a workbook is: its parts by their names, by the directory at its end.
///
/// Every reading goes through the archive from its beginning, so nothing of it is kept.
final class WorkbookArchive {
    let limits: WorkbookLimits
    private let bytes: WorkbookBytes
    /// The place in the file that was read last, in bytes.
    private(set) var position = 0
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    /// What reading the file threw; libarchive has only codes.
    private var failure: (any Error)?

    init(_ bytes: WorkbookBytes, limits: WorkbookLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    deinit { buffer.deallocate() }

    /// Names are told apart as OPC does (ECMA-376 part 2, section 6.2.2.3): without regard to case.
    static func key(_ name: String) -> String {
        var name = name.lowercased().replacing("\\", with: "/")
        while name.hasPrefix("/") { name.removeFirst() }
        return name
    }

    /// The names of all parts.
    func names() throws -> Set<String> {
        var names: Set<String> = []
        try forEachEntry { name, _ in
            names.insert(name)
            guard names.count <= limits.parts else { throw WorkbookProblem.tooManyParts }
            return true
        }
        return names
    }

    /// Hands out a part in pieces until `take` returns false. False when there is no such part.
    func read(
        _ part: String,
        _ take: (UnsafeRawBufferPointer) throws -> Bool
    ) throws -> Bool {
        let part = Self.key(part)
        var isFound = false
        try forEachEntry { name, archive in
            guard name == part else { return true }
            isFound = true
            try unpack(archive, take)
            return false
        }
        return isFound
    }

    /// A part that is small, whole.
    func text(_ part: String, atMost count: Int) throws -> [UInt8] {
        var text: [UInt8] = []
        _ = try read(part) {
            text += $0.prefix(count - text.count)
            return text.count < count
        }
        return text
    }

    private func unpack(
        _ archive: OpaquePointer,
        _ take: (UnsafeRawBufferPointer) throws -> Bool
    ) throws {
        let most = max(limits.unpackedBytes, bytes.size &* limits.unpackedTimes)
        var unpacked = 0
        while true {
            var piece: UnsafeRawPointer?
            var (count, offset) = (0, la_int64_t(0))
            switch archive_read_data_block(archive, &piece, &count, &offset) {
            case ARCHIVE_EOF: return
            case ARCHIVE_OK: break
            default: throw failure ?? WorkbookProblem.damaged(lastRow: 0)
            }
            unpacked += count
            guard unpacked <= most else { throw WorkbookProblem.unpacksTooFar }
            guard try take(UnsafeRawBufferPointer(start: piece, count: count)) else { return }
        }
    }

    private func forEachEntry(_ body: (String, OpaquePointer) throws -> Bool) throws {
        guard let archive = archive_read_new() else { throw WorkbookProblem.damaged(lastRow: 0) }
        defer { archive_read_free(archive) }
        // By the directory at the end alone: what it does not name is not there.
        archive_read_support_format_zip_seekable(archive)
        archive_read_set_callback_data(archive, Unmanaged.passUnretained(self).toOpaque())
        archive_read_set_read_callback(archive) { _, reader, piece in
            WorkbookArchive.of(reader).fill(piece)
        }
        archive_read_set_seek_callback(archive) { _, reader, offset, whence in
            WorkbookArchive.of(reader).seek(offset, whence)
        }
        (position, failure) = (0, nil)
        guard archive_read_open1(archive) == ARCHIVE_OK else {
            throw failure ?? WorkbookProblem.cutOff
        }
        var isFirst = true
        while true {
            var entry: OpaquePointer?
            switch archive_read_next_header(archive, &entry) {
            case ARCHIVE_EOF: return
            case ARCHIVE_OK, ARCHIVE_WARN: break
            default:
                throw failure
                    ?? (isFirst ? WorkbookProblem.cutOff : WorkbookProblem.damaged(lastRow: 0))
            }
            isFirst = false
            guard let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
            else { continue }
            if archive_entry_is_encrypted(entry) != 0 { throw WorkbookProblem.encrypted }
            guard try body(Self.key(String(cString: name)), archive) else { return }
        }
    }

    // MARK: What libarchive calls

    private static func of(_ reader: UnsafeMutableRawPointer?) -> WorkbookArchive {
        guard let reader else { preconditionFailure("libarchive hands back what it was given") }
        return Unmanaged<WorkbookArchive>.fromOpaque(reader).takeUnretainedValue()
    }

    private func fill(_ piece: UnsafeMutablePointer<UnsafeRawPointer?>?) -> la_ssize_t {
        do {
            let count = try bytes.read(buffer, position)
            position += count
            piece?.pointee = UnsafeRawPointer(buffer.baseAddress)
            return count
        } catch {
            failure = error
            return la_ssize_t(ARCHIVE_FATAL)
        }
    }

    private func seek(_ offset: la_int64_t, _ whence: Int32) -> la_int64_t {
        let base = whence == 0 ? 0 : whence == 1 ? position : bytes.size
        let (place, isOver) = base.addingReportingOverflow(Int(offset))
        guard !isOver, 0...bytes.size ~= place else { return la_int64_t(ARCHIVE_FATAL) }
        position = place
        return la_int64_t(place)
    }
}
