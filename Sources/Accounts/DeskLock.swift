// SPDX-License-Identifier: EUPL-1.2

internal import Database
public import Foundation

/// One desk at a time serves a store: two would each do the forms that the other one is busy with.
public final class DeskLock: Sendable {
    private let lock: FolderLock

    /// `folder`: the store's. Throws ``AccountError/deskRuns`` at once when another desk serves it.
    public init(in folder: URL) throws {
        guard let lock = try FolderLock("desk.lock", in: folder) else {
            throw AccountError.deskRuns
        }
        self.lock = lock
    }
}
