// SPDX-License-Identifier: EUPL-1.2

#if SPOOR_CONTROLS
    import Glibc

    /// Mistakes made on purpose, in debug builds only and one at a time, to see that they are found:
    /// `docs/rigs.md`. Of the verifier's own, which shares nothing with the writer.
    enum Control {
        private static let chosen = getenv("SPOOR_CONTROL").map { String(cString: $0) }

        static func isOn(_ name: String) -> Bool { chosen == name }
    }
#endif
