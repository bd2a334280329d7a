// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import Store

/// A file with people in it: mode 0600, written beside its name and moved there when complete.
final class PrivateFile {
    private let path: String
    private let temporary: String
    private var descriptor: Int32
    private var buffer: [UInt8] = []

    init(path: String) throws {
        self.path = path
        temporary = path + ".part"
        unlink(temporary)
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Complaint(
                .cannotCreate,
                "cannot write \(path) (\(String(cString: strerror(errno))))",
                help: "check the folder and its rights"
            )
        }
        buffer.reserveCapacity(1 << 20)
    }

    deinit {
        if descriptor >= 0 {
            Glibc.close(descriptor)
            unlink(temporary)
        }
    }

    func write(_ text: String) throws {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= 1 << 20 { try flush() }
    }

    func write(_ bytes: [UInt8]) throws {
        if buffer.count + bytes.count > 1 << 20 { try flush() }
        buffer.append(contentsOf: bytes)
    }

    private func flush() throws {
        var written = 0
        while written < buffer.count {
            let part = buffer[written...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if part < 0, errno == EINTR { continue }
            guard part > 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
            written += part
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// On the disk, then under its name.
    func close() throws {
        try flush()
        guard fsync(descriptor) == 0, Glibc.close(descriptor) == 0, rename(temporary, path) == 0
        else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        descriptor = -1
        try FolderNames.sync(URL(fileURLWithPath: path).deletingLastPathComponent())
    }
}
