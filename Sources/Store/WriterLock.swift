// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc

/// One process at a time writes a store: an advisory lock on a file beside the database, which the
/// system releases when the process ends, however it ends.
final class WriterLock: Sendable {
    private let descriptor: Int32

    /// Throws `StoreError.writerBusy` at once when another process writes.
    init(folder: URL) throws {
        let path = folder.appendingPathComponent("writer.lock").path
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteNoPermission) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            close(descriptor)
            throw StoreError.writerBusy(
                process: holder.trimmingCharacters(in: .whitespacesAndNewlines)
            )
        }
        self.descriptor = descriptor
        let line = Array("process \(getpid())\n".utf8)
        ftruncate(descriptor, 0)
        pwrite(descriptor, line, line.count, 0)
    }

    deinit {
        ftruncate(descriptor, 0)
        close(descriptor)
    }

    /// The number of the process that holds the lock of a folder; nil when none does. The lock is not
    /// touched: who only looks keeps nobody from writing, for no moment.
    static func holder(of folder: URL) -> String? {
        let path = folder.appendingPathComponent("writer.lock").path
        var file = stat()
        guard stat(path, &file) == 0,
            let locks = try? String(contentsOfFile: "/proc/locks", encoding: .utf8)
        else { return nil }
        // `1: FLOCK  ADVISORY  WRITE 4711 fe:00:16269428 0 EOF`
        for lock in locks.split(separator: "\n") {
            let fields = lock.split(separator: " ")
            guard fields.count > 5, fields[1] == "FLOCK", fields[3] == "WRITE",
                fields[5].hasSuffix(":\(file.st_ino)")
            else { continue }
            return String(fields[4])
        }
        return nil
    }
}

extension Store {
    /// The number of the process that writes this store now.
    public var writer: String? { WriterLock.holder(of: folder) }
}
