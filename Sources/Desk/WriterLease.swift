// SPDX-License-Identifier: EUPL-1.2

import Store

/// The writer of the store, for as long as acts come and a moment after.
///
/// One process writes a store at a time. An import that somebody runs on the command line gets its turn
/// when nothing was posted for a moment, or when it asks for one. While it writes the desk asks for turns
/// between its batches; a form that gets none is kept.
actor WriterLease {
    private let open: @Sendable () throws -> Store
    /// Asks whoever writes for a turn, for as long as it is there.
    private let request: @Sendable () -> WriterRequest?
    private var openedAt = ContinuousClock.now
    private var isEnding = false
    private var publishedAt = ContinuousClock.now
    private var store: Store?
    private var opening: Task<Store, any Error>?
    private var users = 0
    private var turn = 0

    /// After the last act.
    private static let rest = Duration.seconds(1)
    /// For another process that writes.
    private static let patience = Duration.seconds(8)
    /// How long acts may go on while another process waits.
    private static let longestTurn = Duration.milliseconds(250)

    init(
        request: @escaping @Sendable () -> WriterRequest? = { nil },
        open: @escaping @Sendable () throws -> Store
    ) {
        self.request = request
        self.open = open
    }

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
        while isEnding { try await Task.sleep(for: .milliseconds(2)) }
        users += 1
        turn += 1
        if let store { return store }
        let task = opening ?? Task { [open, request] in try await Self.opened(open, request) }
        opening = task
        do {
            let opened = try await task.value
            if opening == task { (store, opening, openedAt) = (opened, nil, .now) }
            return store ?? opened
        } catch {
            if opening == task { opening = nil }
            users -= 1
            throw error
        }
    }

    private static func opened(
        _ open: @escaping @Sendable () throws -> Store,
        _ request: @Sendable () -> WriterRequest?
    ) async throws -> Store {
        let end = ContinuousClock.now + patience
        var asked: WriterRequest?
        defer { withExtendedLifetime(asked) {} }
        while true {
            do {
                return try await Store.acting(open)
            } catch StoreError.writerBusy where ContinuousClock.now < end {
                if asked == nil { asked = request() }
                try await Task.sleep(for: .milliseconds(5))
            } catch StoreError.writerBusy {
                throw DeskRefusal.busy
            }
        }
    }

    private func giveBack() {
        users -= 1
        turn += 1
        let mine = turn
        publishIfDue()
        if !isEnding, ContinuousClock.now - openedAt > Self.longestTurn, store?.isWaitedFor == true
        {
            // Whoever comes now comes after the other process.
            isEnding = true
        }
        guard users == 0 else { return }
        if isEnding {
            letGo()
            isEnding = false
            return
        }
        Task {
            try? await Task.sleep(for: Self.waited)
            closeForAnother(if: mine)
            try? await Task.sleep(for: Self.rest)
            close(if: mine)
        }
    }

    /// Until nobody can have come back at once for the next step of the same thing.
    private static let waited = Duration.milliseconds(50)

    /// Nothing was posted for a moment, and somebody waits.
    private func closeForAnother(if mine: Int) {
        guard turn == mine, users == 0, store?.isWaitedFor == true else { return }
        letGo()
    }

    private func close(if mine: Int) {
        guard turn == mine, users == 0 else { return }
        letGo()
    }

    /// Lets go of the writer now.
    func end() async {
        guard users == 0, let last = store else { return }
        store = nil
        await Self.publish(last)
    }

    /// Whoever waits for the writer has it when the files of the ledger are published.
    private func letGo() {
        guard let last = store else { return }
        store = nil
        Task { await Self.publish(last) }
    }

    /// Brings the files of the ledger up to date with the acts: together, for that takes several syncs.
    private static func publish(_ store: Store) async {
        try? await store.acting { try $0.publishTiles() }
    }

    private func publishIfDue() {
        guard let store, ContinuousClock.now - publishedAt > Self.rest else { return }
        publishedAt = .now
        Task { await Self.publish(store) }
    }
}
