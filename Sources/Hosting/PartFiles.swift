// SPDX-License-Identifier: EUPL-1.2

import Glibc
import Synchronization

/// The files that are being written and not whole yet: an interruption removes them.
enum PartFiles {
    private struct State {
        var paths: Set<String> = []
        var isClosed = false
    }

    private static let state = Mutex(State())

    /// Runs `make`, which makes the file, and remembers it; not after the end has begun.
    static func add<Made>(_ path: String, _ make: () throws -> Made) throws -> Made {
        try state.withLock { state in
            guard !state.isClosed else { throw HostingError.interrupted }
            let made = try make()
            state.paths.insert(path)
            return made
        }
    }

    /// The file got its name, or was removed.
    static func forget(_ path: String) {
        state.withLock { _ = $0.paths.remove(path) }
    }

    /// Removes what is there, and lets no other be made: the process ends now.
    static func removeForGood() {
        state.withLock { state in
            state.isClosed = true
            for path in state.paths { unlink(path) }
            state.paths = []
        }
    }
}
