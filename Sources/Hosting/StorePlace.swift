// SPDX-License-Identifier: EUPL-1.2

public import Foundation
import Glibc
public import Store
public import Vault

/// Where the store and its key are and who acts, out of the settings: what opens a store for any door.
public struct StorePlace: Sendable {
    public let settings: Settings

    public init(_ settings: Settings) { self.settings = settings }

    public var folder: URL {
        get throws(HostingError) {
            guard let path = settings[.store] else { throw .noStoreNamed }
            return URL(fileURLWithPath: path)
        }
    }

    /// The one that was set, else the user's own.
    public var keyPath: String {
        settings[.keyFile]
            ?? UserFolder.configuration(ProcessInfo.processInfo.environment) + "/spoor/key"
    }

    /// Who acts, as it is recorded; unauthenticated.
    public var officer: String {
        get throws { try OfficerName.checked(settings[.by]) }
    }

    /// The identity provider that accounts are bound to.
    public var openidIssuer: String {
        get throws(HostingError) {
            guard let issuer = settings[.openidIssuer] else { throw .settingMissing(.openidIssuer) }
            return issuer
        }
    }

    /// The key; refused when it lies inside the store or others may read it.
    public func rootKey() throws -> RootKey {
        try KeyFile(path: keyPath).read(outside: folder)
    }

    /// Opens the store.
    ///
    /// - Parameters:
    ///   - timeIsGiven: acts get a time that was given instead of the clock's, which only a synthetic
    ///     store takes.
    ///   - turn: whether a command that writes waits for its turn; nil refuses at once, as a desk does
    ///     that waits in its own way.
    ///   - upgrading: is told how many of how many people are done.
    public func open(
        _ mode: Store.Mode,
        timeIsGiven: Bool = false,
        turn: WriterTurn? = nil,
        upgrading: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws -> Store {
        let folder = try folder
        // Without rights nothing seems to be there.
        if access(folder.path, R_OK | X_OK) != 0, errno == EACCES {
            throw HostingError.storeNotAllowed(folder: folder.path)
        }
        let began = ContinuousClock.now
        let root = try rootKey()
        func opening() throws -> Store {
            try Store(at: folder, root: root, mode: mode, upgrading: upgrading)
        }
        let store: Store
        if case .writing = mode, let turn {
            store = try turn.take(in: folder, opening)
        } else {
            store = try opening()
        }
        Diagnostics.info(
            "store opened",
            [
                "mode": "\(mode)", "entries": String(try store.entryCount),
                "ms": String(Int((ContinuousClock.now - began) / .milliseconds(1))),
            ]
        )
        guard store.isSynthetic || !timeIsGiven else { throw HostingError.timeGivenToRealStore }
        return store
    }
}
