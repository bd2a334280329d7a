// SPDX-License-Identifier: EUPL-1.2

import CProcess
import Glibc

/// Keeps what this process has in memory from others: it dumps no core, no process of the same user
/// may read it, and files are made for their owner only.
public enum ProcessProtection {
    /// The soft limit of a core dump that the process was started with, in bytes.
    public static let inheritedCoreLimit = coreLimit.soft

    public static func begin() {
        _ = inheritedCoreLimit
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        _ = spoor_set_dumpable(0)
        umask(0o077)
    }

    /// Is it so now?
    public static var holds: Bool {
        coreLimit == (0, 0) && spoor_get_dumpable() == 0
    }

    private static var coreLimit: (soft: UInt, hard: UInt) {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
        return (UInt(limit.rlim_cur), UInt(limit.rlim_max))
    }
}
