// SPDX-License-Identifier: EUPL-1.2

import Database
public import Foundation
import Store
import Synchronization

/// How a command that writes waits for its turn beside a desk or an import (decision 0073): it asks, as a
/// desk does, and whoever writes lets it write between two of its acts.
public struct WriterTurn: Sendable {
    /// How long it waits. The longest step of others that gives no turn is a print or a freeze.
    public var patience: Duration
    /// Told once, when it waits.
    public var waiting: @Sendable () -> Void
    /// Whether whoever ran the command wants no more.
    public var isInterrupted: @Sendable () -> Bool

    public init(
        patience: Duration = .seconds(120),
        isInterrupted: @escaping @Sendable () -> Bool = { false },
        waiting: @escaping @Sendable () -> Void
    ) {
        self.patience = patience
        self.waiting = waiting
        self.isInterrupted = isInterrupted
    }

    /// Opens the store as soon as nobody else writes. Throws `StoreError.writerBusy` when its patience is
    /// at its end, and ``HostingError/interrupted``.
    func take(in folder: URL, _ open: () throws -> Store) throws -> Store {
        let end = ContinuousClock.now + patience
        var asked: WriterRequest?
        defer { withExtendedLifetime(asked) {} }
        while true {
            do {
                return try open()
            } catch StoreError.writerBusy where ContinuousClock.now < end {
                guard !isInterrupted() else { throw HostingError.interrupted }
                if asked == nil {
                    asked = WriterRequest(folder: folder)
                    waiting()
                }
                Thread.sleep(forTimeInterval: 0.005)
            }
        }
    }
}

/// One import at a time, with all that takes imports back or tries them again. An import gives turns to
/// others that write: without this two imports would give them to each other, batch by batch.
public enum OnlyImport {
    private static let held = Mutex<FolderLock?>(nil)

    /// From here to the end of the process. Throws `StoreError.writerBusy` at once when another process
    /// imports.
    public static func begin(in folder: URL) throws {
        // Of a store that is not there the opening says so.
        let database = folder.appendingPathComponent("spoor.sqlite").path
        guard FileManager.default.fileExists(atPath: database) else { return }
        try held.withLock { held in
            guard held == nil else { return }
            guard let lock = try FolderLock("import.lock", in: folder) else {
                throw StoreError.writerBusy(process: "an import")
            }
            held = lock
        }
    }
}
