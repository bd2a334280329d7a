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
}
