// SPDX-License-Identifier: EUPL-1.2

public import Foundation
import Glibc

/// One at a time holds a lock of a folder, for as long as this is there. The system lets go of it when the
/// process ends, however it ends.
public final class FolderLock: Sendable {
    private let descriptor: Int32

    /// `name`: of the file in the folder that stands for what only one may do. Nil at once when another
    /// holds it.
    public init?(_ name: String, in folder: URL) throws {
        let path = folder.appendingPathComponent(name).path
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EACCES) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
