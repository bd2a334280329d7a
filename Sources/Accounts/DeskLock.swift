// SPDX-License-Identifier: EUPL-1.2

public import Foundation
import Glibc

/// One desk at a time serves a store: two would each do the forms that the other one is busy with. The
/// system lets go of the lock when the process ends, however it ends.
public final class DeskLock: Sendable {
    private let descriptor: Int32

    /// `folder`: the store's. Throws ``AccountError/deskRuns`` at once when another desk serves it.
    public init(in folder: URL) throws {
        let path = folder.appendingPathComponent("desk.lock").path
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EACCES) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw AccountError.deskRuns
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
