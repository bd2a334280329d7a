// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import Store
import SystemPackage

/// A file with people in it: mode 0600, written beside its name and moved there when complete.
///
/// What stands under its name is left alone: a file with other contents, and all that is no file.
/// A part file is removed when its writer ends for any reason, also by a signal.
public final class PrivateFile {
    private let path: String
    private let temporary: String
    private let replaces: Bool
    /// Absent once the file was closed.
    private var descriptor: FileDescriptor?
    private var buffer: [UInt8] = []

    private static let bufferSize = 1 << 20

    /// `replaces`: the file is the program's own work, which it does again.
    public init(path: String, replaces: Bool = false) throws {
        guard path != "-" else {
            throw HostingError.peopleToStandardOutput
        }
        self.path = path
        self.replaces = replaces
        let url = URL(fileURLWithPath: path)
        let temporary =
            url.deletingLastPathComponent().appendingPathComponent(
                ".\(url.lastPathComponent).spoor-part"
            ).path
        self.temporary = temporary
        var status = stat()
        guard lstat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG else {
            throw HostingError.nameTakenByNoFile(path)
        }
        do {
            descriptor = try PartFiles.add(temporary) {
                unlink(temporary)
                return try FileDescriptor.open(
                    temporary,
                    .writeOnly,
                    options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
                    permissions: .ownerReadWrite
                )
            }
        } catch let error as Errno {
            if [.tooManyOpenFiles, .tooManyOpenFilesInSystem, .ioError].contains(error) {
                throw error
            }
            throw HostingError.fileNotWritable(path, code: error.rawValue)
        }
        buffer.reserveCapacity(Self.bufferSize)
    }

    deinit {
        guard let descriptor else { return }
        try? descriptor.close()
        removePart()
    }

    private func removePart() {
        unlink(temporary)
        PartFiles.forget(temporary)
    }

    public func write(_ text: String) throws {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    public func write(_ bytes: [UInt8]) throws {
        if buffer.count + bytes.count > Self.bufferSize { try flush() }
        buffer.append(contentsOf: bytes)
    }

    private func flush() throws {
        guard let descriptor else { throw Errno.badFileDescriptor }
        try descriptor.writeAll(buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    /// On the disk, then under its name.
    public func close() throws {
        try flush()
        guard let ended = descriptor else { throw Errno.badFileDescriptor }
        guard fsync(ended.rawValue) == 0 else { throw Errno(rawValue: errno) }
        descriptor = nil
        defer { removePart() }
        try ended.close()
        try takeName()
        try FolderNames.sync(URL(fileURLWithPath: path).deletingLastPathComponent())
    }

    /// Takes the name in one step, so that nothing that came to stand there meanwhile is lost.
    private func takeName() throws {
        guard !replaces else {
            guard rename(temporary, path) == 0 else { throw Errno(rawValue: errno) }
            return
        }
        if link(temporary, path) == 0 { return }
        switch errno {
        case EEXIST where isThere: return
        case EEXIST: throw HostingError.nameTakenByAnotherFile(path)
        // A file system without second names.
        case EPERM, EOPNOTSUPP:
            guard access(path, F_OK) != 0, rename(temporary, path) == 0 else {
                throw HostingError.fileNotWritable(path, code: errno)
            }
        default: throw Errno(rawValue: errno)
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
