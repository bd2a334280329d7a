// SPDX-License-Identifier: EUPL-1.2

import Glibc
import Synchronization

/// Work that takes whole cores for long: imports, registers, letters.
public enum BulkWork {
    /// Of the nice levels: a core that is wanted by both goes to a look nine times in ten.
    private static let niceness: Int32 = 10

    private static let isToYield = Atomic(false)

    /// From now on bulk work leaves the cores to whoever waits for an answer, as in a server. A command
    /// by itself does not call it: nobody waits in its process, and others on the machine are no callers.
    public static func yieldToLooks() { isToYield.store(true, ordering: .relaxed) }

    /// The calling thread does bulk work and nothing else, and so it yields where that was asked for.
    static func lowerThisThread() {
        guard isToYield.load(ordering: .relaxed) else { return }
        // Of this thread alone, as Linux has it; a refusal costs nothing but the order.
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
    }
}
