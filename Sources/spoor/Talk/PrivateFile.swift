// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import Store

/// A file with people in it: mode 0600, written beside its name and moved there when complete.
///
/// What stands under its name is left alone: a file with other contents, and all that is no file.
final class PrivateFile {
    private let path: String
    private let temporary: String
    private let replaces: Bool
    private var descriptor: Int32
    private var buffer: [UInt8] = []

    /// `replaces`: the file is the program's own work, which it does again.
    init(path: String, replaces: Bool = false) throws {
        guard path != "-" else {
            throw Complaint(
                .usage,
                "people are written to a file, not to standard output",
                help: "name a file; it gets mode 0600"
            )
        }
        self.path = path
        self.replaces = replaces
        let url = URL(fileURLWithPath: path)
        temporary =
            url.deletingLastPathComponent().appendingPathComponent(
                ".\(url.lastPathComponent).spoor-part"
            ).path
        var status = stat()
        guard lstat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG else {
            throw Complaint(
                .cannotCreate,
                "\(path) is there already and is no plain file",
                help: "give the name of a file that does not exist yet"
            )
        }
        unlink(temporary)
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
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
        let ended = descriptor
        guard fsync(ended) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        descriptor = -1
        defer { unlink(temporary) }
        guard Glibc.close(ended) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        try takeName()
        try FolderNames.sync(URL(fileURLWithPath: path).deletingLastPathComponent())
    }

    /// Takes the name in one step, so that nothing that came to stand there meanwhile is lost.
    private func takeName() throws {
        guard !replaces else {
            guard rename(temporary, path) == 0 else {
                throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
            }
            return
        }
        if link(temporary, path) == 0 { return }
        switch errno {
        case EEXIST where isThere: return
        case EEXIST:
            throw Complaint(
                .cannotCreate,
                "\(path) is there already and holds something else",
                help: "give another name, or remove the file first"
            )
        // A file system without second names.
        case EPERM, EOPNOTSUPP:
            guard access(path, F_OK) != 0, rename(temporary, path) == 0 else {
                throw Complaint(.cannotCreate, "\(path) cannot be written")
            }
        default: throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
    }

    /// Does the file hold the same already, by an earlier run of the same command?
    private var isThere: Bool {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            chmod(path, 0o600) == 0
        else { return false }
        return FileManager.default.contentsEqual(atPath: temporary, andPath: path)
    }
}
