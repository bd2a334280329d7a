// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc

/// The files of a store, of which none is opened before it is known to be one.
///
/// A named pipe in the place of a file would keep whoever opens it waiting for ever.
struct StoreFiles: Sendable {
    let folder: URL

    var database: String { folder.appendingPathComponent("spoor.sqlite").path }

    /// Throws unless what SQLite opens by itself are files, as far as they are there.
    func check() throws {
        guard FileManager.default.fileExists(atPath: database) else {
            throw VerificationError.noStore(folder.path)
        }
        for suffix in ["", "-wal", "-shm", "-journal"] {
            let kind = Self.kind(of: database + suffix)
            // A folder does not open, and SQLite says so.
            guard kind == nil || kind == S_IFREG || kind == S_IFDIR else {
                throw VerificationError.databaseDoesNotRead("spoor.sqlite\(suffix) is no file")
            }
        }
    }

    /// The bytes of the database and of what was not taken into it yet.
    func databaseBytes() -> Int {
        ["", "-wal"].reduce(0) { sum, suffix in
            var status = stat()
            return stat(database + suffix, &status) == 0 ? sum + Int(status.st_size) : sum
        }
    }

    /// What a published file or the log holds; nil when it is not there, is no file, or is longer.
    func content(of name: String, atMost limit: Int) -> Data? {
        let path = folder.appendingPathComponent(name).path
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size <= limit
        else { return nil }
        return try? FileHandle(fileDescriptor: file, closeOnDealloc: false).read(upToCount: limit)
            ?? Data()
    }

    private static func kind(of path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }
}
