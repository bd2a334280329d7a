// SPDX-License-Identifier: EUPL-1.2

public import Foundation
import Glibc
import Store
import SystemPackage
public import Vault

/// The file of the root key: only its owner may read it, and it lies outside the store.
public struct KeyFile: Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// Reads the key through one page that is never swapped out and is wiped after use.
    public func read(outside store: URL) throws -> RootKey {
        let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard !place.hasPrefix(store.resolvingSymlinksInPath().path + "/") else {
            throw HostingError.keyInsideStore
        }
        let descriptor: FileDescriptor
        do {
            descriptor = try FileDescriptor.open(
                path,
                .readOnly,
                options: [.closeOnExec, .nonBlocking]
            )
        } catch Errno.noSuchFileOrDirectory, Errno.notDirectory {
            throw HostingError.noKeyFile(path)
        } catch Errno.permissionDenied {
            throw HostingError.keyFileNotAllowed(path)
        }
        return try descriptor.closeAfter { try key(in: descriptor) }
    }

    private func key(in descriptor: FileDescriptor) throws -> RootKey {
        var status = stat()
        guard fstat(descriptor.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
        guard status.st_mode & 0o077 == 0 else { throw HostingError.keyFileOpenToOthers(path) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size == 32,
            let key = try LockedPage.use({ page in
                let bytes = UnsafeMutableRawBufferPointer(rebasing: page[..<32])
                return try descriptor.read(into: bytes) == 32
                    ? RootKey(bytes: UnsafeRawBufferPointer(bytes)) : nil
            })
        else { throw HostingError.keyFileHoldsNoKey(path) }
        return key
    }

    /// Makes a new key of 32 random bytes, readable by its owner only; false where a file is already.
    public func make() throws -> Bool {
        guard !FileManager.default.fileExists(atPath: path) else { return false }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FolderNames.make(folder, permissions: 0o700)
        let isWritten = try LockedPage.use { page in
            guard getentropy(page.baseAddress, 32) == 0 else { throw HostingError.noRandomBytes }
            return write(UnsafeRawBufferPointer(rebasing: page[..<32]))
        }
        guard isWritten else { throw HostingError.keyFileNotWritable(path) }
        try FolderNames.sync(folder)
        return true
    }

    /// Under its name only when it is whole and on the disk, and never over another key.
    private func write(_ key: UnsafeRawBufferPointer) -> Bool {
        let part = path + ".part"
        let options: FileDescriptor.OpenOptions = [.create, .closeOnExec, .noFollow]
        guard
            let file = try? FileDescriptor.open(
                part,
                .writeOnly,
                options: options,
                permissions: .ownerReadWrite
            )
        else { return false }
        defer { try? file.close() }
        return flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 && access(path, F_OK) != 0
            && ftruncate(file.rawValue, 0) == 0
            && (try? file.writeAll(key)) == key.count
            && fsync(file.rawValue) == 0 && rename(part, path) == 0
    }
}

/// One page of memory for a secret: not swapped, not in a core dump or a child, wiped at the end.
enum LockedPage {
    static func use<Result>(
        _ body: (UnsafeMutableRawBufferPointer) throws -> Result
    ) throws -> Result {
        let size = sysconf(Int32(_SC_PAGESIZE))
        let flags = MAP_PRIVATE | MAP_ANONYMOUS
        guard let start = mmap(nil, size, PROT_READ | PROT_WRITE, flags, -1, 0), start != MAP_FAILED
        else { throw Errno(rawValue: errno) }
        defer {
            explicit_bzero(start, size)
            munmap(start, size)
        }
        // Without the right to lock (RLIMIT_MEMLOCK) the work goes on, and the log says so.
        if mlock(start, size) != 0 { Diagnostics.warning("memory of the key is not locked") }
        madvise(start, size, MADV_DONTDUMP)
        madvise(start, size, MADV_DONTFORK)
        return try body(UnsafeMutableRawBufferPointer(start: start, count: size))
    }
}
