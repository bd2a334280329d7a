// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import SystemPackage
import Vault

/// The file of the root key: only its owner may read it, and it lies outside the store.
struct KeyFile {
    let path: String

    /// Reads the key through one page that is never swapped out and is wiped after use.
    func read(outside store: URL) throws -> RootKey {
        let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard !place.hasPrefix(store.resolvingSymlinksInPath().path + "/") else {
            throw CommandFailure(
                .configuration,
                "the key file lies inside the store",
                help: "a thief of the store would have both: move it and give --key-file"
            )
        }
        let descriptor: FileDescriptor
        do {
            descriptor = try FileDescriptor.open(
                path,
                .readOnly,
                options: [.closeOnExec, .nonBlocking]
            )
        } catch Errno.noSuchFileOrDirectory, Errno.notDirectory {
            throw CommandFailure(
                .configuration,
                "there is no key file at \(path)",
                help: "'spoor init' makes one; give another with --key-file or SPOOR_KEY_FILE"
            )
        } catch Errno.permissionDenied {
            throw CommandFailure(
                .notAllowed,
                "no right to read the key file \(path)",
                help: "run it as the user who owns the key"
            )
        }
        return try descriptor.closeAfter { try key(in: descriptor) }
    }

    private func key(in descriptor: FileDescriptor) throws -> RootKey {
        var status = stat()
        guard fstat(descriptor.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
        guard status.st_mode & 0o077 == 0 else {
            throw CommandFailure(
                .configuration,
                "others may read the key file \(path)",
                help: "chmod 600 \(path)"
            )
        }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size == 32,
            let key = try LockedPage.use({ page in
                let bytes = UnsafeMutableRawBufferPointer(rebasing: page[..<32])
                return try descriptor.read(into: bytes) == 32
                    ? RootKey(bytes: UnsafeRawBufferPointer(bytes)) : nil
            })
        else {
            throw CommandFailure(
                .configuration,
                "the key file \(path) does not hold 32 bytes",
                help: "restore it from where you keep it; without it the store stays closed"
            )
        }
        return key
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
