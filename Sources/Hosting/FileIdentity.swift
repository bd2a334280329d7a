// SPDX-License-Identifier: EUPL-1.2

import Glibc

/// Which file on which disk a path leads to: another one that was put in its place differs.
public struct FileIdentity: Equatable, Sendable {
    private let device: UInt64
    private let inode: UInt64

    /// Nil when nothing is there.
    public init?(path: String) {
        var found = stat()
        guard stat(path, &found) == 0 else { return nil }
        (device, inode) = (UInt64(found.st_dev), UInt64(found.st_ino))
    }
}
