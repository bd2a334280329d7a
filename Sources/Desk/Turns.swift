// SPDX-License-Identifier: EUPL-1.2

/// Lets a few at a time do what takes much memory, and a limited number wait for it.
actor Turns {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private let longest: Int

    /// `atOnce`: how many have a turn together. `longest`: how many may wait; whoever comes then is
    /// refused.
    init(atOnce: Int, longest: Int) {
        free = atOnce
        self.longest = longest
    }

    /// Throws ``DeskRefusal/crowded`` when too many wait already.
    nonisolated func run<Result: Sendable>(
        _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        try await take()
        do {
            let result = try await body()
            await giveBack()
            return result
        } catch {
            await giveBack()
            throw error
        }
    }

    private func take() async throws {
        guard free == 0 else {
            free -= 1
            return
        }
        guard waiting.count < longest else { throw DeskRefusal.crowded }
        await withCheckedContinuation { waiting.append($0) }
    }

    /// The turn goes to who waited longest.
    private func giveBack() {
        guard waiting.isEmpty else { return waiting.removeFirst().resume() }
        free += 1
    }
}
