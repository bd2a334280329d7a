// SPDX-License-Identifier: EUPL-1.2

import Store

/// The writer of the store, for as long as acts come and a moment after.
///
/// One process writes a store at a time. An import that somebody runs on the command line gets its turn
/// when nothing was posted for a moment; a form that is posted meanwhile waits for it, and is kept.
actor WriterLease {
    private let open: @Sendable () throws -> Store
    private var store: Store?
    private var opening: Task<Store, any Error>?
    private var users = 0
    private var turn = 0

    /// After the last act.
    private static let rest = Duration.seconds(1)
    /// For another process that writes.
    private static let patience = Duration.seconds(8)

    init(open: @escaping @Sendable () throws -> Store) { self.open = open }

    /// Runs an act; acts of many visits share a transaction and its sync. Throws
    /// ``DeskRefusal/busy`` when another process goes on writing.
    nonisolated func act<Result: Sendable>(
        _ body: @escaping @Sendable (Store) throws -> Result
    ) async throws -> Result {
        let store = try await take()
        do {
            let result = try await store.acting(body)
            await giveBack()
            return result
        } catch {
            await giveBack()
            throw error
        }
    }

    private func take() async throws -> Store {
        users += 1
        turn += 1
        if let store { return store }
        let task = opening ?? Task { [open] in try await Self.opened(open) }
        opening = task
        do {
            let opened = try await task.value
            if opening == task { (store, opening) = (opened, nil) }
            return store ?? opened
        } catch {
            if opening == task { opening = nil }
            users -= 1
            throw error
        }
    }

    private static func opened(_ open: @escaping @Sendable () throws -> Store) async throws -> Store
    {
        let end = ContinuousClock.now + patience
        while true {
            do {
                return try await Store.acting(open)
            } catch StoreError.writerBusy where ContinuousClock.now < end {
                try await Task.sleep(for: .milliseconds(150))
            } catch StoreError.writerBusy {
                throw DeskRefusal.busy
            }
        }
    }

    private func giveBack() {
        users -= 1
        turn += 1
        let mine = turn
        guard users == 0 else { return }
        Task {
            try? await Task.sleep(for: Self.rest)
            close(if: mine)
        }
    }

    private func close(if mine: Int) {
        guard turn == mine, users == 0 else { return }
        store = nil
    }

    /// Lets go of the writer now.
    func end() { if users == 0 { store = nil } }
}
