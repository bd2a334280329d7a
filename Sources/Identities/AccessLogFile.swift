// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc

/// The lines of the access log on the disk. Any number of processes write to them, dry runs and
/// lookups too, so whoever reads the end or adds to it has locked the file.
final class AccessLogFile: Sendable {
    /// Waits until a file is on the disk; 0 when it is.
    typealias Sync = @Sendable (_ descriptor: Int32) -> Int32

    private let path: String
    private let descriptor: Int32
    private let waitForDisk: Sync

    init(path: String, sync: @escaping Sync = { fdatasync($0) }) throws {
        self.path = path
        waitForDisk = sync
        descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure() }
    }

    deinit { close(descriptor) }

    /// Runs `body` while no other process has the lock. The system lets go of it when a process ends.
    func locked<Result>(_ body: () throws -> Result) throws -> Result {
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw Self.failure() }
        }
        defer { flock(descriptor, LOCK_UN) }
        return try body()
    }

    func size() throws -> Int {
        let size = lseek(descriptor, 0, SEEK_END)
        guard size >= 0 else { throw Self.failure() }
        return Int(size)
    }

    /// Adds lines at the end and waits until they are on the disk. What was written of lines that do
    /// not get there is taken away again: after a failed sync nobody knows what of them the disk has,
    /// and a second sync would say that all is well.
    func append(_ lines: [UInt8], at end: Int) throws {
        do {
            try write(lines, at: end)
            try sync()
        } catch {
            ftruncate(descriptor, off_t(end))
            throw error
        }
    }

    private func write(_ bytes: [UInt8], at start: Int) throws {
        var written = 0
        while written < bytes.count {
            let part = bytes[written...].withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress, $0.count, off_t(start + written))
            }
            if part < 0, errno == EINTR { continue }
            guard part > 0 else { throw part < 0 ? Self.failure() : POSIXError(.ENOSPC) }
            written += part
        }
    }

    /// Waits until the name of the file is on the disk.
    func syncFolder() throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure() }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Self.failure() }
    }

    /// Waits until the lines of other processes are on the disk as well.
    func sync() throws {
        guard waitForDisk(descriptor) == 0 else { throw Self.failure() }
    }

    /// Where the whole lines end. What a crash left of a line behind them goes, word for word, to a
    /// file beside the log: its access never happened, and nobody can say that it was hidden.
    func wholeLines() throws -> Int {
        let size = try size()
        var end = try lineEnd(before: size)
        // A loss of power may leave out a part in the middle, which then reads as zeros; no line
        // holds one.
        let start = try lineEnd(before: end - 1)
        if try read(start..<end).contains(0) { end = start }
        guard end < size else { return end }
        let beside = try AccessLogFile(path: path + ".torn")
        let torn = try read(end..<size)
        let separator = torn.last == Self.lineEnd ? [] : [Self.lineEnd]
        try beside.locked { try beside.append(torn + separator, at: try beside.size()) }
        try syncFolder()
        guard ftruncate(descriptor, off_t(end)) == 0 else { throw Self.failure() }
        try sync()
        return end
    }

    /// Where the last line ends that ends at `limit` or before; 0 when none does.
    private func lineEnd(before limit: Int) throws -> Int {
        var limit = limit
        while limit > 0 {
            let start = max(0, limit - Self.chunk)
            if let place = try read(start..<limit).lastIndex(of: Self.lineEnd) {
                return start + place + 1
            }
            limit = start
        }
        return 0
    }

    /// Hands out whole lines with the place behind them, without their line ends, to the last.
    func lines(
        in range: Range<Int>,
        _ body: (_ line: ArraySlice<UInt8>, _ end: Int) throws -> Void
    ) throws {
        var rest: [UInt8] = []
        var place = range.lowerBound
        while place < range.upperBound {
            let bytes = try read(place..<min(place + Self.chunk, range.upperBound))
            rest += bytes
            place += bytes.count
            var start = 0
            while let end = rest[start...].firstIndex(of: Self.lineEnd) {
                try body(rest[start..<end], place - rest.count + end + 1)
                start = end + 1
            }
            rest.removeFirst(start)
        }
    }

    /// Hands out whole lines with the place behind them, from the last to the first, as long as
    /// `body` asks for more.
    func backwards(
        from end: Int,
        _ body: (_ line: ArraySlice<UInt8>, _ end: Int) throws -> Bool
    ) throws {
        var end = end
        var start = end
        var bytes: [UInt8] = []
        while end > 0 {
            // A line ends before its line end, and begins behind that of the line before.
            let before = bytes.dropLast().lastIndex(of: Self.lineEnd)
            guard before != nil || start == 0 else {
                let from = max(0, start - max(Self.chunk, bytes.count))
                bytes = try read(from..<start) + bytes
                start = from
                continue
            }
            let first = before.map { $0 + 1 } ?? 0
            guard try body(bytes[first...].dropLast(), end) else { return }
            end -= bytes.count - first
            bytes.removeSubrange(first...)
        }
    }

    private func read(_ range: Range<Int>) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
            while filled < range.count {
                let rest = UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...]
                )
                let part = pread(
                    descriptor,
                    rest.baseAddress,
                    rest.count,
                    off_t(range.lowerBound + filled)
                )
                if part < 0, errno == EINTR { continue }
                guard part > 0 else { throw part < 0 ? Self.failure() : POSIXError(.EIO) }
                filled += part
            }
        }
    }

    private static let lineEnd: UInt8 = 0x0A
    private static let chunk = 1 << 16

    private static func failure() -> POSIXError {
        POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
}
