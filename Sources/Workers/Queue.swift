// SPDX-License-Identifier: EUPL-1.2

import DequeModule

/// Elements on their way from one thread to another, in their order and of bounded number.
///
/// Whoever puts waits as long as more than `ahead` elements wait to be taken; with 0, until what was
/// put is taken.
final class Queue<Element: Sendable>: Sendable {
    private struct State {
        var waiting: Deque<Element> = []
        var isStopped = false
        /// How the producer ended; nil while it goes on.
        var end: Result<Void, any Error>?
    }

    private let state = Monitor(State())
    private let ahead: Int

    init(ahead: Int) { self.ahead = ahead }

    /// False when nobody takes any more.
    func put(_ element: Element) -> Bool {
        let isStopped = state.change { state in
            if !state.isStopped { state.waiting.append(element) }
            return state.isStopped
        }
        guard !isStopped else { return false }
        return state.wait { [ahead] state in
            if state.isStopped { return false }
            return state.waiting.count <= ahead ? true : nil
        }
    }

    /// The next element; nil behind the last one. Throws, in its place, what the producer ended with.
    func take() throws -> Element? {
        try state.wait { state -> Result<Element?, any Error>? in
            if let first = state.waiting.popFirst() { return .success(first) }
            return state.end.map { $0.map { nil } }
        }.get()
    }

    /// The producer's last word.
    func end(_ result: Result<Void, any Error>) {
        state.change { $0.end = result }
    }

    /// The consumer's last word: what waits is dropped. Comes back when the producer has ended.
    func stop() {
        state.change { state in
            state.isStopped = true
            state.waiting = []
        }
        state.wait { $0.end == nil ? nil : () }
    }
}
