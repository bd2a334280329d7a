// SPDX-License-Identifier: EUPL-1.2

public import Foundation
import Glibc

/// The names in a folder: which files there are, apart from what is in them.
///
/// A name that came, went or changed is on the disk for sure only after its folder was synced; the
/// sync of the file itself does not promise it (fsync(2)).
public enum FolderNames {
    /// Waits until the names in a folder are on the disk.
    public static func sync(_ folder: URL) throws {
        let descriptor = Glibc.open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        defer { close(descriptor) }
        // Some file systems know no sync of a folder, and answer so.
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
    }

    /// Makes a folder and those above it that are missing, each with its name on the disk.
    public static func make(_ folder: URL, permissions: Int? = nil) throws {
        let folder = folder.absoluteURL.standardizedFileURL
        let files = FileManager.default
        var made: [URL] = []
        var place = folder
        while !files.fileExists(atPath: place.path) {
            made.append(place)
            place = place.deletingLastPathComponent()
        }
        guard !made.isEmpty else { return }
        try files.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: permissions.map { [.posixPermissions: $0] }
        )
        for folder in made { try sync(folder.deletingLastPathComponent()) }
    }
}
