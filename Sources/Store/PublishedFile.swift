// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc

/// A file that takes the place of another: whole and on the disk before it has the name, so a reader
/// sees the old one or the new one. Only its owner may read it.
enum PublishedFile {
    static func write(_ bytes: [UInt8], to file: URL) throws {
        let folder = file.deletingLastPathComponent()
        try FolderNames.make(folder, permissions: 0o700)
        let beside = folder.appendingPathComponent(".\(file.lastPathComponent).new").path
        let descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let part = bytes[written...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if part < 0, errno == EINTR { continue }
            guard part > 0 else { throw failure() }
            written += part
        }
        guard fsync(descriptor) == 0, rename(beside, file.path) == 0 else { throw failure() }
    }

    private static func failure() -> POSIXError {
        POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
}
