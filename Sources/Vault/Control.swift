// SPDX-License-Identifier: EUPL-1.2

#if SPOOR_CONTROLS
    internal import Glibc

    /// Mistakes made on purpose, in debug builds only and one at a time, to see that they are found:
    /// `docs/rigs.md`.
    public enum Control {
        private static let chosen = getenv("SPOOR_CONTROL").map { String(cString: $0) }

        public static func isOn(_ name: String) -> Bool { chosen == name }
    }
#endif
