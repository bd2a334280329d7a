// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Synchronization

/// State that several threads change and wait for.
final class Monitor<State: Sendable>: Sendable {
    private let condition = NSCondition()
    private let state: Mutex<State>

    init(_ state: State) { self.state = Mutex(state) }

    /// Changes the state, and wakes everybody who waits for it.
    func change<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
        condition.lock()
        defer { condition.unlock() }
        let result = state.withLock { body(&$0) }
        condition.broadcast()
        return result
    }

    /// Waits until `body` finds what it looks for; it may take it out of the state.
    func wait<Result: Sendable>(for body: (inout State) -> Result?) -> Result {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let result = state.withLock({ body(&$0) }) {
                condition.broadcast()
                return result
            }
            condition.wait()
        }
    }
}
